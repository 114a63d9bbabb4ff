"""Grades: twenty-five of them, read strictly, sorted best first."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.network.grades import Grade, NoSuchGrade

# The first example loads the data; other work may share the machine.
STEADY = settings(derandomize=True, deadline=None)

ALL = [f"{source}{content}" for source, content in itertools.product("ABCDE", "12345")]


@pytest.mark.parametrize("text", ALL)
def test_a_grade_reads_back_as_it_is_written(text: str) -> None:
    assert str(Grade.parse(text)) == text
    assert Grade.parse(f" {text.lower()} ") == Grade.parse(text)


def test_grades_sort_best_first() -> None:
    assert [str(each) for each in sorted(map(Grade.parse, reversed(ALL)))] == ALL


@pytest.mark.parametrize("text", ["", "F1", "A6", "A0", "2B", "A", "A22", "A 2", "А2", "A٢"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(NoSuchGrade, match="such as B2"):
        Grade.parse(text)


@STEADY
@given(st.text(max_size=6))
def test_any_text_is_a_grade_or_is_refused(text: str) -> None:
    try:
        grade = Grade.parse(text)
    except NoSuchGrade:
        return
    assert str(grade) in ALL


def test_a_grade_in_words() -> None:
    assert Grade.parse("A2").in_words == "Document or bank. Probably true."
    assert Grade.parse("C3").in_words == "Fairly reliable. Possibly true."
