"""Takes records out of an answer, and takes runs back: what is left is as if they never had been.

Rows, keys, pairs, what was decided about a record and the reasons go with it. A key that was too
common through it brings the others together again.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from clew.engines.linkage.blocking import CAPS, Keys, Pairs
from clew.engines.linkage.changing import GONE, Opened, Rows, moved, open_answer, write_answer
from clew.engines.linkage.deciding import put_in
from clew.engines.linkage.decisions import UNDO, Decision, holding, with_new, without
from clew.engines.linkage.decisiontables import named_person
from clew.engines.linkage.forgetting import borne
from clew.engines.linkage.runs import ADD, REMOVE, TAKE_BACK, Run, following, to_take_back
from clew.engines.linkage.searching import Say
from clew.rules.sources.faults import Fault, WrongInput

_LARGEST: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Maker:
    """Who concluded it, on which day, and why. The reason names nobody."""

    by: str
    on: date
    because: str

    def check(self) -> None:
        """Raise `WrongInput` where nobody is named, or no reason is given."""
        faults = [Fault("--by", "", *wrong) for wrong in named_person(self.by, self.because)]
        if faults:
            raise WrongInput(faults)


def remove(ids: Path, out: Path, say: Say, maker: Maker) -> dict[str, object]:
    """Take the records of a list of ids out of an answer, for good; return the report.

    What the model counted that no other record holds is forgotten too. Raises `WrongInput` where an
    id is not there, and where another run has changed the answer meanwhile: nothing is written.
    """
    maker.check()
    answer = open_answer(out)
    say("reading")
    gone = _ids(ids, set(answer.ids))
    run = Run(following(answer.runs), REMOVE, len(gone), None, *_told(maker))
    fell = _take_out(answer, gone, say)
    answer.counts = borne(answer.counts, answer.table)
    answer.runs.append(run)
    say("writing")
    return write_answer(answer, faults=_fallen(fell))


def take_back(wanted: str, out: Path, say: Say, maker: Maker) -> dict[str, object]:
    """Take back a run, by its number or `last`: the answer is as it was without it.

    Records that it added go; decisions that it took in are undone, and those it undid hold again.
    Raises `WrongInput` where it cannot be taken back, and where another run has changed the answer
    meanwhile: nothing is written.
    """
    maker.check()
    answer = open_answer(out)
    found = to_take_back(answer.runs, wanted)
    run = following(answer.runs)
    fell = 0
    if found.what == ADD:
        came = np.flatnonzero(answer.arrival == found.run)
        ids = answer.ids
        fell = _take_out(answer, {ids[at] for at in came.tolist()}, say)
    else:
        put_in(answer, _reversed(answer, found.run, run, maker), say)
    answer.runs.append(Run(run, TAKE_BACK, found.many, found.run, *_told(maker)))
    say("writing")
    return write_answer(answer, faults=_fallen(fell))


def _told(maker: Maker) -> tuple[str, str, str]:
    return maker.by, maker.on.isoformat(), maker.because


def _fallen(fell: int) -> list[str]:
    found = f"{fell} decision{'s' * (fell != 1)} about records that are gone"
    wanted = "none; they hold no more, and their reasons are gone too"
    return [Fault("decisions.jsonl", "", found, wanted).sentence] if fell else []


def _ids(file: Path, known: Collection[str]) -> set[str]:
    """Read ids, one a line."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(_LARGEST + 1)
        lines = raw.decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        fault = Fault(file.name, "", "a file that cannot be read", "UTF-8, one record id a line")
        raise WrongInput([fault]) from None
    ids = [(at, line.strip()) for at, line in enumerate(lines, start=1) if line.strip()]
    strange = [at for at, each in ids if each not in known]
    if len(raw) > _LARGEST or not ids:
        found = "more than 16 megabytes" if ids else "no ids"
        raise WrongInput([Fault(file.name, "", found, "one record id a line")])
    if strange:
        many = f"{len(strange):,} id{'s' * (len(strange) > 1)} not in the answer"
        found = f"{many}, first in line {strange[0]:,}"
        raise WrongInput([Fault(file.name, "", found, "ids of its records; nothing was removed")])
    return {each for _, each in ids}


def _take_out(answer: Opened, gone: Collection[str], say: Say) -> int:
    """Take records out, and group anew what they touched; return how many decisions fell."""
    say(f"taking out {len(gone):,} records")
    out = np.array([each in gone for each in answer.ids], bool)
    if not out.any():
        return 0
    touched = answer.around(np.flatnonzero(out).tolist())
    place = np.where(out, GONE, np.cumsum(~out) - 1)
    alive = _revived(answer.keys, np.flatnonzero(out))
    answer.table = answer.table.filter(pa.array(~out)).combine_chunks()
    answer.entities = [
        each for each, no in zip(answer.entities, out.tolist(), strict=True) if not no
    ]
    answer.arrival = answer.arrival[~out]
    answer.keys = moved(answer.keys, place)
    pairs = place[answer.links.pairs]
    stays = (pairs != GONE).all(axis=1)
    answer.links = answer.links.kept(stays)
    answer.links.pairs = pairs[stays]
    fresh = _not_among(place[alive], answer.links.pairs)
    say(f"weighing {len(fresh):,} pairs")
    found = answer.shown(fresh)
    answer.links = answer.links.beside(found)
    answer.log, fell = without(answer.log, gone)
    answer.hold()
    left = place[touched]
    answer.regroup(np.union1d(left[left != GONE], found.pairs.ravel()).tolist())
    return fell


def _revived(keys: list[Keys], gone: Rows) -> Pairs:
    """Return the pairs of records that stay whose key was too common through those that go."""
    made = [np.zeros((0, 2), np.int64)]
    for part in keys:
        touched = np.unique(part.keys[np.isin(part.records, gone)])
        rows = np.flatnonzero(np.isin(part.keys, touched))
        order = rows[np.lexsort((part.records[rows], part.keys[rows]))]
        ranked = part.keys[order]
        cuts = np.flatnonzero(ranked[1:] != ranked[:-1]) + 1
        for block in np.split(order, cuts):
            members = np.unique(part.records[block].astype(np.int64))
            stay = members[~np.isin(members, gone)]
            if len(stay) <= CAPS[part.kind] < len(members):
                left, right = np.triu_indices(len(stay), 1)
                made.append(np.stack((stay[left], stay[right]), axis=1))
    return np.unique(np.concatenate(made), axis=0)


def _not_among(pairs: Pairs, links: Pairs) -> Pairs:
    if not len(pairs) or not len(links):
        return pairs
    many = int(max(pairs.max(), links.max())) + 1
    codes, there = (each[:, 0] * many + each[:, 1] for each in (pairs, links))
    return pairs[~np.isin(codes, there)]


def _reversed(answer: Opened, of: int, run: int, maker: Maker) -> list[Decision]:
    """Return what undoes the decisions of a run, and restores those that it undid.

    Raises `WrongInput` where later runs have decided on the same pairs.
    """
    before = holding([each for each in answer.log if each.run < of])
    made = []
    for at, each in enumerate(answer.log, start=1):
        if each.run != of or not each.pair:
            continue
        stood = before.get(each.pair)
        if each.decision == UNDO and stood is not None:
            made.append((f"decision {at}", replace(stood.decision, run=run)))
        elif each.decision != UNDO:
            by, on, because = _told(maker)
            undo = replace(each, decision=UNDO, by=by, on=on, because=because, run=run)
            made.append((f"decision {at}", undo))
    with_new(answer.log, made, name="decisions.jsonl")
    return [decision for _, decision in made]
