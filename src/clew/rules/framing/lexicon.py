"""The lexicon: which wordings tell which fact, thought or guard. Values: data/lexicon/*.yaml.

A class gathers wordings that say one thing; `says` is how a reason names it. The phrases are
Clew's own, drawn from the definitions of the two Protocols and from what style guides and research
on the press describe; nobody outside has checked them.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.framing.phrases import Matcher
from clew.rules.framing.words import groups
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FOLDER = files("clew.rules.framing") / "data" / "lexicon"
FILES = (
    "terms.yaml",
    "facts.yaml",
    "journeys.yaml",
    "guards.yaml",
    "thoughts.yaml",
    "policies.yaml",
)


@dataclass(frozen=True, slots=True)
class Wordings:
    """One class: how a reason names it, its phrases, one a line, and what it was drawn from."""

    says: str
    phrases: str
    citations: tuple[Citation, ...] = ()


@functools.cache
def lexicon() -> dict[str, Wordings]:
    """Return every class of wordings, by its name."""
    found: dict[str, Wordings] = {}
    for name in FILES:
        found |= load_mapping(Wordings, _FOLDER / name)
    return found


@functools.cache
def matcher() -> Matcher:
    """Return what finds every phrase of the lexicon."""
    phrases = {name: each.phrases.strip().splitlines() for name, each in lexicon().items()}
    return Matcher(phrases, groups())


EXPLOITATION = (
    "made_to_work",
    "pay_taken",
    "debt_bondage",
    "papers_held",
    "kept_in",
    "threatened",
    "sold_or_used_for_sex",
    "servitude",
    "crime_for_others",
    "deceived",
    "conditions",
    "controlled",
    "held_as_slave",
)
JOURNEY = ("journey", "journey_price")
