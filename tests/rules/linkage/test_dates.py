"""Dates as far as they are known, and addresses as far as they tell people apart."""

import pytest

from clew.rules.linkage.dates import PartialDate, partial_date
from clew.rules.linkage.doors import door_parts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1987", PartialDate(1987)),
        ("1987-04", PartialDate(1987, 4)),
        ("1987-04-23", PartialDate(1987, 4, 23)),
        ("23.04.1987", PartialDate(1987, 4, 23)),
        ("1987-23-04", PartialDate(1987, 4, 23)),
        ("1987-00-00", PartialDate(1987)),
        ("1987-04-23 00:00:00", PartialDate(1987, 4, 23)),
        ("0208", None),
        ("about 1987", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, read: PartialDate | None) -> None:
    assert partial_date(text) == read


def test_one_door_is_one_door_however_it_is_written() -> None:
    one = door_parts("Flat 3, 14 Alder St, Birmingham B66 2QT")
    assert one.door == door_parts("14 Alder Street B66 2qt").door != ""


def test_a_street_in_another_town_is_another_door() -> None:
    assert door_parts("5 Station Road, Alton").door != door_parts("5 Station Road, Bexham").door


def test_a_postcode_alone_is_no_door() -> None:
    parts = door_parts("TQ13 8DF")
    assert (parts.door, parts.code, parts.area) == ("", "tq138df", "tq13")


def test_a_house_stays_where_its_street_is_misspelt() -> None:
    one, other = (
        door_parts(f"97 {street} bull creek act 2830")
        for street in ("merfield place", "merfieldplace")
    )
    assert one.house == other.house == "97|2830"
    assert one.door != other.door


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Am Erlenweg 14, 1010 Musterstadt", "1010"),
        ("1010 Musterstadt, Am Erlenweg 14", "1010"),
        ("1400 Alder Street, Alton", ""),
        ("1400 Alder Street, Alton 62704", "62704"),
    ],
)
def test_four_digits_are_a_postcode_beside_a_number(text: str, code: str) -> None:
    assert door_parts(text).code == code
