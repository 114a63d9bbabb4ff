"""The standard as published, counted as its publisher counts it, and our crosswalk of it."""

from collections import Counter

import pytest

from clew.rules.consent.kinds import Kind
from clew.rules.exchange.htcds import (
    Reveals,
    crosswalk,
    field_named,
    leaves_without_names,
    names,
    standard,
    words_of,
)
from clew.rules.indicators.instruments import instrument
from clew.rules.sources.states import State


def test_the_standard_has_84_fields_of_which_40_are_core_and_three_were_taken_out() -> None:
    fields = standard().fields
    assert len(fields) == 84
    assert Counter(name.partition("_")[0] for name in fields) == {
        "org": 10, "prs": 25, "vic": 16, "per": 3, "cas": 13, "cco": 1, "hte": 10,
        "spl": 5, "con": 1,
    }  # fmt: skip
    assert sum(field.core for field in fields.values()) == 40
    assert sum(field.deprecated for field in fields.values()) == 3


def test_every_field_has_a_row_in_the_crosswalk_and_no_other_has() -> None:
    assert crosswalk().fields.keys() == standard().fields.keys()


def test_the_crosswalk_says_of_itself_that_nobody_has_checked_it() -> None:
    assert crosswalk().state is State.UNVERIFIED
    assert standard().citation.state is State.VERIFIED
    assert standard().unverified


def test_codes_of_the_crosswalk_are_codes_of_the_standard() -> None:
    for name, crossing in crosswalk().fields.items():
        codes = set(standard().fields[name].codes)
        assert crossing.codes.keys() <= codes
        assert set(crossing.spelt.values()) <= codes
        assert set(crossing.done_to) <= codes
        assert set(crossing.of_status) <= codes
        assert not (set(crossing.terms) | crossing.spelt.keys()) & codes


def test_all_17_defined_ways_of_control_can_be_written_in_the_list_or_are_named_as_terms() -> None:
    crossing = crosswalk().fields["vic_MethodsOfControl"]
    codes = set(standard().fields["vic_MethodsOfControl"].codes)
    defined = {
        item.id.removeprefix("HTCDS.") for item in instrument("htcds-means-of-control").indicators
    }
    assert len(defined) == 17
    assert defined <= codes | set(crossing.terms) | crossing.spelt.keys()
    assert len(codes) == 16


def test_nationality_papers_and_journeys_are_immigration_and_never_leave_without_names() -> None:
    fields = crosswalk().fields
    status = {name for name, crossing in fields.items() if crossing.kind is Kind.IMMIGRATION}
    journeys = {name for name in fields if name.startswith("hte_")}
    assert status == {"prs_Citizenship", "prs_IdentityNumber"} | journeys
    assert not any(leaves_without_names(name) for name in status)


def test_nothing_that_finds_somebody_leaves_without_names() -> None:
    for name in names():
        found = crosswalk().fields[name].reveals in {Reveals.DIRECT, Reveals.QUASI}
        assert leaves_without_names(name) is not found


def test_a_code_has_words_and_a_term_without_a_code_has_those_of_its_definition() -> None:
    assert words_of("vic_MethodsOfControl", "DebtBondage") == "Debt bondage"
    assert words_of("vic_MethodsOfControl", "UsesChildren").startswith("Own children")
    assert words_of("prs_Title", "Cook") == "Cook"


@pytest.mark.parametrize(
    "head", ["prs_FirstName", "prs_First_Name", "PRS_FIRSTNAME", " prs_First Name "]
)
def test_a_head_is_known_however_the_toolkits_spell_it(head: str) -> None:
    assert field_named(head) == "prs_FirstName"


def test_a_label_alone_names_no_field() -> None:
    assert field_named("Longitude") is None
