"""Somebody was trafficked and smuggled. The receiver reads the same as of one who was not."""

import re

import pytest

from clew.recognise.referrals import actions, queries
from clew.recognise.referrals.items import offers
from clew.recognise.referrals.stays import stays
from clew.rules.consent.kinds import Kind
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.recognise.referrals.making import (
    NOON,
    PLAIN_SIGN,
    STATUS_SIGNS,
    agreed,
    agreed_to_all,
    now,
    referred,
    somebody,
)

pytestmark = pytest.mark.django_db
OF_STATUS = re.compile(
    r"passport|papers|document|status|immigra|nationalit|residen|visa|asylum|border"
    r"|reported to the auth|over to the auth|police or other auth",
    re.IGNORECASE,
)
# What was told of the crossing, in the words of the facts, the signs and the conclusion.
TOLD = ("Ruritanian", "border", "papers", "Passport", "immigra", "muggl", "crossing", "entry")


def test_every_sign_about_papers_and_status_is_listed_and_no_other() -> None:
    labels = {
        sign.id: sign.label for name in instrument_ids() for sign in instrument(name).indicators
    }
    assert {key for key, label in labels.items() if OF_STATUS.search(label)} == set(stays().signs)


def test_what_is_released_of_a_smuggled_victim_is_what_is_released_of_another(cast: Cast) -> None:
    fay, read = cast.first_responder, []
    for smuggled in (True, False):
        person = somebody(fay, smuggled=smuggled)
        # The person agreed to everything that a consent can name, immigration too.
        agreed_to_all(fay, person, cast.house)
        referral = referred(fay, person, cast.house)
        actions.receive(actor=cast.advocate_a, referral=referral, at=NOON)
        read.append(queries.read_parts(cast.advocate_a, referral, on=TODAY))
    assert read[0] == read[1]
    assert len(read[0]) == 5
    kinds = [release.kinds for release in Release.rows.all()]
    assert kinds[0] == kinds[1]
    assert "immigration" not in kinds[0]
    (screening,) = [part.value for part in read[0] if part.kind == "screening"]
    assert instrument("unodc-general").indicator(PLAIN_SIGN).label in screening  # type: ignore[union-attr]
    for sign in STATUS_SIGNS:
        assert instrument("unodc-general").indicator(sign).label not in screening  # type: ignore[union-attr]


def test_without_the_list_the_signs_would_leave(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control: the same comparison with the guard off.
    class Nothing:
        signs: dict[str, str] = {}

    monkeypatch.setattr("clew.recognise.referrals.items.stays", Nothing)
    person = somebody(cast.first_responder)
    agreed(cast.first_responder, person, cast.house)
    found = offers(actor=cast.first_responder, person=person, to=cast.house, on=TODAY)
    (told,) = [item.value for offer in found for item in offer.items if offer.kind == "screening"]
    assert instrument("unodc-general").indicator(STATUS_SIGNS[0]).label in told  # type: ignore[union-attr]


def test_no_page_of_the_receiver_holds_a_fact_of_the_crossing(cast: Cast) -> None:
    fay = cast.first_responder
    person = somebody(fay)
    agreed_to_all(fay, person, cast.house, on=now())
    referral = referred(fay, person, cast.house, on=now())
    client = signed_in(cast.advocate_a)
    address = f"/referrals/in/{referral.id}/"
    pages = [client.get("/referrals/in/"), client.get(address)]
    client.post(f"{address}open/")
    pages.append(client.get(address))
    client.post(f"{address}accept/")
    pages += [client.get(address), client.get("/referrals/in/"), client.get("/notices/")]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert CANARY in pages[2].content.decode()  # red control: what was agreed is there
    for page in pages:
        # The law itself is named after both crimes; that says nothing of anybody.
        source = page.content.decode().replace("Trafficking Protocol and Smuggling Protocol", "")
        main = source[source.index("<main") : source.index("</main>")]
        assert [word for word in TOLD if word in main] == []
        assert person.code not in source
        assert str(person.id) not in source


def test_the_immigration_kind_is_shut_even_with_a_yes(cast: Cast) -> None:
    person = somebody(cast.first_responder)
    agreed_to_all(cast.first_responder, person, cast.house)
    found = offers(actor=cast.first_responder, person=person, to=cast.house, on=TODAY)
    (shut,) = [offer for offer in found if offer.is_locked]
    assert (shut.kind, shut.items) == (Kind.IMMIGRATION, ())
    assert "with or without consent" in shut.stays_because
