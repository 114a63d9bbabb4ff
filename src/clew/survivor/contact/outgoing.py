"""The one gate for everything that goes out to a person. No rule, no contact.

`put` asks the rules and lays a message into the outbox; `hand_over_due` asks them again at the
moment it goes, since what was agreed may have changed. Nothing else writes `Message`, and nothing
else in the house sends: tests hold to both.
"""

from datetime import datetime
from email.message import EmailMessage
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clew.ground.audit.chain import Actor, House
from clew.ground.audit.writing import Trace, changes
from clew.ground.vault.compartments import Compartment
from clew.rules.consent.reaching import Channel, Plan, Reach, Silent, reach
from clew.survivor.contact import posting
from clew.survivor.contact.models import Message
from clew.survivor.contact.planning import plan_of
from clew.survivor.contact.queries import holding_ways
from clew.survivor.people.models import Person

SENT_BY_HOUSE: Final = (Channel.EMAIL,)
"""What the house itself can send; the rest is done by people, who are told how."""
KINDS: Final = frozenset({"note"})


class NoSuchWay(Exception):
    """The person agreed to be reached so, and nobody has written down the address."""


def words(kind: str) -> tuple[str, str]:
    """Return subject and text. They name nobody, no house and no matter, and hold no link."""
    if kind not in KINDS:
        raise KeyError(kind)
    return _("A note"), _("You have a note.")


def may_go(*, actor: Actor, person: Person, channel: Channel, at: datetime) -> Reach | Silent:
    """Ask whether something may go to a person this way. One event each; inside a change or not."""
    with changes(actor=actor, purpose="contact") as trace:
        return _asked(trace, person, channel, at)


def put(*, actor: Actor, person: Person, kind: str, at: datetime) -> Message | Silent:
    """Lay a message into the outbox, for the hour that was agreed on; or say why not.

    Raises:
        KeyError: there is no such kind of message.
        NoSuchWay: e-mail was agreed on, and no address is written down.
    """
    words(kind)
    with changes(actor=actor, purpose="contact") as trace:
        answer = _asked(trace, person, Channel.EMAIL, at)
        if isinstance(answer, Silent):
            return answer
        way = next(iter(holding_ways(person, at=at, kind="email")), None)
        if way is None:
            raise NoSuchWay
        trace.opens(
            "contact.address_used", subjects=[person.id], compartments=[Compartment.CONTACT]
        )
        message = Message(
            person=person, kind=kind, channel=answer.channel.value, address=str(way.value),
            asked_by=actor.actor_id, not_before=answer.not_before,
        )  # fmt: skip
        message.save(force_insert=True)
        trace.record("message.put", about=message, subjects=[person.id], fields=[kind])
    return message


def hand_over_due(*, at: datetime) -> int:
    """Send what is due, one by one, asking the rules again for each. Returns how many went out.

    A message is written into the outbox or given to the relay before it is marked as sent: who is
    killed between the two sends it twice, which says no more than once.

    Raises:
        OSError: one could not be handed over, after the others were; it waits on.
    """
    went, failed = 0, None
    due = Message.rows.filter(state="waiting", not_before__lte=at).select_related("person")
    for message in due.order_by("not_before", "id"):
        try:
            went += _hand_over(message, at)
        except OSError as error:  # of smtplib too; the next turn tries it again
            failed = error
    if failed is not None:
        raise failed
    return went


def _hand_over(message: Message, at: datetime) -> bool:
    person = message.person
    with changes(actor=House(), purpose="contact") as trace:
        answer = _asked(trace, person, Channel(message.channel), at)
        if isinstance(answer, Reach) and answer.not_before > at:
            message.not_before = answer.not_before  # the hours were changed meanwhile
            message.save(update_fields=["not_before"])
            return False
        goes = False
        if isinstance(answer, Reach) and _still_theirs(trace, message, at):
            letter = _letter(message, answer)
            if letter is not None:
                posting.post(letter, name=message.id)
                goes = True
        message.state, message.ended_at = ("sent" if goes else "stopped"), at
        message.address = None
        message.save(update_fields=["state", "ended_at", "address"])
        trace.record(f"message.{message.state}", about=message, subjects=[person.id])
    return goes


def _still_theirs(trace: Trace, message: Message, at: datetime) -> bool:
    """Say whether the address is still one of the person's: one that ended is never written to."""
    person = message.person
    trace.opens("contact.address_used", subjects=[person.id], compartments=[Compartment.CONTACT])
    ways = holding_ways(person, at=at, kind=message.channel)
    return message.address in [str(way.value) for way in ways]


def _letter(message: Message, answer: Reach) -> EmailMessage | None:
    """Return the letter; nothing, where the address would break out of its line of the head."""
    subject, text = words(message.kind)
    letter = EmailMessage()
    try:
        letter["Subject"], letter["To"] = subject, str(message.address)
    except ValueError:
        return None
    letter["From"] = posting.sender(answer.alias)
    letter.set_content(text + "\n")
    return letter


def _asked(trace: Trace, person: Person, channel: Channel, at: datetime) -> Reach | Silent:
    trace.opens("contact.rules_asked", subjects=[person.id], compartments=[Compartment.OPERATIONS])
    plan: Plan | None = plan_of(person)
    if person.erased_at is not None:
        plan = None
    return reach(plan, channel=channel, at=at.astimezone(ZoneInfo(person.organisation.time_zone)))
