"""Names of people and of organisations, as exact parts. Values: data/nicknames.yaml.

A person's name is a set of words: forms swap given and family name, drop accents, and write the
name a mother uses. Two people may share a name; a name part is a place to look, never a finding.
"""

import functools
import itertools
import re
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.linkage.folding import fold, one_script_in_each_word
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.linkage") / "data" / "nicknames.yaml"
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "pan", "pani", "herr", "frau"})
_MOST_WORDS = 6  # more is a sentence
_MOST_READINGS = 8
_SHORTEST = 2
# Written with and without dots and spaces: "Sp. z o.o." folds to "sp z o o".
_LEGAL_FORMS = re.compile(
    r"(?: (?:ltd|limited|plc|llp|llc|lp|inc|incorporated|corp|corporation|co|company|cic|cio|gmbh"
    r"|ag|kg|ug|bv|nv|sa|sas|sarl|srl|spa|sl|kft|zrt|bt|oy|ab|aps|ood|eood|doo|sia|uab|as"
    r"|sp z o o|spzoo|sp zoo|spolka z o o|s r o|sro|b v|n v|s a|s r l|d o o|sp j|sp k))+$"
)
_TRADING_AS = re.compile(r"\bt/a\b|\btrading as\b|\baka\b", re.IGNORECASE)
# Words that fill the field of a form without naming anybody.
_NOBODY = frozenset(
    {"agency", "anagency", "employer", "company", "firm", "factory", "farm", "warehouse"}
    | {"charity", "hostel", "shelter", "helpline", "service", "self", "selfemployed"}
    | {"unknown", "notknown", "none", "na", "nil", "cash", "unemployed"}
)


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name's other forms: short, fond, or spelt by ear."""

    also: tuple[str, ...]


@functools.cache
def _full_names() -> dict[str, frozenset[str]]:
    """Return for each form every full name it may stand for, itself too where it is one."""
    found: dict[str, set[str]] = {}
    for full, name in load_mapping(GivenName, _FILE).items():
        for form in (full, *name.also):
            found.setdefault(fold(form), set()).add(fold(full))
    return {form: frozenset(names) for form, names in found.items()}


def person_parts(text: str) -> tuple[str, ...]:
    """Return one part for each full name the words may stand for, whatever their order.

    'Łukasz Nowak', 'NOWAK Lukasz' and 'Łukaszek Nowak' share a part. A single word gives the weak
    `given:`. Digits, more than six words or two scripts in one word give ().
    """
    words = [word for word in fold(text).split() if word not in _TITLES and len(word) >= _SHORTEST]
    if not words or len(words) > _MOST_WORDS or any(char.isdecimal() for char in "".join(words)):
        return ()
    if not one_script_in_each_word(text):
        return ()
    start = "name" if len(words) > 1 else "given"
    choices = [sorted(_full_names().get(word, frozenset({word}))) for word in words]
    readings = itertools.islice(itertools.product(*choices), _MOST_READINGS)
    return tuple(dict.fromkeys(f"{start}:{' '.join(sorted(reading))}" for reading in readings))


def organisation_parts(text: str) -> tuple[str, ...]:
    """Return a part for an organisation, and one for the name it trades under.

    Legal forms and spaces are dropped: 'Bright Line Ltd.' and 'BRIGHTLINE' meet.
    """
    if not one_script_in_each_word(text):
        return ()
    parts = []
    for name in _TRADING_AS.split(text):
        words = fold(name.replace("&", " and ")).removeprefix("the ")
        plain = _LEGAL_FORMS.sub("", f" {words}").replace(" ", "")
        if len(plain) >= _SHORTEST and not plain.isdecimal() and plain not in _NOBODY:
            parts.append(f"org:{plain}")
    return tuple(dict.fromkeys(parts))
