"""JSON by the same rules: no second key, no odd numbers, no text that cannot be written out."""

import time

import pytest

from tests.rules.sources.texts import NAME, documents_in, refusal_of, value_of, values_of

SLOWEST = 30.0  # seconds; each takes a few milliseconds, and minutes if it is done badly


def test_a_key_given_twice_is_refused_in_json_too() -> None:
    sentence = refusal_of('{"id": "a", "act": {"receipt": "yes", "receipt": "no"}}')
    assert sentence.startswith(f"{NAME}: receipt: ")
    assert "twice" in sentence


def test_one_second_key_among_many_is_found_at_once() -> None:
    keys = ",".join(f'"k{number}":1' for number in range(20_000))
    started = time.perf_counter()
    assert "k19999" in refusal_of(f'{{{keys},"k19999":2}}')
    assert time.perf_counter() - started < SLOWEST


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_words_for_no_number_stay_words(word: str) -> None:
    assert value_of(f'{{"days": {word}}}', words_only=False) == {"days": word}


@pytest.mark.parametrize("number", ["1.5", "1e400", "-0.0", "1E5"])
def test_a_fraction_stays_text(number: str) -> None:
    assert value_of(f'{{"days": {number}}}', words_only=False) == {"days": number}


@pytest.mark.parametrize("digits", [18, 19, 5_000, 100_000])
def test_a_huge_whole_number_is_text_and_costs_nothing(digits: int) -> None:
    written = "7" * digits
    started = time.perf_counter()
    found = value_of(f'{{"days": {written}}}', words_only=False)
    assert found == {"days": int(written) if digits == 18 else written}
    assert time.perf_counter() - started < SLOWEST


def test_numbers_are_words_in_facts() -> None:
    assert value_of('{"id": 12}') == {"id": "12"}


def test_a_json_list_of_nothing_holds_no_document() -> None:
    assert values_of("[]") == []


def test_a_yaml_flow_mapping_that_is_no_json_is_still_read() -> None:
    assert value_of("{id: a, act: {receipt: yes}}") == {"id": "a", "act": {"receipt": "yes"}}
    assert value_of("[a, b]") == ["a", "b"]


def test_json_in_several_yaml_documents_is_read() -> None:
    assert values_of('{"id": "a"}\n---\n{"id": "b"}\n') == [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize("prefix", ["", "# yaml\n"])
def test_half_a_character_is_refused_because_nobody_can_write_it_out_again(prefix: str) -> None:
    assert "wanted" in refusal_of(prefix + '{"id": "\\ud800"}')


def test_a_whole_character_in_two_halves_is_read() -> None:
    assert value_of('{"id": "\\ud83d\\udd11"}') == {"id": "\U0001f511"}


def test_a_line_that_is_named_for_json_is_the_line_it_stands_on() -> None:
    text = '[\n  {"id": "a"},\n  {"id": "b",\n   "child": "maybe"}\n]\n'
    _, second = documents_in(text)
    assert second.line_of(("child",)) == 4
