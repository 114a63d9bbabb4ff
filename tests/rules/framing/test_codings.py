"""Texts as sentences to code, and coding files: written, read, and refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.rules.framing.codings import Coding, as_file, at_odds, coding_of
from clew.rules.framing.scheme import scheme
from clew.rules.framing.units import MOST_SENTENCES, units_of
from clew.rules.sources.faults import WrongInput

TEXT = "Smugglers sold seats. Zdravka Canarova was made to work.\n\nNobody asked her."
DIGEST = "ab" * 16
HEAD = "coder,sentence,of,digest,codes"
SAID = st.frozensets(st.sampled_from(list(scheme())), max_size=4)


def file_of(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


def refusals(text: str) -> tuple[str, ...]:
    with pytest.raises(WrongInput) as refused:
        coding_of(text, where="B.csv")
    return refused.value.sentences


@given(st.lists(SAID, min_size=1, max_size=20))
def test_a_coding_file_read_again_is_the_coding(said: list[frozenset[str]]) -> None:
    coding = Coding("Reader 1", DIGEST, tuple(said))
    assert coding_of(as_file(coding), where="A.csv") == coding
    assert coding_of("\ufeff" + as_file(coding).replace("\n", "\r\n"), where="A.csv") == coding


def test_a_coding_file_holds_no_word_of_the_text() -> None:
    units = units_of(TEXT)
    assert "Zdravka" in units.sentences[1]  # the text could have leaked
    written = as_file(Coding("A", units.digest, (frozenset(),) * len(units.sentences)))
    assert "Zdravka" not in written
    assert written.splitlines()[1] == f"A,1,3,{units.digest},"


def test_the_same_sentences_have_the_same_digest_however_they_came() -> None:
    pasted = units_of(TEXT)
    lines = "\n".join(f'{{"text": "{each}"}}' for each in pasted.sentences)
    table = "id,text\n" + "\n".join(f'{n},"{each}"' for n, each in enumerate(pasted.sentences))
    assert units_of(lines).digest == units_of(table).digest == pasted.digest
    assert units_of(TEXT.replace(" was made", "\nwas made")).digest == pasted.digest
    assert units_of(TEXT.replace("seats", "places")).digest != pasted.digest


def test_sentences_of_json_lines_and_of_a_table_are_taken_as_they_are() -> None:
    assert units_of('{"text": "One. Two."}\n\n{"text": "Three"}').sentences == (
        "One. Two.",
        "Three",
    )
    assert units_of('text\n"One. Two."\nThree').sentences == ("One. Two.", "Three")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "found an empty text"),
        (" \n ", "found an empty text"),
        ("… !", "found no word"),
        ("{", "line 1: found no JSON"),
        ('{"text": "One."}\n{"words": 2}', "line 2: found no sentence"),
        ("{" * 5000, "line 1: found no JSON"),
        ("id,text\n1,One.\n2,", "row 3: found no sentence"),
        ('text\n"One.', "found a table that breaks off"),
        ("One. " * (MOST_SENTENCES + 1), "found 1,001 sentences"),
    ],
)
def test_what_cannot_be_coded_is_said_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(WrongInput) as refused:
        units_of(text)
    (sentence,) = refused.value.sentences
    assert said in sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "found nothing"),
        ("A letter.", "found other columns"),
        (HEAD, "found no sentence"),
        (file_of(f"A,1,2,{DIGEST},TFS"), "found 1 of 2 sentences; 2 is the first"),
        (file_of(f"A,1,1,{DIGEST},QQQ"), 'found "QQQ", wanted codes of the scheme'),
        (file_of(f"A,1,2,{DIGEST},", f"A,1,2,{DIGEST},"), "row 3: found sentence 1 again"),
        (file_of(f"A,2,1,{DIGEST},"), 'found "2", wanted a sentence 1 to 1'),
        (file_of(f"A,one,1,{DIGEST},"), 'found "one"'),
        (file_of(f"A,1,2,{DIGEST},", f"B,2,2,{DIGEST},"), "coder: found 2 different ones"),
        (file_of(f"A,1,2,{DIGEST},", f"A,2,2,{'cd' * 16},"), "digest: found 2 different ones"),
        (file_of(f"=1+1,1,1,{DIGEST},"), "wanted a label"),
        (file_of("A,1,1,abc,"), "digest: found"),
        (file_of(f"A,1,0,{DIGEST},"), "of: found"),
        (file_of(f"A,1,9999999,{DIGEST},"), "of: found"),
        (file_of("A,1,1"), "row 2: found 3 cells"),
        (f'{HEAD}\n"A,1', "found no table"),
    ],
)
def test_what_is_no_coding_file_is_said_in_one_sentence_that_names_the_file(
    text: str, said: str
) -> None:
    (sentence,) = refusals(text)
    assert sentence.startswith("B.csv: ")
    assert said in sentence


def test_a_sentence_in_the_place_of_a_code_is_not_repeated() -> None:
    (sentence,) = refusals(file_of(f"A,1,1,{DIGEST},Zdravka_Canarova_lives_in_the_blue_house"))
    assert "Zdravka" not in sentence


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (units_of, lambda given: coding_of(given, where="A.csv")):
        try:
            found: object = read(text)
        except WrongInput as refused:
            found = refused.sentences
        assert found is not None
        assert found != []  # what is refused is told why


def test_correct_and_a_problem_are_at_odds() -> None:
    assert at_odds(frozenset({"OK-T", "ILL"}))
    assert not at_odds(frozenset({"TFS", "STA"}))
    assert not at_odds(frozenset({"OK-T"}))
    assert not at_odds(frozenset())
