"""Two answers side by side: under two laws, or under the law as it was and as it is.

`outline` writes an answer down as plain words that can be kept for years; `differences` says what
is not the same in two of them. Nothing here decides which is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clew.rules.law.classification import Classification
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State


@dataclass(frozen=True, slots=True)
class Said:
    """One element or consequence as it was said: its words, why, and the articles."""

    name: str  # of an element, or what follows
    finding: str  # met, not_met or unknown; empty for a consequence
    because: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """An answer in words: what the facts pointed to, every element, and what followed."""

    conclusion: str
    elements: tuple[Said, ...]
    consequences: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One element that is not found the same; None where a law does not ask for it."""

    name: str
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What is not the same in two answers."""

    before: str
    after: str
    elements: tuple[Changed, ...]
    gone: tuple[Said, ...]
    new: tuple[Said, ...]

    @property
    def conclusion_differs(self) -> bool:
        """Whether the two point to something else."""
        return self.before != self.after

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.conclusion_differs or self.elements or self.gone or self.new)


def outline(answer: Classification) -> Outline:
    """Write an answer down in words, with its articles and how far each was checked."""
    return Outline(
        answer.conclusion.value,
        tuple(
            Said(item.element, item.finding.value, item.because, _cited(item.citations))
            for item in answer.elements
        ),
        tuple(
            Said(item.what, "", item.because, _cited(item.citations))
            for item in answer.consequences
        ),
    )


def differences(before: Outline, after: Outline) -> Differences:
    """Say what two answers do not share. In what stays the same, only the articles may differ."""
    old, new = _by_name(before.elements), _by_name(after.elements)
    names = list(dict.fromkeys([*old, *new]))
    changed = (Changed(name, old.get(name), new.get(name)) for name in names)
    followed, follows = _by_name(before.consequences), _by_name(after.consequences)
    return Differences(
        before.conclusion,
        after.conclusion,
        tuple(each for each in changed if _finding(each.before) != _finding(each.after)),
        tuple(item for name, item in followed.items() if name not in follows),
        tuple(item for name, item in follows.items() if name not in followed),
    )


def _by_name(said: tuple[Said, ...]) -> Mapping[str, Said]:
    return {item.name: item for item in said}


def _finding(said: Said | None) -> str | None:
    return None if said is None else said.finding


def _cited(citations: tuple[Citation, ...]) -> tuple[str, ...]:
    return tuple(
        each.text if each.state is State.VERIFIED else f"{each.text} [{each.state.in_words}]"
        for each in citations
    )
