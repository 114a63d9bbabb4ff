"""A worksheet is kept for a person; a named person concludes, with a reason, once."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from clew.ground.vault import permits
from clew.recognise.classification import actions, erasure, queries
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.models import Classification
from clew.recognise.screening.permissions import NotForYourRole
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)
SHEET = "/trafficking-or-smuggling/"
KEEP = f"{SHEET}keep/"
TRAFFICKED = {
    "act.recruitment": "yes",
    "means.deception": "yes",
    "purpose.forced_labour": "yes",
}
SMUGGLED = {
    "crossing.illegal_entry": "yes",
    "crossing.not_national_or_resident": "yes",
    "benefit.financial_or_material": "yes",
}
BOTH = TRAFFICKED | SMUGGLED


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom advocate A stands by."""
    return people.write_down(actor=cast.advocate_a, on=TODAY)


def kept(cast: Cast, person: Person, facts: dict[str, str] = BOTH) -> Classification:
    return actions.keep(actor=cast.advocate_a, person=person, form=form_of(facts), on=TODAY)


def concluded(cast: Cast, sheet: Classification, code: str) -> Classification:
    return actions.conclude(
        actor=cast.advocate_a, sheet=sheet, concluded=code, reason=f"{CANARY}, because", at=NOON
    )


def test_a_sheet_keeps_its_facts_and_where_the_rules_pointed(cast: Cast, person: Person) -> None:
    sheet = kept(cast, person, BOTH | {"act.transfer": "unknown"})
    found = queries.read(cast.advocate_a, queries.sheet_for(cast.advocate_a, sheet.id))
    assert {k: v for k, v in found.form.typed.items() if k != "jurisdiction"} == BOTH
    assert found.pointed_to == "trafficking_and_smuggling"
    assert found.points_to == "trafficking_and_smuggling"
    assert (found.differs, found.other_law) == (False, False)
    assert (found.concluded, found.reason) == (None, None)
    assert sheet.rule_version.startswith("INT ")


