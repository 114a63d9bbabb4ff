"""What was answered so far, where the interview stands, and where it goes next.

The page carries everything in hidden fields: `a-<id>` for a choice, `w-<id>` for own words, what
stands beside an answer (`noting`) and around the talk (`about`). The server keeps nothing between
two pages unless somebody keeps it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from clew.recognise.screening.about import About
from clew.recognise.screening.about import Tampered as Tampered  # noqa: PLC0414 -- raised here too
from clew.recognise.screening.noting import Note, Source, carried, notes_in
from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.contradictions import Contradiction, contradictions
from clew.rules.indicators.instruments import (
    Dimension,
    DimensionOutcome,
    Indicator,
    Instrument,
    Question,
    question_of,
)
from clew.rules.indicators.screening import Screening, screen

CHOICE_FIELD: Final = "a-"
WORDS_FIELD: Final = "w-"
LONGEST_WORDS: Final = 2_000
_OBSERVED: Final = ("Do you see", "Have you noticed")


class Choice(StrEnum):
    """What the worker ticked. Three of the five are unknown to the rules, and differ to people."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_SURE = "not_sure"
    NOT_SAID = "not_said"
    LATER = "later"

    @property
    def answer(self) -> Answer:
        """What the rules are told."""
        if self is Choice.PRESENT:
            return Answer.PRESENT
        return Answer.ABSENT if self is Choice.ABSENT else Answer.UNKNOWN


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that was given to a question in the same talk, and is not the one that stands."""

    choice: Choice | None = None
    words: str = ""
    opinion: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.choice or self.words.strip() or self.opinion.strip())

    @property
    def kept(self) -> dict[str, str]:
        """What is kept of it, sealed with the answers."""
        choice = self.choice.value if self.choice else ""
        values = {"choice": choice, "words": self.words, "opinion": self.opinion}
        return {name: value for name, value in values.items() if value.strip()}

    @classmethod
    def kept_as(cls, kept: Mapping[str, str]) -> "Earlier":
        """Read it again from what was kept."""
        choice = kept.get("choice")
        return cls(
            Choice(choice) if choice else None, kept.get("words", ""), kept.get("opinion", "")
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the conversation, with its questions."""

    name: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Interview:
    """An interview on one instrument, as far as it has come."""

    instrument: Instrument
    choices: dict[str, Choice] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    about: About = field(default_factory=About)
    # Answers of the same talk that were given before the one that stands; no page carries them.
    earlier: dict[str, tuple[Earlier, ...]] = field(default_factory=dict)

    @classmethod
    def held_in(cls, instrument: Instrument, sent: Mapping[str, str]) -> "Interview":
        """Read what the page sent back. Raises `Tampered` for ids and choices never offered."""
        known = {indicator.id for indicator in instrument.indicators}
        choices, words = {}, {}
        for name, value in sent.items():
            if name.startswith(CHOICE_FIELD):
                indicator_id = name.removeprefix(CHOICE_FIELD)
                if indicator_id not in known or value not in set(Choice):
                    raise Tampered
                choices[indicator_id] = Choice(value)
            elif name.startswith(WORDS_FIELD) and value.strip():
                indicator_id = name.removeprefix(WORDS_FIELD)
                if indicator_id not in known:
                    raise Tampered
                words[indicator_id] = value
        return cls(instrument, choices, words, notes_in(sent, known), About.held_in(sent))

    def with_answer(
        self, indicator_id: str, choice: Choice | None, words: str, note: Note | None = None
    ) -> "Interview":
        """Return the interview with one question answered (or its answer taken back)."""
        choices = {key: value for key, value in self.choices.items() if key != indicator_id}
        said = {key: value for key, value in self.words.items() if key != indicator_id}
        notes = {key: value for key, value in self.notes.items() if key != indicator_id}
        if choice is not None:
            choices[indicator_id] = choice
        if words.strip():
            said[indicator_id] = words
        if note:
            notes[indicator_id] = note
        return replace(self, choices=choices, words=said, notes=notes)

    def around(self, about: About) -> "Interview":
        """Return the interview with something else around it."""
        return replace(self, about=about)

    def asked_with(self, chosen: Instrument) -> "Interview":
        """Return it as one on another set: answers to questions the set does not ask are left."""
        known = {indicator.id for indicator in chosen.indicators}
        return Interview(
            chosen,
            {key: value for key, value in self.choices.items() if key in known},
            {key: value for key, value in self.words.items() if key in known},
            {key: value for key, value in self.notes.items() if key in known},
            self.about,
            {key: value for key, value in self.earlier.items() if key in known},
        )

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the next page must carry back: every choice and all words, by field name."""
        choices = [(f"{CHOICE_FIELD}{key}", value.value) for key, value in self.choices.items()]
        words = [(f"{WORDS_FIELD}{key}", value) for key, value in self.words.items()]
        return choices + words + carried(self.notes) + self.about.carried

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts: the dimensions, or one part for an instrument without them."""
        chosen = self.instrument
        if not chosen.dimensions:
            return (Part(chosen.short, chosen.indicators),)
        return tuple(
            Part(dimension.name, chosen.in_dimension(dimension.id))
            for dimension in chosen.dimensions
            if chosen.in_dimension(dimension.id)
        )

    @property
    def order(self) -> tuple[Indicator, ...]:
        """Every question in the order in which it is asked."""
        return tuple(indicator for part in self.parts for indicator in part.indicators)

    def result(self) -> Screening:
        """Screen what was answered so far."""
        return screen(self.answers)

    @property
    def answers(self) -> Answers:
        """What the rules are told of it."""
        return Answers(
            self.instrument, {key: choice.answer for key, choice in self.choices.items()}
        )

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What was answered and sits badly together."""
        return contradictions(self.answers)

    def source_of(self, indicator_id: str) -> Source:
        """Return where an answer comes from: as noted, or as the question is asked."""
        note = self.notes.get(indicator_id)
        if note and note.source:
            return note.source
        indicator = self.instrument.indicator(indicator_id)
        question = asked(indicator) if indicator else None
        return Source.SEEN if question and is_observed(question) else Source.TOLD

    def day_of(self, indicator_id: str, talked_on: date | None) -> date | None:
        """Return of which day an answer is: as noted, or the day of the talk."""
        note = self.notes.get(indicator_id)
        return note.on if note and note.on else talked_on

    def after(self, indicator_id: str) -> str | None:
        """Return the id of the next question; None after the last."""
        ids = [indicator.id for indicator in self.order]
        place = ids.index(indicator_id) + 1
        return ids[place] if place < len(ids) else None

    def before(self, indicator_id: str) -> str | None:
        """Return the id of the question before; None before the first."""
        ids = [indicator.id for indicator in self.order]
        place = ids.index(indicator_id) - 1
        return ids[place] if place >= 0 else None

    def after_part_of(self, indicator_id: str) -> str | None:
        """Return the first question of the next part; None after the last part."""
        place = self.part_number(indicator_id)
        return self.parts[place].indicators[0].id if place < len(self.parts) else None

    def part_number(self, indicator_id: str) -> int:
        """Return the number of the part a question stands in, from 1."""
        for number, part in enumerate(self.parts, start=1):
            if any(indicator.id == indicator_id for indicator in part.indicators):
                return number
        raise Tampered

    def settled(self, indicator_id: str) -> Dimension | None:
        """Return the dimension of a question when no further answer in it can change it."""
        indicator = self.instrument.indicator(indicator_id)
        for found in self.result().dimensions:
            of_this = indicator is not None and found.dimension.id == indicator.dimension
            if of_this and found.outcome is DimensionOutcome.POSITIVE:
                return found.dimension
        return None


def asked(indicator: Indicator) -> Question | None:
    """Return how an indicator is asked, if somebody has written it."""
    return question_of(indicator)


def is_observed(question: Question) -> bool:
    """Say whether the question is for the worker's own eyes, never to be read aloud."""
    return question.question.startswith(_OBSERVED)
