"""Which words a page must have: every kind, purpose and recipient twice, and the sections.

`kind_health` is the name of a kind, `kind_health_means` what it holds or what it leads to. A new
kind, purpose or recipient of consent is asked of every language from the day it exists.
"""

import re
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from clew.rules.consent.kinds import Kind, Purpose, RecipientKind

Names = AbstractSet[str]

KINDS: Final = tuple(kind.value for kind in Kind)
PURPOSES: Final = tuple(purpose.value for purpose in Purpose)
RECIPIENTS: Final = tuple(kind.value for kind in RecipientKind)
OPTIONS: Final = (
    "help_only",
    "no_name",
    "referral",
    "talk",
    "statement",
    "court",
    "impact",
    "claim_money",
    "lawyer",
)
"""Ways to go on with the law, each with what cannot be undone (`option_court_undo`)."""

SECTIONS: Final = (
    "page",
    "exit",
    "home",
    "rights",
    "next",
    "choice",
    "option",
    "consent",
    "kind",
    "purpose",
    "recipient",
    "seen",
    "shared",
    "takeback",
    "mine",
    "signin",
    "call",
    "words",
)
FAMILIES: Final = frozenset(
    f"{family}_{code}{end}"
    for family, codes, ends in (
        ("kind", KINDS, ("", "_means")),
        ("purpose", PURPOSES, ("", "_means")),
        ("recipient", RECIPIENTS, ("", "_means")),
        ("option", OPTIONS, ("", "_means", "_undo")),
    )
    for code in codes
    for end in ends
)
REQUIRED: Final = FAMILIES | {
    "exit_button",
    "exit_what",
    "exit_not_history",
    "choice_rather_not",
    "choice_another_day",
    "choice_counts",
    "seen_title",
    "shared_title",
    "shared_nothing",
    "takeback_button",
    "takeback_done",
    "signin_title",
    "call_title",
    "call_danger",
    "words_not_reviewed",
}
"""Without these no language is shown at all."""

_WHOLE: Final = frozenset({"kind", "purpose", "recipient"})
_VERSION: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.[1-9][0-9]*\Z")


def is_known(key: str) -> bool:
    """Say whether `key` belongs to a section. A family holds its codes and nothing else."""
    if key in REQUIRED:
        return True
    section, _, rest = key.partition("_")
    return section in SECTIONS and section not in _WHOLE and bool(rest)


def is_version(words: str) -> bool:
    """Say whether a version is a real day and a number: '2026-11-23.1'."""
    found = _VERSION.match(words)
    if found is None:
        return False
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return False
    return True
