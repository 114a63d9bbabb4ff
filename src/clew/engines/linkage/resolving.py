"""Resolves a table of records into entities, and writes what it found and what it learnt.

Start here. `resolve` reads → features → fitting, an engine (`searching`) → blocking → comparing →
clusters, then → writing. `adding.add` brings new records in later, `matching.match` asks about a
single one.
"""

import time
from pathlib import Path

import numpy as np

from clew.engines.appearing import appearing
from clew.engines.linkage import decisions, here, index, runs, writing
from clew.engines.linkage.fitting import fit
from clew.engines.linkage.rarity import counted, restored
from clew.engines.linkage.records import read_records
from clew.engines.linkage.searching import Engine, Learnt, Say
from clew.engines.linkage.truths import read_truth
from clew.rules.sources.faults import Fault, WrongInput


def resolve(
    table: Path,
    out: Path,
    say: Say,
    *,
    frozen: Path | None = None,
    truth: Path | None = None,
    engine: Engine = here.search,
) -> dict[str, object]:
    """Resolve a table and write the answer into a folder; return the report.

    `frozen` is the index of an earlier answer whose model is used instead of learning one; `truth`
    a table of whose record each is, which the report sets beside the probabilities and nothing
    learns from. Raises `WrongInput` where a table cannot be read at all, where the engine gives up,
    and where people decided about the answer that stands there: they may have spoken of other
    records of the same ids.
    """
    started = time.monotonic()
    _check_undecided(out / "index")
    say("reading")
    records = read_records(table)
    features = records.features
    known = read_truth(truth, features.record_ids) if truth else None
    if frozen is None:
        rarity = counted(features)
        learnt = Learnt(fit(features, rarity, say), rarity, None)
    else:
        model, counts = index.read_model(frozen)
        learnt = Learnt(model.weights, restored(model.records, counts, features), model)
    found = engine(records, learnt, say, out.parent)
    say("writing")
    answer = writing.Answer(
        ids=features.record_ids,
        columns=records.columns,
        entities=[features.record_ids[group] for group in found.groups.tolist()],
        pairs=found.pairs,
        odds=found.odds,
        because=found.because,
        keys=found.keys,
        features=features,
        rarity=learnt.rarity,
        arrival=np.zeros(len(features), np.int32),
    )
    with appearing(out) as beside:
        writing.write(beside, answer, found.model, learnt.rarity.counts)
        decisions.write_log(beside / "index", [])
        runs.write_runs(beside / "index", [])
        seconds = time.monotonic() - started
        return writing.report(
            beside, answer, found.model, seconds=seconds, faults=records.faults, truth=known
        )


def _check_undecided(folder: Path) -> None:
    if decisions.read_log(folder):
        found = "an answer about which people have decided"
        wanted = f"another folder; --decide {decisions.LOG} of this one then takes them over"
        raise WrongInput([Fault("-o", "", found, wanted)])
