"""The instruments as data: indicators, strengths, dimensions and decision rules, each cited.

Strengths belong to one group of people; they are never carried from one instrument to another.
A set whose strengths nobody read is not scored. Used by `screening` and by the guided interview.
"""

import functools
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping, load_record
from clew.rules.sources.states import State, weakest

_INSTRUMENTS = files("clew.rules.indicators") / "data" / "instruments"
_INTERVIEWS = files("clew.rules.indicators") / "data" / "interviews"


class Scoring(StrEnum):
    """How an instrument decides."""

    DIMENSIONS = "dimensions"  # strong, medium and weak indicators add up inside dimensions
    UNWEIGHTED = "unweighted"  # a list with no weights and no threshold
    NOT_SCORED = "not_scored"  # its strengths were not read: it is shown, never computed


class Strength(StrEnum):
    """How much one indicator says by itself, for this group of people."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class DimensionOutcome(StrEnum):
    """What the answers say of one dimension."""

    POSITIVE = "positive"
    NOT_POSITIVE = "not_positive"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of an instrument, and the stage it looks at."""

    id: str
    name: str
    stage: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `state` is set where it is less checked than its instrument.

    `question` is set where a set brings its questions along in its one file; else they stand in
    data/interviews.
    """

    id: str
    label: str
    dimension: str | None = None
    strength: Strength | None = None
    state: State | None = None
    question: "Question | None" = None


@dataclass(frozen=True, slots=True)
class Combination:
    """Indicators that together make a dimension positive: 'two medium and one weak'."""

    strong: int = 0
    medium: int = 0
    weak: int = 0
    medium_or_weak: int = 0


@dataclass(frozen=True, slots=True)
class DimensionRule:
    """A dimension is positive when it holds at least one of these combinations."""

    citation: Citation
    any_of: tuple[Combination, ...]


@dataclass(frozen=True, slots=True)
class OverallRow:
    """One row of the published table. `when` names dimensions; one left out may be anything."""

    outcome: str
    published_name: str
    because: str
    when: dict[str, DimensionOutcome]


@dataclass(frozen=True, slots=True)
class OverallRule:
    """The published table over the dimensions. What it does not cover, nobody guesses."""

    citation: Citation
    rows: tuple[OverallRow, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """What the publishers themselves warn of."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Strengths:
    """Where the strengths were read."""

    citation: Citation


@dataclass(frozen=True, eq=False)
class Instrument:
    """One instrument, for one group of people, in one version."""

    id: str
    title: str
    short: str
    version: str
    people: str
    scoring: Scoring
    citation: Citation
    caution: Caution
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    not_scored_because: str | None = None
    strengths: Strengths | None = None
    dimension_rule: DimensionRule | None = None
    overall_rule: OverallRule | None = None

    def __post_init__(self) -> None:
        """Refuse an instrument that cannot be computed as it says it is."""
        ids = [indicator.id for indicator in self.indicators]
        if len(set(ids)) != len(ids):
            msg = "every indicator id once"
            raise ValueError(msg)
        if self.scoring is Scoring.DIMENSIONS:
            self._check_dimensions()
        if self.scoring is Scoring.NOT_SCORED and not self.not_scored_because:
            msg = "not_scored_because"
            raise ValueError(msg)

    def _check_dimensions(self) -> None:
        if not (self.strengths and self.dimension_rule and self.overall_rule):
            msg = "strengths, dimension_rule and overall_rule"
            raise ValueError(msg)
        names = {dimension.id for dimension in self.dimensions}
        for indicator in self.indicators:
            if indicator.strength is None or indicator.dimension not in names:
                msg = f"a strength and a known dimension for {indicator.id}"
                raise ValueError(msg)
        for row in self.overall_rule.rows:
            if not row.when.keys() <= names:
                msg = f"known dimensions in the row {row.outcome}"
                raise ValueError(msg)

    def in_dimension(self, dimension: str) -> tuple[Indicator, ...]:
        """Return the indicators of one dimension, in published order."""
        return tuple(item for item in self.indicators if item.dimension == dimension)

    def indicator(self, indicator_id: str) -> Indicator | None:
        """Return one indicator by its id."""
        return next((item for item in self.indicators if item.id == indicator_id), None)

    @property
    def state(self) -> State:
        """How far the weakest part that decides an outcome was checked."""
        rules = (self.strengths, self.dimension_rule, self.overall_rule)
        cited = [rule.citation.state for rule in rules if rule is not None]
        return weakest([self.citation.state, *cited])


@dataclass(frozen=True, slots=True)
class Question:
    """How one indicator is asked: aloud, why, how, and what to avoid. Ours, not the publishers'."""

    question: str
    why: str
    how: str
    avoid: str


@functools.cache
def instrument_ids() -> tuple[str, ...]:
    """Return the ids of all instruments, those that cannot be scored included."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _INSTRUMENTS.iterdir()))


@functools.cache
def instrument(instrument_id: str) -> Instrument:
    """Load one instrument. Raises KeyError for an unknown id."""
    if instrument_id not in instrument_ids():
        raise KeyError(instrument_id)
    return load_record(Instrument, _INSTRUMENTS / f"{instrument_id}.yaml")


@functools.cache
def questions() -> dict[str, Question]:
    """Return how each indicator is asked, by indicator id."""
    found: dict[str, Question] = {}
    for file in sorted(_INTERVIEWS.iterdir(), key=lambda entry: entry.name):
        found |= load_mapping(Question, file)
    return found


def question_of(indicator: Indicator) -> Question | None:
    """Return how an indicator is asked, if somebody has written it."""
    return indicator.question or questions().get(indicator.id)


@dataclass(frozen=True, slots=True)
class Missing:
    """A published set, or a part of one, that is not here: what was looked for and not read."""

    title: str
    publisher: str
    missing: str
    seen: str = ""


@functools.cache
def missing() -> dict[str, Missing]:
    """Return what is missing. It is shown beside the sets, so that nobody takes them for all."""
    return load_mapping(Missing, files("clew.rules.indicators") / "data" / "missing.yaml")
