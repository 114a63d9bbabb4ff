"""The index of the published cases: every file, every document, every label, every source."""

from importlib.resources import files

import pytest

from clew.rules.law.classification import Conclusion
from clew.rules.law.published_cases import facts_of, published_cases
from clew.rules.sources.states import State
from tests.cases.answers import answers, documents, published_labels

CASES = sorted(published_cases())
FOLDER = files("clew.rules.law") / "data" / "published_cases"
LONGEST_BRIEF = 400


def test_every_facts_file_is_in_the_index_and_every_entry_has_its_file() -> None:
    written = {file.name for file in FOLDER.iterdir() if file.name != "index.yaml"}
    assert {entry.file for entry in published_cases().values()} == written


def test_the_three_lists_of_cases_are_one_list() -> None:
    assert set(published_labels()) == set(CASES)
    assert {facts.id for _, facts in documents()} == set(answers())
    labelled = [document for entry in published_cases().values() for document in entry.labels]
    assert sorted(labelled) == sorted(answers())


def test_what_was_worked_out_by_hand_is_what_the_index_says() -> None:
    labels = {
        key: label for entry in published_cases().values() for key, label in entry.labels.items()
    }
    assert labels == answers()


def test_an_unknown_case_has_no_facts() -> None:
    with pytest.raises(KeyError):
        facts_of("V99")


@pytest.mark.parametrize("case", CASES)
def test_an_entry_tells_the_case_and_where_it_was_read(case: str) -> None:
    entry = published_cases()[case]
    assert entry.file == f"{case}.yaml"
    assert entry.grade in {"A", "B"}
    assert entry.citation.state is not State.UNVERIFIED
    assert entry.citation.locator.strip()
    assert set(entry.labels.values()) <= set(Conclusion)
    for words in (entry.title, entry.brief, entry.asked, entry.answer):
        assert words.strip()
    assert len(entry.brief) <= LONGEST_BRIEF, "facts in brief, in words of our own"


@pytest.mark.parametrize("case", CASES)
def test_the_documents_of_a_case_are_labelled_in_their_order(case: str) -> None:
    assert [facts.id for facts in facts_of(case)] == list(published_cases()[case].labels)


@pytest.mark.parametrize("case", CASES)
def test_the_facts_of_a_case_are_dated_and_read_by_the_protocols(case: str) -> None:
    for facts in facts_of(case):
        assert facts.on is not None
        assert facts.jurisdiction == "INT"
        assert facts.born is None, "no date of birth of a real person"


def test_every_published_label_is_a_conclusion() -> None:
    assert set().union(*published_labels().values()) <= set(Conclusion)


def test_no_name_of_a_victim_or_defendant_is_shown() -> None:
    shown = " ".join(
        f"{case.title} {case.brief} {case.asked} {case.answer} {case.differs} {case.citation.text}"
        for case in published_cases().values()
    )
    assert "21884/15" in shown  # red control: what is cited is looked at
    for name in ("Chowdury", "Appulonappa", "Connors", "LiRong", "Kinsa"):
        assert name not in shown
