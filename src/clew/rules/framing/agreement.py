"""How far people code the same sentences alike: by code, over all, and where they differ.

A code is a decision on each sentence, said or not said. Over all, the decisions on every code that
anybody said are taken together; beside it stands how alike the whole sets of codes are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from clew.rules.framing.codings import Coding
from clew.rules.framing.coefficients import (
    Alpha,
    Interval,
    Table,
    interval,
    kappa,
    kappa_by_parts,
    standard_error,
)
from clew.rules.framing.scheme import scheme
from clew.rules.sources.faults import Fault, WrongInput

OVER_ALL: Final = "all"
ALL_ALIKE: Final = "everybody said one thing throughout, so chance alone would agree"
OF_TWO: Final = "kappa is of two coders; each two are compared below"
NOBODY: Final = "nobody said it"
TWO, MOST_CODERS = 2, 10
"""Kappa is of two; alpha takes more."""
_MOST_SETS: Final = 300  # alpha compares every set with every other
_NO_CODE: Final = frozenset({"none"})


@dataclass(frozen=True, slots=True)
class Measure:
    """Agreement on one code, or over all of them.

    `said` counts, by coder, how often it was said; `alike` counts the decisions on which all agree.
    Where a coefficient has no value, `because` says why.
    """

    code: str
    decisions: int
    said: tuple[int, ...]
    alike: int
    kappa: float | None
    interval: Interval | None
    alpha: float | None
    because: str

    @property
    def percentage(self) -> float:
        """How many of a hundred decisions all coders take alike. Chance is not taken off."""
        return 100 * self.alike / self.decisions


@dataclass(frozen=True, slots=True)
class Pair:
    """Kappa of two coders over all codes."""

    coders: tuple[str, str]
    kappa: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence that was not coded alike: what each said, in the order of the coders."""

    sentence: int
    said: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything that comparing codings tells."""

    coders: tuple[str, ...]
    digest: str
    sentences: int
    over_all: Measure
    same_sets: int
    """The sentences whose codes are the same for everybody."""
    alpha_of_sets: float | None
    measures: tuple[Measure, ...]
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]


def compare(codings: Sequence[Coding], *, alpha: Alpha) -> Agreement:
    """Compare codings of one text, with alpha of `engines.reliability`.

    Raises:
        WrongInput: there are fewer than two, of different texts, or one coder's stand twice.
    """
    _check(codings)
    count = len(codings[0].said)
    rows = tuple(zip(*(each.said for each in codings), strict=True))
    used = [code for code in scheme() if any(code in said for row in rows for said in row)]
    differences = tuple(
        Difference(at, row) for at, row in enumerate(rows, start=1) if len(set(row)) > 1
    )
    return Agreement(
        coders=tuple(each.coder for each in codings),
        digest=codings[0].digest,
        sentences=count,
        over_all=_over_all(rows, used, alpha),
        same_sets=count - len(differences),
        alpha_of_sets=_alpha_of_sets(rows, alpha),
        measures=tuple(_measure(rows, code, alpha) for code in scheme()),
        pairs=tuple(_pairs(codings, used)),
        differences=differences,
    )


Row = tuple[frozenset[str], ...]
"""What each coder said of one sentence."""


def _check(codings: Sequence[Coding]) -> None:
    if not TWO <= len(codings) <= MOST_CODERS:
        wanted = f"2 to {MOST_CODERS}, each of another coder"
        raise WrongInput([Fault("the codings", "", f"{len(codings)} of them", wanted)])
    labels = [each.coder for each in codings]
    twice = next((label for at, label in enumerate(labels) if label in labels[:at]), None)
    if twice is not None:
        wanted = "one file of each coder, each with a label of their own"
        raise WrongInput([Fault("the codings", "coder", f'"{twice}" twice', wanted)])
    for each in codings[1:]:
        if each.digest != codings[0].digest:
            found = f'another text coded by "{each.coder}" than by "{labels[0]}"'
            raise WrongInput([Fault("the codings", "digest", found, "codings of one text")])
        if len(each.said) != len(codings[0].said):
            found = f"{len(each.said)} sentences beside {len(codings[0].said)}"
            raise WrongInput([Fault("the codings", "of", found, "codings of the same sentences")])


def _measure(rows: Sequence[Row], code: str, alpha: Alpha) -> Measure:
    units = [tuple(code in said for said in row) for row in rows]
    said = tuple(sum(column) for column in zip(*units, strict=True))
    found = beyond = None
    if len(said) == TWO:
        table = _table(units)
        found = kappa(table)
        beyond = interval(found, standard_error(table))
    nobody = not any(said)
    return Measure(
        code=code,
        decisions=len(rows),
        said=said,
        alike=sum(len(set(unit)) == 1 for unit in units),
        kappa=found,
        interval=beyond,
        alpha=None if nobody else alpha(units),
        because=NOBODY if nobody else _because(units),
    )


def _over_all(rows: Sequence[Row], used: Sequence[str], alpha: Alpha) -> Measure:
    """Take the decisions on all codes that were said together; on none if none was."""
    by_sentence = [[tuple(code in said for said in row) for code in used] for row in rows]
    units = [unit for each in by_sentence for unit in each]
    coders = len(rows[0])
    found = beyond = None
    if coders == TWO and units:
        found, error = kappa_by_parts([_table(each) for each in by_sentence])
        beyond = interval(found, error)
    return Measure(
        code=OVER_ALL,
        decisions=len(units) or len(rows),
        said=tuple(sum(unit[at] for unit in units) for at in range(coders)),
        alike=sum(len(set(unit)) == 1 for unit in units) if units else len(rows),
        kappa=found,
        interval=beyond,
        alpha=alpha(units),
        because=_because(units) if units else NOBODY,
    )


def _because(units: Sequence[tuple[bool, ...]]) -> str:
    """Say why a coefficient is missing; nothing where none is."""
    if len({value for unit in units for value in unit}) <= 1:
        return ALL_ALIKE
    return "" if len(units[0]) == TWO else OF_TWO


def _alpha_of_sets(rows: Sequence[Row], alpha: Alpha) -> float | None:
    units = [tuple(said or _NO_CODE for said in row) for row in rows]
    if len({said for unit in units for said in unit}) > _MOST_SETS:
        return None
    return alpha(units, sets=True)


def _pairs(codings: Sequence[Coding], used: Sequence[str]) -> Iterator[Pair]:
    for one, other in combinations(codings, 2):
        tables = [
            _table([(code in first, code in second) for code in used])
            for first, second in zip(one.said, other.said, strict=True)
        ]
        found, error = kappa_by_parts(tables)
        yield Pair((one.coder, other.coder), found, interval(found, error))


def _table(units: Sequence[tuple[bool, ...]]) -> Table:
    """Return how often two coders said it both, the first alone, the second alone, and neither."""
    counts = {(one, other): 0 for one in (True, False) for other in (True, False)}
    for one, other in units:
        counts[one, other] += 1
    return [[counts[one, other] for other in (True, False)] for one in (True, False)]
