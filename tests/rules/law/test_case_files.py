"""The case files of this folder: facts in, what follows out, as a lawyer wrote it down."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from clew.rules.law.classification import Classification, classify
from clew.rules.sources.bibliography import bibliography
from clew.rules.sources.documents import Plain
from clew.rules.sources.strict_yaml import read_documents
from tests.rules.law.stated import stated

FOLDER = Path(__file__).parent / "cases"
KEYS = {"name", "facts", "expected", "because", "citation"}
VALUES = {"conclusion", "trafficking", "smuggling", "aggravated"}
LISTS = {"follows", "does_not_follow", "asks", "does_not_ask"}
ROWS = {f"R{number}" for number in range(1, 16)}


@dataclass(frozen=True)
class Case:
    """One case as it stands in a file."""

    file: str
    name: str
    facts: dict[str, Plain]
    expected: dict[str, Plain]
    because: str
    citation: dict[str, Plain]


def cases_in(file: Path) -> list[Case]:
    """Read a case file; every key is needed and no other is known."""
    found = []
    for document in read_documents(file.read_bytes(), name=file.name, words_only=True):
        value = document.value
        assert isinstance(value, dict)
        assert set(value) == KEYS, f"{file.name}, line {document.line}"
        found.append(Case(file.name, **value))  # type: ignore[arg-type]
    return found


CASES = [case for file in sorted(FOLDER.glob("*.yaml")) for case in cases_in(file)]


def misses(case: Case, found: Classification) -> list[str]:
    """Return what of the expectation the answer misses, one sentence each."""
    wanted = case.expected
    missed = [
        f"{key} is {getattr(found, key)}, not {wanted[key]}"
        for key in VALUES & set(wanted)
        if getattr(found, key) != wanted[key]
    ]
    elements = wanted.get("elements") or {}
    assert isinstance(elements, dict)
    by_name = {item.element: str(item.finding) for item in found.elements}
    missed += [
        f"{name} is {by_name.get(name)}, not {finding}"
        for name, finding in elements.items()
        if by_name.get(name) != finding
    ]
    followed = [item.what for item in found.consequences]
    asked = [item.settles for item in found.ask_next]
    missed += [
        f"nothing follows that begins with {text!r}"
        for text in _words(wanted, "follows")
        if not any(what.startswith(text) for what in followed)
    ]
    missed += [
        f"{text!r} follows and should not"
        for text in _words(wanted, "does_not_follow")
        if any(what.startswith(text) for what in followed)
    ]
    missed += [f"{each} is not asked" for each in _words(wanted, "asks") if each not in asked]
    missed += [f"{each} is asked" for each in _words(wanted, "does_not_ask") if each in asked]
    return missed


def _words(wanted: dict[str, Plain], key: str) -> list[str]:
    words = wanted.get(key) or []
    assert isinstance(words, list)
    return [str(word) for word in words]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_is_answered_as_the_law_says(case: Case) -> None:
    assert misses(case, classify(stated(case.facts))) == []


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_gives_a_reason_and_a_place_in_a_known_source(case: Case) -> None:
    assert case.because.endswith(".")
    assert set(case.citation) == {"source", "locator"}
    assert case.citation["source"] in bibliography()
    assert case.citation["locator"]
    assert set(case.expected) <= VALUES | LISTS | {"elements"}
    assert VALUES & set(case.expected)


def test_every_row_of_the_decision_table_has_a_case() -> None:
    named = {
        row for case in CASES for row in ROWS if f"{row})" in case.name or f"{row}," in case.name
    }
    assert named == ROWS


def test_no_two_cases_have_one_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("conclusion", "neither"),
        ("trafficking", "unknown"),
        ("elements", {"means": "not_met"}),
        ("elements", {"domestic_offence": "met"}),
        ("follows", ["Human rights and asylum remain"]),
        ("does_not_follow", ["Time to recover"]),
        ("asks", ["means"]),
        ("does_not_ask", ["benefit"]),
    ],
)
def test_a_wrong_expectation_is_noticed(key: str, wrong: Plain) -> None:
    # Red control: each kind of expectation, turned round, must be missed.
    case = next(case for case in CASES if case.name.startswith("Trafficking is named even while"))
    turned = Case(case.file, case.name, case.facts, {key: wrong}, case.because, case.citation)
    assert misses(turned, classify(stated(case.facts)))
