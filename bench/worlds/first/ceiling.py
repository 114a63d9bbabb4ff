"""What could be found at best: the score of somebody who knows every field that was damaged.

Two records of one person are *possible* as a pair when they share one of these, each of them
surviving on both sides (whole, or whole with a fault that can be seen through):

1. a thing that only this person ever had;
2. a thing that at most eight people ever had, and the given name;
3. given name, family name and the full date of birth, and nobody else in the world has the three;
4. given name, family name, the year of birth and the town where the person is written to live,
   and nobody else in the world has those.

What is reduced (last four digits, half a plate, a street without its number, a year from a stated
age) or lost survives for no rule but the year for the fourth.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from bench.worlds.first import reach
from bench.worlds.first.damage import State
from bench.worlds.first.facts import Columns
from bench.worlds.first.people import People
from bench.worlds.first.places import city_of
from bench.worlds.first.pools import Ints
from bench.worlds.first.records import Records, Said
from bench.worlds.first.rings import Ring
from bench.worlds.first.things import ABROAD, OF_ONE, OF_RINGS, Kind
from bench.worlds.first.writing import Written, keys

_FEW: Final = 8
_SHARED: Final = (Kind.AGENCY, Kind.EMPLOYER, Kind.PERSON, Kind.TRAVEL)
_NAME_DATE, _NAME_YEAR_TOWN = 101, 102


@dataclass(slots=True)
class Ceiling:
    """Gathers block by block what survived, and says at the end what could be found."""

    people: int
    persons: list[Ints] = field(default_factory=list)  # of each record
    tokens: list[tuple[Ints, Ints]] = field(default_factory=list)  # record, token
    dated: list[tuple[Ints, Ints]] = field(default_factory=list)  # record, key of name and date
    aged: list[tuple[Ints, Ints]] = field(default_factory=list)  # record, key of name, year, town
    all_dated: list[Ints] = field(default_factory=list)
    all_aged: list[Ints] = field(default_factory=list)
    links: list[Columns] = field(default_factory=list)

    def add(
        self,
        people: People,
        records: Records,
        names: Written,
        facts: Columns,
        said: Said,
        state: Ints,
        first: int,
    ) -> None:
        """Take in one block whose first record has the number `first`."""
        self.persons.append(records.person + people.first)
        given = np.array(names.given_state) >= State.ALTERED
        both = given & (np.array(names.family_state) >= State.ALTERED)
        born = np.array(names.birth_state)
        kind, thing = facts["kind"][said.fact], facts["thing"][said.fact]
        whole = state >= State.ALTERED
        holders = _holders(facts)[said.fact]
        telling = whole & ~np.isin(kind, _SHARED) & (thing % ABROAD >= OF_RINGS)
        token = thing * 16 + kind
        alone = telling & (holders == 1)
        few = telling & (holders > 1) & (holders <= _FEW) & given[said.record]
        kept = alone | few
        self.tokens.append((said.record[kept] + first, token[kept]))
        by_date, by_year = keys(people)
        self.all_dated.append(by_date)
        rows = np.flatnonzero(both & (born >= State.ALTERED))
        self.dated.append((rows + first, by_date[records.person[rows]]))
        town = _towns(records, said, kind, thing, whole)
        rows = np.flatnonzero(both & (born >= State.REDUCED) & (town >= 0))
        self.aged.append((rows + first, by_year[records.person[rows]] * 32 + town[rows]))
        self.all_aged.append(by_year)
        ring = whole & (thing % ABROAD < OF_ONE)
        ring |= whole & (records.person[said.record] + people.first >= self.people)
        self.links.append(
            {
                "record": said.record[ring] + first,
                "person": records.person[said.record[ring]] + people.first,
                "token": token[ring],
                "ring": records.ring[said.record[ring]],
            }
        )

    def compute(
        self, rng: np.random.Generator, rings: list[Ring], people: int
    ) -> dict[str, object]:
        """Return what stands in `ceiling.json`."""
        person = np.concatenate(self.persons)
        record, token = _joined(self.tokens)
        dated = _only_one(self.dated, self.all_dated, _NAME_DATE)
        aged = _only_one(self.aged, self.all_aged, _NAME_YEAR_TOWN, 32)
        record = np.concatenate([record, dated[0], aged[0]])
        token = np.concatenate([token, dated[1], aged[1]])
        direct, groups = pairs(person, record, token)
        true = _count(np.unique(person, return_counts=True)[1])
        closed = _count(np.unique(groups, return_counts=True)[1])
        recall = closed / true if true else 1.0
        found: dict[str, object] = {
            "records": int(person.size),
            "true_pairs": true,
            "pair_recall_direct": round(direct / true if true else 1.0, 4),
            "pair_recall_ceiling": round(recall, 4),
            "cluster_f1_ceiling": round(2 * recall / (1 + recall), 4),
            "bcubed_f1_ceiling": round(_b_cubed(person, groups), 4),
            "how": HOW,
        }
        return found | reach.ceilings(rng, rings, people, self.links)


def _holders(facts: Columns) -> Ints:
    """Return for each fact how many people of its block ever had its thing."""
    token = facts["thing"] * 16 + facts["kind"]
    pairs = np.unique(np.stack([token, facts["person"]]), axis=1)
    things, counts = np.unique(pairs[0], return_counts=True)
    return counts[np.searchsorted(things, token)]


def _towns(
    records: Records, said: Said, kind: Ints, thing: Ints, whole: npt.NDArray[np.bool_]
) -> Ints:
    """Return the town of an address that survived in a record, -1 for none."""
    town = np.full(len(records), -1)
    rows = np.flatnonzero((kind == Kind.ADDRESS) & whole)
    town[said.record[rows]] = [city_of(int(number)) for number in thing[rows]]
    return town


def _joined(parts: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _only_one(
    parts: list[tuple[Ints, Ints]], everybody: list[Ints], rule: int, per: int = 1
) -> tuple[Ints, Ints]:
    """Keep what points to one person of the world, and mark it with its rule."""
    record, key = _joined(parts)
    keys_, counts = np.unique(np.concatenate(everybody), return_counts=True)
    alone = counts[np.searchsorted(keys_, key // per)] == 1
    return record[alone], -(key[alone] * 128 + rule)


def pairs(person: Ints, record: Ints, token: Ints) -> tuple[int, Ints]:
    """Return how many pairs share a token, and the group of each record when pairs are followed."""
    _names, column = np.unique(np.stack([person[record], token]), axis=1, return_inverse=True)
    column = column.ravel()
    size = (person.size, int(column.max(initial=0)) + 1)
    stated = sparse.csr_array((np.ones(record.size, np.int8), (record, column)), shape=size)
    stated.data[:] = 1
    shared = sparse.triu(stated.astype(np.int32) @ stated.T.astype(np.int32), k=1)
    _count_of, groups = csgraph.connected_components(shared, directed=False)
    return int(shared.nnz), groups.astype(np.int64)


def _count(sizes: Ints) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _b_cubed(person: Ints, groups: Ints) -> float:
    """Return B-cubed F1: groups are pure, so that only recall is below one."""
    _people, of_person, counts = np.unique(person, return_inverse=True, return_counts=True)
    _groups, of_group, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    recall = float(np.mean(sizes[of_group] / counts[of_person]))
    return 2 * recall / (1 + recall)


HOW: Final = {
    "pair_recall_direct": "share of the pairs of records of one person that survive by themselves:"
    " both sides hold, whole or with a fault that can be seen through, a thing only this person"
    " had; or a thing at most eight had and the given name; or both names and the full date of"
    " birth, or both names, the year and the town, where nobody else of the world has the same",
    "pair_recall_ceiling": "the same when pairs are followed from record to record",
    "cluster_f1_ceiling": "F1 over pairs of those clusters, whose precision is 1",
    "bcubed_f1_ceiling": "B-cubed F1 of the same clusters",
    "leads_recall_ceiling": "share of a ring's other visible victims (those with a record beside"
    " their own disclosure) in one component with k disclosed ones, over records of the ring's"
    " people, disclosures of others left out, joined by persons and by things that survived and"
    " of whose holders at least half are of the ring; mean over 200 draws of k",
    "leads_recall_one_step": "the same without chains: the thing is shared with one of the k",
}
