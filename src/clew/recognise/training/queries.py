"""Finding training sessions, always for a named viewer."""

from django.db.models import Q, QuerySet

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import circles_of
from clew.ground.accounts.roles import Role
from clew.recognise.training.models import Session


class NoSuchSession(Exception):
    """No session with this code is visible to the viewer."""


def visible_to(actor: Member) -> QuerySet[Session]:
    """Return a trainer's own sessions; for who leads cases or policy those of their circles too."""
    seen = Q(pk__in=[])
    if actor.has(Role.TRAINER):
        seen |= Q(trainer=actor)
    if actor.has(Role.CASE_LEAD, Role.POLICY_LEAD):
        seen |= Q(organisation=actor.organisation_id) | Q(
            organisation__circles__in=list(circles_of(actor))
        )
    found = Session.objects.filter(seen).distinct().select_related("trainer", "organisation")
    return found.order_by("-held_on", "code")


def session_for(actor: Member, code: str) -> Session:
    """Return one session by its code. Raises `NoSuchSession`."""
    found = visible_to(actor).filter(code=code).first()
    if found is None:
        raise NoSuchSession
    return found


def all_codes() -> tuple[str, ...]:
    """Return the codes of every session: they are handed out on paper and name nobody."""
    return tuple(Session.objects.order_by("code").values_list("code", flat=True))
