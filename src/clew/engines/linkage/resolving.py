"""Resolves a table of records into entities, and writes what it found and what it learnt.

Start here. `resolve` reads → features → blocking → fitting → comparing → clusters → writing.
`adding.add` brings new records in later, `matching.match` asks about a single one.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from clew.engines.appearing import appearing
from clew.engines.linkage import decisions, index, runs, writing
from clew.engines.linkage.blocking import Pairs, keys_of, pairs_of
from clew.engines.linkage.clusters import LINKED_FROM, cluster
from clew.engines.linkage.comparing import compare
from clew.engines.linkage.fitting import fit
from clew.engines.linkage.grid import tallied
from clew.engines.linkage.pooling import Evidence, evidence
from clew.engines.linkage.rarity import counted, restored
from clew.engines.linkage.records import read_records
from clew.engines.linkage.thresholds import POSSIBLE_AT, merge_at
from clew.engines.linkage.truths import read_truth
from clew.engines.linkage.weighing import weigh
from clew.engines.linkage.wording import because
from clew.rules.sources.faults import Fault, WrongInput

Say = Callable[[str], None]


def resolve(
    table: Path, out: Path, say: Say, *, frozen: Path | None = None, truth: Path | None = None
) -> dict[str, object]:
    """Resolve a table and write the answer into a folder; return the report.

    `frozen` is the index of an earlier answer whose model is used instead of learning one; `truth`
    a table of whose record each is, which the report sets beside the probabilities and nothing
    learns from. Raises `WrongInput` where a table cannot be read at all, and where people decided
    about the answer that stands there: they may have spoken of other records of the same ids.
    """
    started = time.monotonic()
    _check_undecided(out / "index")
    say("reading")
    records = read_records(table)
    features = records.features
    known = read_truth(truth, features.record_ids) if truth else None
    say(f"looking for pairs among {len(features):,} records")
    keys = list(keys_of(features))
    pairs = pairs_of(iter(keys), len(features))
    model: index.Model | None = None
    if frozen is None:
        rarity = counted(features)
        weights = fit(features, rarity, say)
    else:
        model, counts = index.read_model(frozen)
        weights, rarity = model.weights, restored(model.records, counts, features)
    say(f"weighing {len(pairs):,} pairs")
    shown_from = model.possible_at if model else POSSIBLE_AT
    weighed = weigh(features, pairs, rarity, weights, shown_from=shown_from)
    odds, shown = weighed.odds, weighed.shown
    if model is None:
        model = index.Model(weights, merge_at(*tallied(odds)), shown_from, len(features))

    def told(more: Pairs) -> Evidence:
        return evidence(compare(features, more, rarity), weights)

    say("grouping")
    linked = odds >= LINKED_FROM
    groups = cluster(len(features), pairs[linked], odds[linked], told, sure_from=model.merge_at)
    say("writing")
    answer = writing.Answer(
        ids=features.record_ids,
        columns=records.columns,
        entities=[features.record_ids[group] for group in groups.tolist()],
        pairs=pairs[shown],
        odds=odds[shown],
        because=because(weighed.compared, weights),
        keys=keys,
        features=features,
        rarity=rarity,
        arrival=np.zeros(len(features), np.int32),
    )
    with appearing(out) as beside:
        writing.write(beside, answer, model, rarity.counts)
        decisions.write_log(beside / "index", [])
        runs.write_runs(beside / "index", [])
        seconds = time.monotonic() - started
        return writing.report(
            beside, answer, model, seconds=seconds, faults=records.faults, truth=known
        )


def _check_undecided(folder: Path) -> None:
    if decisions.read_log(folder):
        found = "an answer about which people have decided"
        wanted = f"another folder; --decide {decisions.LOG} of this one then takes them over"
        raise WrongInput([Fault("-o", "", found, wanted)])
