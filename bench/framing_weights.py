"""Learn the weights of the framing checker from labelled sentences, and measure them held apart.

One logistic regression a code, by scipy. What is measured is always on sentences that the weights
did not see: authors kept apart, and kinds of wording kept apart. Beside it, the rules alone and the
words alone.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from bench.one_call import ROOT
from clew.rules.framing.checking import marked
from clew.rules.framing.features import features
from clew.rules.framing.findings import codes
from clew.rules.framing.passage import passages
from clew.rules.framing.reading import sentences

Floats = npt.NDArray[np.float64]
TEXTS: Final = ROOT / "bench" / "framing_texts"
WEIGHTS: Final = ROOT / "src/clew/rules/framing/data/weights.csv"
CODES: Final = tuple(codes())
SHRINK: Final = 1.0  # how far weights are held small (L2)
SEEN: Final = 3  # sentences in which a feature must stand
LEAST: Final = 0.05  # a weight below is left out
THRESHOLDS: Final = (0.3, 0.4, 0.5, 0.6, 0.7)
PARTS: Final = 8  # in which authors are kept apart, a part in turn
# How much a kind of feature counts while learning: rules less than what they rest on, because
# their lexicon was written with some of these sentences in sight.
SCALE: Final[Mapping[str, float]] = {
    "rule": 0.7, "told": 0.8, "here": 0.7, "near": 0.6, "word": 1.0, "pair": 1.0, "skip": 0.8,
    "start": 1.0, "beside": 0.25,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence as the weighing sees it."""

    author: str
    kind: str
    features: frozenset[str]
    ruled: frozenset[str]
    labels: frozenset[str]


def examples(folder: Path = TEXTS) -> list[Example]:
    """Read every labelled sentence below a folder."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(_example(file.stem, row))
    return found


def _example(author: str, row: Mapping[str, Any]) -> Example:
    text = row["text"]
    whole = f"{text} {row['context']}" if row["context"] else text
    seen: set[str] = set()
    ruled: set[str] = set()
    for passage in passages(sentences(whole), context=True):
        if passage.sentence.start < len(text):
            found = set(marked(passage))
            ruled |= found
            seen |= features(passage, found)
    labels = frozenset(label for label in row["labels"] if label in CODES)
    return Example(author, row.get("kind", ""), frozenset(seen), frozenset(ruled), labels)


def learn(seen: Sequence[Example], keep: Callable[[str], bool] = lambda _: True) -> "Learnt":
    """Learn the weights of every code from examples, of the features that `keep` keeps."""
    counted = Counter(name for each in seen for name in each.features if keep(name))
    names = [name for name, times in counted.items() if times >= SEEN]
    columns = {name: at for at, name in enumerate(names)}
    told = _table(seen, columns)
    scale = np.array([SCALE.get(name.split(":")[0], 1.0) for name in names])
    told = told @ sp.diags(scale)
    weights = np.empty((len(CODES), len(names)))
    for at, code in enumerate(CODES):
        signs = np.array([1.0 if code in each.labels else -1.0 for each in seen])
        weights[at] = _fitted(told, signs) * scale
    return Learnt(names, columns, weights)


def _fitted(told: sp.csr_matrix, signs: Floats) -> Floats:
    """Return the weights that make the signs likeliest; the rarer counts half as much more."""
    importance = np.where(signs > 0, 1.5, 1.0)

    def cost(weights: Floats) -> tuple[float, Floats]:
        margin = signs * (told @ weights)
        loss = (importance * np.logaddexp(0, -margin)).sum() + SHRINK / 2 * weights @ weights
        pull = importance * signs / (1 + np.exp(np.clip(margin, -30, 30)))
        return float(loss), SHRINK * weights - told.T @ pull

    start = np.zeros(told.shape[1])
    best: Floats = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return best


def _table(seen: Sequence[Example], columns: Mapping[str, int]) -> sp.csr_matrix:
    rows, places = [], []
    for at, each in enumerate(seen):
        for name in sorted(each.features):
            if name in columns:
                rows.append(at)
                places.append(columns[name])
    ones = np.ones(len(rows))
    return sp.csr_matrix((ones, (rows, places)), shape=(len(seen), len(columns)))


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights by code and feature."""

    names: list[str]
    columns: dict[str, int]
    weights: Floats

    def likely(self, asked: Sequence[Example]) -> Floats:
        """Return how likely each code is for each example."""
        sums = _table(asked, self.columns) @ self.weights.T
        shares: Floats = 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
        return shares

    def write(self, file: Path) -> int:
        """Write what weighs enough, by feature; return how many lines."""
        lines = [
            (name, code, f"{weight:.2f}")
            for at, name in enumerate(self.names)
            for code, weight in zip(CODES, self.weights[:, at], strict=True)
            if abs(weight) >= LEAST
        ]
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows(sorted(lines))
        return len(lines)


