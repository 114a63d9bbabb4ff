"""Looks for pairs, weighs them and groups records, all on this machine."""

from pathlib import Path

from clew.engines.linkage.blocking import Pairs, keys_of, pairs_of
from clew.engines.linkage.clusters import LINKED_FROM, cluster
from clew.engines.linkage.comparing import compare
from clew.engines.linkage.grid import tallied
from clew.engines.linkage.pooling import Evidence, evidence
from clew.engines.linkage.records import Records
from clew.engines.linkage.searching import Found, Learnt, Say
from clew.engines.linkage.weighing import weigh
from clew.engines.linkage.wording import because


def search(records: Records, learnt: Learnt, say: Say, _beside: Path) -> Found:
    """Return what is found among records. Nothing is written in between."""
    features, rarity, weights = records.features, learnt.rarity, learnt.weights
    count = len(features)
    say(f"looking for pairs among {count:,} records")
    keys = list(keys_of(features))
    pairs = pairs_of(iter(keys), count)
    say(f"weighing {len(pairs):,} pairs")
    weighed = weigh(features, pairs, rarity, weights, shown_from=learnt.shown_from)
    odds, shown = weighed.odds, weighed.shown
    model = learnt.model(*tallied(odds), count)

    def told(more: Pairs) -> Evidence:
        return evidence(compare(features, more, rarity), weights)

    say("grouping")
    linked = odds >= LINKED_FROM
    return Found(
        model=model,
        keys=keys,
        pairs=pairs[shown],
        odds=odds[shown],
        because=because(weighed.compared, weights),
        groups=cluster(count, pairs[linked], odds[linked], told, sure_from=model.merge_at),
    )
