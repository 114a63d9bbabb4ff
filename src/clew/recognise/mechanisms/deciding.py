"""Writing down a decision of the authority, and correcting one: the earlier stays and is shown."""

from dataclasses import dataclass, field
from datetime import date

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.recognise.mechanisms.clocks import NEGATIVE, standing_of
from clew.recognise.mechanisms.models import Decision
from clew.recognise.mechanisms.outcomes import RECONSIDERATION, NoSuchOutcome, Outcomes, outcomes
from clew.recognise.mechanisms.permissions import check_prepare
from clew.recognise.mechanisms.queries import decision_for, standing_decisions
from clew.survivor.people.actions import locked
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change

LONGEST_WORDS = 4_000


class NotYet(Exception):
    """A day that lies in the future."""


class ToldBeforeDecided(Exception):
    """The day it was told lies before the day on the decision."""


class NothingBefore(Exception):
    """The decision that must come before is not written down; `needs` says which."""

    def __init__(self, needs: str) -> None:
        """Keep which one is wanted."""
        super().__init__(needs)
        self.needs = needs


class AlreadyDecided(Exception):
    """There is such a decision: correct it, or write down a reconsideration of it."""


class NothingToReconsider(Exception):
    """A reconsideration of a decision that is not negative, or of none."""


class NoReason(Exception):
    """A correction without a reason."""


class TooLong(Exception):
    """Words over `LONGEST_WORDS` characters: in which field, and how many there are."""

    def __init__(self, place: str, length: int) -> None:
        """Keep where, and how long."""
        super().__init__(place)
        self.place, self.length = place, length


class AlreadyCorrected(Exception):
    """It was corrected before: correct the newer one."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was written down of one decision."""

    step: str
    outcome: str
    decided_on: date
    told_on: date
    told_by: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


def record(*, actor: Member, person: Person, mechanism_id: str, typed: Typed, on: date) -> Decision:
    """Write a decision down.

    Raises:
        NotForYourRole: the actor keeps no decisions.
        NotYours: the actor does not stand by the person.
        NoSuchOutcome: the mechanism has no such decision or outcome.
        NotYet, ToldBeforeDecided: the days cannot be right.
        NothingBefore: what must come before is missing.
        AlreadyDecided: there is one that stands.
        NothingToReconsider: there is no negative decision.
        TooLong: words of it are over `LONGEST_WORDS` characters.
    """
    check_prepare(actor)
    check_change(actor, person)
    _check(typed, outcomes(mechanism_id), on=on)
    with changes(actor=actor, purpose="support") as trace:
        locked(person)
        about = _about(
            typed, outcomes(mechanism_id), standing_decisions(actor, person, mechanism_id)
        )
        row = _row(actor, person, mechanism_id, typed, about=about)
        row.save(force_insert=True)
        trace.record("decision.recorded", about=row, subjects=[person.id])
    return row


def correct(
    *, actor: Member, decision: Decision, typed: Typed | None, reason: str, on: date
) -> Decision:
    """Correct a decision: a new row stands in its place, the old one stays and is shown as old.

    Args:
        actor: who corrects.
        decision: the one that is wrong; it must be the newest of its line.
        typed: how it should read; None where there was no such decision at all.
        reason: why the earlier one was wrong.
        on: the day.

    Raises:
        NoSuchDecision: it is not the actor's.
        NoReason: there is no reason.
        AlreadyCorrected: it was corrected before.
        And as `record`.
    """
    check_prepare(actor)
    found = decision_for(actor, decision.id)
    if not reason.strip():
        raise NoReason
    _check_length(reason=reason)
    if typed is not None:
        _check(typed, outcomes(found.mechanism), on=on)
    with changes(actor=actor, purpose="support") as trace:
        locked(found.person)
        if Decision.rows.filter(corrects=found).exists():
            raise AlreadyCorrected
        about = found.about
        if typed is not None:
            others = [
                each
                for each in standing_decisions(actor, found.person, found.mechanism)
                if each.id != found.id
            ]
            about = _about(typed, outcomes(found.mechanism), others) or about
        read = typed or Typed(found.step, found.outcome, found.decided_on, found.told_on)
        row = _row(actor, found.person, found.mechanism, read, about=about)
        row.corrects, row.correction, row.struck = found, reason.strip(), typed is None
        row.save(force_insert=True)
        trace.record("decision.corrected", about=row, subjects=[found.person_id])
        if typed is not None:  # what was about the wrong one is about this one now
            for each in Decision.rows.select_for_update().filter(about=found).order_by("id"):
                each.about = row
                each.save(update_fields=["about"])
                trace.record(
                    "decision.reattached", about=each, subjects=[found.person_id], fields=["about"]
                )
    return row


def _check(typed: Typed, found: Outcomes, *, on: date) -> None:
    if typed.outcome not in found.outcomes_of(typed.step):
        raise NoSuchOutcome
    if typed.decided_on > on or typed.told_on > on:
        raise NotYet
    if typed.told_on < typed.decided_on:
        raise ToldBeforeDecided
    _check_length(told_by=typed.told_by, words=typed.words)


def _check_length(**said: str) -> None:
    for place, words in said.items():
        if len(words.strip()) > LONGEST_WORDS:
            raise TooLong(place, len(words.strip()))


def _about(typed: Typed, found: Outcomes, stands: list[Decision]) -> Decision | None:
    """Return the decision a reconsideration is about, and refuse what cannot come now."""
    if typed.step == RECONSIDERATION:
        negative = [
            each
            for each in reversed(stands)
            if each.step in found.steps and each.outcome == NEGATIVE
        ]
        if not negative or typed.decided_on < negative[0].decided_on:
            raise NothingToReconsider
        return negative[0]
    now = standing_of(typed.step, stands)
    if now.decision is not None:
        raise AlreadyDecided
    for before, wanted in found.steps[typed.step].after.items():
        earlier = standing_of(before, stands)
        in_order = earlier.since is not None and earlier.since <= typed.decided_on
        if earlier.outcome not in wanted or not in_order:
            raise NothingBefore(found.label(before))
    return None


def _row(
    actor: Member, person: Person, mechanism_id: str, typed: Typed, *, about: Decision | None
) -> Decision:
    return Decision(
        person=person,
        organisation_id=person.organisation_id,
        mechanism=mechanism_id,
        step=typed.step,
        outcome=typed.outcome,
        about=about,
        decided_on=typed.decided_on,
        told_on=typed.told_on,
        told_by=typed.told_by.strip() or None,
        words=typed.words.strip() or None,
        recorded_by=actor,
    )
