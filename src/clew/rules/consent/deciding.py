"""May this be told to that recipient for this purpose today, and why.

The answer is the exact intersection of what the person agreed to: the same recipient, the same
purpose, a day inside, not withdrawn, and every kind covered. Nothing is implied by anything else.
What the wall keeps shut (`wall`) no consent opens. Sources: GDPR art. 6, 7 and 9; 28 CFR 94.115.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clew.rules.consent.duration import latest_day
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind, within
from clew.rules.consent.wall import shut, wall
from clew.rules.sources.citations import Citation


@dataclass(frozen=True, slots=True)
class Given:
    """One consent: to one recipient, for one purpose, from a first to a last day it holds.

    A last day beyond the longest duration is not followed: the consent ends earlier (`duration`).
    From `replaced_on` on a newer consent stands in its place, and this one counts no more.
    """

    id: str
    recipient: str
    kinds: frozenset[Kind]
    purpose: Purpose
    from_on: date
    until_on: date
    withdrawn: bool
    replaced_on: date | None = None

    @property
    def last_on(self) -> date:
        """The last day it really holds."""
        return min(self.until_on, latest_day(self.from_on))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who would be told. `id` is what a consent names; the name is for people only."""

    id: str
    kind: RecipientKind
    name: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may be told, by these consents: every one that covers a part, ordered by id."""

    consents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not be told: which kinds, why and what would be needed, in one sentence."""

    because: str
    citations: tuple[Citation, ...]
    kinds: frozenset[Kind]


def decide(
    *,
    consents: Iterable[Given],
    kinds: frozenset[Kind],
    recipient: Recipient,
    purpose: Purpose,
    on: date,
) -> Allowed | Refused:
    """Say whether `kinds` may be told to `recipient` for `purpose` on a day.

    `consents` are those of one person; others than the recipient's and the purpose's do not count.
    Several may cover the kinds together. Where one part is refused the whole is, and the answer
    names the part. Nothing asked is refused: an empty parcel is a mistake, not a permission.
    """
    if not kinds:
        because = "Nothing is chosen: choose what to tell first."
        return Refused(because, wall().asking, frozenset())
    closed, reason = shut(kinds, recipient=recipient.kind, purpose=purpose)
    if closed:
        because = (
            f"{_sentence(closed)} cannot go to {within(recipient.kind)} for {within(purpose)}, "
            f"with or without consent: {reason.needed}."
        )
        return Refused(because, reason.citations, closed)
    near = [
        given for given in consents if given.recipient == recipient.id and given.purpose == purpose
    ]
    holding = [given for given in near if holds(given, on)]
    missing = kinds - {kind for given in holding for kind in given.kinds}
    if missing:
        return _missing(missing, near=near, recipient=recipient, purpose=purpose, on=on)
    return Allowed(tuple(sorted({given.id for given in holding if given.kinds & kinds})))


def covered(
    *,
    consents: Iterable[Given],
    kinds: Iterable[Kind],
    recipient: Recipient,
    purpose: Purpose,
    on: date,
) -> frozenset[Kind]:
    """Return those of `kinds` that may be told: the exact intersection, and nothing beside it."""
    given = list(consents)
    return frozenset(
        kind
        for kind in kinds
        if isinstance(
            decide(
                consents=given,
                kinds=frozenset({kind}),
                recipient=recipient,
                purpose=purpose,
                on=on,
            ),
            Allowed,
        )
    )


def holds(given: Given, on: date) -> bool:
    """Say whether a consent holds on a day, both ends counted."""
    replaced = given.replaced_on is not None and on >= given.replaced_on
    return not given.withdrawn and not replaced and given.from_on <= on <= given.last_on


def _missing(
    missing: frozenset[Kind], *, near: list[Given], recipient: Recipient, purpose: Purpose, on: date
) -> Refused:
    """Refuse for want of consent, saying what became of the one that came nearest.

    A consent that covers only part of what is missing explains nothing about the rest, so it is
    not mentioned.
    """
    covering = [given for given in near if missing <= given.kinds]
    start = f"{_sentence(missing)}: no consent today to tell {recipient.name} for {within(purpose)}"
    withdrawn = [given for given in covering if given.withdrawn]
    ended = [given.last_on for given in covering if not given.withdrawn and given.last_on < on]
    later = [given.from_on for given in covering if not given.withdrawn and given.from_on > on]
    replaced = [given for given in covering if given.replaced_on and given.replaced_on <= on]
    if withdrawn:
        because = f"{start}; the person withdrew it, and only the person can give it again."
        return Refused(because, wall().withdrawing, missing)
    if later:
        because = f"{start}; it begins on {_day(min(later))}."
    elif replaced:
        because = f"{start}; the yes that came in its place leaves this out."
    elif ended:
        because = f"{start}; it ended on {_day(max(ended))}, so ask the person again."
    else:
        because = f"{start}; ask the person, or leave this out."
    return Refused(because, wall().asking, missing)


def _sentence(kinds: frozenset[Kind]) -> str:
    """Name the kinds at the start of a sentence, in the order of `Kind`."""
    *front, last = [within(kind) for kind in Kind if kind in kinds]
    words = f"{'; '.join(front)}; and {last}" if front else last
    return words[0].upper() + words[1:]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
