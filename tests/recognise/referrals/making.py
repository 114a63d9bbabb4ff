"""What the tests of referrals share: somebody trafficked and smuggled, a yes, and a referral."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone

from clew.ground.accounts.models import Member, Organisation
from clew.recognise.classification import actions as classification
from clew.recognise.classification.forms import form_of
from clew.recognise.referrals import actions
from clew.recognise.referrals.items import fingerprint, offers, picked
from clew.recognise.referrals.models import Referral
from clew.recognise.screening import actions as screening
from clew.recognise.screening.interview import Choice, Interview
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.indicators.instruments import instrument
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.append_only import by_hand
from tests.cast import CANARY, TODAY

NOON: Final = datetime(2026, 3, 16, 12, tzinfo=UTC)
AGREED: Final = (Kind.IDENTITY, Kind.SCREENING, Kind.CLASSIFICATION, Kind.NEEDS)
NEEDS: Final = "A bed for tonight"
TRAFFICKED: Final = {
    "act.recruitment": "yes",
    "means.deception": "yes",
    "purpose.forced_labour": "yes",
}
SMUGGLED: Final = {
    "crossing.illegal_entry": "yes",
    "crossing.fraudulent_documents": "yes",
    "crossing.not_national_or_resident": "yes",
    "benefit.financial_or_material": "yes",
    "protection.seeks_or_has_refugee_protection": "yes",
}
PLAIN_SIGN: Final = "UNODC.G.01"
STATUS_SIGNS: Final = ("UNODC.G.11", "UNODC.G.12", "UNODC.G.13")


def somebody(actor: Member, *, smuggled: bool = True, code: str = "") -> Person:
    """Write somebody down with a screening and a conclusion of trafficking."""
    known = {"full_name": f"Marek {CANARY}", "called": "Marek", "nationality": "Ruritanian"}
    person = people.write_down(actor=actor, on=TODAY, known=known, code=code)
    held = Interview(instrument("unodc-general")).with_answer(PLAIN_SIGN, Choice.PRESENT, CANARY)
    for sign in STATUS_SIGNS if smuggled else ():
        held = held.with_answer(sign, Choice.PRESENT, f"{CANARY} without papers")
    screening.keep(
        actor=actor, held=held, on=TODAY, person=person, channel="hospital",
        training_session="session_2",
    )  # fmt: skip
    sheet = classification.keep(
        actor=actor, person=person, on=TODAY,
        form=form_of(TRAFFICKED | (SMUGGLED if smuggled else {})),
    )  # fmt: skip
    classification.conclude(
        actor=actor, sheet=sheet, at=NOON, reason=f"{CANARY} came over the border at night",
        concluded="trafficking_and_smuggling" if smuggled else "trafficking",
    )  # fmt: skip
    return person


def now() -> date:
    """Return the day as the pages see it."""
    return timezone.localdate(timezone=ZoneInfo("Europe/London"))


def agreed(
    actor: Member,
    person: Person,
    to: Organisation,
    kinds: Collection[Kind] = AGREED,
    on: date = TODAY,
) -> Consent:
    """Record a yes to support."""
    return consents.record(
        actor=actor, person=person, recipient=to, kinds=kinds, purpose=Purpose.SUPPORT, from_on=on
    )


def agreed_to_all(actor: Member, person: Person, to: Organisation, on: date = TODAY) -> Consent:
    """Write a yes to every kind into the ledger, also to those that nobody may ask for."""
    consent = agreed(actor, person, to, on=on)
    with by_hand():  # the ledger itself refuses
        Consent.rows.filter(id=consent.id).update(kinds=sorted(kind.value for kind in Kind))
    return consent


def referred(
    actor: Member, person: Person, to: Organisation, needs: str = NEEDS, on: date = TODAY
) -> Referral:
    """Refer somebody with everything that may go."""
    found = offers(actor=actor, person=person, to=to, on=on)
    keys = [item.key for offer in found for item in offer.items]
    person.refresh_from_db(fields=["consent_epoch"])
    return actions.make(
        actor=actor, person=person, to=to, keys=keys, needs=needs, on=on,
        epoch=person.consent_epoch, shown=fingerprint(picked(found, keys, needs)),
    )  # fmt: skip
