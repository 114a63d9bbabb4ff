"""What follows where laws differ, and reasons that never contradict what was stated."""

import pytest

from clew.rules.sources.documents import Plain
from clew.rules.sources.states import State
from tests.rules.law import following as words
from tests.rules.law.following import follows, sources, the
from tests.rules.law.stated import NO_BORDER, NOT_EXPLOITED, SMUGGLED, TRAFFICKED

Given = dict[str, Plain]
ENTERED: Given = {"crossing": {"illegal_entry": "yes", "not_national_or_resident": "yes"}}
SMUGGLED_ONLY: Given = {"child": "no", **NOT_EXPLOITED, **SMUGGLED}
NEITHER: Given = {"child": "no", **NOT_EXPLOITED, **NO_BORDER}
HELPED: Given = {"benefit": {"financial_or_material": "no", "humanitarian_or_family_motive": "yes"}}


def test_help_for_whose_reason_nobody_asked_is_not_said_to_be_unpaid() -> None:
    # The benefit is stated as yes: a reason that says "without payment" would contradict the facts.
    paid: Given = {
        "crossing": {"illegal_entry": "yes"},
        "benefit": {"financial_or_material": "yes"},
    }
    assert words.WHAT_FOR not in follows(paid)


def test_a_benefit_nobody_knows_of_is_not_said_to_be_no_payment() -> None:
    for item in words.following(ENTERED):
        assert "without payment" not in item.because
        assert "without a family" not in item.because


def test_a_gain_beside_a_family_motive_is_not_said_to_be_help_without_gain() -> None:
    # A resident cannot be smuggled in, so smuggling is not met; the gain is there all the same.
    given: Given = {
        "crossing": {"illegal_entry": "yes", "not_national_or_resident": "no"},
        "benefit": {"financial_or_material": "yes", "humanitarian_or_family_motive": "yes"},
    }
    assert words.OUTSIDE not in follows(given)


@pytest.mark.parametrize("jurisdiction", ["GB", "GB-SCT", "GB-NIR", "US"])
def test_being_held_in_slavery_is_referred_where_the_law_has_that_offence(
    jurisdiction: str,
) -> None:
    held: Given = {"hold": {"slavery_servitude_or_forced_labour": "yes"}}
    assert words.HELD in follows(held, jurisdiction=jurisdiction)
    assert words.HELD not in follows(jurisdiction=jurisdiction)
    assert words.HELD not in follows(held)


@pytest.mark.parametrize("jurisdiction", ["EU", "GB", "GB-SCT", "GB-NIR", "NL"])
def test_help_without_gain_is_named_where_national_law_punishes_it(jurisdiction: str) -> None:
    assert words.NATIONAL in follows({**ENTERED, **HELPED}, jurisdiction=jurisdiction)
    assert words.NATIONAL not in follows({**ENTERED, **HELPED})
    assert words.NATIONAL not in follows(SMUGGLED, jurisdiction=jurisdiction)


@pytest.mark.parametrize("alias", ["GB-ENG", "GB-WLS", "GB-EAW"])
def test_what_follows_in_england_is_what_follows_under_its_other_codes(alias: str) -> None:
    given: Given = {
        **TRAFFICKED,
        **SMUGGLED,
        "on": "2024-05-01",
        "hold": {"slavery_servitude_or_forced_labour": "yes"},
        "charged": {"offence": "cultivation of cannabis", "compelled": "yes"},
    }
    assert words.following(given, jurisdiction=alias) == words.following(given, jurisdiction="GB")


@pytest.mark.parametrize(
    ("directly", "at_once", "expected"),
    [
        ("yes", "yes", words.REFUGEE),
        ("yes", "unknown", words.REFUGEE),
        ("unknown", "unknown", words.REFUGEE),
        ("no", "yes", words.LAWYER_ARGUES),
        ("no", "no", words.LAWYER_ARGUES),
        ("yes", "no", words.LAWYER_ARGUES),
        ("unknown", "no", words.LAWYER_ARGUES),
    ],
)
def test_a_refugee_who_entered_unlawfully_gets_one_sentence_of_article_31(
    directly: str, at_once: str, expected: str
) -> None:
    protection: Plain = {
        "seeks_or_has_refugee_protection": "yes",
        "came_directly": directly,
        "presented_without_delay": at_once,
    }
    found = [
        item for item in words.following(ENTERED, protection=protection) if "refugee" in item.what
    ]
    assert [item.what for item in found] == [expected]
    assert sources(found[0]) == {"refugee-convention"}
    assert follows(NEITHER, protection=protection) & {words.REFUGEE, words.LAWYER_ARGUES} == set()


@pytest.mark.parametrize("seeks", ["no", "unknown"])
def test_article_31_is_for_those_who_seek_or_have_protection(seeks: str) -> None:
    found = follows(ENTERED, protection={"seeks_or_has_refugee_protection": seeks})
    assert found & {words.REFUGEE, words.LAWYER_ARGUES} == set()


def test_being_smuggled_is_no_crime_of_the_person_and_no_immunity() -> None:
    found = the(words.NOT_LIABLE, SMUGGLED_ONLY)
    assert [citation.locator for citation in found.citations] == ["art. 5", "art. 6(4)"]
    assert "no general immunity" in found.because


@pytest.mark.parametrize("jurisdiction", ["INT", "EU", "GB", "US"])
def test_a_consequence_is_as_sure_as_the_least_sure_of_its_articles(jurisdiction: str) -> None:
    found = words.following(TRAFFICKED, child="unknown", jurisdiction=jurisdiction)
    states = {state: [item for item in found if item.state is state] for state in State}
    assert all(
        State.UNVERIFIED in {citation.state for citation in item.citations}
        for item in states[State.UNVERIFIED]
    )
    assert all(
        {citation.state for citation in item.citations} == {State.VERIFIED}
        for item in states[State.VERIFIED]
    )
    assert sum(map(len, states.values())) == len(found)
