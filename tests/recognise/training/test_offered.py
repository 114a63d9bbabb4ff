"""A session that a member came to is offered where a training can be named, and never filled in."""

import pytest
from django.test import Client

from clew.recognise.referrals import queries as referrals
from clew.recognise.screening.models import Screening
from clew.recognise.training import actions, attending
from clew.recognise.training.models import Session
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.referrals.making import NEEDS, agreed, now, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast: Cast) -> Session:
    """Hold a session that the first responder came to."""
    held = actions.write_down(
        actor=cast.trainer, held_on=TODAY, place="Night shelter", attendees=14, on=TODAY
    )
    attending.say_i_came(actor=cast.first_responder, code=held.code, on=TODAY)
    return held


def keeping(client: Client) -> Page:
    return Page.of(client.post("/screen/unodc-general/keep/", {"a-UNODC.G.01": "present"}))


def test_a_screening_offers_it_to_who_came_and_to_nobody_else(cast: Cast, session: Session) -> None:
    page = keeping(signed_in(cast.first_responder))
    assert page.root.xpath("//datalist/option/@value") == [session.code]
    assert page.root.xpath("//input[@name='training_session']/@value") == [""]
    assert not keeping(signed_in(cast.advocate_a)).root.xpath("//datalist")


def test_a_referral_without_a_screening_can_name_it_and_the_case_keeps_the_code(
    cast: Cast, session: Session
) -> None:
    fay = cast.first_responder
    person = people.write_down(actor=fay, on=TODAY, known={"called": CANARY})
    row = sent(cast, person, session.code)
    assert row.training_session == session.code


def test_a_session_somebody_did_not_come_to_is_not_named_by_them(cast: Cast) -> None:
    other = actions.write_down(
        actor=cast.trainer, held_on=TODAY, place="Elsewhere", attendees=9, on=TODAY
    )
    person = people.write_down(actor=cast.first_responder, on=TODAY, known={"called": CANARY})
    assert sent(cast, person, other.code).training_session == ""


def test_what_a_screening_named_stands_and_nothing_else_is_offered(
    cast: Cast, session: Session
) -> None:
    person = somebody(cast.first_responder)
    assert Screening.rows.get().training_session == "session_2"
    assert sent(cast, person, session.code).training_session == "session_2"


def sent(cast: Cast, person: Person, code: str) -> referrals.Referral:
    agreed(cast.first_responder, person, cast.house, on=now())
    client = signed_in(cast.first_responder)
    at = f"/referrals/new/{person.code}/{cast.house.id}/"
    page = Page.of(client.post(f"{at}preview/", {"needs": NEEDS}))
    offered = page.root.xpath("//select[@name='training_session']/option/@value")
    assert (code in offered) is bool(offered and attending.session_of(cast.first_responder, code))
    fields = page.root.xpath("//form[contains(@action, '/send/')]//input[@type='hidden']")
    form = {field.get("name"): field.get("value") for field in fields}
    client.post(f"{at}send/", form | {"training_session": code})
    (row,) = referrals.sent(cast.first_responder)
    return row
