"""Keeping through the pages: offered to those who may, refused to others, done once."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from clew.recognise.screening import actions, queries
from clew.recognise.screening.models import Screening
from clew.rules.indicators.instruments import Scoring, instrument
from clew.survivor.people import actions as people
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.screening.test_keeping import SIGN, talked

pytestmark = pytest.mark.django_db
INTERVIEW = "/screen/unodc-general/interview/"
KEEP = "/screen/unodc-general/keep/"
CARRIED = {f"a-{SIGN}": "present", f"w-{SIGN}": f"{CANARY} said so"}
KEPT = CARRIED | {"do": "keep", "whom": "new", "started_on": timezone.localdate().isoformat()}


def outcome(client: Client) -> Page:
    return Page.of(client.post(INTERVIEW, CARRIED | {"at": "check", "go": "outcome"}))


def test_the_outcome_offers_to_keep_to_those_who_may_only(cast: Cast) -> None:
    for member in (cast.first_responder, cast.advocate_a, cast.case_lead):
        assert "Keep this screening" in outcome(signed_in(member)).text
    for client in (Client(HTTP_HOST="localhost"), signed_in(cast.lawyer), signed_in(cast.survivor)):
        page = outcome(client)
        assert page.status == 200
        assert "Keep this screening" not in page.text
        assert "Print it or copy it" in page.text


def test_nobody_else_keeps_by_hand(cast: Cast) -> None:
    assert Client(HTTP_HOST="localhost").post(KEEP, KEPT).status_code == 401
    assert signed_in(cast.lawyer).post(KEEP, KEPT).status_code == 403
    assert not Screening.rows.exists()


def test_a_screening_is_kept_and_shown_again(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    asked = Page.of(client.post(KEEP, CARRIED))
    assert (asked.status, asked.title) == (200, "Keep this screening")
    form = asked.root.xpath("//main//form")[0]
    assert {f.get("name") for f in form.xpath(".//input[@type='hidden']")} >= {*CARRIED, "once"}
    answer = client.post(KEEP, KEPT | {"channel": "hospital", "called": "Mika"})
    (row,) = queries.mine(cast.first_responder)
    assert (answer.status_code, answer["Location"]) == (302, f"/screen/kept/{row.id}/")
    page = Page.of(client.get(answer["Location"]))
    assert page.status == 200
    assert f"{CANARY} said so" in page.text
    assert "A hospital or a doctor" in page.text
    assert CANARY not in page.root.findtext(".//title")
    listed = Page.of(client.get("/screen/kept/"))
    assert row.person.code in listed.text
    assert CANARY not in listed.source


def test_where_signs_are_added_up_no_more_nobody_reads_that_none_was_found(cast: Cast) -> None:
    client = signed_in(cast.first_responder)
    assert client.post(KEEP, KEPT).status_code == 302
    (row,) = queries.mine(cast.first_responder)
    not_scored = "ilo-delphi-adults-sexual"
    assert instrument(not_scored).scoring is Scoring.NOT_SCORED
    Screening.rows.filter(id=row.id).update(instrument=not_scored)
    page = Page.of(client.get(f"/screen/kept/{row.id}/"))
    assert "These signs are not added up" in page.text
    assert "No sign was found" not in page.text


def test_a_form_that_is_sent_twice_keeps_once(cast: Cast) -> None:
    client, once = signed_in(cast.first_responder), {"once": str(uuid.uuid4())}
    assert client.post(KEEP, KEPT | once).status_code == 302
    assert client.post(KEEP, KEPT | once).status_code == 409
    assert Screening.rows.count() == 1
    assert client.post(KEEP, KEPT).status_code == 302  # red control: without the token it would
    assert Screening.rows.count() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"whom": ""}, "whom-new"),
        ({"started_on": "soon"}, "started_on"),
        ({"started_on": "2999-01-01"}, "started_on"),
        ({"channel": "elsewhere"}, "channel"),
        ({"training_session": "not a code"}, "training_session"),
        ({"whom": "existing", "code": ""}, "code"),
        ({"whom": "existing", "code": "7K3M2Q-X"}, "code"),
        ({"whom": "existing", "code": "theirs"}, "code"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, typed: dict[str, str], field: str
) -> None:
    if typed.get("code") == "theirs":
        theirs = people.write_down(actor=cast.advocate_elsewhere, on=TODAY)
        typed = typed | {"code": theirs.code}
    page = Page.of(signed_in(cast.advocate_a).post(KEEP, KEPT | {"called": "Mika"} | typed))
    assert page.status == 422
    assert f"#{field}" in page.links
    assert page.by_id(field) is not None
    assert page.by_id("called").get("value") == "Mika"
    assert not Screening.rows.exists()


def test_what_the_interview_never_offered_is_refused(cast: Cast) -> None:
    answer = signed_in(cast.advocate_a).post(KEEP, KEPT | {"a-NOT.ONE": "present"})
    assert answer.status_code == 400


def test_keeping_by_code_adds_to_the_person(cast: Cast) -> None:
    person = people.write_down(actor=cast.advocate_a, on=TODAY)
    sent = KEPT | {"whom": "existing", "code": person.code.lower()}
    assert signed_in(cast.advocate_a).post(KEEP, sent).status_code == 302
    assert [row.person for row in queries.mine(cast.advocate_a)] == [person]


def test_a_foreign_screening_is_not_there(cast: Cast) -> None:
    row = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    address = f"/screen/kept/{row.id}/"
    assert signed_in(cast.advocate_a).get(address).status_code == 200
    for nobody in (cast.advocate_elsewhere, cast.advocate_b, cast.case_lead, cast.first_responder):
        client = signed_in(nobody)
        assert client.get(address).status_code == 404
        assert row.person.code not in client.get("/screen/kept/").content.decode()
    assert signed_in(cast.advocate_a).get(f"/screen/kept/{uuid.uuid4()}/").status_code == 404
    assert signed_in(cast.police_liaison).get(address).status_code == 403
