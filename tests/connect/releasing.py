"""People whose claims were released into a circle, through the gate, with all that it asks."""

from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from clew.ground.accounts.models import Circle, Member
from clew.ground.vault import permits
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.claims import actions as claims
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import offered
from tests.cast import CANARY

PHONE: Final = "07700 900123"
ACCOUNT: Final = "00-00-00 00014471, Penny & Crown (made up)"
HOUSE: Final = "14 Alder Street, Northmoor NM1 4ZZ"
HOSTEL_PHONE: Final = "07700 900555"
HELPLINE_PHONE: Final = "07700 900777"
NOW: Final = timezone.localdate()  # a yes of today: the pages ask for today

Said = tuple[str, str] | tuple[str, str, str]
"""Kind and value; certainty where it is not confirmed."""


@dataclass(frozen=True, slots=True)
class Released:
    """One person with the consent that the release rests on, and the name in the circle."""

    person: Person
    consent: Consent
    name: str
    keeper: Member

    def withdraw(self) -> None:
        """Take the yes back."""
        release.withdraw(actor=self.keeper, consent=self.consent)
        permits.clear()


def released(keeper: Member, circle: Circle, *said: Said, grade: str = "B2") -> Released:
    """Write somebody down, let them say these things, and release all of it into a circle."""
    person = people.write_down(
        actor=keeper, on=NOW, known={"full_name": f"Marek {CANARY}", "nationality": "Nowhere"}
    )
    for kind, value, *certainty in said:
        claims.state(
            actor=keeper, person=person, kind=kind, value=value, words=f"so said {CANARY}",
            grade=grade, certainty=certainty[0] if certainty else "confirmed", seen_on="2026-01-19",
        )  # fmt: skip
    purpose = Purpose(circle.purpose)
    consent = consents.record(
        actor=keeper, person=person, recipient=circle, kinds=[Kind.CLAIM], purpose=purpose,
        from_on=NOW,
    )  # fmt: skip
    person.refresh_from_db(fields=["consent_epoch"])
    release.commit(
        actor=keeper, person=person, items=offered(keeper, person, [Kind.CLAIM]), recipient=circle,
        purpose=purpose, on=NOW, epoch=person.consent_epoch,
    )  # fmt: skip
    permits.clear()
    return Released(person, consent, release.pseudonym(circle, person), keeper)
