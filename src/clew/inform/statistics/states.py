"""The states of a table, what may follow what, and why one is sent back."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """How far a table is on its way out."""

    DRAFT = "draft"
    WAITING = "waiting"
    RELEASED = "released"
    SENT_BACK = "sent_back"


class Kind(StrEnum):
    """What a table counts. The value is the id that a form of evidence points to."""

    PEOPLE = "people-by-age-sex-form"
    CHAIN = "impact-chain"


class Reason(StrEnum):
    """Why a checker sends a table back. A code, so that no word about a person gets in."""

    TOO_LITTLE = "too_little"
    PERIOD = "period"
    CATEGORIES = "categories"
    MISLEADING = "misleading"
    TALK = "talk"


class WrongState(Exception):
    """The table is not in the state that this step starts from."""


NEXT: Final[Mapping[State, tuple[State, ...]]] = MappingProxyType(
    {
        State.DRAFT: (State.WAITING,),
        State.WAITING: (State.RELEASED, State.SENT_BACK),
        State.RELEASED: (),
        State.SENT_BACK: (),
    }
)
STATE_WORDS: Final[Mapping[State, Promise]] = MappingProxyType(
    {
        State.DRAFT: _("Draft"),
        State.WAITING: _("Waits for a second pair of eyes"),
        State.RELEASED: _("Released"),
        State.SENT_BACK: _("Sent back"),
    }
)
KIND_WORDS: Final[Mapping[Kind, Promise]] = MappingProxyType(
    {
        Kind.PEOPLE: _("People who were found and helped"),
        Kind.CHAIN: _("From a training session to a charge"),
    }
)
REASON_WORDS: Final[Mapping[Reason, Promise]] = MappingProxyType(
    {
        Reason.TOO_LITTLE: _("Almost all is hidden: use fewer categories or more years."),
        Reason.PERIOD: _("The years are not the right ones."),
        Reason.CATEGORIES: _("A category is not clear to a reader."),
        Reason.MISLEADING: _("Read quickly, it says something that is not so."),
        Reason.TALK: _("Talk to me first."),
    }
)
# What a table of people may be broken down by. One table of a period counts everybody once.
SHAPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "form-sex": ("form", "sex"),
        "form-age": ("form", "age"),
        "age-sex": ("age", "sex"),
        "form-sex-age": ("form", "sex", "age"),
        "form": ("form",),
    }
)
SHAPE_WORDS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "form-sex": _("form of exploitation and sex"),
        "form-age": _("form of exploitation and age"),
        "age-sex": _("age and sex"),
        "form-sex-age": _("form of exploitation, sex and age: for a thousand people and more"),
        "form": _("form of exploitation only"),
    }
)


def check_step(now: str, then: State) -> None:
    """Raise `WrongState` unless a table may go from one state to another."""
    if then not in NEXT[State(now)]:
        msg = "This table is not there yet, or no longer."
        raise WrongState(msg)
