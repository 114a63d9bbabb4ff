"""One element at a time: the reason names the facts, and every finding has an article."""

import pytest

from clew.rules.law.classification import classify
from clew.rules.law.facts import GROUPS, names_of
from clew.rules.law.findings import Finding, unknown_elements, words
from clew.rules.law.known import Met
from clew.rules.sources.documents import Plain
from tests.rules.law.stated import ACT, ALL_NO, MEANS, PURPOSE, SMUGGLED, TRAFFICKED, stated

INTERNATIONAL = ["act", "means", "purpose", "child"]
INTERNATIONAL += ["illegal_entry_or_stay", "not_national_or_resident", "benefit", "aggravation"]


def finding(element: str, /, **given: Plain) -> Finding:
    found = classify(stated(**given)).element(element)
    assert found is not None
    return found


def one(value: dict[str, Plain]) -> dict[str, Plain]:
    """Say of a mapping that it is one of facts."""
    return value


@pytest.mark.parametrize(
    ("jurisdiction", "elements"),
    [
        ("INT", INTERNATIONAL),
        ("IE", INTERNATIONAL),
        ("EU", [*INTERNATIONAL, "domestic_facilitation"]),
        ("NL", [*INTERNATIONAL, "domestic_facilitation"]),
        ("US", [*INTERNATIONAL, "domestic_offence"]),
        ("GB", ["act", "travel", *INTERNATIONAL[1:], "domestic_offence", "domestic_facilitation"]),
        (
            "GB-NIR",
            ["act", "travel", *INTERNATIONAL[1:], "domestic_offence", "domestic_facilitation"],
        ),
        ("GB-SCT", [*INTERNATIONAL, "domestic_offence", "domestic_facilitation"]),
    ],
)
def test_each_law_shows_its_own_elements_in_its_own_order(
    jurisdiction: str, elements: list[str]
) -> None:
    found = classify(stated(jurisdiction=jurisdiction))
    assert [item.element for item in found.elements] == elements
    assert found.element("no such element") is None


@pytest.mark.parametrize("group", ["act", "means", "purpose", "aggravation"])
def test_the_reason_names_every_fact_that_met_the_element(group: str) -> None:
    for name in names_of(GROUPS[group]):
        because = finding(group, **one({group: {name: "yes"}})).because
        assert f"Met by {words(name)}." in because
    first, second = names_of(GROUPS[group])[:2]
    because = finding(group, **one({group: {first: "yes", second: "yes"}})).because
    assert f"Met by {words(first)} and {words(second)}." in because


@pytest.mark.parametrize("way", ["illegal_entry", "illegal_stay_enabled", "fraudulent_documents"])
def test_the_reason_names_the_way_of_entry_or_stay(way: str) -> None:
    found = finding("illegal_entry_or_stay", crossing={way: "yes"})
    assert (found.finding, found.because) == (Met.MET, f"Met by {words(way)}.")


def test_the_reason_names_the_facts_that_are_missing() -> None:
    parts: dict[str, Plain] = dict.fromkeys(names_of(GROUPS["act"]), "no")
    found = finding("act", act=parts | {"transfer": "unknown", "receipt": "unknown"})
    assert (found.finding, found.because) == (Met.UNKNOWN, "Not known: transfer and receipt.")


def test_where_nothing_was_said_the_reason_says_only_that() -> None:
    assert finding("act").because == "Nothing is known yet."


def test_where_every_part_is_no_the_reason_says_that_nothing_was_found() -> None:
    found = finding("purpose", purpose=ALL_NO)
    assert (found.finding, found.because) == (
        Met.NOT_MET,
        "No purpose that this law names was found.",
    )


def test_a_form_the_law_leaves_open_is_unknown_and_goes_to_a_lawyer() -> None:
    found = finding("purpose", jurisdiction="GB", purpose={"forced_marriage": "yes"})
    assert found.finding is Met.UNKNOWN
    assert found.because.startswith("Open: forced marriage is not named in this law")
    assert "a lawyer must say" in found.because


def test_a_form_the_law_leaves_out_is_named_and_counts_for_nothing() -> None:
    parts: dict[str, Plain] = dict.fromkeys(names_of(GROUPS["means"]), "no")
    found = finding("means", jurisdiction="US", means=parts | {"abuse_of_vulnerability": "yes"})
    assert found.finding is Met.NOT_MET
    assert found.because.endswith("Not named in this law: abuse of vulnerability.")


def test_a_named_form_beside_an_open_one_meets_the_element() -> None:
    purpose: Plain = {"forced_marriage": "yes", "servitude": "yes"}
    assert finding("purpose", jurisdiction="GB", purpose=purpose).finding is Met.MET


def test_once_a_means_is_shown_agreeing_changes_nothing_and_the_article_says_so() -> None:
    found = finding("means", child="no", means=MEANS)
    assert "Agreeing to it changes nothing" in found.because
    assert "art. 3(b)" in {citation.locator for citation in found.citations}
    open_means = finding("means", child="no")
    assert "Agreeing" not in open_means.because
    assert "art. 3(b)" not in {citation.locator for citation in open_means.citations}


def test_the_means_of_a_child_say_that_they_are_not_needed() -> None:
    found = finding("means", child="yes", means=ALL_NO)
    assert found.finding is Met.NOT_MET
    assert found.because.startswith("For a child the means need not be shown.")
    assert any(citation.locator.startswith("art. 3(c)") for citation in found.citations)


