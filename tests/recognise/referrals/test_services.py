"""A request for a service is no referral: kept apart, little goes along, and it passes the gate."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from clew.ground.accounts.models import Organisation
from clew.ground.notices.models import Notice
from clew.recognise.referrals import actions, counting, queries
from clew.recognise.referrals.items import fingerprint, offers, picked
from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.permissions import NotForYourRole
from clew.recognise.referrals.services import NoSuchService, services
from clew.recognise.referrals.states import State
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.wall import wall
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.referrals.making import NEEDS, NOON, agreed, now, referred, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom the first responder stands by."""
    return somebody(cast.first_responder)


def ask(
    cast: Cast,
    person: Person,
    to: Organisation,
    service: str = "housing",
    needs: str = NEEDS,
    on: date = TODAY,
) -> Referral:
    fay = cast.first_responder
    found = offers(actor=fay, person=person, to=to, on=on, service=service)
    keys = [item.key for offer in found for item in offer.items]
    person.refresh_from_db(fields=["consent_epoch"])
    return actions.make(
        actor=fay, person=person, to=to, keys=keys, needs=needs, on=on, service=service,
        epoch=person.consent_epoch, shown=fingerprint(picked(found, keys, needs)),
    )  # fmt: skip


def test_only_what_the_service_needs_is_offered_whatever_was_agreed(
    cast: Cast, person: Person
) -> None:
    agreed(cast.first_responder, person, cast.house)
    row = ask(cast, person, cast.house)
    assert row.release.kinds == ["identity", "needs"]
    assert (row.channel, row.training_session) == ("", "")
    interpreter = ask(cast, person, cast.house, "interpreter")
    assert interpreter.release.kinds == ["needs"]


def test_it_stands_in_lists_of_its_own_on_either_side(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house)
    referral, asked = (
        referred(cast.first_responder, person, cast.house),
        ask(cast, person, cast.house),
    )
    assert queries.sent(cast.first_responder) == [referral]
    assert queries.services_sent(cast.first_responder) == [asked]
    assert queries.inbox(cast.advocate_a) == [referral]
    assert queries.services_asked(cast.advocate_a) == [asked]
    assert queries.services_asked(cast.advocate_elsewhere) == []


