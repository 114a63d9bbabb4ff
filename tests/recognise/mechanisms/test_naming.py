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
    "text",
    [
        "Born in Hanoi, she said.", "He was born and raised in a village.", "born near the border",
        "BORN ON a Tuesday", "born: 1990", "Born 1990.", "date of birth 1990", "DOB unclear, 1990",
        "d.o.b. 4 May", "Her place of birth was Hanoi", "her birthday is in May",
    ],
)  # fmt: skip
def test_when_or_where_somebody_was_born_is_found_without_knowing_it(text: str) -> None:
    assert Told.BORN in told_in(text, names=[], code="")


@pytest.mark.parametrize(
    "text",
    [
        "A newborn cried.", "He was a born fighter.", "The loss was borne by her.",
        "Neither date of birth nor name was asked.", "Their place of birth is not known.",
    ],
)  # fmt: skip
def test_words_that_only_sound_so_hold_nothing_back(text: str) -> None:
    # Red control of the test above.
    assert told_in(text, names=[], code="") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ring ٠٧٧٠٠ ٩٠٠ ١٢٣.", Told.NUMBER),
        ("Ring ０７７００９００１２３", Told.NUMBER),
        ("Ring 07700\u200b900\u200b123", Told.NUMBER),
        ("Ring 07700 – 900 – 123", Told.NUMBER),
        ("Ring 077 2019-2020", Told.NUMBER),
        ("Ring 2019-2020 77", Told.NUMBER),
        ("Write to m\u200b@example.org", Told.EMAIL),
        ("Write to m＠example.org", Told.EMAIL),
        ("Ma\u200brek was afraid.", Told.NAME),
        ("He lives at 12, High  Street.", Told.KNOWN),
        ("near zz9 9zz", Told.KNOWN),
        ("ZZ99ZZ", Told.KNOWN),
        ("Their reference is ab/12345.", Told.KNOWN),
    ],
)
def test_numbers_addresses_and_names_are_found_however_they_are_written(
    text: str, told: Told
) -> None:
    known = ["12 High Street", "ZZ9 9ZZ", "AB12345"]
    assert told in told_in(text, names=["Marek"], code="", known=known)


@pytest.mark.parametrize(
    "text",
    [
        "He lives in High Street.",
        "from 2019, then 2020",
        "2019-2020",
        "2019 – 2020",
        "12 of them",
        "999 was called",
        "Mare",
    ],
)
def test_a_part_that_many_share_is_no_number_or_address_of_theirs(text: str) -> None:
    # Red control of the test above.
    known = ["12 High Street", "ZZ9 9ZZ", "AB12345", "12", "Leeds", "aunt"]
    assert told_in(text, names=["Marek"], code="", known=known) == []


@pytest.mark.parametrize("text", ["See 2XTYFM-H.", "see 2xtyfmh", "File 2XTYFM – H", "2XT YFM H"])
def test_the_code_of_a_file_is_found_with_and_without_its_signs(text: str) -> None:
    assert told_in(text, names=[], code="2XTYFM-H") == [Told.CODE]
    assert told_in(text, names=[], code="2XTYFN-J") == []  # red control


def test_what_stands_where_a_name_is_not_known_is_no_name() -> None:
    for blank in ("Unknown", "not known", "N/A", "__unsaid__"):
        assert told_in("It is unknown, and not known.", names=[blank], code="") == []
    assert told_in("Unknown to Marek", names=["Unknown Marek"], code="") == [Told.NAME]


@pytest.mark.parametrize(
    ("born", "text", "found"),
    [
        ("1990-05-04", "in May 1990", True),
        ("1990-05-04", "in Sept 1990", False),
        ("1990-09-04", "in Sept 1990", True),
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
