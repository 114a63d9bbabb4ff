"""Who a session belongs to, asked of the database at each page."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from clew.ground.accounts.models import Member
from clew.ground.prepared.queries import prepared


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Allauth's own, which fetches a member together with their organisation."""

    def get_user(self, user_id: UUID | str) -> Member | None:
        """Return a member who may sign in; None for one who is frozen or gone."""
        found = _member.first(member=UUID(str(user_id)))
        return found if found is not None and self.user_can_authenticate(found) else None


@prepared
def _member(*, member: UUID) -> QuerySet[Member]:
    return Member.objects.filter(id=member).select_related("organisation")[:1]
