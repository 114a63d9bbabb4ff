"""One case: found by the person's code, and opened with a trace."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import colleagues
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.prepared.queries import prepared
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.support.casework.models import Case, FiveLines, Moment, Task
from clew.support.casework.permissions import may_change, may_open_testimony
from clew.support.casework.states import MomentKind
from clew.survivor.consent.models import Consent
from clew.survivor.consent.queries import of_person as consents_of
from clew.survivor.contact.models import SafeContact, Way
from clew.survivor.contact.queries import safe_contact, ways
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import want_for_stranger
from clew.survivor.people.queries import as_viewer, keepers_of
from clew.survivor.people.queries import visible as people_visible


class NoSuchCase(Exception):
    """No case with this code is visible to the viewer; whether there is one is not said."""


class NoSuchTask(Exception):
    """No such task in this case."""


class NoSuchMoment(Exception):
    """No such entry in this case, or it is of health and the viewer does not stand by them."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What the first page of a case shows, opened for one reading."""

    case: Case
    person: Person
    safe: SafeContact | None
    ways: list[Way]  # closed
    lines: FiveLines | None
    tasks: list[Task]
    keepers: list[Member]
    consents: list[Consent]
    may_change: bool  # and so may open testimony


def visible_to(actor: Member) -> QuerySet[Case]:
    """Return the cases of the people an actor stands by, or whose team they lead."""
    return visible(**as_viewer(actor))


def visible(*, organisation: UUID, member: UUID | None, at: datetime | None) -> QuerySet[Case]:
    """Return the same, for who stands in `Viewer`."""
    people = people_visible(organisation=organisation, member=member, at=at)
    found: QuerySet[Case] = Case.rows.filter(
        person__in=people, organisation=organisation
    ).select_related("person", "organisation")
    return found


@prepared
def _with_code(
    *, organisation: UUID, member: UUID | None, at: datetime | None, code: str
) -> QuerySet[Case]:
    return visible(organisation=organisation, member=member, at=at).filter(person__code=code)[:1]


def case_for(actor: Member, code: str) -> Case:
    """Return one case by the person's code, closed.

    Raises:
        NoSuchCase: no case with this code is visible to the actor.
        StepUpNeeded: the actor does not stand by the person (see `want_for_stranger`).
    """
    found = _with_code.first(**as_viewer(actor), code=code)
    if found is None:
        raise NoSuchCase
    want_for_stranger(actor, found.person)
    return found


def open_file(actor: Member, case: Case) -> CaseFile:
    """Open the first page of a case: one event. Ways to reach the person stay closed."""
    _leave_trace(actor, case, "case.opened", f"casework.Case:{case.id}")
    return closed_file(actor, case)


def closed_file(actor: Member, case: Case) -> CaseFile:
    """Return the same without permission to open any of it."""
    return CaseFile(
        case=case,
        person=case.person,
        safe=safe_contact(actor, case.person),
        ways=ways(actor, case.person),
        lines=_newest_lines(case),
        tasks=_tasks.all(case=case.id),
        keepers=keepers_of(case.person),
        consents=consents_of(actor, case.person),
        may_change=may_change(actor, case),
    )


def latest_lines(actor: Member, case: Case) -> FiveLines | None:
    """Open the newest five lines, if there are any."""
    _leave_trace(actor, case, "five_lines.opened", f"casework.Case:{case.id}")
    return _newest_lines(case)


def task_for(actor: Member, case: Case, task_id: UUID) -> Task:
    """Open one task of a case. Raises `NoSuchTask`."""
    found: Task | None = (
        Task.rows.filter(case=case, id=task_id)
        .select_related("case", "owner", "changed_by")
        .first()
    )
    if found is None:
        raise NoSuchTask
    _leave_trace(actor, case, "task.opened", f"casework.Task:{found.id}")
    return found


def moment_for(actor: Member, case: Case, moment_id: UUID) -> Moment:
    """Open one entry of the timeline. Raises `NoSuchMoment`."""
    found: Moment | None = (
        Moment.rows.filter(case=case, id=moment_id).select_related("case", "recorded_by").first()
    )
    if found is None:
        raise NoSuchMoment
    is_health = found.kind == MomentKind.HEALTH
    if is_health and not may_open_testimony(actor, case):
        raise NoSuchMoment
    parts = [Compartment.TESTIMONY] if is_health else [Compartment.OPERATIONS]
    _leave_trace(actor, case, "moment.opened", f"casework.Moment:{found.id}", parts)
    return found


def owners(actor: Member, case: Case) -> list[Member]:
    """Return who can owe a task of a case: who stands by the person, and who leads the team."""
    found = {member.id: member for member in keepers_of(case.person)}
    found |= {member.id: member for member in colleagues(actor, Role.CASE_LEAD)}
    return sorted(found.values(), key=lambda member: member.shown_name)


def _newest_lines(case: Case) -> FiveLines | None:
    return _newest.first(case=case.id)


@prepared
def _newest(*, case: UUID) -> QuerySet[FiveLines]:
    rows = FiveLines.rows.filter(case=case).select_related("case", "author")
    return rows.order_by("-number")[:1]


@prepared
def _tasks(*, case: UUID) -> QuerySet[Task]:
    rows = Task.rows.filter(case=case).select_related("case", "owner")
    return rows.order_by(F("due_on").asc(nulls_last=True), "made_on", "id")


def _leave_trace(
    actor: Member,
    case: Case,
    name: str,
    about: str,
    parts: list[Compartment] | None = None,
) -> None:
    wanted = parts or [Compartment.IDENTITY, Compartment.OPERATIONS]
    reads.record(
        actor=actor, name=name, subjects=[case.person_id], compartments=wanted, about=about
    )
    keyring.warm([case.person_id], wanted)
