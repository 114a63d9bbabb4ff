"""How heavy a text is: counted by hand, then held to over made-up texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.portal.words.reading import Counts, ari, count, lix, sentences, words

FOX = "The quick brown fox jumps over the lazy dog. It was not afraid."


def test_a_text_is_counted_as_one_counts_by_hand() -> None:
    # 35 letters and 14; nine words and four; none has seven letters.
    assert count(FOX) == Counts(characters=49, words=13, long_words=0, sentences=2)


def test_the_index_is_the_published_formula() -> None:
    assert ari(FOX) == pytest.approx(4.71 * 49 / 13 + 0.5 * 13 / 2 - 21.43)
    assert lix(FOX) == pytest.approx(13 / 2)


def test_a_word_of_seven_letters_is_long_and_one_of_six_is_not() -> None:
    assert count("Asylum seekers.").long_words == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do you agree? Yes! No.", ("Do you agree", "Yes", "No")),
        ("It costs 2.5 pounds.", ("It costs 2.5 pounds",)),
        ("Your number: it is here", ("Your number", "it is here")),
        ("One line\nanother line", ("One line", "another line")),
        ("Say “I have a question.” We will know.", ("Say “I have a question", "We will know")),
        ("... !", ()),
    ],
)
def test_a_text_is_split_where_a_reader_stops(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


def test_an_apostrophe_or_a_hyphen_does_not_end_a_word() -> None:
    assert words("It's a well-known 30-day rule") == ("It's", "a", "well-known", "30-day", "rule")


@pytest.mark.parametrize("text", ["", "   ", "...", "—"])
def test_a_text_without_words_has_no_grade(text: str) -> None:
    with pytest.raises(ValueError, match="a text with words"):
        ari(text)


@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=40))
def test_one_sentence_twice_weighs_what_it_weighs_once(parts: list[str]) -> None:
    sentence = " ".join(parts) + "."
    twice = f"{sentence} {sentence}"
    assert ari(twice) == pytest.approx(ari(sentence))
    assert lix(twice) == pytest.approx(lix(sentence))


@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=2, max_size=40))
def test_a_longer_word_never_makes_a_text_lighter(parts: list[str]) -> None:
    heavier = [*parts[:-1], parts[-1] + "ation"]
    assert ari(" ".join(heavier)) > ari(" ".join(parts))
    assert lix(" ".join(heavier)) >= lix(" ".join(parts))
