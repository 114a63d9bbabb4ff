"""From answers to an outcome with reasons: bounds, the published rules, and nothing beyond them.

The published rules know yes and no. An answer that is unknown is tried both ways: when the outcome
is the same, it stands; when not, it is undetermined and the page says what to ask. Combinations
that the published table does not hold are *not covered*, and nobody guesses.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import (
    Combination,
    Dimension,
    DimensionOutcome,
    Indicator,
    Instrument,
    OverallRow,
    Scoring,
    Strength,
)
from clew.rules.sources.states import State, weakest

NOT_COVERED: Final = "not_covered"
UNDETERMINED: Final = "undetermined"
POSITIVE, NOT_POSITIVE = DimensionOutcome.POSITIVE, DimensionOutcome.NOT_POSITIVE


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """What the answers say of one dimension, why, and which indicators were counted."""

    dimension: Dimension
    outcome: DimensionOutcome
    because: str
    counted: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """The outcome over all dimensions, in the published words, with the reason."""

    outcome: str
    published_name: str | None
    because: str
    state: State


@dataclass(frozen=True, slots=True)
class Screening:
    """The whole answer of an instrument."""

    instrument: Instrument
    overall: Overall
    dimensions: tuple[DimensionResult, ...]
    not_covered: tuple[str, ...]
    ask_next: tuple[Indicator, ...]
    unverified: tuple[str, ...]


def screen(answers: Answers) -> Screening:
    """Screen one set of answers on its instrument.

    Source of the rules: the instrument's own `dimension_rule` and `overall_rule`, each cited.
    """
    chosen = answers.instrument
    if chosen.scoring is Scoring.DIMENSIONS:
        return _by_dimensions(answers)
    return _without_weights(answers)


# --- instruments with dimensions --------------------------------------------------------------


def _by_dimensions(answers: Answers) -> Screening:
    chosen = answers.instrument
    results = tuple(_dimension(answers, dimension) for dimension in chosen.dimensions)
    outcomes = {result.dimension.id: result.outcome for result in results}
    rows = _rows_reached(chosen, outcomes)
    overall, not_covered = _overall(chosen, outcomes, rows)
    return Screening(
        instrument=chosen,
        overall=overall,
        dimensions=results,
        not_covered=not_covered,
        ask_next=_ask_next(answers, outcomes),
        unverified=_unverified(answers),
    )


def _dimension(answers: Answers, dimension: Dimension) -> DimensionResult:
    indicators = answers.instrument.in_dimension(dimension.id)
    present = [item for item in indicators if answers.of(item.id) is Answer.PRESENT]
    unknown = [item for item in indicators if answers.of(item.id) is Answer.UNKNOWN]
    at_least = _is_positive(answers.instrument, present)
    at_most = _is_positive(answers.instrument, [*present, *unknown])
    if at_least:
        outcome = POSITIVE
        because = f"Positive by {_amounts(present)}."
    elif not at_most:
        outcome = NOT_POSITIVE
        because = f"Not positive: {_amounts(present)} is not enough, whatever is still open."
        if not unknown:
            because = f"Not positive: {_amounts(present)} is not enough."
    else:
        outcome = DimensionOutcome.UNDETERMINED
        because = (
            f"Open: {_amounts(present)} so far, and {len(unknown)} not answered could change it."
        )
    return DimensionResult(dimension, outcome, because, tuple(present))


def _amounts(indicators: Sequence[Indicator]) -> str:
    """Say '2 strong and 1 weak'."""
    counts = Counter(item.strength for item in indicators)
    shown = [f"{counts[strength]} {strength}" for strength in Strength if counts[strength]]
    if not shown:
        return "no indicator"
    *front, last = shown
    return f"{', '.join(front)} and {last}" if front else last


def _is_positive(chosen: Instrument, present: Iterable[Indicator]) -> bool:
    counts = Counter(item.strength for item in present)
    rule = chosen.dimension_rule
    return rule is not None and any(_holds(combination, counts) for combination in rule.any_of)


def _holds(combination: Combination, counts: Counter[Strength | None]) -> bool:
    """Say whether at least these numbers of strong, medium and weak indicators are present."""
    strong = counts[Strength.STRONG] - combination.strong
    medium = counts[Strength.MEDIUM] - combination.medium
    weak = counts[Strength.WEAK] - combination.weak
    return min(strong, medium, weak) >= 0 and medium + weak >= combination.medium_or_weak


def _rows_reached(
    chosen: Instrument, outcomes: dict[str, DimensionOutcome]
) -> tuple[OverallRow | None, ...]:
    """Return every row of the table the answers can still reach; None stands for no row."""
    options = [
        [outcome] if outcome is not DimensionOutcome.UNDETERMINED else [POSITIVE, NOT_POSITIVE]
        for outcome in outcomes.values()
    ]
    reached: dict[str, OverallRow | None] = {}
    for combination in itertools.product(*options):
        row = _row(chosen, dict(zip(outcomes, combination, strict=True)))
        reached[row.outcome if row else NOT_COVERED] = row
    return tuple(reached.values())


def _row(chosen: Instrument, outcomes: dict[str, DimensionOutcome]) -> OverallRow | None:
    rule = chosen.overall_rule
    rows = rule.rows if rule else ()
    for row in rows:
        if all(outcomes[name] is outcome for name, outcome in row.when.items()):
            return row
    return None


def _overall(
    chosen: Instrument,
    outcomes: dict[str, DimensionOutcome],
    rows: tuple[OverallRow | None, ...],
) -> tuple[Overall, tuple[str, ...]]:
    state = chosen.state
    if len(rows) > 1:
        reachable = [row.published_name if row else "a combination not covered" for row in rows]
        because = f"Open answers could still lead to: {'; '.join(sorted(reachable))}."
        return Overall(UNDETERMINED, None, because, state), ()
    row = rows[0]
    if row is not None:
        return Overall(row.outcome, row.published_name, row.because, state), ()
    combination = "; ".join(
        f"{outcome.value.replace('_', ' ')} in {', '.join(named)}"
        for outcome in DimensionOutcome
        if (named := [name for name, found in outcomes.items() if found is outcome])
    )
    because = (
        "The published table has no row for this combination, so there is no published outcome. "
        "Look at the dimensions and ask a trained colleague."
    )
    return Overall(NOT_COVERED, None, because, state), (combination,)


def _ask_next(answers: Answers, outcomes: dict[str, DimensionOutcome]) -> tuple[Indicator, ...]:
    """Return the open indicators of open dimensions that settle most, strongest first."""
    order = list(Strength)
    wanted = [
        item
        for item in answers.instrument.indicators
        if answers.of(item.id) is Answer.UNKNOWN
        and outcomes.get(item.dimension or "") is DimensionOutcome.UNDETERMINED
    ]
    return tuple(sorted(wanted, key=lambda item: order.index(item.strength or Strength.WEAK)))


# --- instruments without weights --------------------------------------------------------------


def _without_weights(answers: Answers) -> Screening:
    chosen = answers.instrument
    present = [item for item in chosen.indicators if answers.of(item.id) is Answer.PRESENT]
    unknown = tuple(item for item in chosen.indicators if answers.of(item.id) is Answer.UNKNOWN)
    if chosen.scoring is Scoring.NOT_SCORED:
        outcome, because = "not_scored", str(chosen.not_scored_because)
    elif present:
        outcome = "indicators_present"
        because = f"{len(present)} of {len(chosen.indicators)} present. {chosen.caution.text}"
    elif unknown:
        outcome = UNDETERMINED
        because = f"None present so far, {len(unknown)} not answered. {chosen.caution.text}"
    else:
        outcome = "no_indicator_present"
        because = f"None was found. {chosen.caution.text}"
    state = weakest([chosen.state, *(item.state for item in present if item.state)])
    return Screening(
        instrument=chosen,
        overall=Overall(outcome, None, because, state),
        dimensions=(),
        not_covered=(),
        ask_next=unknown,
        unverified=_unverified(answers),
    )


def _unverified(answers: Answers) -> tuple[str, ...]:
    """Name what in this answer was not read in its own source."""
    chosen = answers.instrument
    parts = {
        "the list of indicators": chosen.citation.state,
        "the strengths": chosen.strengths.citation.state if chosen.strengths else None,
        "the rule for a dimension": (
            chosen.dimension_rule.citation.state if chosen.dimension_rule else None
        ),
        "the table of outcomes": (
            chosen.overall_rule.citation.state if chosen.overall_rule else None
        ),
        "the caution": chosen.caution.citation.state,
    }
    named = [
        f"{part}: {state.in_words}"
        for part, state in parts.items()
        if state not in {None, State.VERIFIED}
    ]
    marked = [
        f"{item.id}: {item.state.in_words}"
        for item in chosen.indicators
        if item.state not in {None, State.VERIFIED} and answers.of(item.id) is Answer.PRESENT
    ]
    return tuple(named + marked)
