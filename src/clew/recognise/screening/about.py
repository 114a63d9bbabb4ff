"""What stands around the answers of an interview: which talk it is, with whom, how, and what age.

It travels in the page beside the answers (`t-<name>`). An age in doubt is a value of its own: the
person is protected as a child, and nobody is called one.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.rules.indicators.instruments import Instrument, Scoring, instrument, instrument_ids
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State
from clew.survivor.people.codes import NotACode, read_code

FIELD: Final = "t-"
LONGEST_VERSION: Final = 9
# "the victim is a child" is presumed "pending verification of his/her age"
AS_CHILD: Final = Citation("ecat", "art. 10(3)", State.VERIFIED, note="binds its parties")


class Tampered(Exception):
    """The page sent back something the interview never offered."""


class Age(StrEnum):
    """What is known of the age. Only `adult` is protected as an adult."""

    ADULT = "adult"
    CHILD = "child"
    UNSURE = "unsure"

    @property
    def label(self) -> Promise:
        """The age in words, as the worker is asked."""
        return _AGES[self]


class Between(StrEnum):
    """Who carried the words between the two."""

    NOBODY = "nobody"
    INTERPRETER = "interpreter"
    PHONE = "phone"
    CAME_ALONG = "came_along"

    @property
    def label(self) -> Promise:
        """Who interprets, in words."""
        return _BETWEEN[self]


_AGES: dict[Age, Promise] = {
    Age.ADULT: _("18 or over"),
    Age.CHILD: _("Under 18"),
    Age.UNSURE: _("In doubt, or nobody knows"),
}
_BETWEEN: dict[Between, Promise] = {
    Between.NOBODY: _("Nobody: we share a language"),
    Between.INTERPRETER: _("A trained interpreter, here"),
    Between.PHONE: _("A trained interpreter, by phone or video"),
    Between.CAME_ALONG: _("Somebody who came along"),
}
_BY_CARE: Final = (Age.CHILD, Age.UNSURE, Age.ADULT)
_BY_DOUBT: Final = (Between.CAME_ALONG, Between.PHONE, Between.INTERPRETER, Between.NOBODY)
AGES: Final[list[tuple[str, Promise]]] = [(age.value, age.label) for age in Age]
BETWEEN: Final[list[tuple[str, Promise]]] = [(who.value, who.label) for who in Between]


@dataclass(frozen=True, slots=True)
class About:
    """Around one interview.

    Args:
        id: which talk it is. Two windows that hold one talk share it, so that it is kept once.
        age: what is known of the age; None where nobody said.
        between: who interpreted; None where nobody said.
        person: code of the person it is a talk with, where they are known here already.
        put_by: the version in which it was kept for later, 0 where it never was.
    """

    id: uuid.UUID | None = None
    age: Age | None = None
    between: Between | None = None
    person: str = ""
    put_by: int = 0

    @classmethod
    def begun(cls, *, age: str = "", between: str = "", person: str = "") -> "About":
        """Begin a talk that nobody else holds. What was not said is left open."""
        return cls(
            uuid.uuid4(),
            Age(age) if age in set(Age) else None,
            Between(between) if between in set(Between) else None,
            code_or_nothing(person),
        )

    @classmethod
    def held_in(cls, sent: Mapping[str, str]) -> "About":
        """Read what the page sent back. Raises `Tampered` for what was never offered."""
        given = {
            name.removeprefix(FIELD): value for name, value in sent.items() if name[:2] == FIELD
        }
        try:
            put_by = given.get("put_by", "0")[:LONGEST_VERSION]
            return cls(
                uuid.UUID(given["id"]) if "id" in given else None,
                Age(given["age"]) if given.get("age") else None,
                Between(given["between"]) if given.get("between") else None,
                read_code(given["person"]) if given.get("person") else "",
                int(put_by) if put_by.isascii() and put_by.isdigit() else 0,
            )
        except (ValueError, NotACode) as error:
            raise Tampered from error

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the next page must carry back, by field name."""
        values = {
            "id": str(self.id) if self.id else "",
            "age": self.age,
            "between": self.between,
            "person": self.person,
            "put_by": str(self.put_by) if self.put_by else "",
        }
        return [(f"{FIELD}{name}", str(value)) for name, value in values.items() if value]

    @property
    def kept(self) -> dict[str, str]:
        """What of it is kept with the answers, sealed."""
        values = {"age": self.age, "between": self.between}
        return {name: value.value for name, value in values.items() if value}

    @classmethod
    def kept_as(cls, kept: Mapping[str, str], *, talk: uuid.UUID | None) -> "About":
        """Read it again from what was kept; a value that is no longer offered is left out."""
        return replace(cls.begun(age=kept.get("age", ""), between=kept.get("between", "")), id=talk)

    def joined_with(self, other: "About") -> "About":
        """Return this talk with what protects most of what two devices or pages say around it.

        A child's protection stands over an age in doubt, and that over an adult's; an interpreter
        whom nobody chose stands over one who was, so that nobody takes more from the talk.
        """
        return replace(
            self,
            age=next((age for age in _BY_CARE if age in {self.age, other.age}), None),
            between=next((who for who in _BY_DOUBT if who in {self.between, other.between}), None),
        )

    @property
    def as_child_by(self) -> tuple[Citation, ...]:
        """By which text an age in doubt is protected as a child's."""
        return (AS_CHILD,)

    @property
    def as_child(self) -> bool:
        """Whether the person is protected as a child: under 18, or perhaps."""
        return self.age in {Age.CHILD, Age.UNSURE}


def code_or_nothing(typed: str) -> str:
    """Return a person's code as it is written; nothing for what is no code."""
    try:
        return read_code(typed)
    except NotACode:
        return ""


def for_age(chosen: Instrument, age: Age | None) -> Instrument:
    """Return the set to ask: the children's one of the same list where the age is in doubt."""
    if age not in {Age.CHILD, Age.UNSURE} or chosen.people != "adults":
        return chosen
    twin = chosen.id.replace("adults", "children")
    if twin not in instrument_ids() or instrument(twin).scoring is Scoring.NOT_SCORED:
        return chosen
    return instrument(twin)