@pytest.mark.both
def test_it_is_accepted_or_declined_with_a_reason_and_no_file_is_opened_for_it(
    cast: Cast, person: Person
) -> None:
    agreed(cast.first_responder, person, cast.house)
    row = ask(cast, person, cast.house)
    actions.receive(actor=cast.advocate_a, referral=row, at=NOON)
    actions.accept(actor=cast.advocate_a, referral=row, at=NOON)
    assert queries.accepted_waiting(cast.advocate_a) == []
    with pytest.raises(queries.NoSuchReferral):
        queries.accepted_for(cast.advocate_a, row.id, on=TODAY)
    with pytest.raises(queries.NoSuchReferral):
        actions.mark_opened(actor=cast.advocate_a, referral_id=row.id, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.rows.filter(id=row.id).update(opened_at=NOON, opened_by=cast.advocate_a)
    other = ask(cast, person, cast.house, "health")
    actions.receive(actor=cast.advocate_a, referral=other, at=NOON)
    declined = actions.decline(
        actor=cast.advocate_a, referral=other, reason="no_room", words="From May on.", at=NOON
    )
    assert queries.read_reason(cast.first_responder, declined) == "From May on."


def test_it_is_no_step_of_a_chain(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house)
    ask(cast, person, cast.house)
    assert counting.to_count([cast.kitchen.id], until=TODAY) == []
    referral = referred(cast.first_responder, person, cast.house)  # control
    assert [each.id for each in counting.to_count([cast.kitchen.id], until=TODAY)] == [referral.id]


def test_without_a_yes_nothing_is_asked_and_a_yes_taken_back_takes_it_back(
    cast: Cast, person: Person
) -> None:
    with pytest.raises(release.RefusedNow):
        ask(cast, person, cast.house)
    assert not Release.rows.exists()
    agreed(cast.first_responder, person, cast.house)
    row = ask(cast, person, cast.house)
    release.withdraw(actor=cast.first_responder, consent=Consent.rows.get())
    row.refresh_from_db()
    row.release.refresh_from_db()
    assert row.standing is State.WITHDRAWN


def test_legal_advice_goes_on_a_yes_to_legal_advice_and_may_say_the_nationality(
    cast: Cast, person: Person
) -> None:
    fay, kinds = cast.first_responder, [Kind.IMMIGRATION, Kind.NEEDS]
    agreed(fay, person, cast.law_firm, [Kind.NEEDS])
    for_support = offers(actor=fay, person=person, to=cast.law_firm, on=TODAY)
    assert "Ruritanian" not in str([offer.items for offer in for_support])
    asked = offers(actor=fay, person=person, to=cast.law_firm, on=TODAY, service="legal_advice")
    assert all(offer.is_locked for offer in asked)  # a yes to support is no yes to legal advice
    consents.record(
        actor=fay, person=person, recipient=cast.law_firm, kinds=kinds,
        purpose=Purpose.LEGAL_ADVICE, from_on=TODAY,
    )  # fmt: skip
    asked = offers(actor=fay, person=person, to=cast.law_firm, on=TODAY, service="legal_advice")
    told = [item.value for offer in asked for item in offer.items]
    assert told == ["Ruritanian"]


@pytest.mark.both
def test_a_lawyer_answers_requests_and_meets_no_referral(cast: Cast, person: Person) -> None:
    fay, firm = cast.first_responder, cast.law_firm
    assert firm in queries.recipients(fay, "legal_advice")
    assert firm not in queries.recipients(fay)
    consents.record(
        actor=fay, person=person, recipient=firm, kinds=[Kind.NEEDS],
        purpose=Purpose.LEGAL_ADVICE, from_on=now(),
    )  # fmt: skip
    row = ask(cast, person, firm, "legal_advice", on=now())
    assert Notice.objects.filter(member=cast.lawyer, code="referral.received").exists()
    client = signed_in(cast.lawyer)
    listed = Page.of(client.get("/referrals/services/"))
    assert f"/referrals/in/{row.id}/" in listed.links
    assert "You asked others for" not in listed.text
    assert client.get("/referrals/in/").status_code == 403
    actions.receive(actor=cast.lawyer, referral=row, at=NOON)
    page = Page.of(client.get(f"/referrals/in/{row.id}/")).text
    assert NEEDS in page
    assert "Advocates, case leads and lawyers here." in page  # who opens it is who is named
    actions.accept(actor=cast.lawyer, referral=row, at=NOON)
    referral = Referral.rows.get(id=row.id)
    Referral.rows.filter(id=row.id).update(service="")  # control: as a referral it is not theirs
    assert client.get(f"/referrals/in/{referral.id}/").status_code == 404
    referral.refresh_from_db()
    with pytest.raises(NotForYourRole):
        actions.decline(actor=cast.lawyer, referral=referral, reason="no_room", at=NOON)


def test_every_service_asks_only_for_what_the_wall_opens_to_somebody() -> None:
    assert {"housing", "interpreter", "legal_advice", "health"} <= services().keys()
    for each in services().values():
        for kind in each.kinds:
            rows = wall().rows.values()
            assert any(kind in row.kinds and each.purpose in row.purposes for row in rows)


def test_a_service_nobody_knows_or_without_words_asks_nothing(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house)
    with pytest.raises(NoSuchService):
        ask(cast, person, cast.house, "a_horse")
    with pytest.raises(actions.NothingAsked):
        ask(cast, person, cast.house, needs=" ")
    assert not Release.rows.exists()


def test_a_service_is_asked_for_page_by_page(cast: Cast, person: Person) -> None:
    agreed(cast.first_responder, person, cast.house, on=now())
    client = signed_in(cast.first_responder)
    at = f"/referrals/new/{person.code}/"
    start = Page.of(client.get(at))
    assert f"{at}?service=housing" in start.links
    choosing = Page.of(client.get(f"{at}?service=housing"))
    where = f"{at}{cast.house.id}/?service=housing"
    assert where in choosing.links
    picking = Page.of(client.get(where))
    assert "You ask Lantern House for one thing: A safe place to stay" in picking.text
    keys = [str(key) for key in picking.root.xpath("//input[@name='item']/@value")]
    form = {"item": keys, "service": "housing"}
    empty = client.post(f"{at}{cast.house.id}/preview/", form)
    assert empty.status_code == 422
    page = Page.of(client.post(f"{at}{cast.house.id}/preview/", form | {"needs": NEEDS}))
    fields = page.root.xpath("//form[contains(@action, '/send/')]//input[@type='hidden']")
    sent = {field.get("name"): field.get("value") for field in fields} | {"item": keys}
    assert sent["service"] == "housing"
    answer = client.post(f"{at}{cast.house.id}/send/", sent)
    (row,) = queries.services_sent(cast.first_responder)
    assert answer["Location"] == f"/referrals/sent/{row.id}/"
    shown = Page.of(client.get(answer["Location"]))
    assert "Asked for: A safe place to stay." in shown.text
    listed = Page.of(client.get("/referrals/services/"))
    assert person.code in listed.text
    assert person.code not in Page.of(client.get("/referrals/")).text
    other = Page.of(signed_in(cast.advocate_a).get("/referrals/services/"))
    assert "A safe place to stay" in other.text
    assert CANARY not in other.text
    assert client.get(f"{at}?service=a_horse").status_code == 404
