"""The gate: only what a consent covers leaves, and what is taken back is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clew.ground.vault import permits
from clew.rules.consent.deciding import Refused
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.claims import actions as claims
from clew.survivor.consent import actions as consents
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release import gate, offers
from clew.survivor.release import queries as released
from clew.survivor.release.items import offered
from clew.survivor.release.models import Release, ReleasedClaim, ReleasedItem
from tests.cast import CANARY, TODAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom advocate A stands by."""
    return people.write_down(
        actor=cast.advocate_a,
        on=TODAY,
        known={"full_name": f"Marek {CANARY}", "called": "Marek", "nationality": "Nowhere"},
    )


def test_nothing_leaves_without_a_consent(cast: Cast, person: Person) -> None:
    items = offered(cast.advocate_a, person, [Kind.IDENTITY])
    answer = release.propose(
        actor=cast.advocate_a, person=person, items=items, recipient=cast.police,
        purpose=Purpose.INVESTIGATE, on=TODAY,
    )  # fmt: skip
    assert isinstance(answer, Refused)
    assert answer.because


def test_what_a_consent_covers_leaves_and_is_gone_when_taken_back(
    cast: Cast, person: Person
) -> None:
    consent = consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.police, kinds=[Kind.IDENTITY],
        purpose=Purpose.INVESTIGATE, from_on=TODAY,
    )  # fmt: skip
    items = offered(cast.advocate_a, person, [Kind.IDENTITY])
    proposal = release.propose(
        actor=cast.advocate_a, person=person, items=items, recipient=cast.police,
        purpose=Purpose.INVESTIGATE, on=TODAY,
    )  # fmt: skip
    assert isinstance(proposal, release.Proposal)
    sent = release.commit(
        actor=cast.advocate_a, person=person, items=items, recipient=cast.police,
        purpose=Purpose.INVESTIGATE, on=TODAY, epoch=proposal.epoch,
    )  # fmt: skip
    permits.clear()
    seen = released.parts(cast.police_liaison, sent.id, on=TODAY)
    assert [(part.name, part.value) for part in seen] == [
        ("full_name", f"Marek {CANARY}"),
        ("called", "Marek"),
    ]
    release.withdraw(actor=cast.advocate_a, consent=consent)
    assert released.parts(cast.police_liaison, sent.id, on=TODAY) == []
    assert not ReleasedItem.rows.exists()


def test_a_consent_that_changed_after_the_preview_stops_the_sending(
    cast: Cast, person: Person
) -> None:
    consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.police, kinds=[Kind.IDENTITY],
        purpose=Purpose.INVESTIGATE, from_on=TODAY, until_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    items = offered(cast.advocate_a, person, [Kind.IDENTITY])
    with pytest.raises(release.StaleConsent):
        release.commit(
            actor=cast.advocate_a, person=person, items=items, recipient=cast.police,
            purpose=Purpose.INVESTIGATE, on=TODAY, epoch=0,
        )  # fmt: skip
    assert not Release.rows.exists()


def test_a_claim_goes_into_the_circle_under_another_name(cast: Cast, person: Person) -> None:
    claims.state(
        actor=cast.advocate_a, person=person, kind="phone", value="07700 900123",
        words="they gave us a number to learn", grade="B2", certainty="confirmed",
    )  # fmt: skip
    consent = consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.find_others, kinds=[Kind.CLAIM],
        purpose=Purpose.FIND_OTHERS, from_on=TODAY,
    )  # fmt: skip
    items = offered(cast.advocate_a, person, [Kind.CLAIM])
    release.commit(
        actor=cast.advocate_a, person=person, items=items, recipient=cast.find_others,
        purpose=Purpose.FIND_OTHERS, on=TODAY, epoch=1,
    )  # fmt: skip
    seen = released.released_claims(cast.investigator_kitchen, Purpose.FIND_OTHERS, on=TODAY)
    assert [(claim.kind, claim.value) for claim in seen] == [("phone", "07700 900123")]
    assert person.code[:6] != seen[0].pseudonym
    after = TODAY + timedelta(days=91)  # the yes held for ninety days
    assert released.released_claims(cast.investigator_kitchen, Purpose.FIND_OTHERS, on=after) == ()
    assert released.released_claims(cast.police_liaison, Purpose.FIND_OTHERS, on=TODAY) == ()
    release.withdraw(actor=cast.advocate_a, consent=consent)
    assert not ReleasedClaim.rows.exists()


def test_of_somebody_who_is_held_nothing_is_offered_and_nothing_opens(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.police, kinds=[Kind.IDENTITY],
        purpose=Purpose.INVESTIGATE, from_on=TODAY,
    )  # fmt: skip
    asked = {"actor": cast.advocate_a, "recipient": cast.police, "purpose": Purpose.INVESTIGATE}

    def shown() -> list[str]:
        found = offers.offers(person=person, on=TODAY, **asked)
        return [str(item.value) for offer in found for item in offer.items]

    assert f"Marek {CANARY}" in shown()  # control: the yes covers it
    Person.rows.filter(id=person.id).update(restricted_at=timezone.now())
    assert shown() == []
    asked_for = {kind for kind in Kind if kind is not Kind.CLAIM}
    answers = gate.ask_each(person=person, kinds=asked_for, on=TODAY, **asked)
    assert {type(answer) for answer in answers.values()} == {Refused}
    # Red control: nobody looks whether there is a hold.
    monkeypatch.setattr(Person, "refresh_from_db", lambda *_, **__: None)
    person.restricted_at = None
    assert f"Marek {CANARY}" in shown()


def test_each_kind_by_itself_is_answered_as_if_it_were_asked_alone(
    cast: Cast, person: Person
) -> None:
    consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.police,
        kinds=[Kind.IDENTITY, Kind.NEEDS], purpose=Purpose.INVESTIGATE, from_on=TODAY,
    )  # fmt: skip
    asked = {"actor": cast.advocate_a, "person": person, "recipient": cast.police}
    for purpose in Purpose:
        together = gate.ask_each(kinds=Kind, purpose=purpose, on=TODAY, **asked)
        alone = {kind: gate.ask(kinds=[kind], purpose=purpose, on=TODAY, **asked) for kind in Kind}
        assert together == alone
