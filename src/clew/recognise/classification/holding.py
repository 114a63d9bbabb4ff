"""What one sheet holds: the answers, where each comes from, which phase it is, and about whom.

Pure values. `merged` puts together what two people changed at the same time; nothing either of
them wrote is lost. `models` says which part is sealed where.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Final, cast

from clew.rules.law.known import Known

# Said of the crossing itself, of the way there and of papers: an unopened compartment cannot be
# talked out of anybody. What somebody is charged with may be the crossing.
OF_STATUS: Final = ("crossing.", "protection.", "charged.", "benefit.", "aggravation.")
LONGEST_NAME: Final = 80
LONGEST_WORDS: Final = 1_000
_UNANSWERED: Final = frozenset({"", Known.UNKNOWN.value})
_NAMES: Final = ("phase", "about", "may_be_victim")

Plain = dict[str, list[dict[str, object]]]


class Source(StrEnum):
    """What an answer can rest on."""

    SIGN = "sign"  # an answer in a kept screening
    CLAIM = "claim"  # one statement of fact
    ACCOUNT = "account"  # what the person told, in a note of the case or to the worker
    DOCUMENT = "document"  # a paper, described in words
    SEEN = "seen"  # what the worker saw


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that says yes or no to one fact. `ref` points at it, where it is kept here.

    `status`: it speaks of papers or status, whatever the fact is. `set_aside`: a person looked at
    it and does not rest the answer on it; it stays readable.
    """

    source: Source
    ref: str
    says: Known
    words: str = field(repr=False)
    by: str
    on: str
    status: bool = False
    set_aside: bool = False

    @property
    def key(self) -> str:
        """What makes it the same thing cited once more."""
        return "|".join((self.source.value, self.ref or self.words, self.says.value))


@dataclass(frozen=True, slots=True)
class Held:
    """One sheet: answers by dotted name, what they rest on, the phase, the alleged perpetrator."""

    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    cited: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict, repr=False)
    phase: str = field(default="", repr=False)
    about: str = field(default="", repr=False)
    may_be_victim: str = ""

    def answer(self, name: str) -> str:
        """Return what is answered; nothing and unknown are the same."""
        return known_or_nothing(self.answers.get(name, ""))

    def living(self, name: str) -> tuple[Evidence, ...]:
        """Return what a fact rests on: everything cited and not set aside."""
        return tuple(item for item in self.cited.get(name, ()) if not item.set_aside)

    @property
    def without_evidence(self) -> tuple[str, ...]:
        """The facts that are answered and rest on nothing."""
        return tuple(name for name in self._facts if not self.living(name))

    @property
    def against_themselves(self) -> tuple[str, ...]:
        """The facts of which one thing cited says yes and another no."""
        said = {name: {item.says for item in self.living(name)} for name in self.cited}
        return tuple(name for name, values in said.items() if len(values) > 1)

    @property
    def against_the_answer(self) -> tuple[str, ...]:
        """The answered facts of which everything cited says the opposite."""
        return tuple(
            name
            for name in self._facts
            if (said := {item.says.value for item in self.living(name)})
            and self.answer(name) not in said
        )

    @property
    def _facts(self) -> list[str]:
        return [name for name in self.answers if is_fact(name) and self.answer(name)]

    def citing(self, name: str, evidence: Evidence) -> "Held":
        """Return the sheet with one more thing cited; cited before, its newest form counts."""
        return replace(self, cited=_with(self.cited, name, [evidence]))

    def answering(self, name: str, value: str) -> "Held":
        """Return the sheet with one fact answered."""
        return replace(self, answers={**self.answers, name: value})


@dataclass(frozen=True, slots=True)
class Clash:
    """One answer that two people changed differently since the sheet both began from."""

    name: str
    was: str = field(repr=False)
    theirs: str = field(repr=False)
    mine: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Merged:
    """Two sheets made one, what they differ on, and what the other one changed."""

    held: Held
    clashes: tuple[Clash, ...]
    theirs: tuple[str, ...]


def is_fact(name: str) -> bool:
    """Say whether a name is that of a fact, and not of the law or a day."""
    return "." in name or name == "child"


def of_status(name: str) -> bool:
    """Say whether a fact is sealed with papers and status."""
    return name.startswith(OF_STATUS)


def known_or_nothing(value: str) -> str:
    """Return an answer, or nothing for one that says nothing."""
    return "" if value in _UNANSWERED else value


def merged(base: Held, theirs: Held, mine: Held) -> Merged:
    """Put together what two people changed in the same sheet.

    What only one of them changed is taken. What both changed differently is a clash, and stays as
    it was in `theirs` until a person chooses. Evidence is never a clash: all of it is kept.
    """
    was, there, here = _flat(base), _flat(theirs), _flat(mine)
    found: dict[str, str] = {}
    clashes: list[Clash] = []
    for name in dict.fromkeys([*was, *there, *here]):
        old, new, own = (each.get(name, "") for each in (was, there, here))
        if own not in {old, new} and new != old:
            clashes.append(Clash(name, old, new, own))
        found[name] = new if own == old or new != old else own
    cited = theirs.cited
    for name, items in mine.cited.items():
        before = {item.key: item for item in base.cited.get(name, ())}
        cited = _with(cited, name, [item for item in items if before.get(item.key) != item])
    return Merged(
        _raised(found, cited),
        tuple(clashes),
        tuple(name for name in there if there[name] != was.get(name, "")),
    )


def differing(one: Held, other: Held) -> tuple[str, ...]:
    """Return the names of what is not answered the same in two sheets."""
    first, second = _flat(one), _flat(other)
    names = dict.fromkeys([*first, *second])
    return tuple(name for name in names if first.get(name, "") != second.get(name, ""))


def as_plain(cited: Mapping[str, Iterable[Evidence]], *, status: bool) -> Plain:
    """Write the evidence that is sealed with status, or the rest of it, as plain values."""
    found: Plain = {}
    for name, items in cited.items():
        kept = [asdict(item) for item in items if (item.status or of_status(name)) is status]
        if kept:
            found[name] = kept
    return found


def from_plain(*parts: object) -> dict[str, tuple[Evidence, ...]]:
    """Read evidence back from what `as_plain` wrote; a part that was never written is empty."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for part in parts:
        for name, items in cast("Plain", part or {}).items():
            found = dict(_with(found, name, [_evidence(item) for item in items]))
    return found


def _evidence(item: Mapping[str, object]) -> Evidence:
    return Evidence(
        source=Source(str(item["source"])),
        ref=str(item["ref"]),
        says=Known(str(item["says"])),
        words=str(item["words"]),
        by=str(item["by"]),
        on=str(item["on"]),
        status=bool(item["status"]),
        set_aside=bool(item["set_aside"]),
    )


def _with(
    cited: Mapping[str, tuple[Evidence, ...]], name: str, items: Iterable[Evidence]
) -> Mapping[str, tuple[Evidence, ...]]:
    by_key = {item.key: item for item in cited.get(name, ())} | {item.key: item for item in items}
    return {**cited, name: tuple(by_key.values())} if by_key else cited


def _flat(held: Held) -> dict[str, str]:
    own = {name: value for name in _NAMES if (value := str(getattr(held, name)))}
    return own | {name: value for name in held.answers if (value := held.answer(name))}


def _raised(flat: Mapping[str, str], cited: Mapping[str, tuple[Evidence, ...]]) -> Held:
    answers = {name: value for name, value in flat.items() if name not in _NAMES and value}
    phase, about, may_be_victim = (flat.get(name, "") for name in _NAMES)
    return Held(answers, cited, phase, about, may_be_victim)
