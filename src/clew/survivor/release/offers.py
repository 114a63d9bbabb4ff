"""What may be picked for one recipient and purpose today; the rest is locked, with the reason.

Only the parts a consent covers are opened: what is locked stays sealed, and whether there is
anything in it is not shown either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.rules.consent.deciding import Allowed, Refused, decide
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent.queries import given, of_person, recipient_of
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change
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
    answers = {
        kind: answer(
            actor=actor,
            person=person,
            kinds=[kind],
            recipient=recipient,
            purpose=purpose,
            on=on,
        )
        for kind in kinds
    }
    covered = [kind for kind in kinds if isinstance(answers[kind], Allowed)]
    items = offered(actor, person, covered) if covered else []
    return [
        Offer(kind, tuple(item for item in items if item.kind is kind), _refusal(answers[kind]))
        for kind in kinds
    ]


def answer(
    *,
    actor: Member,
    person: Person,
    kinds: Iterable[Kind],
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
) -> Allowed | Refused:
    """Ask the rules about some kinds, before anything is opened. Raises `NotYours`."""
    check_change(actor, person)
    return decide(
        consents=given(of_person(actor, person)),
        kinds=frozenset(kinds),
        recipient=recipient_of(recipient),
        purpose=purpose,
        on=on,
    )


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
