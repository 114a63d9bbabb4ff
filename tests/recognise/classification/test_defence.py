"""The letter to the defence: from a named conclusion, without the crossing, through the gate."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clew.ground.audit import queries as audit
from clew.ground.vault import permits, proofs
from clew.ground.vault.proofs import Lately
from clew.recognise.classification import actions, defence, queries
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.models import Classification
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent import actions as consents
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release.models import Release, ReleasedItem
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.classification.test_sheets import BOTH, SHEET

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)
CHARGED = BOTH | {
    "jurisdiction": "GB",
    "charged.offence": "illegal entry",
    "charged.compelled": "yes",
}
STATUS = ("crossing", "illegal", "smuggl", "border", "passport", "entry")


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom advocate A stands by."""
    return people.write_down(
        actor=cast.advocate_a, on=TODAY, known={"full_name": f"Marek {CANARY}"}
    )


def sheet(cast: Cast, person: Person, code: str = "trafficking_and_smuggling") -> Classification:
    row = actions.keep(
        actor=cast.advocate_a, person=person, form=form_of(CHARGED), on=TODAY,
        phase="The crossing",
    )  # fmt: skip
    return actions.conclude(
        actor=cast.advocate_a, sheet=row, concluded=code, reason="told us", at=NOON
    )


def agreed(cast: Cast, person: Person, *kinds: Kind) -> None:
    consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.law_firm, kinds=list(kinds),
        purpose=Purpose.LEGAL_ADVICE, from_on=timezone.localdate() - timedelta(days=1),
    )  # fmt: skip


def test_the_letter_names_who_concluded_the_elements_and_the_article(
    cast: Cast, person: Person
) -> None:
    found = defence.letter(cast.advocate_a, sheet(cast, person))
    assert "Ada Advocate, Lantern House, concluded on 16 March 2026" in found.text
    assert "Met by deception." in found.text
    assert any("Modern Slavery Act 2015" in cited for cited in found.cited)
    assert "Schedule 4" in found.text


def test_nothing_of_the_crossing_is_in_it_and_its_compartment_stays_shut(
    cast: Cast, person: Person
) -> None:
    row = sheet(cast, person)
    permits.clear()
    found = defence.letter(cast.advocate_a, row)
    words = found.text.replace("how the person came into a country, about papers or status", "")
    assert [word for word in STATUS if word in words.lower()] == []
    fresh = queries.sheet_for(cast.advocate_a, row.id)
    with pytest.raises(permits.NoTrace):
        _ = fresh.status_facts
    queries.read(cast.advocate_a, fresh)  # red control: with its trace it opens
    assert "illegal entry" in fresh.status_facts.values()


def test_without_a_conclusion_there_is_no_letter(cast: Cast, person: Person) -> None:
    row = actions.keep(actor=cast.advocate_a, person=person, form=form_of(CHARGED), on=TODAY)
    with pytest.raises(defence.NothingToRaise):
        defence.letter(cast.advocate_a, row)
    for code in ("neither", "smuggling"):
        with pytest.raises(defence.NothingToRaise):
            defence.letter(cast.advocate_a, sheet(cast, person, code))
    waiting = defence.letter(cast.advocate_a, sheet(cast, person, "insufficient_information"))
    assert "That is not a no." in waiting.text
    with pytest.raises(queries.NoSuchSheet):
        defence.letter(cast.advocate_b, row)


