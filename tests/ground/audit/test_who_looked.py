"""Who has looked, a part at a time: by who it was, by month, and with whole days."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clew.ground.audit import who_looked
from clew.ground.audit.chain import Happened, chain
from clew.ground.audit.who_looked import AT_ONCE, Wanted, part, wanted_from

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)
HER, OTHER = uuid.uuid4(), uuid.uuid4()
ADA, BEA = str(uuid.uuid4()), str(uuid.uuid4())
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def happened(actor: str, *moments: datetime, whom: uuid.UUID = HER) -> None:
    """Write that somebody read about somebody, at some moments."""
    chain([Happened("read", "case.opened", actor, "", (whom,), at=at) for at in moments])


def days(many: int, *, each: int = 1) -> list[datetime]:
    """Return noons of days that follow each other, each several times."""
    return [NOON + timedelta(days=day) for day in range(many) for _ in range(each)]


def all_parts(wanted: Wanted = who_looked.ALL) -> list[list[datetime]]:
    """Go from part to part, as by the button, and return the moments of each."""
    found, before = [], None
    while True:
        now = part(HER, Wanted(wanted.who, wanted.month, before), zone=LONDON)
        found.append([look.at for look in now.looks])
        if now.older is None:
            return found
        before = now.older


def test_from_part_to_part_nothing_is_left_out_or_told_twice() -> None:
    moments = days(2 * AT_ONCE + 5)
    happened(ADA, *moments)
    happened(ADA, NOON, whom=OTHER)
    parts = all_parts()
    assert len(parts) == 3
    assert [at for found in parts for at in found] == moments[::-1]


def test_a_day_is_told_whole() -> None:
    happened(ADA, *days(AT_ONCE // 7 + 2, each=7))
    first = all_parts()[0]
    assert len(first) < AT_ONCE
    assert len(first) % 7 == 0


def test_a_day_that_holds_more_than_a_part_is_told_in_several() -> None:
    happened(ADA, *days(1, each=AT_ONCE + 3))
    assert [len(found) for found in all_parts()] == [AT_ONCE, 3]


def test_exactly_one_part_has_no_older_ones() -> None:
    happened(ADA, *days(AT_ONCE))
    assert [len(found) for found in all_parts()] == [AT_ONCE]


def test_by_who_it_was_and_by_month_as_the_place_counts_them() -> None:
    last_of_march = datetime(2026, 3, 31, 22, 59, tzinfo=UTC)  # 23:59 in London
    first_of_april = datetime(2026, 3, 31, 23, 0, tzinfo=UTC)
    happened(ADA, NOON, last_of_march)
    happened(BEA, first_of_april)
    assert all_parts(Wanted(who=BEA)) == [[first_of_april]]
    assert all_parts(Wanted(month=date(2026, 3, 1))) == [[last_of_march, NOON]]
    assert all_parts(Wanted(who=ADA, month=date(2026, 4, 1))) == [[]]
    assert who_looked.months(HER, zone=LONDON) == [date(2026, 4, 1), date(2026, 3, 1)]
    assert who_looked.lookers(HER) == sorted([ADA, BEA])


def test_a_year_ends_in_december() -> None:
    happened(ADA, datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert len(all_parts(Wanted(month=date(2026, 12, 1)))[0]) == 1


def test_whoever_is_left_out_crowds_nobody_out() -> None:
    happened(BEA, NOON)
    happened(ADA, *days(AT_ONCE + 1))
    found = part(HER, zone=LONDON, leaving_out=ADA)
    assert [look.actor for look in found.looks] == [BEA]
    assert found.older is None
    assert who_looked.lookers(HER, leaving_out=ADA) == [BEA]
    assert who_looked.months(HER, zone=LONDON, leaving_out=ADA) == [date(2026, 3, 1)]


@pytest.mark.parametrize(
    "given",
    [
        {"who": "nobody", "month": "2026-13", "before": "0"},
        {"who": "\x00", "month": "2026-3", "before": "-1"},
        {"who": OTHER.hex, "month": "1926-03", "before": "9" * 19},
        {"month": "٢٠٢٦-٠٣", "before": "٣"},
        {},
    ],
)
def test_what_cannot_be_asked_for_is_as_if_it_were_not_there(given: dict[str, str]) -> None:
    assert wanted_from(given, [ADA, BEA]) == Wanted()


def test_what_can_be_asked_for_is_taken() -> None:
    # Red control.
    given = {"who": ADA, "month": "2026-03", "before": "7"}
    assert wanted_from(given, [ADA]) == Wanted(ADA, date(2026, 3, 1), 7)
