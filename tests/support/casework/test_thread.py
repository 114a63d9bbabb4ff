"""The order along the thread, and silences told in days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clew.support.casework.thread import Entry, Place, along_the_thread, days_between
from tests.cast import TODAY

DATES = st.lists(st.dates(date(2020, 1, 1), date(2030, 12, 31)), max_size=30)


def entries(*days: date) -> list[Entry]:
    return [Entry(day, "other", f"entry {number}") for number, day in enumerate(days)]


def test_the_silence_of_forty_one_days_is_told() -> None:
    found = along_the_thread(entries(date(2026, 3, 2), date(2026, 1, 19)), on=date(2026, 3, 3))
    assert [(item.place, item.days) for item in found] == [
        (Place.DONE, 0),
        (Place.GAP, 41),
        (Place.DONE, 0),
    ]


def test_a_silence_until_today_is_told_too() -> None:
    found = along_the_thread(entries(TODAY - timedelta(days=60)), on=TODAY)
    assert [(item.place, item.days) for item in found] == [(Place.GAP, 59), (Place.DONE, 0)]


def test_a_shorter_stretch_is_no_silence() -> None:
    days = (TODAY - timedelta(days=1), TODAY - timedelta(days=29))
    found = along_the_thread(entries(*days), on=TODAY)
    assert [item.place for item in found] == [Place.DONE, Place.DONE]
    # Red control: one day more is one.
    days = (TODAY - timedelta(days=1), TODAY - timedelta(days=30))
    assert Place.GAP in [item.place for item in along_the_thread(entries(*days), on=TODAY)]


def test_entries_of_one_day_keep_their_order() -> None:
    found = along_the_thread(entries(TODAY, TODAY, TODAY), on=TODAY)
    assert [item.entry.title for item in found if item.entry] == ["entry 0", "entry 1", "entry 2"]


@given(days=DATES, on=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_every_entry_lies_once_where_its_day_puts_it(days: list[date], on: date) -> None:
    found = along_the_thread(entries(*days), on=on)
    shown = [item for item in found if item.entry]
    assert [item.entry.on for item in shown if item.entry] == sorted(days, reverse=True)
    for item in shown:
        assert item.entry is not None
        assert (item.place is Place.AHEAD) == (item.entry.on > on)
        assert (item.place is Place.NOW) == (item.entry.on == on)


@given(days=DATES, on=st.dates(date(2020, 1, 1), date(2030, 12, 31)), least=st.integers(1, 90))
def test_silences_are_exactly_the_long_stretches_of_the_past(
    days: list[date], on: date, least: int
) -> None:
    past = sorted({day for day in days if day < on}, reverse=True)
    stretches = [days_between(a, b) for a, b in zip([on, *past], past, strict=False)]
    found = along_the_thread(entries(*days), on=on, silence_days=least)
    gaps = [item.days for item in found if item.place is Place.GAP]
    assert gaps == [stretch for stretch in stretches if stretch >= least]
