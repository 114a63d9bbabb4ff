"""From what somebody wrote to the identifiers under which people meet, and how weak each is.

`clew.rules.linkage.normalise` gives the exact parts. Here each part gets its form (`last4`, `tel`),
a part that is only a coarser writing of one other part becomes that part, and values known in
fragments (half a plate, a nickname spelt by ear) get parts that meet weakly.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from clew.rules.linkage.folding import digits_in, fold, joined
from clew.rules.linkage.normalise import KINDS, is_weak, parts_of

COLUMNS: Final = {
    "phones": "phone",
    "emails": "email",
    "addresses": "address",
    "documents": "document",
    "accounts": "account",
    "employers": "employer",
    "vehicles": "vehicle",
    "place_of_recruitment": "place_of_recruitment",
}
"""The columns of records that hold identifiers, each with its kind."""

_MOST_PARTS: Final = 4
_FEWEST_OF_PLATE: Final = 3
_END_OF_PHONE: Final = 6
_MASK: Final = re.compile(r"[?*_.…xX]+")
_COARSER: Final = {"town": ("house", "home"), "number": ("gb", "iban"), "iban": ("gb",)}
# Letters that are heard alike in the languages of the names; doubled letters count once.
_BY_EAR: Final = (
    ("sz", "s"), ("sh", "s"), ("cz", "c"), ("ch", "c"), ("rz", "z"), ("ck", "k"), ("ph", "f"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("q", "k"), ("x", "ks"), ("c", "k"), ("z", "s"),
)  # fmt: skip
_VOWELS: Final = re.compile(r"(?<!^)[aeiou]+")
_DOUBLED: Final = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Part:
    """One identifier: its kind, its form, and the rest that must be equal."""

    kind: str
    form: str
    rest: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one value means: the parts to meet under, and the one that stands for all of them."""

    parts: tuple[Part, ...]

    @property
    def main(self) -> Part:
        """The strongest part. What a person shares through several parts of a value counts once."""
        return self.parts[0]


def meanings(values: Sequence[tuple[str, str]], *, region: str) -> list[Meaning | None]:
    """Return what each (kind, value) means; None for one that names nothing, or an unknown kind."""
    found = [_parts(kind, value, region) for kind, value in values]
    finer = _only_finer(found)
    return [_meaning(parts, finer) if parts else None for parts in found]


def _meaning(parts: list[Part], finer: dict[Part, Part]) -> Meaning:
    settled = []
    for part in parts:
        while part in finer:
            part = finer[part]  # noqa: PLW2901 -- town to house, iban to gb: follow to the end
        settled.append(part)
    return Meaning(tuple(dict.fromkeys(settled)))


def _only_finer(found: Iterable[list[Part]]) -> dict[Part, Part]:
    """Return for each coarser part the one finer part it always comes with, where it is one."""
    beside: dict[Part, set[Part]] = {}
    for parts in found:
        forms = {part.form: part for part in parts}
        for part in parts:
            for form in _COARSER.get(part.form, ()):
                if form in forms:
                    beside.setdefault(part, set()).add(forms[form])
                    break
    return {part: next(iter(finer)) for part, finer in beside.items() if len(finer) == 1}


def _parts(kind: str, value: str, region: str) -> list[Part]:
    if kind not in KINDS:
        return []
    parts = []
    for text in parts_of(kind, value, region=region)[:_MOST_PARTS]:
        form, _, rest = text.partition(":")
        parts.append(Part(kind, form, rest, is_weak(text)))
    return [*parts, *_fragments(kind, value, parts)]


def _fragments(kind: str, value: str, parts: list[Part]) -> list[Part]:
    """Return the weak parts of a fragment, and those of a whole value that a fragment can meet."""
    if kind == "vehicle":
        whole = parts[0].rest if parts else ""
        return [Part(kind, form, rest, weak=True) for form, rest in _plate_ends(value, whole)]
    if kind == "phone":
        digits = parts[0].rest if parts else digits_in(value)
        if len(digits) >= _END_OF_PHONE:
            return [Part(kind, "end", digits[-_END_OF_PHONE:], weak=True)]
    if kind == "person" and parts:
        heard = " ".join(sorted(filter(None, map(_by_ear, fold(value).split()))))
        return [Part(kind, "heard", heard, weak=True)] if len(heard) > 1 else []
    return []


def _plate_ends(value: str, whole: str) -> list[tuple[str, str]]:
    if whole:
        return [("starts", whole[:4]), ("starts3", whole[:3]), ("ends", whole[-3:])]
    pieces = _MASK.split(value) if _MASK.search(value) else [value]
    start, end = joined(pieces[0]).upper(), joined(pieces[-1]).upper()
    if len(pieces) == 1:
        end = ""
    found = []
    if len(start) > _FEWEST_OF_PLATE:
        found.append(("starts", start[:4]))
    elif len(start) == _FEWEST_OF_PLATE:
        found.append(("starts3", start))
    if len(end) >= _FEWEST_OF_PLATE:
        found.append(("ends", end[-3:]))
    return found


def _by_ear(word: str) -> str:
    for written, heard in _BY_EAR:
        word = word.replace(written, heard)
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", word))


def shown(part: Part, sample: str) -> str:
    """Name an identifier in a sentence; `sample` is one way in which somebody wrote it."""
    last = digits_in(part.rest)[-4:]
    named = {
        ("account", True): f"an account ending {last}",
        ("account", False): f"account ending {last}",
        ("phone", False): f"phone ending {last[-3:]}",
        ("phone", True): f"a phone ending {last}",
        ("document", False): f"document ending {part.rest[-3:]}",
    }
    label = named.get((part.kind, part.weak))
    if label:
        return label
    if part.kind == "vehicle" and part.weak:
        where = "ending" if part.form == "ends" else "starting"
        return f"a plate {where} {part.rest}"
    text = f"{' '.join(sample.split())[:60]}"
    noun = part.kind.replace("_", " ")
    if part.weak:
        return f"something like {noun} “{text}”"
    return f"{noun} “{text}”"
