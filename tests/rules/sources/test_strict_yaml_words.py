"""What stays a word, what becomes a number, and that nothing changes on the way in."""

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.sources.documents import Plain
from tests.rules.sources.texts import documents_in, value_of, values_of

YAML_1_1_BOOLEANS = [
    "NO",
    "no",
    "No",
    "YES",
    "yes",
    "Yes",
    "on",
    "On",
    "ON",
    "off",
    "OFF",
    "y",
    "n",
]

# Printable text without the marks that YAML would fold inside quotes.
WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc"]), max_size=12
)
LEAVES = st.one_of(WORDS, st.booleans(), st.none(), st.integers(-(10**18) + 1, 10**18 - 1))
PLAIN = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=20,
)
MAPPINGS = st.dictionaries(WORDS, PLAIN, max_size=5)


@pytest.mark.parametrize("words_only", [True, False])
@pytest.mark.parametrize("word", YAML_1_1_BOOLEANS)
def test_norway_and_the_other_words_of_yaml_1_1_stay_words(word: str, *, words_only: bool) -> None:
    assert value_of(f"jurisdiction: {word}\n", words_only=words_only) == {"jurisdiction": word}


def test_the_ordinary_reader_loses_norway_which_is_why_ours_exists() -> None:
    assert yaml.safe_load("jurisdiction: NO") == {"jurisdiction": False}


@pytest.mark.parametrize("key", ["on", "yes", "no", "y", "12", "null", "true", "~"])
def test_a_key_is_always_a_word(key: str) -> None:
    assert value_of(f"{key}: a\n", words_only=False) == {key: "a"}


@pytest.mark.parametrize(
    ("written", "as_word", "as_typed"),
    [
        ("12", "12", 12),
        ("-3", "-3", -3),
        ("0", "0", 0),
        ("007", "007", "007"),
        ("0x1F", "0x1F", "0x1F"),
        ("1_000", "1_000", "1_000"),
        ("12:30", "12:30", "12:30"),
        ("1.5", "1.5", "1.5"),
        ("1e3", "1e3", "1e3"),
        (".inf", ".inf", ".inf"),
        ("true", "true", True),
        ("false", "false", False),
        ("True", "True", "True"),
        ("null", "null", None),
        ("~", "~", None),
        ("2024-05-01", "2024-05-01", "2024-05-01"),
        ("", None, None),
    ],
)
def test_plain_scalars_are_words_in_facts_and_typed_in_data_files(
    written: str, as_word: str | None, as_typed: str | int | None
) -> None:
    text = f"key: {written}\n"
    for words_only, wanted in ((True, as_word), (False, as_typed)):
        found = value_of(text, words_only=words_only)
        assert isinstance(found, dict)
        assert found["key"] == wanted
        assert type(found["key"]) is type(wanted)


@pytest.mark.parametrize("quoted", ['"12"', "'12'", '"true"', "'null'", '""'])
def test_quotes_make_a_word_even_in_data_files(quoted: str) -> None:
    assert value_of(f"key: {quoted}", words_only=False) == {"key": quoted[1:-1]}


@pytest.mark.parametrize("digits", ["9" * 18, "9" * 19, "9" * 6_000])
def test_a_number_too_long_to_be_meant_stays_text(digits: str) -> None:
    found = value_of(f"days: {digits}", words_only=False)
    assert found == {"days": int(digits) if len(digits) == 18 else digits}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "   \n"])
def test_an_empty_file_holds_no_document(text: str) -> None:
    assert values_of(text) == []


def test_several_documents_come_in_their_order() -> None:
    assert values_of("id: a\n---\nid: b\n---\n- c\n") == [{"id": "a"}, {"id": "b"}, ["c"]]


def test_every_key_and_item_knows_its_line() -> None:
    text = "---\nid: a\n---\n# remark\nact:\n  receipt: no\nlist:\n  - x\n  - y\n"
    _, second = documents_in(text)
    assert second.line_of(("act", "receipt")) == 6
    assert second.line_of(("list", 1)) == 9
    assert second.line_of(("act", "nowhere")) == 5, "what is missing is looked for around it"
    assert second.line_of(("nowhere",)) == 3


@settings(derandomize=True, deadline=None, max_examples=100)
@given(MAPPINGS)
def test_what_json_writes_is_read_back_unchanged(value: dict[str, Plain]) -> None:
    assert values_of(json.dumps(value), words_only=False) == [value]


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(MAPPINGS, max_size=3))
def test_a_json_list_holds_one_document_an_item(items: list[dict[str, Plain]]) -> None:
    assert values_of(json.dumps(items), words_only=False) == items


@settings(derandomize=True, deadline=None, max_examples=100)
@given(MAPPINGS, st.booleans())
def test_yaml_and_json_read_the_same_text_alike(value: dict[str, Plain], words_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=False)
    as_json, as_yaml = (values_of(way, words_only=words_only) for way in (text, f"# yaml\n{text}"))
    if words_only:
        as_json = [_in_yaml_words(item) for item in as_json]
    assert as_json == as_yaml


def _in_yaml_words(value: Plain) -> Plain:
    """Write the three words of JSON as YAML shows them to a reader of words only."""
    match value:
        case dict():
            return {key: _in_yaml_words(item) for key, item in value.items()}
        case list():
            return [_in_yaml_words(item) for item in value]
        case True | False | None:
            return json.dumps(value)
        case _:
            return value
