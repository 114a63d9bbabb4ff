"""A text is read into sentences, each with its place in the text as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.framing.reading import sentences


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("Mr. Made-up came. He left.", ["Mr. Made-up came.", "He left."]),
        ("It cost £3.50 a seat. Nobody paid.", ["It cost £3.50 a seat.", "Nobody paid."]),
        ("“Go!” he said. They went.", ["“Go!” he said.", "They went."]),
        ("He asked: why? They left.", ["He asked: why?", "They left."]),
        (
            "A heading of this text\nThen it goes on.",
            ["A heading of this text", "Then it goes on."],
        ),
        ("A line that was\nwrapped goes on.", ["A line that was\nwrapped goes on."]),
        ("First.\n\nsecond", ["First.", "second"]),
        ("...", []),
        ("", []),
    ],
)
def test_a_text_ends_its_sentences_where_a_reader_does(text: str, wanted: list[str]) -> None:
    assert [each.text for each in sentences(text)] == wanted


def test_what_stands_in_quotation_marks_is_known_and_an_apostrophe_opens_none() -> None:
    (only,) = sentences("The driver's mate said “they were cargo” and 'nothing' else.")
    assert [token.text for token in only.tokens if token.quoted] == [
        "they",
        "were",
        "cargo",
        "nothing",
    ]


@given(st.text(max_size=300))
def test_every_word_stands_where_it_says(text: str) -> None:
    for each in sentences(text):
        assert text[each.start : each.end] == each.text
        for token in each.tokens:
            assert text[token.start : token.end] == token.text


@given(st.text(alphabet="ab .!?\"'“”\n,A1£-", max_size=200))
def test_no_word_is_lost_or_read_twice(text: str) -> None:
    places = [token.start for each in sentences(text) for token in each.tokens]
    assert places == sorted(set(places))


def test_a_word_without_an_end_is_cut_and_nothing_of_it_is_lost() -> None:
    (only,) = sentences("a" * 1_000)
    assert max(len(token.text) for token in only.tokens) == 60
    assert "".join(token.text for token in only.tokens) == "a" * 1_000


def test_a_sentence_without_an_end_is_cut_and_nothing_of_it_is_lost() -> None:
    text = " ".join(f"w{'x' * (number % 7)}" for number in range(1_000))
    found = sentences(text)
    assert [len(each.tokens) for each in found] == [400, 400, 200]
    assert " ".join(each.text for each in found) == text


def test_a_long_sentence_of_a_law_stands_whole() -> None:
    # Red control: only what no reader would call a sentence is cut.
    assert len(sentences(" ".join(["word"] * 400) + ".")) == 1


@pytest.mark.parametrize(("before", "after"), [("“", "”"), ('"', '"'), ("«", "»"), (" “", "”\n")])
def test_a_long_text_in_quotation_marks_throughout_is_quoted_throughout(
    before: str, after: str
) -> None:
    text = " ".join(["They came at night."] * 200)
    assert all(
        token.quoted for each in sentences(f"{before}{text}{after}") for token in each.tokens
    )


def test_a_quotation_of_several_paragraphs_that_closes_at_the_end_is_one() -> None:
    text = "“They came at night.\n\n“They left by day.”"
    assert all(token.quoted for each in sentences(text) for token in each.tokens)


def test_a_text_that_begins_and_ends_with_a_quotation_is_not_all_quoted() -> None:
    # Red control of both.
    first, middle, last = sentences("“They came.” He left. “They went.”")
    assert [each.tokens[0].quoted for each in (first, middle, last)] == [True, False, True]
