"""The rules of safe contact that hold, and the ways to reach somebody."""

from uuid import UUID

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault.compartments import Compartment
from clew.survivor.contact.models import SafeContact, Way
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_see


def safe_contact(actor: Member, person: Person) -> SafeContact | None:
    """Return the rules that hold now; None while nobody has asked: then there is no contact."""
    check_see(actor, person)
    return SafeContact.rows.filter(person=person).select_related("recorded_by").order_by(
        "-recorded_at"
    ).first()  # fmt: skip


def history(actor: Member, person: Person) -> list[SafeContact]:
    """Return the rules that hold and the former ones, newest first, opened with a trace."""
    check_see(actor, person)
    rows = list(
        SafeContact.rows.filter(person=person)
        .select_related("recorded_by")
        .order_by("-recorded_at")
    )
    reads.record(
        actor=actor,
        name="contact.rules_read",
        subjects=[person.id],
        compartments=[Compartment.OPERATIONS],
        purpose="support",
    )
    return rows


def ways(actor: Member, person: Person) -> list[Way]:
    """Return the ways there are, closed: their kinds are shown, their values are not."""
    check_see(actor, person)
    return list(Way.rows.filter(person=person, ends_before=None).order_by("kind", "recorded_at"))


def show_way(actor: Member, person: Person, way_id: UUID | str, *, purpose: str) -> Way | None:
    """Open one way: one event each."""
    check_see(actor, person)
    way = Way.rows.filter(person=person, id=way_id, ends_before=None).first()
    if way is not None:
        reads.record(
            actor=actor,
            name=f"contact.{way.kind}_shown",
            subjects=[person.id],
            compartments=[Compartment.CONTACT],
            purpose=purpose,
            about=f"contact.Way:{way.id}",
        )
    return way
