"""Screening somebody again: what changed is told sign by sign, and nothing older is lost."""

from datetime import timedelta

import pytest

from clew.ground.audit import queries as audit
from clew.recognise.screening import actions, queries
from clew.recognise.screening.history import Change, History, histories
from clew.recognise.screening.interview import Choice, Interview
from clew.rules.indicators.instruments import instrument
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page

pytestmark = pytest.mark.django_db
YES, NO, OPEN = Choice.PRESENT, Choice.ABSENT, Choice.NOT_SAID


def talked(cast: Cast, person: Person, days_ago: int, **answers: Choice) -> None:
    held = Interview(instrument("unodc-general"))
    for name, choice in answers.items():
        held = held.with_answer(f"UNODC.G.{name[1:]}", choice, f"{CANARY} {days_ago}")
    actions.keep(
        actor=cast.advocate_a, held=held, on=TODAY, person=person,
        started_on=TODAY - timedelta(days=days_ago),
    )  # fmt: skip


def history_of(cast: Cast, person: Person) -> History:
    (found,) = histories(queries.all_of(cast.advocate_a, person))
    return found


def changes_of(cast: Cast, person: Person) -> dict[str, Change]:
    return {line.indicator.id[-2:]: line.change for line in history_of(cast, person).asked}


@pytest.fixture
def person(cast: Cast) -> Person:
    return people.write_down(actor=cast.advocate_a, on=TODAY)


def test_what_changed_is_told_sign_by_sign(cast: Cast, person: Person) -> None:
    talked(cast, person, 30, g01=YES, g02=NO, g03=OPEN, g04=YES, g05=OPEN)
    talked(cast, person, 2, g01=NO, g02=NO, g03=YES, g05=Choice.NOT_SURE, g06=YES)
    assert changes_of(cast, person) == {
        "01": Change.DIFFERS,
        "02": Change.SAME,
        "03": Change.NOW_KNOWN,  # open before: no contradiction
        "04": Change.NOT_ASKED_AGAIN,
        "05": Change.STILL_OPEN,
        "06": Change.NOW_KNOWN,
    }
    found = history_of(cast, person)
    assert found.changed[0].indicator.id == "UNODC.G.01"
    assert "UNODC.G.05" in [sign.id for sign in found.open_signs]
    assert "UNODC.G.04" not in [sign.id for sign in found.open_signs]


def test_an_older_answer_stands_with_its_day_and_who_asked(cast: Cast, person: Person) -> None:
    talked(cast, person, 30, g04=YES)
    talked(cast, person, 2, g04=OPEN)
    (line,) = history_of(cast, person).asked
    assert line.change is Change.NOT_ASKED_AGAIN
    standing = line.standing
    assert standing is not None
    assert (standing.choice, standing.on) == (YES, TODAY - timedelta(days=30))
    assert standing.asked_by == cast.advocate_a.shown_name
    assert [told.choice for told in line.told] == [OPEN, YES]


def test_the_order_is_that_of_the_talks_and_not_of_keeping(cast: Cast, person: Person) -> None:
    talked(cast, person, 2, g01=NO)
    talked(cast, person, 30, g01=YES)  # written down later, on paper earlier
    (line,) = history_of(cast, person).asked
    assert [told.choice for told in line.told] == [NO, YES]


def test_one_talk_changed_nothing(cast: Cast, person: Person) -> None:
    talked(cast, person, 2, g01=YES)
    assert history_of(cast, person).changed == ()


def test_the_page_tells_it_in_words_and_leads_to_talking_again(cast: Cast, person: Person) -> None:
    talked(cast, person, 30, g01=YES)
    talked(cast, person, 2, g01=NO)
    client = signed_in(cast.advocate_a)
    page = Page.of(client.get(f"/screen/people/{person.code}/"))
    assert page.status == 200
    for words in ("said differently", "Both stand.", "14 February 2026", f"{CANARY} 30"):
        assert words in page.text
    again = f"/screen/unodc-general/?for={person.code}"
    assert again in page.links
    begun = Page.of(client.get(again))
    fields = begun.main_form.fields
    assert fields["for"] == person.code
    asked = Page.of(client.post("/screen/unodc-general/", fields | {"talk": "yes"}))
    assert asked.main_form.fields["t-person"] == person.code
    assert "%" not in page.root.find(".//main").text_content()


def test_a_kept_screening_leads_to_what_changed_once_there_are_two(
    cast: Cast, person: Person
) -> None:
    talked(cast, person, 30, g01=YES)
    client, address = signed_in(cast.advocate_a), f"/screen/people/{person.code}/"
    first = queries.mine(cast.advocate_a)[0]
    assert address not in Page.of(client.get(f"/screen/kept/{first.id}/")).links
    talked(cast, person, 2, g01=NO)
    assert address in Page.of(client.get(f"/screen/kept/{first.id}/")).links


def test_reading_it_is_for_those_who_stand_by_and_leaves_a_trace(
    cast: Cast, person: Person
) -> None:
    talked(cast, person, 2, g01=YES)
    queries.all_of(cast.advocate_a, person)
    assert audit.looked(person.id)[0].name == "screening.history_opened"
    for nobody in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            queries.all_of(nobody, person)
        assert signed_in(nobody).get(f"/screen/people/{person.code}/").status_code == 404


def test_a_code_that_is_none_begins_an_ordinary_talk(cast: Cast) -> None:
    page = Page.of(signed_in(cast.advocate_a).get("/screen/unodc-general/?for=nobody"))
    assert page.status == 200
    assert "for" not in page.main_form.fields
