"""Every name token once, with all the ways it gets written; a person holds only its number.

`forms[token, form]` is what stands on paper, so a million names are written by looking up.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from bench.worlds.second import names_europe as near
from bench.worlds.second import names_far as far
from bench.worlds.second.arrays import Array
from bench.worlds.second.spelling import by_ear, lost_letters, without_marks

CULTURES: Final = (
    "English", "Polish", "Romanian", "Albanian", "Ukrainian",
    "Vietnamese", "Chinese", "Nigerian", "Arabic", "Habesha",
)  # fmt: skip
SHARES: Final = (0.45, 0.14, 0.10, 0.035, 0.05, 0.035, 0.05, 0.05, 0.06, 0.03)
CULTURE: Final = {name: number for number, name in enumerate(CULTURES)}


class Form(IntEnum):
    """A way a name gets written."""

    OWN = 0
    PLAIN = 1
    EAR = 2
    EAR_KNOWING = 3
    STANDARD_B = 4
    STANDARD_C = 5
    SHORT = 6
    SCRIPT = 7
    LOST = 8


@dataclass(frozen=True)
class Choice:
    """Tokens to draw from, the common ones first and more often."""

    tokens: Array
    weights: Array

    def draw(self, dice: np.random.Generator, many: int) -> Array:
        """Return as many tokens as asked for."""
        return self.tokens[np.searchsorted(self.weights, dice.random(many))]


@dataclass(frozen=True)
class Vocabulary:
    """All tokens: how each is written, and from which each culture draws."""

    forms: Array
    men: tuple[Choice, ...]
    women: tuple[Choice, ...]
    middle_men: tuple[Choice | None, ...]
    middle_women: tuple[Choice | None, ...]
    families: tuple[Choice | None, ...]
    female: Array
    """The form a woman has of each family name; most have only one."""


class _Writer:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.female: dict[int, int] = {}

    def token(self, entry: str, culture: str) -> int:
        rest, _, script = entry.replace("_", " ").partition("=")
        rest, _, short = rest.partition("~")
        own, _, others = rest.partition(":")
        standards = [*others.split(","), "", ""]
        plain = without_marks(own)
        second = standards[0] or plain
        row = [
            own, plain, by_ear(own, culture, knowing=False), by_ear(own, culture, knowing=True),
            second, standards[1] or second, short or plain, script or own, lost_letters(own),
        ]  # fmt: skip
        self.rows.append(row)
        return len(self.rows) - 1

    def choice(self, entries: list[str], culture: str, steep: float) -> Choice:
        tokens = [self.token(entry, culture) for entry in entries]
        return _choice(tokens, steep)

    def families(self, entries: list[str], culture: str, steep: float) -> Choice:
        tokens = []
        for entry in entries:
            man, _, woman = entry.partition("/")
            tokens.append(self.token(man, culture))
            if woman:
                # A clerk who knows only the husband's form writes that.
                self.female[tokens[-1]] = self.token(f"{woman}:{man}", culture)
        return _choice(tokens, steep)


def _choice(tokens: list[int], steep: float) -> Choice:
    weights = 1.0 / (np.arange(len(tokens)) + 4.0) ** steep
    return Choice(np.array(tokens, np.int32), np.minimum(np.cumsum(weights / weights.sum()), 1.0))


def _spread(known: list[str], roots: list[str], ends: list[str]) -> list[str]:
    """Put roots and endings together, so that neighbours in rank do not look alike."""
    made = list(known)
    for shift in range(len(ends)):
        for number, root in enumerate(roots):
            made.append(_joined(root, ends[(number + shift) % len(ends)]))
    return list(dict.fromkeys(made))


def _joined(root: str, end: str) -> str:
    """Join one root and one ending in each of their standards, scripts and forms by sex."""
    stem, _, stem_script = root.partition("=")
    rest, _, end_script = end.partition("=")
    own, _, other = rest.partition(":")
    if "/" in own:
        man, woman = own.split("/")
        return f"{stem}{man}/{stem}{woman}"
    if own[:1] in "aeiou" and stem[-1:] in "aeiou":
        stem = stem[:-1]
    whole = stem + own + (f":{stem}{other}" if other else "")
    return whole + (f"={stem_script}{end_script}" if stem_script else "")


def _chinese_given() -> list[str]:
    made = []
    for shift in range(len(far.CHINESE_SECOND)):
        for number, first in enumerate(far.CHINESE_FIRST):
            one, _, one_script = first.partition("=")
            second = far.CHINESE_SECOND[(number + shift) % len(far.CHINESE_SECOND)]
            two, _, two_script = second.partition("=")
            made.append(f"{one}{two}:{one}_{two.capitalize()},{one}-{two}={one_script}{two_script}")
    return made


def build() -> Vocabulary:
    """Return the vocabulary; it is the same for every seed."""
    w = _Writer()
    steep, flat = 0.8, 0.55
    nigerian = _spread([], far.NIGERIAN_HEADS, far.NIGERIAN_TAILS)
    chinese = _chinese_given()
    families: dict[str, Choice | None] = {
        "English": w.families(
            _spread(near.ENGLISH_FAMILIES, near.ENGLISH_ROOTS, near.ENGLISH_ENDS), "English", flat
        ),
        "Polish": w.families(_spread([], near.POLISH_ROOTS, near.POLISH_ENDS), "Polish", flat),
        "Romanian": w.families(
            _spread([], near.ROMANIAN_ROOTS, near.ROMANIAN_ENDS), "Romanian", steep
        ),
        "Albanian": w.families(
            _spread([], near.ALBANIAN_ROOTS, near.ALBANIAN_ENDS), "Albanian", flat
        ),
        "Ukrainian": w.families(
            _spread([], far.UKRAINIAN_ROOTS, far.UKRAINIAN_ENDS), "Ukrainian", flat
        ),
        "Vietnamese": w.families(far.VIETNAMESE_FAMILIES, "Vietnamese", 1.7),
        "Chinese": w.families(far.CHINESE_FAMILIES, "Chinese", 0.9),
        "Nigerian": w.families(nigerian, "Nigerian", flat),
        "Arabic": w.families([*far.ARABIC_CLANS, *far.ARABIC_MEN], "Arabic", flat),
        "Habesha": None,
    }
    given = {
        "English": (near.ENGLISH_MEN, near.ENGLISH_WOMEN),
        "Polish": (near.POLISH_MEN, near.POLISH_WOMEN),
        "Romanian": (near.ROMANIAN_MEN, near.ROMANIAN_WOMEN),
        "Albanian": (near.ALBANIAN_MEN, near.ALBANIAN_WOMEN),
        "Ukrainian": (far.UKRAINIAN_MEN, far.UKRAINIAN_WOMEN),
        "Vietnamese": (far.VIETNAMESE_MEN, far.VIETNAMESE_WOMEN),
        "Chinese": (chinese[::2], chinese[1::2]),
        "Nigerian": (far.NIGERIAN_MEN, far.NIGERIAN_WOMEN),
        "Arabic": (far.ARABIC_MEN, far.ARABIC_WOMEN),
        "Habesha": (far.HABESHA_MEN, far.HABESHA_WOMEN),
    }
    men = {culture: w.choice(names[0], culture, steep) for culture, names in given.items()}
    women = {culture: w.choice(names[1], culture, steep) for culture, names in given.items()}
    middles_m: dict[str, Choice] = {
        "English": men["English"],
        "Vietnamese": w.choice(far.VIETNAMESE_MIDDLES_M, "Vietnamese", steep),
        "Arabic": men["Arabic"],
        "Habesha": men["Habesha"],
    }
    middles_f = {
        "English": women["English"],
        "Vietnamese": w.choice(far.VIETNAMESE_MIDDLES_F, "Vietnamese", steep),
        "Arabic": men["Arabic"],  # a father's name
        "Habesha": men["Habesha"],
    }
    families["Habesha"] = men["Habesha"]  # a grandfather's name
    female = np.arange(len(w.rows), dtype=np.int32)
    for man, woman in w.female.items():
        female[man] = woman
    return Vocabulary(
        forms=np.array(w.rows, dtype=object),
        men=tuple(men[c] for c in CULTURES),
        women=tuple(women[c] for c in CULTURES),
        middle_men=tuple(middles_m.get(c) for c in CULTURES),
        middle_women=tuple(middles_f.get(c) for c in CULTURES),
        families=tuple(families[c] for c in CULTURES),
        female=female,
    )
