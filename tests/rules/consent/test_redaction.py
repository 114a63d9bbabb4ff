"""A copy for the person shows what is theirs, and nothing that is about others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.consent.redaction import hidings, redacted

OWN = ("7K3M2Q-X", "07700 900123", "ilinca@example.invalid")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Came with R7T2WP-4 in May.", "Came with [another person] in May."),
        ("7K3M2Q-X said so.", "7K3M2Q-X said so."),
        ("Call 07700 900123.", "Call 07700 900123."),
        ("Call +44 7700 900999 at noon.", "Call [a phone number] at noon."),
        ("His number is (0)7700-900-999.", "His number is [a phone number]."),
        ("Write to ilinca@example.invalid", "Write to ilinca@example.invalid"),
        ("Write to ion.p@example.invalid", "Write to [an e-mail address]"),
        ("On 2026-03-16 at 10:30, 3 of 12.", "On 2026-03-16 at 10:30, 3 of 12."),
        ("", ""),
    ],
)
def test_what_has_the_form_of_somebody_else_is_hidden(text: str, shown: str) -> None:
    assert redacted(text, own=OWN) == shown


def test_chosen_words_are_hidden_whatever_their_case_and_the_longest_first() -> None:
    hidden = hidings()["words"].instead
    text = "Ion Popescu came. ION left. (Ion)"
    assert redacted(text, own=OWN, words=["ion", "Ion Popescu", " "]) == (
        f"{hidden} came. {hidden} left. ({hidden})"
    )
    assert redacted(text, own=OWN) == text  # red control: without the words the name stands


@given(st.text(max_size=300))
def test_any_text_is_read_to_its_end_and_hiding_twice_hides_no_more(text: str) -> None:
    once = redacted(text, own=OWN)
    assert redacted(once, own=OWN) == once


def test_each_hiding_says_what_stands_instead_and_why() -> None:
    assert {kind for kind, one in hidings().items() if one.instead and one.citations} == {
        "codes", "addresses", "numbers", "words",
    }  # fmt: skip
