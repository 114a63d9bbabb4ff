"""Wordings that blur smuggling and trafficking are found, and right ones are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.framing.checking import check
from clew.rules.framing.findings import Voice, codes


def told(text: str, *, context: bool = True) -> set[str]:
    return {each.code for each in check(text, context=context)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Traffickers sold seats in the boat for £2,000 each.", {"TFS"}),
        ("Smugglers sold seats in the boat for £2,000 each.", set()),
        ("The smuggling gang kept their passports and made them work unpaid.", {"SFT"}),
        ("The trafficking gang kept their passports and made them work unpaid.", set()),
        ("Trafficking, also known as smuggling, is on the rise.", {"INT"}),
        ("Trafficking differs from smuggling.", set()),
        ("Drug traffickers use the same boats.", set()),
        ("The Illegal Migration Act was passed.", set()),
        ("Two illegal immigrants slept there.", {"ILL"}),
        ("She was charged with illegal entry.", set()),
    ],
)
def test_a_wording_is_held_against_the_facts_of_its_text(text: str, wanted: set[str]) -> None:
    assert told(text) == wanted


def test_the_paragraph_is_read_only_when_asked() -> None:
    text = "The smugglers were jailed. The men had been forced to work without pay."
    assert told(text, context=True) == {"SFT"}
    assert told(text, context=False) == set()


def test_another_paragraph_tells_nothing_of_this_one() -> None:
    text = "The smugglers were jailed.\n\nThe men had been forced to work without pay."
    assert told(text) == set()


def test_a_finding_names_its_place_its_facts_and_whose_words_they_are() -> None:
    text = "“The people traffickers charged £900 for a seat in the boat,” he said."
    (found,) = check(text)
    assert text[found.start : found.end] == "people traffickers"
    assert "a price for the journey" in found.because
    assert found.voice is Voice.QUOTED
    assert found.severity == 1  # only quoted


def test_every_code_has_its_words() -> None:
    for name, code in codes().items():
        assert code.name.strip()
        assert code.why.endswith((".", "!")), name
        assert code.suggestion.endswith("."), name


@given(st.text(max_size=400))
def test_no_finding_stands_outside_its_text(text: str) -> None:
    for each in check(text):
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] in each.sentence
