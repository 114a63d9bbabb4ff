"""One made person's steps through the house, each with its day, from the first sign to the claims.

A person whom the kitchen referred lives twice: as the kitchen's stub with the screening, and as
the file at the house that accepted the referral. Everybody else is written down where they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from clew.ground.accounts.models import Member, Organisation
from clew.recognise.classification import actions as classification
from clew.recognise.classification.forms import form_of_facts
from clew.recognise.classification.models import Classification
from clew.recognise.classification.proposing import confirmed, proposals
from clew.recognise.classification.queries import read
from clew.recognise.referrals import actions as referrals
from clew.recognise.referrals import queries as sent
from clew.recognise.referrals.items import fingerprint, offers, picked
from clew.recognise.screening import actions as screening
from clew.recognise.screening.channels import Channel
from clew.recognise.screening.interview import Choice, Interview
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.indicators.instruments import instrument
from clew.rules.network.kinds import Certainty
from clew.site.demonstration.files import file_steps
from clew.site.demonstration.moments import at_the_time
from clew.site.demonstration.settling import Settled
from clew.site.demonstration.world import MadeClaim, MadePerson
from clew.support.casework import actions as casework
from clew.support.casework.models import Case
from clew.survivor.claims import actions as claims
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.contact import actions as contact
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import offered

Step = tuple[date, int, str, Callable[[], None]]
KITCHEN: Final = "mill_street"
HOUSE: Final = "lantern_house"
_RECENT: Final = timedelta(days=300)  # an older yes was asked for again within the year
_CERTAIN: Final = {
    "sure": Certainty.CONFIRMED,
    "fairly sure": Certainty.SUSPECTED,
    "not sure": Certainty.UNKNOWN,
}
_WITH_REFERRAL: Final = frozenset({Kind.IDENTITY, Kind.CONTACT, Kind.SCREENING, Kind.NEEDS})


@dataclass(slots=True)
class Life:
    """What has been put in of one person so far."""

    made: MadePerson
    settled: Settled
    person: Person | None = None  # at the organisation whose file it is
    case: Case | None = None
    consents: dict[str, Consent] = field(default_factory=dict)

    @property
    def worker(self) -> Member:
        """Who stands by them at the organisation whose file it is."""
        if self.made.organisation == KITCHEN:
            return self.settled.members["first_responder"]
        return self.settled.members[self.made.advocate or "advocate_a"]

    @property
    def known(self) -> dict[str, str]:
        """What is written down of who they are."""
        made = self.made
        born = made.born.isoformat() if made.born else str(made.born_year or "")
        return {
            "full_name": made.full_name,
            "called": made.called,
            "script": made.script,
            "born": born,
            "sex": made.sex,
            "speaks": ", ".join(made.speaks),
            "reads": ", ".join(made.reads),
            "nationality": made.nationality,
        }


def steps_of(life: Life) -> list[Step]:
    """Return the steps of one person, to be taken in the order of their days."""
    made, settled = life.made, life.settled
    first = made.recognised_on or min([note.on for note in made.notes], default=settled.today)
    referred = made.organisation == HOUSE and made.referral is not None
    begin = _referred_in if referred and made.screening else _written_down
    opened = made.referral.on if referred and made.referral else first
    steps: list[tuple[date, int, Callable[[], None]]] = [
        (opened, 0, lambda: _timed(opened, lambda: begin(life, opened)))
    ]
    later = max(opened, first)
    steps.append((later, 1, lambda: _timed(later, lambda: _reach(life, later))))
    steps.append((later, 2, lambda: _timed(later, lambda: _claims(life))))
    steps += [(on, 3, act) for on, act in _agreed(life, later)]
    if made.organisation == HOUSE:
        steps += [(on, 4, act) for on, act in file_steps(life, later)]
    return [(on, rank, made.key, act) for on, rank, act in steps]


def _timed(on: date, act: Callable[[], None]) -> None:
    with at_the_time(on):
        act()


def _written_down(life: Life, on: date) -> None:
    life.person = people.write_down(actor=life.worker, on=on, known=life.known)
    _screened(life, life.worker, life.person, on)
    if life.made.organisation == HOUSE:
        life.case = casework.open_case_for(actor=life.worker, person=life.person, on=on)
    _classified(life, life.person, on)


def _referred_in(life: Life, on: date) -> None:
    """Let the kitchen recognise somebody and refer them, and the house accept."""
    first_responder = life.settled.members["first_responder"]
    house = life.settled.organisations[HOUSE]
    stub = people.write_down(
        actor=first_responder,
        on=on,
        known={"called": life.made.called, "full_name": life.made.full_name},
    )
    _screened(life, first_responder, stub, on)
    consents.record(
        actor=first_responder, person=stub, recipient=house, kinds=_WITH_REFERRAL,
        purpose=Purpose.SUPPORT, from_on=on, language=life.made.speaks[0],
        explained="Read aloud at the kitchen, said back.",
    )  # fmt: skip
    _refer(life, stub, first_responder, house, on)
    person = life.case.person if life.case else stub
    people.correct(actor=life.worker, person=person, known=life.known, version=person.version)
    life.person = person
    _classified(life, person, on)


def _refer(
    life: Life, stub: Person, first_responder: Member, house: Organisation, on: date
) -> None:
    needs = "A bed tonight, somebody who speaks their language, time."
    found = offers(actor=first_responder, person=stub, to=house, on=on)
    keys = [item.key for offer in found for item in offer.items]
    stub.refresh_from_db(fields=["consent_epoch"])
    referral = referrals.make(
        actor=first_responder, person=stub, to=house, keys=keys, needs=needs, on=on,
        epoch=stub.consent_epoch, shown=fingerprint(picked(found, keys, needs)),
    )  # fmt: skip
    with at_the_time(on, hour=15) as at:
        referrals.receive(actor=life.worker, referral=referral, at=at)
        referrals.accept(actor=life.worker, referral=referral, at=at)
        accepted = sent.accepted_for(life.worker, referral.id, on=on)
        life.case = casework.open_case(actor=life.worker, accepted=accepted, on=on, at=at)


def _screened(life: Life, by: Member, person: Person, on: date) -> None:
    made = life.made.screening
    if made is None:
        return
    choices = {
        key: Choice(answer) if answer in {"present", "absent"} else Choice.NOT_SAID
        for key, answer in made.answers
        if answer != "unknown" or life.made.deep
    }
    session = life.made.training_session
    channel = life.made.channel
    screening.keep(
        actor=by,
        held=Interview(instrument(made.instrument), choices),
        on=max(on, made.on),
        started_on=min(made.on, on),
        person=person,
        channel=channel if channel in set(Channel) else Channel.OTHER.value,
        training_session=life.settled.sessions[session] if session else "",
    )


def _classified(life: Life, person: Person, on: date) -> None:
    for phase in life.made.phases:
        sheet = classification.keep(
            actor=life.worker, person=person, form=form_of_facts(phase.facts), on=on,
            phase=phase.name.capitalize(),
        )  # fmt: skip
        if life.made.deep:
            sheet = _resting_on_what_was_said(life, person, sheet, on)
        with at_the_time(on, hour=16) as at:
            classification.conclude(
                actor=life.worker, sheet=sheet, concluded=phase.points_to.value, at=at,
                reason=f"What was told of {phase.name} bears it.",
            )  # fmt: skip


def _resting_on_what_was_said(
    life: Life, person: Person, sheet: Classification, on: date
) -> Classification:
    """Confirm what the screening proposes for facts that are answered yes, as a person would."""
    held = read(life.worker, sheet).held
    before = held
    for item in proposals(life.worker, person, held, on=on):
        if held.answer(item.fact) == "yes" and not item.is_against:
            held = confirmed(held, item)
    if held is before:
        return sheet
    return classification.change(actor=life.worker, sheet=sheet, held=held, on=on).row


def _reach(life: Life, on: date) -> None:
    made, person = life.made.contact, life.person
    if made is None or person is None:
        return
    contact.agree_on(
        actor=life.worker, person=person, how=made.how, when=made.when, never=made.never,
        checked_with="person", checked_on=on,
    )  # fmt: skip
    phones = [claim.value for claim in life.made.claims if claim.kind == "phone"]
    if phones and life.made.deep:
        contact.add_way(actor=life.worker, person=person, kind="phone", value=phones[0])


def _claims(life: Life) -> None:
    if life.person is None:
        return
    for made in life.made.claims:
        claims.state(
            actor=life.worker, person=life.person, kind=_kind(made), value=made.value,
            words=made.source, grade=made.grade,
            certainty=_CERTAIN.get(made.certainty, Certainty.UNKNOWN).value,
            seen_on=made.on.isoformat() if made.on else "",
        )  # fmt: skip


def _kind(made: MadeClaim) -> str:
    """Name a hostel, a helpline or an interpreter as what the worker knows it to be."""
    if made.kind == "address" and "Hostel" in made.value:
        return "hostel"
    if made.kind == "phone" and made.value.startswith("01632"):
        return "helpline"
    if made.kind == "person" and "interprets" in made.value:
        return "interpreter"
    return made.kind.value


def _agreed(life: Life, later: date) -> list[tuple[date, Callable[[], None]]]:
    """Return what the person agreed to, what left on it, and what they took back."""
    acts: list[tuple[date, Callable[[], None]]] = []
    wanted = {(made.recipient, made.purpose): made for made in life.made.consents}
    if life.made.look_alike and life.made.claims:
        acts.append((later, lambda: _give(life, "circle_find", Purpose.FIND_OTHERS, later)))
    for made in wanted.values():
        if made.purpose not in {"find_others", "investigate", "legal_advice"}:
            continue
        purpose = Purpose(made.purpose)
        renewed = max(made.from_on, later, life.settled.today - _RECENT)
        on = later if made.withdrawn_on else renewed
        acts.append((on, _giving(life, made.recipient, purpose, on)))
        if made.withdrawn_on:
            back = max(made.withdrawn_on, on)
            acts.append((back, _taking_back(life, made.recipient, back)))
    return acts


def _giving(life: Life, recipient: str, purpose: Purpose, on: date) -> Callable[[], None]:
    return lambda: _give(life, recipient, purpose, on)


def _taking_back(life: Life, recipient: str, on: date) -> Callable[[], None]:
    def act() -> None:
        with at_the_time(on):
            release.withdraw(actor=life.worker, consent=life.consents[recipient])

    return act


def _give(life: Life, recipient: str, purpose: Purpose, on: date) -> None:
    """Record a yes and, where it is for a circle or the police, release on it."""
    to, person = life.settled.recipient(recipient), life.person
    if to is None or person is None:
        return
    kinds = [Kind.CLAIM] if recipient.startswith("circle") else [Kind.IDENTITY, Kind.CLAIM]
    with at_the_time(on):
        life.consents[recipient] = consents.record(
            actor=life.worker, person=person, recipient=to, kinds=kinds, purpose=purpose,
            from_on=on, until_on=on + timedelta(days=360), language=life.made.speaks[0],
            interpreter="en" not in life.made.speaks,
            explained="Read aloud, said back in their own words.",
        )  # fmt: skip
        items = [
            item
            for item in offered(life.worker, person, kinds)
            if item.kind is Kind.CLAIM or item.name == "called"
        ]
        if not items or recipient == "sallow_reed":
            return
        person.refresh_from_db(fields=["consent_epoch"])
        release.commit(
            actor=life.worker, person=person, items=items, recipient=to, purpose=purpose, on=on,
            epoch=person.consent_epoch,
        )  # fmt: skip
