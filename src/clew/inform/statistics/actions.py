"""Freezing rows, drafting a table, sending it to a second person, and their answer."""

import secrets
from datetime import date
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import circles_of
from clew.ground.accounts.roles import Role
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.inform.statistics import chains, gathering, queries, tables
from clew.inform.statistics.categories import quarter_of
from clew.inform.statistics.models import FrozenChain, FrozenRow, Snapshot, Table
from clew.inform.statistics.permissions import check_checker, check_draft, check_send
from clew.inform.statistics.states import Kind, Reason, State, check_step
from clew.survivor.people import counting as people

_OPENED: Final = (Compartment.IDENTITY, Compartment.TESTIMONY)


class AlreadyFrozen(Exception):
    """Rows were frozen this quarter. Two freezings together would show who came in between."""


class YearNotOver(Exception):
    """A year is counted once it is over, so that it is counted once."""


class AlreadyReleased(Exception):
    """Some of these years are in a released table. Two tables together would say too much."""


def freeze(*, actor: Member, on: date) -> Snapshot:
    """Freeze what the organisation knows, as categories without names. Each person's file says so.

    Args:
        actor: who leads policy.
        on: the day; what is dated later is left out.

    Raises:
        NotForYou: the actor does not lead policy.
        AlreadyFrozen: it was done in this quarter.
    """
    check_draft(actor)
    quarter = quarter_of(on)
    organisation = actor.organisation_id
    with changes(actor=actor, purpose="statistics") as trace:
        if Snapshot.objects.filter(organisation=organisation, quarter=quarter).exists():
            raise AlreadyFrozen
        with looking(House()):
            ids = people.ids_to_count(organisation, until=on)
        trace.opens("person.counted", subjects=ids, compartments=_OPENED)
        keyring.warm(ids, _OPENED)
        snapshot = Snapshot(organisation_id=organisation, made_by=actor, on=on, quarter=quarter)
        snapshot.save(force_insert=True)
        trace.record("snapshot.made", about=snapshot)
        with looking(House()):  # chains run through other houses: codes and days, nothing sealed
            found = chains.chains_near(actor, until=on)
        elsewhere = sorted(set().union(*(chain.people for chain in found)) - set(ids))
        if elsewhere:  # their codes and days were read, nothing sealed
            trace.opens("person.counted", subjects=elsewhere, compartments=())
        with looking(House()):  # who leads policy sees nobody's row, only what is counted of all
            counted = gathering.case_rows(ids, on=on)
        rows = [
            FrozenRow(
                snapshot=snapshot, age=row.age, sex=row.sex, form=row.form, quarter=row.quarter
            )
            for row in counted
        ]
        links = [
            FrozenChain(
                snapshot=snapshot,
                session=chain.session,
                reached=chain.reached,
                ended=chain.ended,
                quarter=quarter_of(chain.began_on),
            )
            for chain in found
        ]
        dice = secrets.SystemRandom()  # the order of rows would be the order of people
        dice.shuffle(rows)
        dice.shuffle(links)
        FrozenRow.rows.bulk_create(rows, batch_size=200)
        FrozenChain.rows.bulk_create(links, batch_size=200)
    return snapshot


def snapshot_of_quarter(*, actor: Member, on: date) -> Snapshot:
    """Return the snapshot of this quarter, frozen now if there is none. Raises `NotForYou`."""
    check_draft(actor)
    found = Snapshot.objects.filter(
        organisation=actor.organisation_id, quarter=quarter_of(on)
    ).first()
    return found or freeze(actor=actor, on=on)


def draft(
    *, actor: Member, kind: Kind, first_year: int, last_year: int, on: date, shape: str = "form"
) -> Table:
    """Draft a table from the rows frozen this quarter.

    Counting is done before the writers' lock is taken: it can take a second, and frozen rows do
    not change.

    Raises:
        NotForYou: the actor does not lead policy.
        YearNotOver: the last year is not over.
        KeyError: no such shape.
    """
    check_draft(actor)
    if last_year >= on.year:
        raise YearNotOver
    snapshot = snapshot_of_quarter(actor=actor, on=on)
    counted = tables.count(
        snapshot, kind=kind, shape=shape, first_year=first_year, last_year=last_year
    )
    with changes(actor=actor, purpose="statistics") as trace:
        table = Table(
            organisation_id=actor.organisation_id,
            snapshot=snapshot,
            kind=kind.value,
            first_year=first_year,
            last_year=last_year,
            axes=counted.axes,
            cells=counted.cells,
            threshold=counted.threshold,
            tried=counted.tried,
            narrowest=counted.narrowest,
            author=actor,
            drafted_on=on,
        )
        table.save(force_insert=True)
        trace.record("table.drafted", about=table)
    return table


def send(*, actor: Member, table: Table) -> None:
    """Send a draft to those who may check it.

    Raises:
        NotForYou: it is not the actor's draft.
        WrongState: it was sent before.
    """
    check_send(actor, table)
    with changes(actor=actor, purpose="statistics") as trace:
        _step(table, State.WAITING)
        trace.record("table.sent", about=table, fields=["state"])
        tell(_checkers(table), code="table.waiting", path=f"/statistics/{table.id}/")


def release(*, actor: Member, table: Table, on: date) -> None:
    """Let a table out, as the second person.

    Raises:
        NotForYou: the actor checks no tables of this organisation.
        OwnTable: the actor made it.
        WrongState: it does not wait.
        AlreadyReleased: some of its years are in a released table of the same kind.
    """
    check_checker(actor, table)
    with changes(actor=actor, purpose="statistics") as trace:
        if queries.overlapping(table).exists():
            raise AlreadyReleased
        table.checker, table.checked_on, table.released_on = actor, on, on
        _step(table, State.RELEASED, "checker", "checked_on", "released_on")
        trace.record("table.released", about=table, fields=["state"])


def send_back(*, actor: Member, table: Table, reason: Reason, on: date) -> None:
    """Send a table back to its author, with a reason.

    Raises:
        NotForYou: the actor checks no tables of this organisation.
        OwnTable: the actor made it.
        WrongState: it does not wait.
    """
    check_checker(actor, table)
    with changes(actor=actor, purpose="statistics") as trace:
        table.checker, table.checked_on, table.reason = actor, on, reason.value
        _step(table, State.SENT_BACK, "checker", "checked_on", "reason")
        trace.record("table.sent_back", about=table, fields=["state", "reason"])


def _step(table: Table, then: State, *fields: str) -> None:
    """Take the step from the state that is stored, not from the one that was read earlier."""
    now = Table.objects.values_list("state", flat=True).get(id=table.id)
    check_step(now, then)
    table.state = then.value
    table.save(update_fields=["state", *fields])


def _checkers(table: Table) -> list[Member]:
    near = {table.organisation_id}
    for circle in circles_of(table.author):
        near |= set(circle.organisations.values_list("id", flat=True))
    found = Member.objects.filter(
        organisation__in=near, is_active=True, grants__role=Role.OUTPUT_CHECKER.value
    )
    return list(found.exclude(id=table.author_id).distinct())
