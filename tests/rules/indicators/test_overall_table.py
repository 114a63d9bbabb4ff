"""The published table over the dimensions: its rows, and nothing guessed beyond them."""

from itertools import product

import pytest

from clew.rules.indicators.answers import Answers
from clew.rules.indicators.instruments import instrument
from clew.rules.indicators.screening import NOT_COVERED, UNDETERMINED, Screening, screen
from clew.rules.sources.states import State
from tests.rules.indicators.answering import ADULTS, CHILDREN, DIMENSIONS, answers, making_positive

NONE, EXPLOITED = "no_exploitation_found", "exploited_migrant"
DECEIVED, TRAFFICKED = "deception_and_exploitation", "trafficking_for_forced_labour"
BOTH = [ADULTS, CHILDREN]

# The published table, written down apart from the program: D1 deceptive and D2 coercive
# recruitment, D4 exploitation, D5 coercion at destination. D3 and D6 have no column in it.
PUBLISHED: dict[tuple[int, ...], str] = {
    # D1, D2, D4, D5
    (0, 0, 0, 0): NONE,
    (0, 0, 1, 0): EXPLOITED,
    (1, 0, 1, 0): DECEIVED,
    (1, 1, 1, 0): DECEIVED,
    (1, 0, 1, 1): TRAFFICKED,
    (0, 1, 1, 1): TRAFFICKED,
    (1, 1, 1, 1): TRAFFICKED,
}
UNPUBLISHED = [each for each in product((0, 1), repeat=4) if each not in PUBLISHED]
NAMES = {
    NONE: "successful migrant",
    EXPLOITED: "exploited migrant",
    DECEIVED: "victim of deception and exploitation",
    TRAFFICKED: "victim of trafficking for forced labour",
}


def screened(chosen: str, positive: tuple[str, ...], unknown: tuple[str, ...] = ()) -> Screening:
    """Screen with these dimensions positive, these entirely unknown, and the rest absent."""
    present = [item for dimension in positive for item in making_positive(chosen, dimension)]
    open_items = [item for dimension in unknown for item in making_positive(chosen, dimension)]
    return screen(answers(chosen, present, open_items))


@pytest.mark.parametrize("chosen", BOTH)
def test_every_combination_of_six_dimensions_is_in_the_table_or_not_covered(chosen: str) -> None:
    for combination in product((0, 1), repeat=6):
        positive = tuple(name for name, there in zip(DIMENSIONS, combination, strict=True) if there)
        d1, d2, _, d4, d5, _ = combination
        found = screened(chosen, positive)
        assert found.overall.outcome == PUBLISHED.get((d1, d2, d4, d5), NOT_COVERED), positive


@pytest.mark.parametrize("chosen", BOTH)
@pytest.mark.parametrize(("combination", "outcome"), PUBLISHED.items())
def test_a_row_gives_its_published_name_and_its_reason(
    chosen: str, combination: tuple[int, ...], outcome: str
) -> None:
    positive = tuple(
        name for name, there in zip(("D1", "D2", "D4", "D5"), combination, strict=True) if there
    )
    found = screened(chosen, positive).overall
    assert found.outcome == outcome
    assert found.published_name == NAMES[outcome]
    assert found.state is State.SECONDARY
    if outcome != TRAFFICKED:
        assert "not a finding that the person" in found.because
    else:
        assert "only a competent authority identifies" in found.because
    assert ("For a child the means need not be shown" in found.because) == (chosen == CHILDREN)


@pytest.mark.parametrize("chosen", BOTH)
@pytest.mark.parametrize("combination", UNPUBLISHED)
def test_a_combination_outside_the_table_is_named_and_not_guessed(
    chosen: str, combination: tuple[int, ...]
) -> None:
    positive = tuple(
        name for name, there in zip(("D1", "D2", "D4", "D5"), combination, strict=True) if there
    )
    found = screened(chosen, positive)
    assert found.overall.outcome == NOT_COVERED
    assert found.overall.published_name is None
    assert "no published outcome" in found.overall.because
    (named,) = found.not_covered
    assert named.startswith(f"positive in {', '.join(positive)}; not positive in ")


def test_forced_work_without_deception_or_coercion_at_recruitment_is_not_covered() -> None:
    assert screened(ADULTS, ("D4", "D5")).overall.outcome == NOT_COVERED
    assert screened(ADULTS, ("D5",)).overall.outcome == NOT_COVERED


def test_abuse_of_vulnerability_changes_no_row() -> None:
    for combination in PUBLISHED:
        positive = tuple(
            name for name, there in zip(("D1", "D2", "D4", "D5"), combination, strict=True) if there
        )
        plain = screened(ADULTS, positive).overall
        assert screened(ADULTS, (*positive, "D3", "D6")).overall == plain
        assert screened(ADULTS, positive, ("D3", "D6")).overall == plain


@pytest.mark.parametrize("chosen", BOTH)
def test_it_is_undetermined_exactly_when_the_rows_differ(chosen: str) -> None:
    for combination in product((0, 1, None), repeat=4):
        pairs = list(zip(("D1", "D2", "D4", "D5"), combination, strict=True))
        positive = tuple(name for name, there in pairs if there)
        unknown = tuple(name for name, there in pairs if there is None)
        options = [(0, 1) if there is None else (there,) for there in combination]
        reached = {PUBLISHED.get(each, NOT_COVERED) for each in product(*options)}
        wanted = reached.pop() if len(reached) == 1 else UNDETERMINED
        assert screened(chosen, positive, unknown).overall.outcome == wanted, pairs


def test_an_undetermined_outcome_says_where_it_could_lead() -> None:
    found = screened(ADULTS, ("D1", "D4"), ("D5",))
    assert found.overall.because == (
        "Open answers could still lead to: victim of deception and exploitation; "
        "victim of trafficking for forced labour."
    )
    assert found.not_covered == ()
    covered = screened(ADULTS, (), ("D4", "D5"))
    assert "a combination not covered" in covered.overall.because


def test_where_one_row_is_sure_the_reason_is_true_in_every_completion() -> None:
    found = screened(ADULTS, ("D2", "D4", "D5"), ("D1",)).overall
    assert found.outcome == TRAFFICKED
    assert found.because.startswith("Recruitment was coercive")


def test_a_dimension_that_is_still_open_is_not_called_not_positive() -> None:
    # Neither with nor without deception is there a row, but the deception is still open.
    found = screened(ADULTS, ("D5",), ("D1",))
    assert found.overall.outcome == NOT_COVERED
    assert "and in no other dimension" not in "".join(found.not_covered)


@pytest.mark.parametrize("chosen", BOTH)
def test_where_nothing_was_answered_nothing_is_said(chosen: str) -> None:
    found = screen(Answers(instrument(chosen), {}))
    assert found.overall.outcome == UNDETERMINED
    assert {each.outcome for each in found.dimensions} == {"undetermined"}


def test_a_row_too_many_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: a table that guesses at "D4 and D5 alone" must break the exhaustive check.
    monkeypatch.setitem(PUBLISHED, (0, 0, 1, 1), "forced_labour")
    with pytest.raises(AssertionError):
        test_every_combination_of_six_dimensions_is_in_the_table_or_not_covered(ADULTS)
