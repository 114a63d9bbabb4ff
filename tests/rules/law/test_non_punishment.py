"""Non-punishment: compulsion for an adult, a direct consequence for a child, and section 45."""

import pytest

from clew.rules.sources.documents import Plain
from tests.rules.law.following import DEFER_CHARGES, NO_PUNISHMENT, RAISE, follows, sources, the
from tests.rules.law.stated import ALL_NO, NO_BORDER, SMUGGLED, TRAFFICKED

Given = dict[str, Plain]
CHILD: Given = {**TRAFFICKED, "child": "yes"}
UNKNOWN_AGE: Given = {**TRAFFICKED, "child": "unknown"}


def charged(offence: str | None = "cultivation of cannabis", **how: str) -> Given:
    return {"charged": {"offence": offence, **how}}


@pytest.mark.parametrize("person", [TRAFFICKED, UNKNOWN_AGE])
def test_a_compelled_adult_raises_non_punishment_now(person: Given) -> None:
    found = the(RAISE, person, **charged(compelled="yes"))
    assert "The link is compulsion." in found.because
    assert sources(found) == {"ecat"}


def test_a_child_raises_non_punishment_without_compulsion() -> None:
    found = the(RAISE, CHILD, **charged(compelled="no", direct_consequence="yes"))
    assert "A child need not have been compelled." in found.because


def test_a_child_who_was_compelled_raises_non_punishment_too() -> None:
    # What an adult may raise, a child may: an act under compulsion comes from the exploitation.
    assert RAISE in follows(CHILD, **charged(compelled="yes"))


@pytest.mark.parametrize(
    ("person", "how"),
    [
        (TRAFFICKED, {"compelled": "no", "direct_consequence": "yes"}),
        (TRAFFICKED, {"compelled": "unknown"}),
        (CHILD, {"direct_consequence": "no", "compelled": "no"}),
        (CHILD, {"direct_consequence": "unknown"}),
    ],
)
def test_without_the_link_nobody_is_told_to_raise_it(person: Given, how: dict[str, str]) -> None:
    found = follows(person, **charged(**how))
    assert RAISE not in found
    assert NO_PUNISHMENT in found, "the general rule is named all the same"


@pytest.mark.parametrize("offence", ["no", "No", "none", "NONE"])
def test_without_a_charge_there_is_nothing_to_raise(offence: str) -> None:
    assert RAISE not in follows(TRAFFICKED, **charged(offence, compelled="yes"))


@pytest.mark.parametrize("offence", ["theft", "false documents", "working without a permit"])
def test_any_offence_named_is_a_charge(offence: str) -> None:
    assert RAISE in follows(TRAFFICKED, **charged(offence, compelled="yes"))


@pytest.mark.parametrize("offence", [None, "unknown"])
def test_compulsion_without_a_named_offence_is_a_charge(offence: str | None) -> None:
    assert RAISE in follows(TRAFFICKED, **charged(offence, compelled="yes"))
    assert RAISE not in follows(TRAFFICKED, **charged(offence))


@pytest.mark.parametrize(
    ("person", "locator"),
    [(TRAFFICKED, "s. 45(1)"), (UNKNOWN_AGE, "s. 45(1)"), (CHILD, "s. 45(4)")],
)
def test_in_england_it_is_section_45_and_not_for_every_offence(person: Given, locator: str) -> None:
    how = charged(compelled="yes", direct_consequence="yes")
    (citation,) = the(RAISE, person, jurisdiction="GB", **how).citations
    assert (citation.source, citation.locator) == ("msa-2015", locator)
    assert citation.note == "not for the offences in Schedule 4"


@pytest.mark.parametrize(
    ("jurisdiction", "source"),
    [("EU", "directive-2011-36"), ("US", "us-tvpa-7101"), ("GB-SCT", "ecat"), ("NL", "ecat")],
)
def test_elsewhere_it_is_the_article_of_that_law(jurisdiction: str, source: str) -> None:
    assert source in sources(
        the(RAISE, TRAFFICKED, jurisdiction=jurisdiction, **charged(compelled="yes"))
    )


def test_the_general_rule_does_not_wait_for_a_charge() -> None:
    found = the(NO_PUNISHMENT, TRAFFICKED)
    assert sources(found) == {"ecat", "vcl-an-v-uk"}
    assert "must be able not to punish" in found.because
    notes = {citation.note for citation in found.citations}
    assert "the UN Protocol itself has no such clause" in notes


def test_who_is_smuggled_only_has_no_such_rule() -> None:
    smuggled: Given = {"child": "no", "act": ALL_NO, "means": ALL_NO, "purpose": ALL_NO, **SMUGGLED}
    found = follows(smuggled, **charged("illegal entry", compelled="yes"))
    assert found & {RAISE, NO_PUNISHMENT} == set()


def test_while_trafficking_is_open_the_charge_waits() -> None:
    open_case: Given = {"child": "no", "act": {"recruitment": "yes"}, **NO_BORDER}
    assert DEFER_CHARGES in follows(open_case, **charged(compelled="yes"))
    assert RAISE not in follows(open_case, **charged(compelled="yes"))


def test_in_england_a_person_held_in_slavery_has_section_45_without_any_travel() -> None:
    # The compulsion of section 45 may come from slavery as well as from other exploitation.
    held: Given = {
        "jurisdiction": "GB",
        "child": "no",
        "act": ALL_NO,
        "purpose": {"forced_labour": "yes"},
        "hold": {"slavery_servitude_or_forced_labour": "yes"},
        **NO_BORDER,
    }
    assert RAISE in follows(held, **charged(compelled="yes"))
