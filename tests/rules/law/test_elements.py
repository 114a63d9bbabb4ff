"""The law in force as data: whole tables, the version of the day, and no law before the first."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from clew.rules.law.elements import (
    Counts,
    ElementTable,
    Jurisdiction,
    MeansNeeded,
    codes,
    jurisdiction,
    law_in_force,
    smuggling_elements,
)
from clew.rules.law.facts import Act, Means, Purpose, names_of
from clew.rules.sources.faults import WrongInput

FILES = sorted(set(codes().values()))
TABLES = [(code, since) for code in FILES for since in jurisdiction(code).versions]
MEANS_NEEDED = {
    "INT": MeansNeeded.UNLESS_CHILD,
    "EU": MeansNeeded.UNLESS_CHILD,
    "IE": MeansNeeded.UNLESS_CHILD,
    "NL": MeansNeeded.UNLESS_CHILD,
    "GB": MeansNeeded.NEVER,
    "GB-NIR": MeansNeeded.NEVER,
    "GB-SCT": MeansNeeded.NEVER,
    "US": None,  # two branches that differ
}
ASKS_TRAVEL = {"GB", "GB-NIR"}
HOLDING = {"GB", "GB-NIR", "GB-SCT", "US"}
WITHOUT_GAIN = {"EU", "GB", "GB-NIR", "GB-SCT", "NL"}
NEWER = {"forced_marriage", "illegal_adoption", "surrogacy_exploitation"}


def test_there_is_a_table_for_each_law_that_was_read() -> None:
    assert set(FILES) == set(MEANS_NEEDED)


@pytest.mark.parametrize(("code", "since"), TABLES)
def test_a_table_says_of_every_part_how_it_counts(code: str, since: date) -> None:
    table = jurisdiction(code).versions[since]
    for rule, group in ((table.act, Act), (table.means, Means), (table.purpose, Purpose)):
        assert set(rule.parts) == set(names_of(group))


@pytest.mark.parametrize(("code", "since"), TABLES)
def test_a_table_has_every_purpose_in_exactly_one_branch(code: str, since: date) -> None:
    table = jurisdiction(code).versions[since]
    covered = [purpose for branch in table.branches for purpose in branch.purposes]
    assert sorted(covered) == sorted(names_of(Purpose))


@pytest.mark.parametrize(("code", "since"), TABLES)
def test_each_law_asks_for_means_travel_and_gain_as_it_does(code: str, since: date) -> None:
    table = jurisdiction(code).versions[since]
    assert table.means_needed is MEANS_NEEDED[code]
    assert (table.travel is not None) == (code in ASKS_TRAVEL)
    assert (table.holding is not None) == (code in HOLDING)
    assert (table.facilitation is not None) == (code in WITHOUT_GAIN)


def test_the_protocols_keep_their_list_of_exploitation_open() -> None:
    table = law_in_force("INT", None).table
    for rule in (table.act, table.means, table.purpose):
        assert set(rule.parts.values()) == {Counts.NAMED}


def test_vulnerability_is_no_means_in_the_united_states() -> None:
    parts = law_in_force("US", None).table.means.parts
    assert parts["abuse_of_vulnerability"] is Counts.NOT_NAMED
    assert parts["payment_to_controller"] is Counts.NOT_NAMED
    assert parts["coercion"] is Counts.NAMED


def test_in_the_united_states_only_the_sexual_branch_spares_a_child_the_means() -> None:
    branches = {
        branch.means: set(branch.purposes) for branch in law_in_force("US", None).table.branches
    }
    assert branches[MeansNeeded.UNLESS_CHILD] == {"sexual_exploitation"}
    assert branches[MeansNeeded.ALWAYS] == set(names_of(Purpose)) - {"sexual_exploitation"}


@pytest.mark.parametrize(
    ("code", "on", "since"),
    [
        ("EU", date(2026, 7, 14), date(2011, 4, 15)),
        ("EU", date(2026, 7, 15), date(2026, 7, 15)),
        ("EU", date(2100, 12, 31), date(2026, 7, 15)),
        ("EU", None, date(2026, 7, 15)),
        ("IE", date(2013, 8, 8), date(2008, 6, 7)),
        ("IE", date(2024, 7, 16), date(2013, 8, 9)),
        ("IE", date(2024, 7, 17), date(2024, 7, 17)),
        ("GB", date(2015, 7, 31), date(2015, 7, 31)),
    ],
)
def test_the_day_of_the_facts_chooses_the_version(code: str, on: date | None, since: date) -> None:
    assert law_in_force(code, on).since == since
    assert law_in_force(code, on).table is jurisdiction(code).versions[since]


def test_the_directive_of_2024_names_three_forms_more() -> None:
    before = law_in_force("EU", date(2026, 7, 14)).table.purpose.parts
    after = law_in_force("EU", date(2026, 7, 15)).table.purpose.parts
    assert {name for name in before if before[name] is not after[name]} == NEWER
    assert {before[name] for name in NEWER} == {Counts.OPEN}
    assert {after[name] for name in NEWER} == {Counts.NAMED}


@pytest.mark.parametrize("code", FILES)
def test_a_day_before_the_first_law_is_refused_with_the_day_from_which_there_is_one(
    code: str,
) -> None:
    first = min(jurisdiction(code).versions)
    assert law_in_force(code, first).since == first
    with pytest.raises(WrongInput, match=f"a day from {first} on"):
        law_in_force(code, first - timedelta(days=1))


@pytest.mark.parametrize("code", ["XX", "gb", "UK", "", "int", "GB ", "../GB", "aliases"])
def test_a_jurisdiction_without_data_is_refused_with_those_there_are(code: str) -> None:
    with pytest.raises(WrongInput, match=r"wanted one of EU, GB, GB-EAW.* INT is the UN Protocols"):
        law_in_force(code, None)


@pytest.mark.parametrize("alias", ["GB-ENG", "GB-WLS", "GB-EAW"])
def test_england_and_wales_have_one_body_of_law(alias: str) -> None:
    one, other = law_in_force(alias, None).table, law_in_force("GB", None).table
    for spec in fields(ElementTable):
        assert getattr(one, spec.name) == getattr(other, spec.name)
    assert law_in_force(alias, None).name == "England and Wales"


def test_an_alias_points_to_a_file() -> None:
    assert {alias: codes()[alias] for alias in codes() if alias != codes()[alias]} == {
        "GB-ENG": "GB",
        "GB-WLS": "GB",
        "GB-EAW": "GB",
    }


@pytest.mark.parametrize("element", ["act", "means", "purpose"])
def test_a_table_that_leaves_a_fact_out_does_not_load(element: str) -> None:
    table = law_in_force("INT", None).table
    rule = getattr(table, element)
    fewer = dict(list(rule.parts.items())[1:])
    with pytest.raises(ValueError, match=f"every part of {element} exactly once"):
        replace(table, **{element: replace(rule, parts=fewer)})
    with pytest.raises(ValueError, match=f"every part of {element} exactly once"):
        replace(table, **{element: replace(rule, parts=rule.parts | {"theft": Counts.NAMED})})


def test_a_table_with_a_purpose_in_no_branch_or_in_two_does_not_load() -> None:
    table: ElementTable = law_in_force("US", None).table
    first, second = table.branches
    for branches in ((second,), (first, second, first)):
        with pytest.raises(ValueError, match="every purpose in exactly one branch"):
            replace(table, branches=branches)
    assert replace(table, branches=(second, first)).means_needed is None


def test_smuggling_is_read_by_the_protocol_everywhere() -> None:
    assert set(smuggling_elements()) == {
        "illegal_entry_or_stay",
        "not_national_or_resident",
        "benefit",
        "aggravation",
    }
    assert all(element.citations for element in smuggling_elements().values())


def test_each_jurisdiction_is_named_with_its_law() -> None:
    found: list[Jurisdiction] = [jurisdiction(code) for code in FILES]
    assert len({each.name for each in found}) == len(found)
    assert all(each.law.strip() for each in found)
