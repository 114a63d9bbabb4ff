"""What a model counted and no record holds any more: it is forgotten with the last who held it."""

from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from clew.engines.linkage.features import LISTS, SINGLES, WORDS, root_of, sound_of
from clew.engines.linkage.rarity import DAY, ROOT, SOUND, days_of
from clew.engines.linkage.records import features_of
from clew.engines.linkage.tables import COLUMNS, ID

_BY: Final = " by "  # "root by tongue" is filed by roots as "root" is


def borne(counts: Mapping[str, Mapping[str, int]], table: pa.Table) -> dict[str, dict[str, int]]:
    """Return the counts of words, values and days that some record of a table holds.

    Nothing that is weighed between these records changes by it.
    """
    columns = {name: table[name].combine_chunks() for name in COLUMNS}
    features = features_of(table[ID].to_pylist(), columns)
    words = features.vocabularies[WORDS].texts
    held = {
        ROOT: set(map(root_of, words)),
        SOUND: set(map(sound_of, words)),
        DAY: set(map(str, days_of(features.birth).tolist())),
        **{kind: set(features.vocabularies[kind].texts) for kind in (*LISTS, *SINGLES)},
    }
    found = {}
    for kind, many in counts.items():
        there = held.get(kind.partition(_BY)[0])
        kept = (
            many.items() if there is None else [each for each in many.items() if each[0] in there]
        )
        found[kind] = dict(kept)
    return found
