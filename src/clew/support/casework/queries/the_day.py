"""What a member owes today: late, today, this week; and the yeses that are about to end."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.prepared.queries import prepared
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.recognise.referrals.queries import Waiting, accepted_waiting, inbox
from clew.recognise.referrals.states import UNDECIDED
from clew.support.casework.models import Task
from clew.support.casework.queries.cases import visible
from clew.support.casework.states import OPEN_TASKS
from clew.survivor.consent.models import Consent
from clew.survivor.people.queries import as_viewer

THIS_WEEK: Final = timedelta(days=6)
ENDS_SOON: Final = timedelta(days=14)
_SHOWN: Final = (Compartment.IDENTITY, Compartment.OPERATIONS)


@dataclass(frozen=True, slots=True)
class Due:
    """One task that is owed."""

    id: UUID
    code: str
    called: str = field(repr=False)
    what: str = field(repr=False)
    due_on: date
    days_late: int
    is_begun: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """One yes that ends soon unless it is asked for again."""

    code: str
    recipient: str
    until_on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Today:
    """The day of one member."""

    late: tuple[Due, ...]
    today: tuple[Due, ...]
    week: tuple[Due, ...]
    ending: tuple[Ending, ...]
    to_answer: int  # referrals that nobody has answered yet
    to_open: tuple[Waiting, ...]  # accepted, and no case opened yet

    @property
    def is_clear(self) -> bool:
        """Whether nothing is owed this week."""
        return not (self.late or self.today or self.week)


def today(actor: Member, *, on: date) -> Today:
    """Return what a member owes: one event that names every person shown."""
    tasks = _owed.all(**as_viewer(actor), owner=actor.id, until=on + THIS_WEEK)
    if tasks:
        of = list(dict.fromkeys(task.case.person_id for task in tasks))
        reads.record(actor=actor, name="today.opened", subjects=of, compartments=_SHOWN)
        keyring.warm(of, _SHOWN)
    due = [_due(task, on) for task in tasks]
    return Today(
        late=tuple(item for item in due if item.due_on < on),
        today=tuple(item for item in due if item.due_on == on),
        week=tuple(item for item in due if item.due_on > on),
        ending=tuple(
            Ending(row.person.code, row.recipient.name, row.until_on, (row.until_on - on).days)
            for row in _ending(actor, on)
        ),
        to_answer=sum(row.standing in UNDECIDED for row in inbox(actor)),
        to_open=tuple(accepted_waiting(actor)),
    )


@prepared
def _owed(
    *, organisation: UUID, member: UUID | None, at: datetime | None, owner: UUID, until: date
) -> QuerySet[Task]:
    rows = Task.rows.filter(
        case__in=visible(organisation=organisation, member=member, at=at),
        owner=owner,
        state__in=[state.value for state in OPEN_TASKS],
        due_on__lte=until,
    )
    return rows.select_related("case__person").order_by("due_on", "case__person__code", "id")


def _ending(actor: Member, on: date) -> list[Consent]:
    return _ends.all(**as_viewer(actor), on=on, until=on + ENDS_SOON)


@prepared
def _ends(
    *, organisation: UUID, member: UUID | None, at: datetime | None, on: date, until: date
) -> QuerySet[Consent]:
    cases = visible(organisation=organisation, member=member, at=at)
    rows = Consent.rows.filter(
        person__in=cases.values("person"),
        withdrawal=None,
        until_on__gte=on,
        until_on__lte=until,
    )
    return rows.select_related("organisation", "circle", "person").order_by(
        "until_on", "person__code"
    )


def _due(task: Task, on: date) -> Due:
    person = task.case.person
    due_on = task.due_on or on  # the query asked for those with a day
    return Due(
        id=task.id,
        code=person.code,
        called=str(person.called or person.full_name or ""),
        what=str(task.what),
        due_on=due_on,
        days_late=max((on - due_on).days, 0),
        is_begun=task.state == "started",
    )
