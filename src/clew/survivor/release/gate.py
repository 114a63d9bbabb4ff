"""The one answer of the gate: may this go to that recipient for that purpose today, and why?

Everything that shows what could leave, and everything that lets it leave, asks here.
"""

from collections.abc import Callable, Iterable
from datetime import date

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.rules.consent.deciding import Allowed, Refused, decide
from clew.rules.consent.duties import Sender, opened_by
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.consent.requests import limits
from clew.survivor.consent.queries import of_whoever, recipient_of
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change

_HELD = "This person asked to be forgotten; a legal hold keeps it, and nothing leaves."


def ask(
    *,
    actor: Member,
    person: Person,
    kinds: Iterable[Kind],
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
    duty: str = "",
) -> Allowed | Refused:
    """Ask about some kinds together, before anything is opened. Raises `NotYours`.

    What `duty` lets the actor's house tell without a yes (`rules.consent.duties`) needs none; the
    rest needs one, and so does all of it where the duty does not bind that house.
    """
    return _answering(actor, person, recipient, purpose, on, duty)(frozenset(kinds))


def ask_each(
    *,
    actor: Member,
    person: Person,
    kinds: Iterable[Kind],
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
    duty: str = "",
) -> dict[Kind, Allowed | Refused]:
    """Ask about each kind by itself, with one look at the ledger for all. Raises `NotYours`."""
    answer = _answering(actor, person, recipient, purpose, on, duty)
    return {kind: answer(frozenset({kind})) for kind in kinds}


def sender_of(actor: Member) -> Sender:
    """Return in whose name an actor lets something go, as the rules read it."""
    house = actor.organisation
    return Sender(RecipientKind(house.kind), house.jurisdiction)


def _answering(
    actor: Member,
    person: Person,
    recipient: Organisation | Circle,
    purpose: Purpose,
    on: date,
    duty: str,
) -> Callable[[frozenset[Kind]], Allowed | Refused]:
    """Read what the answer rests on, the state of the consents first: it may change meanwhile."""
    check_change(actor, person)
    person.refresh_from_db(fields=["consent_epoch", "restricted_at"])
    if person.restricted_at is not None:
        return lambda kinds: Refused(_HELD, limits().held, kinds)
    consents, to = of_whoever(person), recipient_of(recipient)
    without_a_yes = opened_by(duty, sender=sender_of(actor), recipient=to.kind, purpose=purpose)

    def answer(kinds: frozenset[Kind]) -> Allowed | Refused:
        on_a_yes = kinds - without_a_yes
        if kinds and not on_a_yes:
            return Allowed(())
        return decide(consents=consents, kinds=on_a_yes, recipient=to, purpose=purpose, on=on)

    return answer
