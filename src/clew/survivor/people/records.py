"""How a room says which of its rows are about a person: for a copy of everything that is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from clew.ground.accounts.guarded import Guarded


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one model that are about a person.

    Attributes:
        model: whose rows; they are sealed under `sealing_subject`, where they are sealed.
        path: the lookup that leads to the person's id, such as `case__person`.
        title: what people call these rows.
        fields: what people call each field that is shown, sealed or plain.
        parts: for a field that holds things of several kinds, such as what a person said and what
            somebody thought of it: how a row's are told apart, each with what people call it.
    """

    model: type[Guarded]
    path: str
    title: str | Promise
    fields: Mapping[str, str | Promise]
    parts: Mapping[str, Callable[[Any], Iterable[tuple[str | Promise, object]]]] = field(
        default_factory=dict
    )
