"""Rows of the pages in the person's own words and language: what stands in the records, said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from clew.ground.accounts.models import Circle, Organisation
from clew.portal.models import Answer, Choice
from clew.portal.queries import Looked, Shared
from clew.portal.words import Text
from clew.portal.words.keys import OPTIONS, PURPOSES
from clew.survivor.release.models import Release

ANSWERS: Final = {
    Answer.YES: "choice_want",
    Answer.NO: "choice_not_want",
    Answer.RATHER_NOT: "choice_rather_not",
    Answer.ANOTHER_DAY: "choice_another_day",
}
"""The words of each answer, by key."""
_RECALLS: Final = {
    "": "shared_no_answer",
    "deleted": "shared_deleted",
    "kept_by_law": "shared_kept_by_law",
    "partly": "shared_partly",
    "not_found": "shared_not_found",
}


@dataclass(frozen=True, slots=True)
class OptionTold:
    """One way to go on: what it means, what cannot be undone, and the answer that counts."""

    code: str
    title: str
    means: str
    undo: str
    answer: str  # words; empty when nothing was said yet


@dataclass(frozen=True, slots=True)
class ReleaseTold:
    """One handing over, and what became of it."""

    on: date
    parts: tuple[str, ...]
    to: str
    told_on: date | None
    recall: str  # words of the recipient's answer; empty when they were not told to delete


@dataclass(frozen=True, slots=True)
class SharedTold:
    """One yes: to whom, which parts, what for, until when, and what left on it."""

    id: UUID
    to: str
    kind: str
    means: str
    parts: tuple[str, ...]
    why: str
    from_on: date
    until_on: date
    holds: bool
    taken_back_on: date | None
    releases: tuple[ReleaseTold, ...]


@dataclass(frozen=True, slots=True)
class LookTold:
    """One line of who has looked."""

    who: str  # a name, to be set apart; empty when `instead` says who it was
    instead: str
    what: str
    why: str
    on: date
    times: int
    urgent: str  # that it was in an emergency, in words; else empty


def option_told(words: Text, code: str, newest: Mapping[str, Choice]) -> OptionTold:
    """Say one option, with the newest answer to it."""
    said, given = words.pages, newest.get(code)
    return OptionTold(
        code=code,
        title=said[f"option_{code}"],
        means=said[f"option_{code}_means"],
        undo=said[f"option_{code}_undo"],
        answer=answer_told(words, given) if given else "",
    )


def options_told(words: Text, newest: Mapping[str, Choice]) -> list[OptionTold]:
    """Say every option, in the order of the words."""
    return [option_told(words, code, newest) for code in OPTIONS]


def answer_told(words: Text, choice: Choice) -> str:
    """Say an answer."""
    return words.pages[ANSWERS[Answer(choice.answer)]]


def answers_told(
    words: Text, choices: Iterable[Choice], zone: ZoneInfo
) -> list[tuple[date, str, str]]:
    """Say what was answered before, as day, answer and own words. The words must be permitted."""
    return [
        (_day(choice.at, zone), answer_told(words, choice), str(choice.words or ""))
        for choice in choices
    ]


def shared_told(words: Text, row: Shared, zone: ZoneInfo) -> SharedTold:
    """Say one yes and what left on it."""
    consent = row.consent
    kind = _recipient_kind(consent.recipient)
    withdrawal = getattr(consent, "withdrawal", None)
    return SharedTold(
        id=consent.id,
        to=consent.recipient.name,
        kind=words.pages[f"recipient_{kind}"],
        means=words.pages[f"recipient_{kind}_means"],
        parts=_parts(words, consent.kinds),
        why=words.pages[f"purpose_{consent.purpose}"],
        from_on=consent.from_on,
        until_on=consent.until_on,
        holds=row.holds,
        taken_back_on=_day(withdrawal.at, zone) if withdrawal else None,
        releases=tuple(release_told(words, release, zone) for release in row.releases),
    )


def release_told(words: Text, release: Release, zone: ZoneInfo) -> ReleaseTold:
    """Say one handing over."""
    recall = getattr(release, "recall", None)
    return ReleaseTold(
        on=_day(release.released_at, zone),
        parts=_parts(words, release.kinds),
        to=release.recipient.name,
        told_on=_day(recall.told_at, zone) if recall else None,
        recall=words.pages[_RECALLS[recall.answer]] if recall else "",
    )


def looker_told(words: Text, who: str, name: str) -> str:
    """Say who somebody is who has looked."""
    return name or words.pages["seen_house" if who == "house" else "seen_gone"]


def look_told(words: Text, look: Looked) -> LookTold:
    """Say who did what. An event nobody wrote words for is called a reading or a note."""
    instead = "" if look.who else words.pages["seen_house" if look.by_house else "seen_gone"]
    why = words.pages[f"purpose_{look.purpose}"] if look.purpose in PURPOSES else ""
    urgent = words.pages.get("seen_urgent", "") if look.emergency else ""
    return LookTold(look.who, instead, _what(words, look), why, look.on, look.times, urgent)


def _what(words: Text, look: Looked) -> str:
    noun = look.name.partition(".")[0]
    for key in (look.name.replace(".", "_"), noun, look.kind):
        found = words.pages.get(f"seen_what_{key}")
        if found is not None:
            return found
    return words.pages["seen_what_read"]


def _recipient_kind(recipient: Organisation | Circle) -> str:
    return "circle" if isinstance(recipient, Circle) else recipient.kind


def _parts(words: Text, kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(words.pages[f"kind_{kind}"] for kind in kinds)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return timezone.localdate(at, timezone=zone)