def test_a_law_that_asks_for_no_means_says_so() -> None:
    found = finding("means", jurisdiction="GB", means=ALL_NO)
    assert found.because.startswith("Modern Slavery Act 2015 does not ask for the means.")


@pytest.mark.parametrize(
    ("age", "met", "said"),
    [
        ("yes", Met.MET, "Under 18 at the time."),
        ("no", Met.NOT_MET, "An adult at the time."),
        ("unknown", Met.UNKNOWN, "The age is not known: protect as a child until it is."),
    ],
)
def test_the_age_says_what_it_changes(age: str, met: Met, said: str) -> None:
    found = finding("child", child=age)
    assert found.finding is met
    assert found.because.startswith(said)


TRAVEL: list[tuple[dict[str, Plain], Met]] = [
    ({}, Met.UNKNOWN),
    ({"movement": {"travel_arranged": "yes"}}, Met.MET),
    ({"movement": {"travel_arranged": "no"}}, Met.NOT_MET),
    ({"act": {"transportation": "yes"}}, Met.MET),
    ({"act": {"transportation": "no"}}, Met.UNKNOWN),
    ({"crossing": {"illegal_entry": "yes"}}, Met.MET),
    ({"crossing": {"illegal_entry": "no"}}, Met.UNKNOWN),
    ({"movement": {"travel_arranged": "no"}, "act": {"transportation": "yes"}}, Met.NOT_MET),
    ({"movement": {"travel_arranged": "no"}, "act": {"transportation": "unknown"}}, Met.NOT_MET),
    ({"movement": {"travel_arranged": "no"}, "crossing": {"illegal_entry": "yes"}}, Met.NOT_MET),
    ({"act": {"transfer": "yes", "harbouring": "yes"}}, Met.UNKNOWN),
]


@pytest.mark.parametrize(("given", "met"), TRAVEL)
def test_travel_is_what_was_arranged_or_carried(given: dict[str, Plain], met: Met) -> None:
    assert finding("travel", **({"jurisdiction": "GB"} | given)).finding is met


BENEFIT = [
    ("yes", "yes", Met.MET, "it does not undo the gain"),
    ("yes", "no", Met.MET, "Somebody gained"),
    ("no", "yes", Met.NOT_MET, "alone is no benefit"),
    ("no", "no", Met.NOT_MET, "ask what it was for"),
    ("unknown", "yes", Met.UNKNOWN, "alone is no benefit"),
    ("unknown", "unknown", Met.UNKNOWN, "is not known"),
]


@pytest.mark.parametrize(("gain", "motive", "met", "said"), BENEFIT)
def test_a_benefit_beside_a_family_motive_is_still_a_benefit(
    gain: str, motive: str, met: Met, said: str
) -> None:
    found = finding(
        "benefit", benefit={"financial_or_material": gain, "humanitarian_or_family_motive": motive}
    )
    assert found.finding is met
    assert said in found.because


def test_a_national_cannot_be_smuggled_in() -> None:
    found = finding("not_national_or_resident", crossing={"not_national_or_resident": "no"})
    assert found.finding is Met.NOT_MET
    assert "entering is no smuggling" in found.because


@pytest.mark.parametrize("jurisdiction", ["EU", "GB", "GB-SCT", "GB-NIR", "NL"])
def test_help_without_gain_is_shown_as_the_offence_it_is_there(jurisdiction: str) -> None:
    given = SMUGGLED | {"jurisdiction": jurisdiction, "benefit": {"financial_or_material": "no"}}
    assert finding("domestic_facilitation", **given).finding is Met.MET
    given |= {"crossing": {"illegal_entry": "yes", "not_national_or_resident": "no"}}
    assert finding("domestic_facilitation", **given).finding is Met.NOT_MET
    assert finding("domestic_facilitation", jurisdiction=jurisdiction).finding is Met.UNKNOWN


@pytest.mark.parametrize("jurisdiction", ["EU", "NL"])
def test_help_to_stay_without_gain_is_no_offence_where_the_law_asks_for_gain(
    jurisdiction: str,
) -> None:
    # The data say it in words: helping someone stay is an offence there only for gain.
    crossing: Plain = {
        "illegal_entry": "no",
        "illegal_stay_enabled": "yes",
        "fraudulent_documents": "no",
        "not_national_or_resident": "yes",
    }
    found = finding(
        "domestic_facilitation",
        jurisdiction=jurisdiction,
        crossing=crossing,
        benefit={"financial_or_material": "no"},
    )
    assert found.finding is not Met.MET


@pytest.mark.parametrize("jurisdiction", ["INT", "EU", "IE", "NL", "US", "GB", "GB-NIR", "GB-SCT"])
def test_every_element_has_its_reason_and_its_article(jurisdiction: str) -> None:
    examples: list[dict[str, Plain]] = [
        {**TRAFFICKED, **SMUGGLED},
        {"act": ACT, "purpose": PURPOSE},
        {},
    ]
    for given in examples:
        for item in classify(stated(given, jurisdiction=jurisdiction)).elements:
            assert item.because.strip().endswith((".", "!"))
            assert item.citations


def test_the_open_elements_are_named_in_words() -> None:
    found = classify(stated(child="no", act=ACT, means=ALL_NO, purpose=ALL_NO, crossing=ALL_NO))
    assert unknown_elements(found.elements) == "benefit or aggravation"