def test_crossing_is_sealed_apart_from_the_rest(cast: Cast, person: Person) -> None:
    sheet = kept(cast, person, BOTH | {"charged.offence": "illegal entry"})
    queries.read(cast.advocate_a, sheet)
    assert set(sheet.facts) == {*TRAFFICKED, "jurisdiction"}
    assert set(sheet.status_facts) == {*SMUGGLED, "charged.offence"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM classification_classification")
        stored = repr(cursor.fetchall())
    assert "crossing" not in stored
    assert "smuggling" not in stored
    assert sheet.rule_version in stored  # red control: the row is there


def test_what_may_be_told_is_made_without_opening_the_crossing(cast: Cast, person: Person) -> None:
    sheet = concluded(cast, kept(cast, person), "trafficking_and_smuggling")
    permits.clear()
    told = queries.trafficking_of(cast.advocate_a, person)
    assert told is not None
    assert told.row == sheet
    assert [line.split(" by ")[0] for line in told.elements] == ["Met", "Met", "Met"]
    assert "muggl" not in repr(told.elements)
    with pytest.raises(permits.NoTrace):
        _ = told.row.status_facts


@pytest.mark.parametrize(
    "code", ["smuggling", "aggravated_smuggling", "neither", "insufficient_information"]
)
def test_only_trafficking_is_told(cast: Cast, person: Person, code: str) -> None:
    sheet = kept(cast, person)
    assert queries.trafficking_of(cast.advocate_a, person) is None  # nobody concluded
    concluded(cast, sheet, code)
    assert queries.trafficking_of(cast.advocate_a, person) is None


def test_a_person_concludes_otherwise_than_the_rules(cast: Cast, person: Person) -> None:
    concluded(cast, kept(cast, person), "trafficking")
    (row,) = queries.of_person(cast.advocate_a, person)
    found = queries.read(cast.advocate_a, row)
    assert (found.concluded, found.pointed_to) == ("trafficking", "trafficking_and_smuggling")
    assert found.reason == f"{CANARY}, because"
    assert (row.concluded_by, row.concluded_at) == (cast.advocate_a, NOON)


def test_a_conclusion_stays_and_wants_a_reason(cast: Cast, person: Person) -> None:
    sheet = kept(cast, person)
    for reason in ("", "  \n", "x" * 4001):
        with pytest.raises(actions.NoReason):
            actions.conclude(
                actor=cast.advocate_a, sheet=sheet, concluded="neither", reason=reason, at=NOON
            )
    for code in ("", "guilty"):
        with pytest.raises(actions.NotAConclusion):
            concluded(cast, sheet, code)
    concluded(cast, sheet, "trafficking")
    with pytest.raises(actions.AlreadyConcluded):
        concluded(cast, sheet, "neither")
    with pytest.raises(NotYours):
        actions.conclude(
            actor=cast.advocate_b, sheet=sheet, concluded="neither", reason="why", at=NOON
        )


def test_the_database_refuses_half_a_conclusion(cast: Cast, person: Person) -> None:
    sheet = kept(cast, person)
    for half in ({"concluded_by": cast.advocate_a}, {"concluded_at": NOON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Classification.rows.filter(id=sheet.id).update(**half)
    concluded(cast, sheet, "trafficking")
    with pytest.raises(IntegrityError), transaction.atomic():
        Classification.rows.filter(id=sheet.id).update(reason=None)


def test_an_empty_or_faulty_sheet_is_not_kept(cast: Cast, person: Person) -> None:
    for facts in ({}, {"on": "2026-01-01"}, {"act.recruitment": "unknown"}, {"born": "soon"}):
        with pytest.raises(actions.NothingToKeep):
            kept(cast, person, facts)
    with pytest.raises(NotYours):
        actions.keep(actor=cast.advocate_b, person=person, form=form_of(BOTH), on=TODAY)
    with pytest.raises(NotForYourRole):
        actions.keep(actor=cast.lawyer, person=person, form=form_of(BOTH), on=TODAY)
    assert not Classification.rows.exists()


def test_only_who_stands_by_the_person_opens_a_sheet(cast: Cast, person: Person) -> None:
    hers = kept(cast, person)
    theirs = people.write_down(actor=cast.advocate_elsewhere, on=TODAY)
    other = actions.keep(actor=cast.advocate_elsewhere, person=theirs, form=form_of(BOTH), on=TODAY)
    assert list(queries.visible_to(cast.advocate_a)) == [hers]
    assert list(queries.visible_to(cast.advocate_elsewhere)) == [other]
    for nobody in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
        with pytest.raises(queries.NoSuchSheet):
            queries.sheet_for(nobody, hers.id)
        with pytest.raises(queries.NoSuchSheet):
            queries.read(nobody, hers)
        with pytest.raises(NotYours):
            queries.of_person(nobody, person)


def test_todays_rules_that_differ_are_said(cast: Cast, person: Person) -> None:
    sheet = kept(cast, person)
    queries.read(cast.advocate_a, sheet)
    sheet.points_to = "neither"
    sheet.save(update_fields=["points_to"])
    client = signed_in(cast.advocate_a)
    page = Page.of(client.get(f"{SHEET}sheet/{sheet.id}/"))
    assert "Today’s rules point to both: trafficking and smuggling." in page.text
    sheet.points_to = "trafficking_and_smuggling"
    sheet.save(update_fields=["points_to"])
    page = Page.of(client.get(f"{SHEET}sheet/{sheet.id}/"))
    assert "Today’s rules point to the same." in page.text


def test_the_worksheet_offers_to_keep_to_those_who_may_only(cast: Cast, person: Person) -> None:
    address = f"{SHEET}?for={person.code}"
    page = Page.of(signed_in(cast.advocate_a).get(address))
    assert "Keep this sheet for a person" in page.text
    assert page.one("//input[@name='for']").get("value") == person.code
    for client in (Client(HTTP_HOST="localhost"), signed_in(cast.lawyer)):
        page = Page.of(client.get(address))
        assert "Keep this sheet" not in page.text
        assert person.code not in page.source
    assert Client(HTTP_HOST="localhost").post(KEEP, BOTH).status_code == 401
    assert signed_in(cast.lawyer).post(KEEP, BOTH).status_code == 403


def test_a_sheet_is_kept_and_concluded_through_the_pages(cast: Cast, person: Person) -> None:
    client = signed_in(cast.advocate_a)
    asked = Page.of(client.post(KEEP, BOTH | {"for": person.code}))
    assert (asked.status, asked.by_id("for").get("value")) == (200, person.code)
    once = {"once": str(uuid.uuid4())}
    sent = BOTH | {"for": person.code, "do": "keep"} | once
    answer = client.post(KEEP, sent)
    assert answer.status_code == 302
    assert client.post(KEEP, sent).status_code == 409
    (row,) = queries.of_person(cast.advocate_a, person)
    assert answer["Location"] == f"{SHEET}sheet/{row.id}/"
    page = Page.of(client.get(answer["Location"]))
    assert page.status == 200
    assert page.root.xpath("//input[@name='concluded'][@checked]") == []
    missing = Page.of(client.post(answer["Location"], {"reason": f"{CANARY} told us"}))
    assert (missing.status, missing.by_id("reason").text.strip()) == (422, f"{CANARY} told us")
    no_reason = client.post(answer["Location"], {"concluded": "trafficking"})
    assert no_reason.status_code == 422
    done = client.post(
        answer["Location"], {"concluded": "trafficking", "reason": f"{CANARY} told us"}
    )
    assert done.status_code == 302
    page = Page.of(client.get(answer["Location"]))
    assert f"{CANARY} told us" in page.text
    assert "Ada Advocate concluded" in page.text
    again = client.post(answer["Location"], {"concluded": "neither", "reason": "other"})
    assert again.status_code == 422
    listed = Page.of(client.get(f"{SHEET}sheets/{person.code}/"))
    assert listed.status == 200
    assert CANARY not in listed.source


def test_a_wrong_code_is_said_and_the_facts_stay(cast: Cast, person: Person) -> None:
    for who, code in ((cast.advocate_a, "7K3M2Q-X"), (cast.advocate_b, person.code)):
        page = Page.of(signed_in(who).post(KEEP, BOTH | {"for": code, "do": "keep"}))
        assert page.status == 422
        assert page.by_id("for").get("value") == code
        assert page.one("//input[@name='act.recruitment']").get("value") == "yes"
    assert not Classification.rows.exists()


def test_foreign_sheets_are_not_there(cast: Cast, person: Person) -> None:
    row = kept(cast, person)
    addresses = (f"{SHEET}sheet/{row.id}/", f"{SHEET}sheets/{person.code}/")
    for address in addresses:
        assert signed_in(cast.advocate_a).get(address).status_code == 200
        for nobody in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
            assert signed_in(nobody, shown_for=person.id).get(address).status_code == 404
        assert signed_in(cast.police_liaison).get(address).status_code == 403
    answer = signed_in(cast.advocate_elsewhere).post(
        addresses[0], {"concluded": "neither", "reason": "x"}
    )
    assert answer.status_code == 404


def test_forgetting_a_person_takes_their_sheets(cast: Cast, person: Person) -> None:
    kept(cast, person)
    erasure.erase(person)
    assert queries.of_person(cast.advocate_a, person) == []
