"""The claims of one person, for who stands by them."""

from clew.ground.accounts.models import Member
from clew.survivor.claims.models import Claim
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


def of_person(actor: Member, person: Person) -> list[Claim]:
    """Return a person's claims, closed. Raises `NotYours`: testimony is for who stands by them."""
    check_change(actor, person)
    return list(Claim.rows.filter(person=person).order_by("recorded_at", "id"))
