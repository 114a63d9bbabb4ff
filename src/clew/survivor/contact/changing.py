"""Changing how somebody is reached: the code phrase, a second person, and a day in between.

Whoever poses as a relative or as a new caseworker wants one thing: that the next call goes to them.
So a way that is asked for later holds only after three things that no one person has.
"""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.audit.writing import changes
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import CannotBeDone, Operation, register
from clew.ground.vault.compartments import Compartment
from clew.survivor.contact.models import CodePhrase, Way
from clew.survivor.people import finding
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change

CHANGE: Final = "contact.change"
DELAY: Final = timedelta(hours=24)
SETTLED_AFTER: Final = timedelta(hours=24)
"""Until then whoever wrote the first way down may add to it; then only by a change."""
TRIES: Final = 5
SHORTEST: Final = 8


class TooShort(Exception):
    """A code phrase of fewer letters could be guessed."""


class WrongPhrase(Exception):
    """This is not the phrase that was agreed on. Nothing was changed, and the try is kept."""


class PhraseShut(Exception):
    """Too many wrong tries: nobody may try again before tomorrow."""


def agree_phrase(
    *, actor: Member, person: Person, phrase: str, at: datetime, former: str = ""
) -> None:
    """Agree on a code phrase with the person, who is there. A new one needs the former one.

    Raises:
        NotYours: the actor does not stand by the person.
        TooShort: it has fewer than `SHORTEST` letters.
        WrongPhrase, PhraseShut: a phrase was agreed on before, and `former` is not it.
    """
    check_change(actor, person)
    if len(_plain(phrase)) < SHORTEST:
        raise TooShort
    if CodePhrase.rows.filter(person=person).exists():
        check_phrase(actor=actor, person=person, phrase=former, at=at)
    with changes(actor=actor, purpose="contact") as trace:
        row = CodePhrase.rows.filter(person=person).first() or CodePhrase(person=person)
        row.digest, row.agreed_by, row.agreed_at = make_password(_plain(phrase)), actor, at
        row.wrong_tries, row.shut_until = 0, None
        row.save()
        trace.record("phrase.agreed", about=row, subjects=[person.id])


def check_phrase(*, actor: Member, person: Person, phrase: str, at: datetime) -> None:
    """Check what was said against the phrase. A wrong try is counted and leaves its trace.

    Raises:
        WrongPhrase: it is not the phrase, or none was agreed on.
        PhraseShut: too many wrong tries within a day.
    """
    row = CodePhrase.rows.filter(person=person).first()
    if row is None:
        raise WrongPhrase
    if row.shut_until is not None and at < row.shut_until:
        raise PhraseShut
    reads.record(
        actor=actor, name="phrase.checked", subjects=[person.id], purpose="contact",
        compartments=[Compartment.CONTACT],
    )  # fmt: skip
    right = check_password(_plain(phrase), str(row.digest))
    with changes(actor=actor, purpose="contact") as trace:
        row.wrong_tries = 0 if right else row.wrong_tries + 1
        row.shut_until = at + DELAY if row.wrong_tries >= TRIES else None
        row.save(update_fields=["wrong_tries", "shut_until"])
        trace.record("phrase.right" if right else "phrase.wrong", about=row, subjects=[person.id])
    if not right:
        raise WrongPhrase


def settled(person: Person, *, at: datetime) -> bool:
    """Say whether the ways to reach somebody are changed by `propose_way` only."""
    return (
        CodePhrase.rows.filter(person=person).exists()
        or Way.rows.filter(person=person, recorded_at__lte=at - SETTLED_AFTER).exists()
    )


def propose_way(
    *,
    actor: Member,
    person: Person,
    kind: str,
    value: str,
    phrase: str,
    reason: str,
    at: datetime,
    replaces: Way | None = None,
) -> Proposal:
    """Propose another way to reach somebody. It holds a day after a second person said yes.

    Args:
        actor: who stands by the person.
        person: whom it reaches.
        kind: phone, address or e-mail.
        value: the number or address.
        phrase: what the person said, asked for the code phrase.
        reason: why, for the second person; it names nobody.
        at: now.
        replaces: the way that ends when this one holds.

    Raises:
        NotYours: the actor does not stand by the person.
        WrongPhrase, PhraseShut: as `check_phrase` does, where a phrase was agreed on.
        NoReason, NobodyToAsk, NotYourOperation: as `pairs.propose` does.
    """
    check_change(actor, person)
    if CodePhrase.rows.filter(person=person).exists():
        check_phrase(actor=actor, person=person, phrase=phrase, at=at)
    with changes(actor=actor, purpose="contact") as trace:
        way = Way(person=person, kind=kind, value=value, waits=True)
        way.save(force_insert=True)
        trace.record("contact.way_asked", about=way, subjects=[person.id], fields=[kind])
        return pairs.propose(
            actor=actor, operation=CHANGE, about=way.id, subject=person.id, reason=reason, at=at,
            particulars={"kind": kind, "replaces": str(replaces.id) if replaces else ""},
        )  # fmt: skip


def let_hold(proposal: Proposal, second: Member) -> None:
    """Carry out: the new way holds from tomorrow, and the one it replaces ends then."""
    way = Way.rows.filter(id=proposal.about, waits=True).first()
    if way is None or proposal.decided_at is None:
        msg = "This way is no longer asked for."
        raise CannotBeDone(msg)
    with changes(actor=second, purpose="contact") as trace:
        way.waits, way.holds_from_at = False, proposal.decided_at + DELAY
        way.save(update_fields=["waits", "holds_from_at"])
        if way.kind == "phone":
            trace.opens(
                "contact.way_indexed",
                subjects=[way.person_id],
                compartments=[Compartment.CONTACT],
            )
            finding.add(way.person, finding.Field.PHONE, str(way.value))
        replaced = proposal.particulars.get("replaces")
        if replaced:
            Way.rows.filter(id=replaced, person=way.person_id).update(ends_at=way.holds_from_at)
        trace.record("contact.way_changed", about=way, subjects=[way.person_id], fields=[way.kind])


def register_operations() -> None:
    """Register what needs two people here."""
    by_people = frozenset({Role.ADVOCATE, Role.CASE_LEAD, Role.FIRST_RESPONDER})
    register(Operation(CHANGE, _("Change how a person is reached"), by_people, by_people, let_hold))


def _plain(phrase: str) -> str:
    """Return a phrase as it is compared: heard over a phone, case and spaces say nothing."""
    return " ".join(phrase.casefold().split())
