"""A notice is searched for what would name somebody, as names and dates are really written."""

import pytest

from clew.recognise.mechanisms.naming import Told, told_in


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Vu Le", "I spoke with vu le at noon."),
        ("Vu Le", "Her name is LE VU, she says."),
        ("Vu Le", "Vu-Le was afraid."),
        ("Vu Le", "Vu Le’s bed was a mat."),
        ("Vu Le", "Then Vu ran."),
        ("Ng An", "An was afraid of them."),
        ("Vũ Lê", "Then Vu ran."),
        ("Vu Le", "Then Vũ ran."),
        ("Ng", "They call her Ng."),
    ],
)
def test_a_name_of_short_words_is_found(name: str, text: str) -> None:
    assert told_in(text, names=[name], code="") == [Told.NAME]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Vu Le", "le was not a word, vu was not either"),
        ("Ng An", "it was an evening; an hour later they ran"),
        ("Ng An", "Anna went home."),
        ("A B", "Plan A failed and so did plan B."),
        ("Vu Le", ""),
    ],
)
def test_a_short_word_that_is_no_name_there_holds_nothing_back(name: str, text: str) -> None:
    # Red control of the test above.
    assert told_in(text, names=[name], code="") == []


@pytest.mark.parametrize(
    "text",
    [
        "born 1990-05-04", "born 04/05/1990", "born 4.5.1990,", "born 4/5/90", "US 05/04/1990",
        "4 May 1990", "on the 4th of May, 1990", "May 4, 1990", "(4 MAY 90)",
    ],
)  # fmt: skip
def test_the_date_of_birth_is_found_in_words_and_in_figures(text: str) -> None:
    assert Told.BORN in told_in(text, names=[], code="", born=["1990-05-04"])


@pytest.mark.parametrize(
    ("born", "text", "found"),
    [
        ("1990-05-04", "5 May 1990", False),
        ("1990-05-04", "4 May 1991", False),
        ("1990-05-04", "in 1990", False),
        ("1990-05", "in May 1990", True),
        ("1990-05", "in June 1990", False),
        ("1990", "in 1990", False),
        ("about 1990", "about 1990", False),
        ("1990-13-01", "13 1990", False),
        ("", "4 May 1990", False),
    ],
)
def test_another_day_or_a_year_alone_is_no_date_of_birth(
    born: str, text: str, *, found: bool
) -> None:
    # Red control of the test above.
    assert (Told.BORN in told_in(text, names=[], code="", born=[born])) == found
