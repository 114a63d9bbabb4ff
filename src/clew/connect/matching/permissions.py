"""Which circles somebody may look into: those of their organisation, as an investigator."""

from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Circle, Member
from clew.ground.accounts.roles import Role
from clew.rules.consent.kinds import Purpose

PURPOSES: Final = (Purpose.FIND_OTHERS, Purpose.INVESTIGATE)


class NoSuchCircle(Exception):
    """No such circle is visible to the viewer; whether it exists is not said."""


def circles_for(actor: Member) -> QuerySet[Circle]:
    """Return the circles whose claims the actor may see, by name; none for other roles."""
    if not actor.has(Role.INVESTIGATOR):
        return Circle.objects.none()
    wanted = [purpose.value for purpose in PURPOSES]
    found = Circle.objects.filter(organisations=actor.organisation_id, purpose__in=wanted)
    return found.order_by("purpose", "name")


def circle_for(actor: Member, circle_id: str | UUID) -> Circle:
    """Return one circle of the actor's. Raises `NoSuchCircle`."""
    try:
        wanted = UUID(str(circle_id))
    except ValueError as wrong:
        raise NoSuchCircle from wrong
    found = circles_for(actor).filter(id=wanted).first()
    if found is None:
        raise NoSuchCircle
    return found
