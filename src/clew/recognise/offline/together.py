"""From the steps of a draft to an interview: what was said last, and where it contradicts itself.

Steps are put in the order in which the device made them, never by its clock. What was answered
twice counts as it was answered last; what came before stays to be seen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from clew.recognise.screening.about import About
from clew.recognise.screening.interview import Choice, Earlier, Interview
from clew.recognise.screening.noting import Note, Source
from clew.rules.indicators.instruments import instrument, instrument_ids

CLOCK_TOLERANCE: Final = timedelta(minutes=2)
_OLDEST: Final = timedelta(days=60)
_SOURCES: Final = {"said": Source.TOLD, "seen": Source.SEEN}  # as the page of a device writes them
_KINDS: Final = ("begin", "answer", "end")
_TEXTS: Final = (
    "instrument", "version", "indicator", "words", "thought", "source", "age", "between", "how",
)  # fmt: skip
_CANNOT_STAND: Final = re.compile(r"[\x00\ud800-\udfff]")  # half a sign, or what no table takes
_LONGEST: Final = 20_000  # the page takes 2,000; what is longer all the same is not cut


@dataclass(frozen=True, slots=True)
class Opened:
    """One step: its place, and what the device wrote; None where that cannot be read."""

    place: int
    said: Mapping[str, object] | None
    opens: bool = False  # though there may be no step in it


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was given at one time."""

    choice: Choice | None  # None: taken back
    words: str = ""
    thought: str = ""  # what the worker thought, apart from what was said
    source: Source | None = None  # whether it was said or seen, as the device asked
    at: datetime | None = None


@dataclass(frozen=True)
class Story:
    """What the steps of one draft tell."""

    instrument_id: str = ""
    version: str = ""
    began_at: datetime | None = None
    heard_at: datetime | None = None  # when the house was last heard before it, by the device
    house_at: datetime | None = None  # the same moment by the house's clock
    about: About = field(default_factory=About)  # age group, who interpreted
    ended: str = ""  # how: finished, stopped; empty where the device never said
    answers: dict[str, tuple[Answer, ...]] = field(default_factory=dict)  # in their order
    unreadable: int = 0
    poisoned: int = 0  # steps that hold what the page of a device never writes
    doubled: tuple[int, ...] = ()  # places that came with two texts
    missing: int = 0  # steps that are not here yet

    @property
    def interview(self) -> Interview | None:
        """The interview as answered last; None where its instrument is no longer here.

        Answers to questions that are no longer asked are in it too: they stay stored.
        """
        if self.instrument_id not in instrument_ids():
            return None
        chosen = instrument(self.instrument_id)
        last = {name: given[-1] for name, given in self.answers.items()}
        return Interview(
            replace(chosen, version=self.version or chosen.version),
            {name: answer.choice for name, answer in last.items() if answer.choice is not None},
            {name: answer.words for name, answer in last.items() if answer.words.strip()},
            {name: note for name, note in self._notes.items() if note},
            self.about,
            {name: given for name, given in self.earlier.items() if given},
        )

    @property
    def _notes(self) -> dict[str, Note]:
        """What stands beside each answer; what was taken back comes from nowhere."""
        thoughts = self.thoughts
        return {
            name: Note(
                given[-1].source if given[-1].choice or given[-1].words.strip() else None,
                opinion=thoughts.get(name, ""),
            )
            for name, given in self.answers.items()
        }

    @property
    def earlier(self) -> dict[str, tuple[Earlier, ...]]:
        """What was answered before the answer that stands, each once, in its order."""
        found = {
            name: [Earlier(one.choice, one.words, one.thought) for one in given]
            for name, given in self.answers.items()
        }
        return {
            name: tuple(one for one in dict.fromkeys(given) if one and one != given[-1])
            for name, given in found.items()
        }

    @property
    def changed(self) -> dict[str, tuple[Answer, ...]]:
        """The questions that were answered more than once, and not the same each time."""
        return {
            name: given
            for name, given in self.answers.items()
            if len({(answer.choice, answer.words, answer.thought) for answer in given}) > 1
        }

    @property
    def thoughts(self) -> dict[str, str]:
        """What the worker thought, by question, as written last."""
        last = {name: given[-1].thought for name, given in self.answers.items()}
        return {name: thought for name, thought in last.items() if thought.strip()}