def test_the_letter_is_an_accessible_pdf(cast: Cast, person: Person) -> None:
    row = sheet(cast, person)
    answer = signed_in(cast.advocate_a).post(f"{SHEET}sheet/{row.id}/letter/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    body = answer.content
    assert body[:5] == b"%PDF-"
    assert b"pdfuaid" in body
    assert CANARY not in answer["Content-Disposition"]
    assert person.code not in answer["Content-Disposition"]


def test_taking_the_letter_away_is_traced_as_that_and_wants_a_fresh_sign_in(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sheet(cast, person)
    client = signed_in(cast.advocate_a)
    address = f"{SHEET}sheet/{row.id}/letter/"
    assert client.get(address).status_code == 200
    looked = [look.name for look in audit.looked(person.id)]
    assert "classification.letter_taken" not in looked  # reading it is not taking it
    assert client.get(f"{address}pdf/").status_code == 405
    assert client.get(address, {"as": "pdf"})["Content-Type"].startswith("text/html")
    assert client.post(f"{address}pdf/").status_code == 200
    assert "classification.letter_taken" in [look.name for look in audit.looked(person.id)]

    def refused(within: Lately) -> None:
        if within is Lately.FIVE_MINUTES:
            raise proofs.StepUpNeeded(within)

    monkeypatch.setattr(proofs, "want", refused)
    with pytest.raises(proofs.StepUpNeeded):
        defence.letter_on_paper(cast.advocate_a, row)
    defence.letter(cast.advocate_a, row)  # red control: to read it none is wanted


def test_the_letter_says_what_was_read_when_it_was_concluded(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sheet(cast, person)
    monkeypatch.setattr(
        "clew.recognise.classification.defence.form_of",
        lambda _: pytest.fail("today's rules were asked"),
    )
    assert "Met by deception." in defence.letter(cast.advocate_a, row).text
    Classification.rows.filter(id=row.id).update(basis=None)
    with pytest.raises(pytest.fail.Exception):  # red control: older sheets are worked out
        defence.letter(cast.advocate_a, queries.sheet_for(cast.advocate_a, row.id))


def test_the_day_of_the_conclusion_is_that_of_the_house(cast: Cast, person: Person) -> None:
    kept = actions.keep(actor=cast.advocate_a, person=person, form=form_of(CHARGED), on=TODAY)
    night = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    row = actions.conclude(
        actor=cast.advocate_a, sheet=kept, concluded="trafficking", reason="told us", at=night
    )
    assert row.organisation.time_zone == "Europe/London"
    assert "concluded on 2 June 2026" in defence.letter(cast.advocate_a, row).text


def send(client: Client, row: Classification, cast: Cast) -> tuple[Page, str]:
    address = f"{SHEET}sheet/{row.id}/letter/{cast.law_firm.id}/"
    return Page.of(client.get(address)), address


def test_without_a_yes_nothing_leaves(cast: Cast, person: Person) -> None:
    row = sheet(cast, person)
    client = signed_in(cast.advocate_a)
    page, address = send(client, row, cast)
    assert page.status == 422
    assert client.post(address, {"epoch": "0", "shown": "x"}).status_code == 409
    assert not Release.rows.exists()


def test_with_a_yes_it_leaves_through_the_gate_word_for_word(cast: Cast, person: Person) -> None:
    row = sheet(cast, person)
    agreed(cast, person, Kind.CLASSIFICATION)
    client = signed_in(cast.advocate_a)
    page, address = send(client, row, cast)
    assert page.status == 200
    assert CANARY not in page.text  # no yes to the name, so it is not even opened
    sent = {
        "epoch": page.one("//input[@name='epoch']").get("value"),
        "shown": page.one("//input[@name='shown']").get("value"),
    }
    assert client.post(address, sent).status_code == 302
    (left,) = Release.rows.all()
    assert (left.organisation, left.purpose, left.kinds) == (
        cast.law_firm, "legal_advice", ["classification"],
    )  # fmt: skip
    assert ReleasedItem.rows.filter(release=left).count() == 1


def test_the_name_goes_along_where_the_person_said_yes_to_it(cast: Cast, person: Person) -> None:
    row = sheet(cast, person)
    agreed(cast, person, Kind.CLASSIFICATION, Kind.IDENTITY)
    page, _ = send(signed_in(cast.advocate_a), row, cast)
    assert f"Marek {CANARY}" in page.text


def test_a_yes_taken_back_meanwhile_stops_it(cast: Cast, person: Person) -> None:
    row = sheet(cast, person)
    agreed(cast, person, Kind.CLASSIFICATION)
    client = signed_in(cast.advocate_a)
    page, address = send(client, row, cast)
    sent = {
        "epoch": page.one("//input[@name='epoch']").get("value"),
        "shown": page.one("//input[@name='shown']").get("value"),
    }
    agreed(cast, person, Kind.IDENTITY)  # any change of the consents
    assert client.post(address, sent).status_code == 409
    assert not Release.rows.exists()
