"""Whom the checker stands beside: words alone, and always saying the same."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from bench.framing_marks import Checker, Item, Marks
from clew.rules.framing.checking import check

_BORDER: Final = (
    r"border|channel|boat|dingh|raft|lorr|crossing|crossed|smuggled across|mediterranean"
)
_EXPLOITED: Final = r"exploit|slave|servitude|forced|unpaid|wages|debt|passport"
_TRAFFICKING: Final = r"traffick|slave"
KEYWORDS: Final = {
    "TFS": (r"traffick", _BORDER),
    "SFT": (r"smuggl", _EXPLOITED),
    "INT": (r"traffick", r"smuggl"),
    "UNS": (_TRAFFICKING, r"human|victims|ring|gang"),
    "BRD": (r"traffick", r"across (?:the )?borders?|foreign|abroad|national"),
    "CON": (r"agreed|chose|paid|consent|could have left|knew", r"not |n't |no "),
    "VAO": (r"arrest|charged|deport|remov|jailed", _EXPLOITED),
    "ILL": (r"illegals?\b (?:im)?migrant|illegals\b|illegal aliens?|bogus",),
    "MIG": (r"migrant|smuggled|arriv", r"prosecut|jail|fine|detain|prison"),
    "ABU": (r"loophole|abus(?:e|ing) the|gam(?:e|ed|ing) the|fake|bogus claim",),
    "STA": (r"\d", r"traffick|slave|victims", r"arriv|cross|referr|small boat"),
    "SOL": (_TRAFFICKING, r"stop the boats|border|deport|removal|fence|patrol"),
    "CND": (
        r"victim|survivor",
        r"\bif\b|unless|in return|provided",
        r"police|court|testif|co-?operat",
    ),
    "DEH": (r"flood|swarm|invasion|cargo|tide|wave of|sex slave|slave girl|shipment",),
}
"""All of these in one sentence is the code: the checker that anybody writes in an afternoon."""
_PATTERNS: Final = {
    code: tuple(re.compile(each, re.IGNORECASE) for each in patterns)
    for code, patterns in KEYWORDS.items()
}


def ours(item: Item) -> Marks:
    """Return what Clew finds in the sentence, read with what follows it."""
    found = [each for each in check(item.whole, context=True) if each.end <= len(item.text)]
    return Marks(
        frozenset(each.code for each in found), tuple((each.start, each.end) for each in found)
    )


def keywords(item: Item) -> Marks:
    """Return what words alone find in the sentence."""
    found: set[str] = set()
    spans = []
    for code, patterns in _PATTERNS.items():
        first, *others = [pattern.search(item.text) for pattern in patterns]
        if first is not None and None not in others:
            found.add(code)
            spans.append(first.span())
    return Marks(frozenset(found), tuple(spans))


def always_the_commonest(items: Sequence[Item]) -> Checker:
    """Return what says of every sentence the code that people gave most often."""
    given = Counter(code for item in items for code in sorted(item.told.codes))
    said = frozenset(code for code, _ in given.most_common(1))
    return lambda item: Marks(said, ((0, len(item.text)),))


def never(_item: Item) -> Marks:
    """Return that nothing is wrong: the majority class where most sentences are correct."""
    return Marks(frozenset())