@dataclass(frozen=True, slots=True)
class Score:
    """How well codes were told: F1 of each, their mean, and the share of right sentences marked."""

    by_code: dict[str, float]
    false_alarms: float

    @property
    def macro(self) -> float:
        """The mean of F1 over the codes."""
        return sum(self.by_code.values()) / len(self.by_code)


def score(wanted: Sequence[frozenset[str]], told: Sequence[frozenset[str]]) -> Score:
    """Compare what was told with what was wanted, sentence by sentence."""
    by_code = {}
    for code in CODES:
        right = sum(code in one and code in other for one, other in zip(wanted, told, strict=True))
        said = sum(code in each for each in told)
        there = sum(code in each for each in wanted)
        if there:
            by_code[code] = 2 * right / (said + there)
    correct = [other for one, other in zip(wanted, told, strict=True) if not one]
    return Score(by_code, sum(bool(each) for each in correct) / max(len(correct), 1))


def at(likely: Floats, threshold: float) -> list[frozenset[str]]:
    """Return the codes of each row that are likely enough."""
    return [
        frozenset(code for code, value in zip(CODES, row, strict=True) if value >= threshold)
        for row in likely
    ]


def held_apart(seen: Sequence[Example], group: Callable[[Example], str], folds: int) -> list[str]:
    """Return lines of a table: rules alone, words alone and both, on groups not seen."""
    groups = sorted({group(each) for each in seen})
    fold_of = {name: at % folds for at, name in enumerate(groups)}
    wanted: list[frozenset[str]] = []
    rules: list[frozenset[str]] = []
    found: dict[str, list[frozenset[str]]] = {}
    for fold in range(folds):
        learning = [each for each in seen if fold_of[group(each)] != fold]
        asked = [each for each in seen if fold_of[group(each)] == fold]
        wanted += [each.labels for each in asked]
        rules += [each.ruled for each in asked]
        words_only = learn(learning, lambda name: name.split(":")[0] in _WORDS).likely(asked)
        both = learn(learning).likely(asked)
        for name, likely in (("words alone", words_only), ("rules and words", both)):
            for threshold in THRESHOLDS:
                found.setdefault(f"{name}, from {threshold}", []).extend(at(likely, threshold))
    return [_line("rules alone", score(wanted, rules))] + [
        _line(name, score(wanted, told)) for name, told in found.items()
    ]


_WORDS: Final = frozenset({"word", "pair", "skip", "start", "beside", "always"})


def _line(name: str, found: Score) -> str:
    return f"| {name} | {found.macro:.3f} | {found.false_alarms:.1%} |"


def run(day: date, quick: bool) -> None:  # noqa: ARG001, FBT001 -- the words of the command line
    """Measure apart, learn from all, and write the weights unless `quick`."""
    seen = examples()
    print(f"{len(seen):,} sentences", file=sys.stderr)
    head = ["| | macro-F1 | right sentences marked |", "|---|---:|---:|"]
    for title, group, folds in (
        ("Authors, a few in turn", lambda each: each.author, PARTS),
        ("Kinds of wording, five parts", lambda each: f"{each.author} {each.kind}", 5),
    ):
        print("\n".join(["", f"{title}:", "", *head, *held_apart(seen, group, folds)]))
    if not quick:
        lines = learn(seen).write(WEIGHTS)
        print(f"\n{lines:,} weights written.")
