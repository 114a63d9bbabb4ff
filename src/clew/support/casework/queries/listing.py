"""The list of cases: dense, by due date, code or last contact, never by name; a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Unpack
from uuid import UUID

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.prepared.queries import Many, prepared
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.support.casework.models import Case, Moment, Task
from clew.support.casework.queries.cases import visible
from clew.support.casework.states import OPEN_TASKS, MomentKind, Stage
from clew.survivor.people.queries import Viewer, as_viewer

PAGE: Final = 50
_A_WEEK: Final = timedelta(days=6)  # today and the six days after it
_SHOWN: Final = (Compartment.IDENTITY, Compartment.OPERATIONS)
_OPEN: Final = [state.value for state in OPEN_TASKS]


class Sort(StrEnum):
    """What the list is ordered by."""

    DUE = "due"
    CODE = "code"
    CONTACT = "contact"


class DueBy(StrEnum):
    """Which due dates are wanted."""

    ANY = ""
    LATE = "late"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are wanted, as the address says it. Closed ones only when asked for."""

    stage: Stage | None = None
    due: DueBy = DueBy.ANY
    owner: UUID | None = None
    sort: Sort = Sort.DUE
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One case on the list."""

    code: str
    called: str = field(repr=False)
    stage: Stage
    next_task: str = field(repr=False)
    due_on: date | None
    is_late: bool
    owner: str
    last_contact_on: date | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """One page of the list, and how many cases there are in all."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


def caseload(actor: Member, wanted: Filter, *, on: date) -> Caseload:
    """Return one page of the cases an actor may see: one event that names every person shown.

    Args:
        actor: who looks.
        wanted: which cases, in which order, which page.
        on: the day it is, for what is late.
    """
    asked = _Asked(
        **as_viewer(actor),
        stage=wanted.stage,
        due=wanted.due,
        owner=wanted.owner,
        on=on,
        week=on + _A_WEEK if wanted.due is DueBy.WEEK else None,
    )
    shown, page, total = _first_page.all(**asked, sort=wanted.sort), 1, 0
    if wanted.page > 1 or len(shown) > PAGE:
        total = _filtered(**asked).count()
        page = min(max(wanted.page, 1), (total + PAGE - 1) // PAGE or 1)
        found = _ordered(_filtered(**asked), wanted.sort)
        shown = list(found[(page - 1) * PAGE : page * PAGE])
    total = total or len(shown)
    pages = max((total + PAGE - 1) // PAGE, 1)
    if shown:
        of = [case.person_id for case in shown]
        reads.record(actor=actor, name="case.list_opened", subjects=of, compartments=_SHOWN)
        keyring.warm(of, _SHOWN)
    tasks = _next_tasks(shown)
    rows = tuple(_row(case, tasks.get(case.id), on) for case in shown)
    return Caseload(rows, total, page, pages)


class _Asked(Viewer):
    """What is asked of the database: who looks, and which cases are wanted."""

    stage: Stage | None
    due: DueBy
    owner: UUID | None
    on: date
    week: date | None  # the last day of it, if it is asked for


@prepared
def _first_page(*, sort: Sort, **asked: Unpack[_Asked]) -> QuerySet[Case]:
    return _ordered(_filtered(**asked), sort)[: PAGE + 1]


def _filtered(**asked: Unpack[_Asked]) -> QuerySet[Case]:
    on = asked["on"]
    found = visible(organisation=asked["organisation"], member=asked["member"], at=asked["at"])
    due = (
        Task.rows.filter(case=OuterRef("pk"), state__in=_OPEN, due_on__isnull=False)
        .order_by("due_on")
        .values("due_on")[:1]
    )
    contact = (
        Moment.rows.filter(case=OuterRef("pk"), kind=MomentKind.CONTACT.value, happened_on__lte=on)
        .values("case")
        .annotate(last=Max("happened_on"))
        .values("last")
    )
    found = found.annotate(next_due_on=Subquery(due), last_contact_on=Subquery(contact))
    if asked["stage"] is None:
        found = found.exclude(stage=Stage.CLOSED.value)
    else:
        found = found.filter(stage=asked["stage"].value)
    if asked["due"] is DueBy.LATE:
        found = found.filter(next_due_on__lt=on)
    elif asked["due"] is DueBy.WEEK:
        found = found.filter(next_due_on__lte=asked["week"])
    if asked["owner"] is not None:
        owed = Task.rows.filter(owner=asked["owner"], state__in=_OPEN).values("case")
        found = found.filter(id__in=owed)
    return found


def _ordered(found: QuerySet[Case], sort: Sort) -> QuerySet[Case]:
    match sort:
        case Sort.CODE:
            return found.order_by("person__code")
        case Sort.CONTACT:
            return found.order_by(F("last_contact_on").asc(nulls_first=True), "person__code")
        case Sort.DUE:
            return found.order_by(F("next_due_on").asc(nulls_last=True), "person__code")


def _next_tasks(cases: Iterable[Case]) -> dict[UUID, Task]:
    """Return the open task of each case that is due first."""
    found: dict[UUID, Task] = {}
    of = tuple(case.id for case in cases)
    for task in _open_tasks.all(cases=of) if of else ():
        found.setdefault(task.case_id, task)
    return found


@prepared
def _open_tasks(*, cases: Many) -> QuerySet[Task]:
    rows = Task.rows.filter(case__in=cases, state__in=_OPEN).select_related("case", "owner")
    return rows.order_by(F("due_on").asc(nulls_last=True), "made_on", "id")


def _row(case: Case, task: Task | None, on: date) -> Row:
    due_on = task.due_on if task else None
    return Row(
        code=case.person.code,
        called=str(case.person.called or case.person.full_name or ""),
        stage=Stage(case.stage),
        next_task=str(task.what) if task else "",
        due_on=due_on,
        is_late=due_on is not None and due_on < on,
        owner=task.owner.shown_name if task else "",
        last_contact_on=getattr(case, "last_contact_on", None),
    )
