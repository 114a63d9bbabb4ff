"""Whatever is given, the reader answers with plain documents or with `WrongInput`, nothing else."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yaml import MarkedYAMLError

from clew.rules.sources.documents import DEEPEST, Plain
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.strict_yaml import read_documents

# Pieces that mean something to YAML or JSON, so that drawn texts come close to documents.
MARKS = "a1-?{}[],:'\"\\#\t\r\x85\u2028\ufeff\x00é@`!&*|>~\n "
STARTS = "on|yes|NO|null|- |: |? |\n  |---\n|...\n| #|&a |*a|!!str |%YAML 1.1\n|%TAG ! x\n|>\n"
STARTS += "|\\u0041|\\ud800"
PIECES = st.sampled_from([*MARKS, *STARTS.split("|"), "|\n"])
DOCUMENT_LIKE = st.lists(PIECES, max_size=30).map("".join)


def outcome(raw: bytes, *, words_only: bool) -> list[Plain] | None:
    """Read everything; None stands for a refusal that names its faults."""
    try:
        return [each.value for each in read_documents(raw, name="f", words_only=words_only)]
    except WrongInput as wrong:
        refusal = wrong.sentences
    assert refusal
    assert all(sentence.startswith("f") for sentence in refusal)
    return None


def is_plain(value: Plain, depth: int = 0) -> bool:
    """Say whether a value is made of what a document may be made of, and of nothing else."""
    if depth > DEEPEST:
        return False
    if isinstance(value, dict):
        return all(type(key) is str for key in value) and all(
            is_plain(item, depth + 1) for item in value.values()
        )
    if isinstance(value, list):
        return all(is_plain(item, depth + 1) for item in value)
    return value is None or type(value) in {str, int, bool}


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.one_of(st.text(), DOCUMENT_LIKE), st.booleans())
@example("a: [b", False)
@example('{"a": 1}{', True)
def test_any_text_is_read_or_refused(text: str, words_only: bool) -> None:
    found = outcome(text.encode("utf-8", "surrogatepass"), words_only=words_only)
    assert [value for value in found or [] if not is_plain(value)] == []


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.binary(max_size=60), st.booleans())
def test_any_bytes_are_read_or_refused(raw: bytes, words_only: bool) -> None:
    found = outcome(raw, words_only=words_only)
    assert [value for value in found or [] if not is_plain(value)] == []


@settings(derandomize=True, deadline=None, max_examples=200)
@given(DOCUMENT_LIKE)
def test_facts_hold_words_only(text: str) -> None:
    if text.lstrip()[:1] in {"{", "["}:
        text = f"# yaml\n{text}"  # JSON has true and numbers of its own

    def words(value: Plain) -> bool:
        if isinstance(value, dict):
            return all(words(item) for item in value.values())
        if isinstance(value, list):
            return all(words(item) for item in value)
        return value is None or isinstance(value, str)

    found = outcome(text.encode("utf-8", "surrogatepass"), words_only=True)
    assert all(words(value) for value in found or [])


def test_the_check_of_any_text_sees_an_error_of_another_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Without the translation of parser errors, the property above must fail.
    def let_through(_builder: object, error: Exception) -> None:
        raise error

    monkeypatch.setattr("clew.rules.sources.strict_yaml._Builder._stop_at", let_through)
    with pytest.raises(MarkedYAMLError):
        outcome(b"a: [b", words_only=True)
