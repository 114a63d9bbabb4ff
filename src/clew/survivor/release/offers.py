"""What may be picked for one recipient and purpose today; the rest is locked, with the reason.

Only the parts a consent covers are opened: what is locked stays sealed, and whether there is
anything in it is not shown either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.rules.consent.deciding import Allowed, Refused
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.people.models import Person
from clew.survivor.release.gate import ask_each
from clew.survivor.release.items import Item, offered


class NoLongerThere(Exception):
    """A part that was picked is not there, or never was."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind: what there is of it, or why it is locked."""

    kind: Kind
    items: tuple[Item, ...]
    locked: Refused | None


def offers(
    *,
    actor: Member,
    person: Person,
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
) -> list[Offer]:
    """Return every kind, opened where a consent covers it today. Into a circle: claims only.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    kinds = [Kind.CLAIM] if isinstance(recipient, Circle) else list(Kind)
    answers = ask_each(
        actor=actor, person=person, kinds=kinds, recipient=recipient, purpose=purpose, on=on
    )
    covered = [kind for kind in kinds if isinstance(answers[kind], Allowed)]
    items = offered(actor, person, covered) if covered else []
    return [
        Offer(kind, tuple(item for item in items if item.kind is kind), _refusal(answers[kind]))
        for kind in kinds
    ]


def picked(actor: Member, person: Person, keys: Sequence[str]) -> list[Item]:
    """Return the parts a form named, opened with a trace. Their kinds were allowed before.

    Raises:
        NoLongerThere: one of them is not there.
    """
    found = {item.key: item for item in offered(actor, person, kinds_of(keys))}
    if set(keys) - set(found):
        raise NoLongerThere
    return [item for key, item in found.items() if key in set(keys)]


def kinds_of(keys: Iterable[str]) -> frozenset[Kind]:
    """Return the kinds that keys belong to. Raises `NoLongerThere` for what is no key."""
    try:
        return frozenset(Kind(key.partition(":")[0]) for key in keys)
    except ValueError as error:
        raise NoLongerThere from error


def _refusal(found: Allowed | Refused) -> Refused | None:
    return found if isinstance(found, Refused) else None
