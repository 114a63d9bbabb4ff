"""What a text takes trafficking to be: a border in it, and an agreement that undoes it."""

from collections.abc import Iterator

from clew.rules.framing.checks.marking import Mark
from clew.rules.framing.lexicon import EXPLOITATION
from clew.rules.framing.passage import Passage


def border_assumed(passage: Passage) -> Iterator[Mark]:
    """Mark a border, movement or foreignness taken to be part of trafficking (BRD)."""
    if passage.has("border_not_needed") or not passage.near("trafficking_defined"):
        return
    names = ["border_needed"]
    if passage.has("not_a_victim"):
        names.append("belongs_here")
    for each in passage.here(*names):
        yield Mark("BRD", each.first, each.last)
        return


def agreement_as_reason(passage: Passage) -> Iterator[Mark]:
    """Mark agreement, payment or an open door given as why somebody is no victim (CON)."""
    if passage.has("trick") or not passage.has("agreed"):
        return
    if not passage.has("not_a_victim", "decided_by_agreement", "only_a_worker"):
        return
    if not (
        passage.has("only_a_worker") or passage.near("trafficking_defined") or passage.exploitation
    ):
        return
    first = passage.here("agreed")[0]
    yield Mark("CON", first.first, first.last, EXPLOITATION)
