"""Opening a case: from an accepted referral, and for a person who was written down here."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from clew.ground.accounts.models import Member
from clew.recognise.referrals import actions as referrals
from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.queries import Accepted, accepted_for, accepted_waiting
from clew.rules.consent.kinds import Kind, Purpose
from clew.support.casework import actions, queries
from clew.support.casework.erasure import erase
from clew.support.casework.models import Case, Note
from clew.survivor.consent.actions import record as record_consent
from clew.survivor.consent.queries import of_person as consents_of
from clew.survivor.contact.queries import safe_contact, ways
from clew.survivor.people.actions import write_down
from clew.survivor.people.permissions import NotYours, stands_by
from clew.survivor.people.queries import visible_to as people_visible_to
from clew.survivor.release.actions import commit, withdraw
from clew.survivor.release.items import Item
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.support.casework.files import a_case, at, once, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
ITEMS = (
    Item(Kind.IDENTITY, "full_name", f"Marek {CANARY}"),
    Item(Kind.IDENTITY, "called", "Marek"),
    Item(Kind.CONTACT, "how", "Call."),
    Item(Kind.CONTACT, "when", "Mornings."),
    Item(Kind.CONTACT, "never", "No letters."),
    Item(Kind.CONTACT, "phone", "07700 900123"),
    Item(Kind.NEEDS, "needs", "A dentist."),
    Item(Kind.SCREENING, "outcome", f"Signs {CANARY}."),
)


@pytest.fixture
def accepted_referral(cast: Cast) -> Referral:
    """Refer somebody from the kitchen to the house, and let advocate A accept."""
    person = write_down(actor=cast.first_responder, on=TODAY, known={"called": "Marek"})
    record_consent(
        actor=cast.first_responder, person=person, recipient=cast.house,
        kinds=[Kind.IDENTITY, Kind.CONTACT, Kind.NEEDS, Kind.SCREENING],
        purpose=Purpose.SUPPORT, from_on=TODAY,
    )  # fmt: skip
    person.refresh_from_db(fields=["consent_epoch"])
    release = commit(
        actor=cast.first_responder, person=person, items=ITEMS, recipient=cast.house,
        purpose=Purpose.SUPPORT, on=TODAY, epoch=person.consent_epoch,
    )  # fmt: skip
    referral = Referral(
        person=person, from_organisation=cast.kitchen, to_organisation=cast.house,
        release=release, made_by=cast.first_responder, made_on=TODAY, channel="kitchen",
        training_session="S-1",
    )  # fmt: skip
    referral.save(force_insert=True)
    referrals.receive(actor=cast.advocate_a, referral=referral, at=NOW)
    return referrals.accept(actor=cast.advocate_a, referral=referral, at=NOW)


def opened(actor: Member, referral: Referral) -> Case:
    accepted = accepted_for(actor, referral.id, on=TODAY)
    return actions.open_case(actor=actor, accepted=accepted, on=TODAY, at=NOW)


def test_a_case_opened_from_a_referral_asks_nothing_twice(
    cast: Cast, accepted_referral: Referral
) -> None:
    case = opened(cast.advocate_a, accepted_referral)
    queries.open_file(cast.advocate_a, case)
    assert (case.person.called, case.person.full_name) == ("Marek", f"Marek {CANARY}")
    assert stands_by(cast.advocate_a, case.person)
    safe = safe_contact(cast.advocate_a, case.person)
    assert safe is not None
    assert (safe.how, safe.when, safe.never) == ("Call.", "Mornings.", "No letters.")
    assert [way.kind for way in ways(cast.advocate_a, case.person)] == ["phone"]
    texts = {
        note.is_testimony: queries.open_versions(cast.advocate_a, note)[0].words
        for note in Note.rows.filter(case=case).select_related("case")
    }
    assert texts == {
        False: "From Mill Street Kitchen, with the referral.\nNeeds: A dentist.",
        True: f"From Mill Street Kitchen, with the referral.\nOutcome: Signs {CANARY}.",
    }
    assert (case.channel, case.training_session) == ("kitchen", "S-1")
    assert (case.stage, case.referred_on) == ("referred", TODAY)


def test_the_person_is_another_one_here_than_there(cast: Cast, accepted_referral: Referral) -> None:
    case = opened(cast.advocate_a, accepted_referral)
    assert set(people_visible_to(cast.advocate_a)) == {case.person}
    assert set(people_visible_to(cast.first_responder)) == {accepted_referral.person}


def test_a_referral_opens_one_case(cast: Cast, accepted_referral: Referral) -> None:
    opened(cast.advocate_a, accepted_referral)
    with pytest.raises(actions.AlreadyOpen):
        opened(cast.advocate_b, accepted_referral)
    assert Case.rows.count() == 1
    assert accepted_waiting(cast.advocate_a) == []


def test_a_case_is_opened_by_a_press(cast: Cast, accepted_referral: Referral) -> None:
    client = signed_in(cast.advocate_a)
    address = f"/cases/from-referral/{accepted_referral.id}/"
    page = text_of(client.get(address))
    assert "Mill Street Kitchen asked on 16 March 2026." in page
    assert CANARY not in page
    answer = client.post(address, once(1))
    assert answer.headers["Location"] == at(Case.rows.get())
    assert client.post(address, once(1)).headers["Location"] == "/cases/"
    assert Case.rows.count() == 1


def test_another_organisation_opens_no_case_from_it(
    cast: Cast, accepted_referral: Referral
) -> None:
    client = signed_in(cast.advocate_elsewhere)
    address = f"/cases/from-referral/{accepted_referral.id}/"
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert not Case.rows.exists()


def test_a_yes_taken_back_before_the_press_opens_nothing(
    cast: Cast, accepted_referral: Referral
) -> None:
    accepted = accepted_for(cast.advocate_a, accepted_referral.id, on=TODAY)
    (consent,) = consents_of(cast.first_responder, accepted_referral.person)
    withdraw(actor=cast.first_responder, consent=consent)
    with pytest.raises(referrals.TakenBack):
        actions.open_case(actor=cast.advocate_a, accepted=accepted, on=TODAY, at=NOW)
    assert not Case.rows.exists()
    assert set(people_visible_to(cast.advocate_a)) == set()
    client = signed_in(cast.advocate_a)
    assert client.post(f"/cases/from-referral/{accepted_referral.id}/").status_code == 404


def test_immigration_facts_of_a_referral_are_not_written_into_the_case(
    cast: Cast, accepted_referral: Referral
) -> None:
    whole = accepted_for(cast.advocate_a, accepted_referral.id, on=TODAY)
    part = type(whole.parts[0])
    accepted = Accepted(
        id=whole.id,
        parts=(*whole.parts, part("immigration", "crossing", f"by boat {CANARY}-crossing")),
        from_organisation=whole.from_organisation,
        made_on=whole.made_on,
        channel=whole.channel,
        training_session=whole.training_session,
    )
    case = actions.open_case(actor=cast.advocate_a, accepted=accepted, on=TODAY, at=NOW)
    texts = [
        row.words
        for note in Note.rows.filter(case=case).select_related("case")
        for row in queries.open_versions(cast.advocate_a, note)
    ]
    assert len(texts) == 2
    assert not [text for text in texts if "crossing" in text]


def test_a_case_for_a_person_written_down_here_is_opened_once(cast: Cast) -> None:
    person = write_down(actor=cast.advocate_a, on=TODAY, known={"called": "Ilinca"})
    client = signed_in(cast.advocate_a)
    address = f"/cases/open/{person.code}/"
    assert client.get(address).status_code == 200
    assert client.post(address, once(1)).headers["Location"] == f"/cases/{person.code}/"
    assert client.post(address, once(2)).headers["Location"] == f"/cases/{person.code}/"
    assert Case.rows.count() == 1
    with pytest.raises(actions.AlreadyOpen):
        actions.open_case_for(actor=cast.advocate_a, person=person, on=TODAY)


def test_nobody_opens_a_case_for_somebody_they_do_not_stand_by(cast: Cast) -> None:
    person = write_down(actor=cast.advocate_a, on=TODAY, known={"called": "Ilinca"})
    for outside in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            actions.open_case_for(actor=outside, person=person, on=TODAY)
        client = signed_in(outside, shown_for=person.id)
        assert client.post(f"/cases/open/{person.code}/").status_code == 404
    assert not Case.rows.exists()
    assert actions.open_case_for(actor=cast.advocate_a, person=person, on=TODAY)  # red control


def test_forgetting_deletes_what_was_written(cast: Cast) -> None:
    case, other = a_case(cast.advocate_a), a_case(cast.advocate_a, "Ilinca")
    for found in (case, other):
        actions.add_note(actor=cast.advocate_a, case=found, text="x", happened_on=date(2026, 3, 1))
    erase(case.person)
    assert [row.case_id for row in Note.rows.all()] == [other.id]
    assert isinstance(other.id, UUID)
