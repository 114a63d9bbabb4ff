"""One door, however it is written; never a street alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.linkage.normalise import is_weak, parts_of

# The first example loads the data; other work may share the machine.
STEADY = settings(derandomize=True, deadline=None)


def meet(one: str, other: str, *, region: str = "GB") -> bool:
    """Say whether two addresses share a part that is not weak."""
    both = set(parts_of("address", one, region=region)) & set(
        parts_of("address", other, region=region)
    )
    return any(not is_weak(part) for part in both)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("14 Alder Street, Smethwick B66 9ZZ", "14, alder st., SMETHWICK, b669zz"),
        ("14 Alder Street, Smethwick B66 9ZZ", "14 Adler Street B66 9ZZ"),  # misspelt
        ("14 Alder Street, Smethwick", "14 Alder St Smethwick"),
        ("Room 3, 14 Alder Street, Smethwick", "14 Alder Street, Smethwick, UK"),
        ("Flat 2, 14 Alder Street B66 9ZZ", "14 Alder Street B66 9ZZ"),
        ("Flat 2, 14 Alder Street B66 9ZZ", "2/14 Alder Street B66 9ZZ"),
        ("14 St Mary's Road, Leeds", "14 Saint Marys Rd, Leeds"),
        ("Alder Street 14, Smethwick", "14 Alder Street, Smethwick"),
    ],
)
def test_two_ways_of_writing_one_door_meet(one: str, other: str) -> None:
    assert meet(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("14 Alder Street, Smethwick", "15 Alder Street, Smethwick"),
        ("14 Alder Street, Smethwick", "14 Alder Street, Leeds"),
        ("14 Alder Street", "14 Alder Street"),  # the town is not known: weak
        ("14 Alder Street B66 9ZZ", "14 Alder Street B66 9ZY"),
        ("Alder Street, Smethwick B66 9ZZ", "Alder Street, Smethwick B66 9ZZ"),
    ],
)
def test_two_doors_do_not_meet(one: str, other: str) -> None:
    assert not meet(one, other)


@pytest.mark.parametrize("value", ["Alder Street", "Alder Street, Smethwick B66 9ZZ", "Smethwick"])
def test_a_street_alone_has_no_part(value: str) -> None:
    assert parts_of("address", value) == ()


def test_a_flat_is_stronger_than_its_house() -> None:
    assert parts_of("address", "Flat 2, 14 Alder Street, Smethwick, B66 9ZZ") == (
        "home:2|14|b669zz",
        "house:14|b669zz",
        "town:14|alder street|smethwick",
        "street:14|alder street",
    )


@pytest.mark.parametrize(
    ("region", "one", "other", "expected"),
    [
        (
            "PL",
            "ul. Łąkowa 5/3, 00-950 Warszawa",
            "Lakowa 5 m. 3 Warszawa",
            "town:5|lakowa|warszawa",
        ),
        (
            "DE",
            "Lindenstraße 5, 10969 Berlin",
            "Lindenstr. 5, 10969",
            "house:5|lindenstrasse|10969",
        ),
        ("NL", "Teststraat 7, 1234 AB", "7, 1234ab", "house:7|1234ab"),
    ],
)
def test_other_countries_write_the_number_after_the_street(
    region: str, one: str, other: str, expected: str
) -> None:
    assert meet(one, other, region=region)
    assert expected in parts_of("address", one, region=region)


@STEADY
@given(st.text(alphabet=st.characters(categories=["L", "Zs", "Po"]), max_size=60))
def test_an_address_without_any_number_never_has_a_part(text: str) -> None:
    assert parts_of("address", text) == ()
