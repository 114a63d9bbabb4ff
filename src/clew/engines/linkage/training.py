"""Learns what each level of agreement weighs, from the records alone, by Splink's EM.

Three samples of pairs are taken: the same name, the same date of birth, and something that people
who live or work together share. In each, EM tells people met twice from others, by what the sample
does not fix. The third also tells what namesakes' neighbours look like: people who share a door
and are two.
"""

import logging
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator

from clew.engines.linkage.comparing import Levels
from clew.engines.linkage.database import locked_down
from clew.engines.linkage.levels import COMPARISONS, MISSING, Kind

MOST_PAIRS: Final = 150_000
_LEAST: Final = 1e-6
_PAIR: Final = "pair"
# What EM starts from: agreement is usual in one person, and slips are not rare.
_STARTS: Final = 0.1
_TURNS: Final = (25, 12, 6, 3)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one sample taught: how many of its pairs are one person, and levels by comparison."""

    share: float
    m: dict[str, npt.NDArray[np.float64]]
    u: dict[str, npt.NDArray[np.float64]]


def learn(
    levels: Levels, u: dict[str, npt.NDArray[np.float64]], *, leave_out: frozenset[str]
) -> Learnt:
    """Run EM over sampled pairs, by every comparison but those that the sample fixes."""
    used = telling(levels, leave_out)
    for turns in _TURNS[:-1]:
        try:
            return _learnt(levels, used, u, turns)
        except ValueError:
            # A level that one person never shows loses a part of its probability at each turn, and
            # Splink refuses a number too small to be held. Fewer turns leave it small enough.
            continue
    return _learnt(levels, used, u, _TURNS[-1])


def _learnt(
    levels: Levels,
    used: list[tuple[int, Kind]],
    u: dict[str, npt.NDArray[np.float64]],
    turns: int,
) -> Learnt:
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        probability_two_random_records_match=_STARTS,
        comparisons=[_comparison(kind.name, len(kind.words), u[kind.name]) for _, kind in used],
        retain_matching_columns=False,
        max_iterations=turns,
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI(locked_down())
    linker = Linker(database.register(_rows(levels, used)), settings, log_level=logging.ERROR)
    linker.training.estimate_parameters_using_expectation_maximisation(
        f"l.{_PAIR} = r.{_PAIR}",
        fix_u_probabilities=True,
        estimate_without_term_frequencies=True,  # there are none: patterns are counted once
        max_pairs=len(levels) + 1,
        populate_probability_two_random_records_match_from_trained_values=True,
    )
    return _read(linker, used)


def telling(levels: Levels, leave_out: frozenset[str]) -> list[tuple[int, Kind]]:
    """Return the comparisons that can teach something about these pairs."""
    return [
        (at, kind)
        for at, kind in enumerate(COMPARISONS)
        if kind.name not in leave_out and _tells(levels[:, at])
    ]


def _tells(levels: npt.NDArray[np.int8]) -> bool:
    """A comparison that is nearly always missing, or always the same, teaches nothing."""
    there = levels[levels > MISSING]
    return len(there) > 0 and int(there.min()) != int(there.max())


def _rows(levels: Levels, used: list[tuple[int, Kind]]) -> pa.Table:
    """Return two rows for each pair: Splink compares records, and these carry the levels."""
    many = len(levels)
    pairs = np.arange(many, dtype=np.int32)
    columns = {
        "row": np.arange(2 * many, dtype=np.int32),
        _PAIR: np.concatenate((pairs, pairs)),
        **{kind.name: np.concatenate((levels[:, at],) * 2) for at, kind in used},
    }
    return pa.table(columns)


def _comparison(name: str, many: int, u: npt.NDArray[np.float64]) -> dict[str, Any]:
    start = np.full(many, (1 - 0.7) / (many - 1))
    start[-1] = 0.7
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f'"{name}_l" = {MISSING}',
            "label_for_charts": "missing",
            "is_null_level": True,
        }
    ]
    levels += [
        {
            "sql_condition": f'"{name}_l" = {level}' if level else "ELSE",
            "label_for_charts": str(level),
            "m_probability": float(start[level]),
            "u_probability": float(u[level]),
        }
        for level in range(many - 1, -1, -1)
    ]
    return {"output_column_name": name, "comparison_levels": levels}


def _read(linker: Linker, used: list[tuple[int, Kind]]) -> Learnt:
    saved = linker.misc.save_model_to_json()
    m: dict[str, npt.NDArray[np.float64]] = {}
    u: dict[str, npt.NDArray[np.float64]] = {}
    for comparison, (_, kind) in zip(saved["comparisons"], used, strict=True):
        for found, key in ((m, "m_probability"), (u, "u_probability")):
            values = np.full(len(kind.words), _LEAST)
            for level in comparison["comparison_levels"]:
                if not level.get("is_null_level"):
                    values[int(level["label_for_charts"])] = max(level.get(key) or _LEAST, _LEAST)
            found[kind.name] = values / values.sum()
    return Learnt(float(saved["probability_two_random_records_match"]), m, u)