def told_by(steps: Iterable[Opened], *, missing: int = 0) -> Story:
    """Put the steps of one draft together.

    Args:
        steps: all that arrived, opened; a place may stand there twice.
        missing: how many more there are by the device's own word.
    """
    ordered = sorted(steps, key=lambda step: step.place)
    places = [step.place for step in ordered]
    story = Story(
        unreadable=sum(step.said is None and not step.opens for step in ordered),
        poisoned=sum(_is_odd(step) for step in ordered),
        doubled=tuple(sorted({place for place in places if places.count(place) > 1})),
        missing=missing,
    )
    answers: dict[str, tuple[Answer, ...]] = {}
    for step in ordered:
        if step.said is not None:
            story = _and_then(story, step.said, answers)
    return replace(story, answers=answers)


def _and_then(
    story: Story, said: Mapping[str, object], answers: dict[str, tuple[Answer, ...]]
) -> Story:
    """Take one step in; an answer goes into `answers`."""
    told = replace(
        story,
        instrument_id=story.instrument_id or _text(said, "instrument", 60),
        version=story.version or _text(said, "version", 80),
        began_at=story.began_at or _moment(said.get("at")),
    )
    kind = said.get("kind")
    if kind == "begin":
        return replace(
            told,
            about=_around(said).joined_with(story.about),
            heard_at=_moment(said.get("heard")),
            house_at=_moment(said.get("house")),
        )
    if kind == "end":
        return replace(told, ended=_text(said, "how", 20))
    name = _text(said, "indicator", 60)
    if kind == "answer" and name:
        choice = said.get("choice")
        given = Answer(
            Choice(choice) if isinstance(choice, str) and choice in set(Choice) else None,
            _text(said, "words", _LONGEST),
            _text(said, "thought", _LONGEST),
            _SOURCES.get(_text(said, "source", 20)),
            _moment(said.get("at")),
        )
        answers[name] = (*answers.get(name, ()), given)
    return told


def day_of(story: Story, *, ahead: timedelta, arrived_at: datetime) -> datetime | None:
    """Return when the interview began by the house's clock; None where that cannot be said.

    Its clock is known at two moments: when the house was last heard before the talk, and when it
    sent. Where the two do not agree it was set in between, and only a moment that can be counts.

    Args:
        story: what the steps tell.
        ahead: how far the device's clock was ahead when it sent.
        arrived_at: when it came, by the house's clock.
    """
    if story.began_at is None:
        return None
    offs, longest = [ahead], _OLDEST
    if story.heard_at is not None and story.house_at is not None:
        offs.append(story.heard_at - story.house_at)
        longest = min(longest, arrived_at - story.house_at + CLOCK_TOLERANCE)
    # How long before it arrived: a difference can be told of any two clocks, a moment not of any.
    ago = [arrived_at - story.began_at + off for off in offs]
    found = [one for one in ago if -CLOCK_TOLERANCE <= one <= longest]
    if not found or max(found) - min(found) > CLOCK_TOLERANCE:
        return None
    return arrived_at - max(found[0], timedelta(0))


def _around(said: Mapping[str, object]) -> About:
    kept = {name: _text(said, name, 20) for name in ("age", "between")}
    return About.kept_as(kept, talk=None)


def _is_odd(step: Opened) -> bool:
    """Whether a step opens and holds what no page of ours writes."""
    if step.said is None:
        return step.opens
    kind = step.said.get("kind")
    if kind not in _KINDS or (kind == "answer" and not _text(step.said, "indicator", 60)):
        return True
    if not (step.said.get("choice") is None or step.said["choice"] in list(Choice)):
        return True
    texts = [step.said[name] for name in _TEXTS if name in step.said]
    return not all(isinstance(text, str) and not _CANNOT_STAND.search(text) for text in texts)


def _text(said: Mapping[str, object], name: str, longest: int) -> str:
    value = said.get(name)
    return _CANNOT_STAND.sub("\ufffd", value[:longest]) if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
