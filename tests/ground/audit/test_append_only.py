"""The database itself refuses to change or delete what was written, to whoever speaks to it."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from clew.ground.audit import heads
from clew.ground.audit.append_only import guards, set_again
from clew.ground.audit.chain import Happened, put_down
from clew.ground.audit.models import Counter, Event, Head, Mention, Waiting
from clew.ground.audit.viewer import looking
from clew.survivor.consent.models import Consent
from tests.append_only import by_hand
from tests.cast import Cast
from tests.factories.people import a_person, a_release
from tests.ground.audit.chains import PEOPLE, stored, verified, write_events


def raw(rows: QuerySet[Any]) -> None:
    """Delete rows as SQL does, without Django's own look at what refers to them."""
    rows._raw_delete("default")  # type: ignore[attr-defined]  # noqa: SLF001 -- stubs lack it


ATTEMPTS: dict[str, Callable[[], object]] = {
    "an event changed": lambda: Event.objects.filter(seq=2).update(actor="nobody"),
    "an event deleted": lambda: raw(Event.objects.filter(seq=4)),
    "events emptied": lambda: raw(Event.objects.all()),
    "a mention changed": lambda: Mention.objects.filter(count=1).update(subject=uuid.uuid4()),
    "a mention deleted": lambda: Mention.objects.filter(event=4).delete(),
    "a count lowered": lambda: Counter.objects.filter(subject=PEOPLE[0]).update(count=1),
    "a count moved": lambda: Counter.objects.filter(subject=PEOPLE[0]).update(subject=PEOPLE[2]),
    "a count deleted": lambda: Counter.objects.filter(subject=PEOPLE[0]).delete(),
    "a head changed": lambda: Head.objects.update(digest=bytes(32)),
    "a head deleted": lambda: Head.objects.all().delete(),
    "a waiting event changed": lambda: Waiting.objects.update(body=b"{}"),
    "a waiting event deleted": lambda: Waiting.objects.all().delete(),
}


@pytest.fixture
def written(db: None) -> None:  # noqa: ARG001 -- the events lie in the database
    """Write events, a head, and one that waits for its number."""
    write_events(4)
    heads.latest_signed()
    put_down([Happened("read", "case.opened", "house")])


@pytest.mark.both
@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_was_written_is_neither_changed_nor_deleted(attempt: str) -> None:
    before = everything()
    with pytest.raises(DatabaseError, match="stays as it was written"), transaction.atomic():
        ATTEMPTS[attempt]()
    assert everything() == before
    assert verified(stored()).broken_at is None


@pytest.mark.both
@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("attempt", ["an event changed", "a mention deleted", "a count lowered"])
def test_with_the_guards_lifted_the_same_goes_through(attempt: str) -> None:
    # Red control.
    before = everything()
    with by_hand():
        ATTEMPTS[attempt]()
    assert everything() != before


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_tables_are_not_emptied_on_postgresql_either() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has no TRUNCATE
    for _, guard in guards():
        with (
            pytest.raises(DatabaseError, match="stays as it was written"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {guard.table} CASCADE")


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_the_guards_go_and_come_back_with_their_migration() -> None:
    call_command("migrate", "audit", "0003", verbosity=0)
    write_events(2)
    assert Event.objects.filter(seq=2).update(name="x") == 1
    call_command("migrate", "audit", verbosity=0)
    with pytest.raises(DatabaseError, match="stays as it was written"):
        Event.objects.filter(seq=2).update(name="y")


@pytest.mark.django_db
@pytest.mark.both
def test_a_consent_and_its_withdrawal_are_neither_changed_nor_deleted(cast: Cast) -> None:
    kept = a_release(cast.advocate_a, a_person(cast.advocate_a), cast.law_firm).consents[0]
    for attempt in (
        lambda: Consent.rows.filter(id=kept).update(until_on=date(2099, 1, 1)),
        lambda: Consent.rows.filter(id=kept).update(explained=None, language="xx"),
        lambda: raw(Consent.rows.filter(id=kept)),
    ):
        with pytest.raises(DatabaseError, match="stays as it was written"), transaction.atomic():
            attempt()
    with looking(cast.advocate_a):  # forgetting empties its words, and nothing else
        assert Consent.rows.filter(id=kept).update(explained=None) == 1
    with by_hand(), looking(cast.advocate_a):  # red control
        assert Consent.rows.filter(id=kept).update(until_on=date(2099, 1, 1)) == 1


@pytest.mark.django_db
def test_a_table_that_was_made_anew_has_its_guards_again() -> None:
    if connection.vendor != "sqlite":
        return  # elsewhere a table is altered where it stands
    write_events(2)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_event_no_update")
    assert Event.objects.filter(seq=1).update(name="x") == 1  # red control
    set_again(using="default")
    with pytest.raises(DatabaseError, match="stays as it was written"):
        Event.objects.filter(seq=2).update(name="x")


def everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Event, Mention, Counter, Head, Waiting)
    ]
