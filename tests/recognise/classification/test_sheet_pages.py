"""The pages of a kept sheet: change it, cite, compare, run again, and two who differ."""

from pathlib import Path

import pytest
from django.test import Client

from clew.recognise.classification import actions, queries
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.models import Classification
from clew.recognise.screening import actions as screening
from clew.recognise.screening.interview import Choice, Interview
from clew.rules.indicators.instruments import instrument
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.recognise.classification.test_sheets import BOTH, NOON, SHEET, SMUGGLED, TRAFFICKED
from tests.rules.law.changed_law import with_changed_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom both advocates stand by."""
    found = people.write_down(actor=cast.advocate_a, on=TODAY)
    people.stand_by(actor=cast.advocate_a, person=found, member=cast.advocate_b, on=TODAY)
    return found


@pytest.fixture
def client(cast: Cast) -> Client:
    """Sign advocate A in."""
    return signed_in(cast.advocate_a)


def kept(
    cast: Cast, person: Person, facts: dict[str, str], phase: str = "", about: str = ""
) -> Classification:
    return actions.keep(
        actor=cast.advocate_a, person=person, form=form_of(facts), on=TODAY, phase=phase,
        about=about,
    )  # fmt: skip


def concluded(cast: Cast, row: Classification, code: str = "trafficking") -> Classification:
    return actions.conclude(
        actor=cast.advocate_a, sheet=row, concluded=code, reason="told us", at=NOON
    )


def page_of(row: Classification, page: str = "") -> str:
    return f"{SHEET}sheet/{row.id}/{page}"


def newest(cast: Cast, row: Classification) -> Classification:
    return queries.whole_sheet(cast.advocate_a, row).newest


def test_a_sheet_says_which_facts_rest_on_nothing(
    cast: Cast, person: Person, client: Client
) -> None:
    row = kept(cast, person, TRAFFICKED, phase="After arrival", about=f"{CANARY} the uncle")
    page = Page.of(client.get(page_of(row)))
    assert page.text.count("no evidence yet") == len(TRAFFICKED)
    assert f"About: {CANARY} the uncle, who is said to have done it." in page.text
    added = client.post(
        page_of(row, "sources/"),
        {"fact": "means.deception", "says": "yes", "source": "document", "words": "The advert"},
    )
    assert added.status_code == 302
    page = Page.of(client.get(page_of(newest(cast, row))))
    assert page.text.count("no evidence yet") == len(TRAFFICKED) - 1
    assert "The advert" in page.text


def test_what_is_missing_of_a_source_is_said_and_the_words_stay(
    cast: Cast, person: Person, client: Client
) -> None:
    row = kept(cast, person, TRAFFICKED)
    page = Page.of(client.post(page_of(row, "sources/"), {"words": f"{CANARY} wrote it"}))
    assert page.status == 422
    assert page.by_id("words").text.strip() == f"{CANARY} wrote it"
    assert "Choose the fact that it says something of." in page.text
    assert newest(cast, row) == row


def test_a_screening_proposes_and_a_person_confirms_on_the_page(
    cast: Cast, person: Person, client: Client
) -> None:
    row = kept(cast, person, {"act.recruitment": "yes"})
    held = Interview(instrument("unodc-general"), {"UNODC.G.35": Choice.PRESENT})
    screening.keep(actor=cast.advocate_a, held=held, on=TODAY, person=person)
    page = Page.of(client.get(page_of(row, "sources/")))
    key = page.one("//input[@name='k-0']").get("value")
    assert "our reading, not checked" in page.text
    nothing = client.post(page_of(row, "sources/"), {"do": "decide", "k-0": key, "p-0": "later"})
    assert nothing.status_code == 422
    client.post(page_of(row, "sources/"), {"do": "decide", "k-0": key, "p-0": "confirm"})
    found = queries.read(cast.advocate_a, newest(cast, row))
    assert found.held.answer("means.deception") == "yes"
    assert found.held.without_evidence == ("act.recruitment",)
    page = Page.of(client.get(page_of(newest(cast, row), "sources/")))
    marked = page.one("//input[@name='aside']").get("value")
    client.post(page_of(newest(cast, row), "sources/"), {"do": "aside", "aside": marked})
    after = queries.read(cast.advocate_a, newest(cast, row))
    assert after.held.without_evidence == ("act.recruitment", "means.deception")


def test_the_facts_are_changed_on_the_worksheet(cast: Cast, person: Person, client: Client) -> None:
    row = kept(cast, person, TRAFFICKED)
    page = Page.of(client.get(page_of(row, "facts/")))
    assert page.one("//input[@name='version']").get("value") == str(row.id)
    answer = client.post(page_of(row, "facts/"), TRAFFICKED | {"act.transfer": "yes"})
    assert answer["Location"] == page_of(newest(cast, row))
    assert queries.read(cast.advocate_a, newest(cast, row)).held.answer("act.transfer") == "yes"
    for wrong in ({"born": "soon", **TRAFFICKED}, {"child": "yes"}):
        assert client.post(page_of(row, "facts/"), wrong).status_code == 422


def test_two_people_who_differ_see_both_and_choose(
    cast: Cast, person: Person, client: Client
) -> None:
    row = kept(cast, person, TRAFFICKED)
    other = signed_in(cast.advocate_b)
    first = other.post(page_of(row, "facts/"), TRAFFICKED | {"act.transfer": "yes"})
    assert "choose" not in first["Location"]
    second = client.post(page_of(row, "facts/"), TRAFFICKED | {"act.transfer": "no"})
    assert second["Location"].endswith("/choose/")
    page = Page.of(client.get(second["Location"]))
    assert "Ada Advocate" in page.text
    assert "Bea Advocate" in page.text
    assert page.root.xpath("//input[@name='act.transfer'][@checked]") == []
    assert client.post(second["Location"], {}).status_code == 422
    waiting = Page.of(client.get(page_of(row)))
    assert "Two people changed the same answers at the same time." in waiting.text
    assert client.post(second["Location"], {"act.transfer": "second"}).status_code == 302
    chosen = newest(cast, row)
    assert queries.read(cast.advocate_a, chosen).held.answer("act.transfer") == "no"
    assert client.get(page_of(chosen, "choose/"))["Location"] == page_of(chosen)


def test_contradictory_facts_are_shown_and_kept(cast: Cast, person: Person, client: Client) -> None:
    facts = SMUGGLED | {"crossing.not_national_or_resident": "no"}
    row = kept(cast, person, facts)
    said = "Two answers cannot both be right."
    assert said in Page.of(client.get(page_of(row))).text
    assert said in Page.of(client.post(SHEET, facts)).text
    assert said not in Page.of(client.post(SHEET, SMUGGLED)).text  # red control
    assert queries.read(cast.advocate_a, row).held.answers == facts | {"jurisdiction": "INT"}


def test_the_same_facts_under_another_law(cast: Cast, person: Person, client: Client) -> None:
    facts = {
        "child": "no", "act.recruitment": "yes", "means.abuse_of_vulnerability": "yes",
        "purpose.forced_labour": "yes",
    }  # fmt: skip
    row = kept(cast, person, facts)
    page = Page.of(client.get(page_of(row, "law/"), {"law": "US"}))
    assert "they point to no answer yet: not enough is known" in page.text.replace("  ", " ")
    assert "Follows only: the UN Protocols" in page.text
    assert newest(cast, row) == row  # looking keeps nothing
    assert client.get(page_of(row, "law/"), {"law": "ZZ"}).status_code == 422


def test_phases_and_people_stand_side_by_side(cast: Cast, person: Person, client: Client) -> None:
    kept(cast, person, SMUGGLED | {"on": "2024-05-01", "child": "no"}, phase="The crossing")
    kept(cast, person, TRAFFICKED | {"on": "2024-09-01", "child": "yes"}, phase="After arrival")
    other = people.write_down(actor=cast.advocate_a, on=TODAY)
    kept(cast, other, BOTH, phase="The road", about="the driver")
    address = f"{SHEET}sheets/{person.code}/side-by-side/"
    page = Page.of(client.get(address))
    assert page.text.index("The crossing") < page.text.index("After arrival")
    assert "one does not take away the other" in page.text
    assert "The ages cannot both be right." in page.text
    assert "The road" not in page.text
    page = Page.of(client.get(address, {"and": other.code}))
    assert "The road" in page.text
    foreign = people.write_down(actor=cast.advocate_elsewhere, on=TODAY)
    refused = Page.of(client.get(address, {"and": foreign.code}))
    assert refused.status == 422
    assert signed_in(cast.case_lead, shown_for=person.id).get(address).status_code == 404


def test_changed_law_changes_no_sheet_and_shows_what_differs(
    cast: Cast, person: Person, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {
        "jurisdiction": "GB", "act.transportation": "yes", "purpose.forced_criminality": "yes",
        "crossing.illegal_entry": "no",
    }  # fmt: skip
    row = concluded(cast, kept(cast, person, facts, phase="At the plants"))
    address = f"{SHEET}changed-law/"
    assert "rests on today’s data" in Page.of(client.get(address)).text
    change = ("forced_criminality: named", "forced_criminality: open")
    with with_changed_law(monkeypatch, tmp_path, "GB", *change):
        listed = Page.of(client.get(f"{SHEET}sheets/{person.code}/"))
        assert "other data than today’s" in listed.text
        assert "At the plants" not in Page.of(client.get(address)).text  # nothing opened yet
        page = Page.of(client.post(address))
        assert "1 sheet comes out differently." in page.text
        assert "At the plants" in page.text
        assert "What Ada Advocate concluded on 16 March 2026 stands." in page.text
        found = queries.read(cast.advocate_a, row)
        assert (found.concluded, found.pointed_to) == ("trafficking", "trafficking")
        assert found.points_to == "insufficient_information"
        assert found.differences
        assert newest(cast, row) == row
        anew = client.post(page_of(row, "again/"))
        assert anew.status_code == 302
        assert "rests on today’s data" in Page.of(client.get(address)).text
    assert queries.whole_sheet(cast.advocate_a, row).standing == row


def test_an_older_version_says_so_and_is_not_concluded_from(
    cast: Cast, person: Person, client: Client
) -> None:
    row = kept(cast, person, TRAFFICKED)
    client.post(page_of(row, "facts/"), TRAFFICKED | {"act.transfer": "yes"})
    page = Page.of(client.get(page_of(row)))
    assert "This is an earlier version. It stays as it was." in page.text
    late = client.post(page_of(row), {"concluded": "trafficking", "reason": "told"})
    assert late.status_code == 422
    assert newest(cast, row).concluded_by is None


def test_the_names_of_a_sheet_are_changed(cast: Cast, person: Person, client: Client) -> None:
    row = kept(cast, person, TRAFFICKED)
    sent = {"phase": "After arrival", "about": "the driver", "may_be_victim": "yes"}
    assert client.post(page_of(row, "about/"), sent).status_code == 302
    page = Page.of(client.get(page_of(newest(cast, row))))
    assert "They may have been made to do it, and be a victim themselves." in page.text
    assert client.post(page_of(row, "about/"), {"phase": "x" * 81}).status_code == 422


def test_asylum_and_safe_routes_are_explained_to_anybody_with_their_gap() -> None:
    page = Page.of(Client(HTTP_HOST="localhost").get(f"{SHEET}asylum-and-safe-routes/"))
    assert page.status == 200
    assert "None is written down here." in page.text
    assert "art. 31" in page.text
