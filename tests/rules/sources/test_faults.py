"""One clear sentence a fault, and never the words of a person in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.indicators.answers import answers_in
from clew.rules.law.facts import facts_in
from clew.rules.sources import faults
from clew.rules.sources.faults import LONGEST_ECHO, Fault, WrongInput, describe
from tests.rules.sources.texts import NAME, documents_in, refusal_of

CANARY = "She told me in confidence that the man from the harbour keeps her passport"


def sentences_about(facts: str) -> str:
    """Read facts that must be refused; return everything the refusal says."""
    (document,) = documents_in(facts)
    with pytest.raises(WrongInput) as refused:
        facts_in(document, name=NAME, number=1)
    return str(refused.value)


def test_a_fault_is_one_sentence_with_place_key_found_and_wanted() -> None:
    fault = Fault("facts.yaml, line 3", "act.receipt", '"JA"', "yes, no or unknown")
    assert fault.sentence == (
        'facts.yaml, line 3: act.receipt: found "JA", wanted yes, no or unknown.'
    )


def test_a_fault_of_a_whole_file_needs_no_key() -> None:
    assert (
        Fault("f", "", "no mapping", "a mapping").sentence
        == "f: found no mapping, wanted a mapping."
    )


def test_wrong_input_carries_every_fault_in_the_order_given() -> None:
    wrong = WrongInput(Fault("f", key, "x", "y") for key in "abc")
    assert [fault.key for fault in wrong.faults] == ["a", "b", "c"]
    assert str(wrong).splitlines() == list(wrong.sentences)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (10**40, "a number of 41 digits"),
        (1.5, "1.5"),
        ("JA", '"JA"'),
        ("", "an empty text"),
        (" \n", "an empty text"),
        ("x" * LONGEST_ECHO, f'"{"x" * LONGEST_ECHO}"'),
        ("x" * (LONGEST_ECHO + 1), f"a text of {LONGEST_ECHO + 1} characters"),
        ("two words", "a text of 9 characters"),
        ("two\nlines", "a text of 9 characters"),
        ("bell\x07", "a text of 5 characters"),
        ({}, "an empty mapping"),
        ({"a": 1}, "a mapping"),
        ([1, 2], "a list of 2"),
        ((1,), "a list of 1"),
        ({1}, "a set"),
    ],
)
def test_a_wrong_value_is_described(value: object, words: str) -> None:
    assert describe(value) == words


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(min_size=LONGEST_ECHO + 1))
def test_a_long_text_is_never_repeated(text: str) -> None:
    assert text not in describe(text)
    assert len(describe(text)) <= LONGEST_ECHO


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(min_size=1), st.text(min_size=1))
def test_a_text_of_two_words_is_never_repeated(first: str, second: str) -> None:
    assert '"' not in describe(f"x{first} {second}x")


@pytest.mark.parametrize(
    "facts",
    [
        f"child: {CANARY}\n",
        f"act: {CANARY}\n",
        f"act: {{receipt: {CANARY}}}\n",
        f"act: [{CANARY}]\n",
        f"on: {CANARY}\n",
        f"born: {CANARY}\n",
        f"id: {CANARY * 2}\n",
        f"jurisdiction: {CANARY * 2}\n",
        f"charged: {{offence: {CANARY * 4}}}\n",
        f"charged: {{compelled: {CANARY}}}\n",
        CANARY,
        f"- {CANARY}\n",
    ],
)
def test_what_a_person_said_is_never_repeated_as_a_wrong_value(facts: str) -> None:
    said = sentences_about(facts)
    assert "in confidence" not in said
    assert "passport" not in said


@pytest.mark.parametrize("facts", [f"{CANARY}: yes\n", f"act:\n  {CANARY}: yes\n"])
def test_what_a_person_said_is_never_repeated_as_an_unknown_key(facts: str) -> None:
    assert "in confidence" not in sentences_about(facts)


def test_what_a_person_said_is_never_repeated_as_an_unknown_indicator() -> None:
    (document,) = documents_in(f"instrument: unodc-general\nanswers:\n  {CANARY}: present\n")
    with pytest.raises(WrongInput) as refused:
        answers_in(document, name=NAME)
    assert "in confidence" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        f"{CANARY}: a\n{CANARY}: b\n",
        f'{{"{CANARY}": 1, "{CANARY}": 2}}',
        f"a: !{CANARY.replace(' ', '')} b\n",
    ],
)
def test_what_a_person_said_is_never_repeated_by_the_reader_itself(text: str) -> None:
    assert CANARY[:LONGEST_ECHO] not in refusal_of(text)
    assert CANARY.replace(" ", "")[:LONGEST_ECHO] not in refusal_of(text)


def test_the_canary_is_heard_when_texts_are_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: with the guard off, the same check must find her words.
    monkeypatch.setattr(faults, "_describe_text", lambda text: f'"{text}"')
    assert "in confidence" in sentences_about(f"child: {CANARY}\n")
