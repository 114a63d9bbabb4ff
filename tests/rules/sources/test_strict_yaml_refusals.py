"""What the reader refuses, quickly, with one sentence that names the line."""

import re
import time

import pytest
import yaml

from clew.rules.sources import strict_yaml
from clew.rules.sources.documents import DEEPEST
from clew.rules.sources.faults import WrongInput
from tests.rules.sources.texts import NAME, documents_in, refusal_of, value_of, values_of

SLOWEST = 30.0  # seconds; each takes a few milliseconds, and hours if a bound is missing

LAUGHS = "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" if level else "a0: &a0 [ha]\n"
    for level in range(10)
)


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("id: a\nid: b\n", 2, "id"),
        ("act:\n  receipt: yes\n  receipt: no\n", 3, "act.receipt"),
        ('1: a\n"1": b\n', 2, "1"),
        ("{id: a, id: b}", 1, "id"),
    ],
)
def test_a_key_given_twice_is_refused_with_its_line(text: str, line: int, key: str) -> None:
    sentence = refusal_of(text)
    assert sentence.startswith(f"{NAME}, line {line}: {key}: ")
    assert "second time" in sentence


def test_the_ordinary_reader_keeps_the_last_of_two_keys_in_silence() -> None:
    assert yaml.safe_load("child: yes\nchild: no") == {"child": False}


def test_the_same_key_in_two_mappings_is_no_repetition() -> None:
    text = "a: {x: 1}\nb: {x: 2}\n---\na: 3\n"
    assert values_of(text, words_only=False) == [{"a": {"x": 1}, "b": {"x": 2}}, {"a": 3}]


@pytest.mark.parametrize(
    "tagged",
    [
        "a: !!python/object/apply:os.system [ls]",
        "a: !!str yes",
        "a: !mine yes",
        "a: ! yes",
        "!!map {a: b}",
        "a: !!binary aGVsbG8=",
        "!!str a: b",
    ],
)
def test_a_tag_is_refused(tagged: str) -> None:
    sentence = refusal_of(tagged)
    assert re.search(r"found (a|the) tag", sentence)
    assert f"{NAME}, line 1" in sentence


def test_an_alias_is_refused_where_it_stands() -> None:
    assert re.match(
        rf"{re.escape(NAME)}, line 2: found (an|the) alias", refusal_of("a: &x yes\nb: *x\n")
    )


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    started = time.perf_counter()
    assert re.search(r"line 2: found (an|the) alias", refusal_of(LAUGHS))
    assert time.perf_counter() - started < SLOWEST


def test_an_anchor_that_nobody_uses_does_no_harm() -> None:
    assert value_of("a: &x yes\n") == {"a": "yes"}


@pytest.mark.parametrize("prefix", ["", "# yaml\n"])
@pytest.mark.parametrize("unit", ["[", "{", '{"a":', "{a: ", "- ", "? ", "[[],"])
def test_a_hundred_thousand_brackets_are_refused_at_once(unit: str, prefix: str) -> None:
    started = time.perf_counter()
    refusal_of(prefix + unit * 100_000)
    assert time.perf_counter() - started < SLOWEST


@pytest.mark.parametrize("prefix", ["", "# yaml\n"])
@pytest.mark.parametrize("inside", ['"x"', "{}"])
def test_twenty_levels_are_read_and_one_more_is_refused_in_yaml_and_in_json(
    prefix: str, inside: str
) -> None:
    deepest = DEEPEST - (inside == "{}")
    for levels, read in ((deepest, True), (deepest + 1, False)):
        text = prefix + '{"a":' * levels + inside + "}" * levels
        if read:
            assert values_of(text)
        else:
            assert "levels" in refusal_of(text)


def test_a_json_list_of_documents_may_lie_around_twenty_levels() -> None:
    def nested(levels: int) -> str:
        return "[" + '{"a":' * levels + '"x"' + "}" * levels + "]"

    assert values_of(nested(DEEPEST - 1))
    assert "levels" in refusal_of(nested(DEEPEST + 1))


def test_eleven_megabytes_are_refused_before_they_are_read() -> None:
    started = time.perf_counter()
    sentence = refusal_of(b"a: b # " + b"x" * 11_000_000)
    assert "more than 10,000,000 bytes" in sentence
    assert "split it" in sentence
    assert time.perf_counter() - started < SLOWEST


def test_without_the_bound_eleven_megabytes_would_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "LARGEST_BYTES", 12_000_000)
    assert value_of(b"a: b # " + b"x" * 11_000_000) == {"a": "b"}


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"\xff\xfea\x00", 1),
        (b"a: b\nc: \xe9t\xe9\n", 2),
        ("id: a\nnote: ä".encode("latin-1"), 2),
        (b"a: b\n\n\n\xc3", 4),
        (b"a: \xed\xa0\x80", 1),
    ],
)
def test_bytes_that_are_not_utf_8_are_refused_with_their_line(raw: bytes, line: int) -> None:
    assert refusal_of(raw).startswith(f"{NAME}, line {line}: found bytes that are not UTF-8")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert value_of("\ufeffid: a\n".encode()) == {"id": "a"}
    assert value_of('\ufeff{"id": "a"}'.encode()) == {"id": "a"}


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x07", "\x1b", "\x7f", "\x80"])
def test_a_control_character_is_refused_with_its_line(character: str) -> None:
    sentence = refusal_of(f"id: a\n\nnote: b{character}c\n")
    assert sentence.startswith(f"{NAME}, line 3: found a control character")


def test_the_line_of_a_control_character_is_right_after_letters_with_accents() -> None:
    text = "note: " + "é" * 50 + "\nid: a\x01\n" + "more: b\n" * 50
    assert refusal_of(text).startswith(f"{NAME}, line 2: ")


@pytest.mark.parametrize(
    "text", ["a:\tb: c\n", "\ta: b\n", "a:\n\tb: c\n", "a: [\n", "a: 'b\n", "a: @b\n", "%no\n"]
)
def test_what_is_not_yaml_is_refused_with_a_line(text: str) -> None:
    sentence = refusal_of(text)
    assert sentence.startswith(f"{NAME}, line ")
    assert "not YAML" in sentence


@pytest.mark.parametrize("text", ["[a]: b", "? {a: b}\n: c\n", "{[a]: b}"])
def test_a_key_that_is_no_word_is_refused(text: str) -> None:
    assert "wanted a word as a key" in refusal_of(text)


def test_documents_before_a_broken_one_are_still_reached() -> None:
    documents = documents_in("id: a\n---\nid: !x b\n")
    assert next(documents).value == {"id": "a"}
    with pytest.raises(WrongInput):
        next(documents)
