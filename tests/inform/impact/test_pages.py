"""The pages of impact: each sees the chains that are theirs, and no small number."""

from datetime import timedelta
from uuid import uuid4

import pytest

from clew.ground.accounts.roles import Role
from clew.inform.impact import queries
from clew.inform.statistics import actions
from clew.recognise.screening.models import Screening
from clew.recognise.training import actions as training
from clew.recognise.training.models import Session
from clew.support.casework.models import Case, Moment
from clew.survivor.people import actions as people
from tests.cast import CANARY, TODAY, Cast, member, signed_in
from tests.ground.reading import Page

pytestmark = pytest.mark.django_db
FROM = TODAY - timedelta(days=100)


@pytest.fixture
def session(cast: Cast) -> Session:
    """Write a session down."""
    return training.write_down(
        actor=cast.trainer, held_on=FROM, place="Shelter", attendees=24, on=TODAY
    )


def recognised(cast: Cast, session: Session, number: int) -> None:
    for _ in range(number):
        person = people.write_down(
            actor=cast.first_responder, on=FROM, known={"full_name": f"Marek {CANARY}"}
        )
        Screening(
            person=person, owner=cast.first_responder, organisation=cast.kitchen, answered=1,
            instrument="unodc-general", instrument_version="1", started_on=FROM, said={},
            training_session=session.code,
        ).save(force_insert=True)  # fmt: skip


def with_case(cast: Cast, session: Session, number: int, milestone: str = "") -> None:
    for _ in range(number):
        person = people.write_down(actor=cast.advocate_a, on=FROM)
        case = Case(
            person=person, organisation=cast.house, opened_on=FROM, opened_by=cast.advocate_a,
            training_session=session.code, opened_from=uuid4(),
        )  # fmt: skip
        case.save(force_insert=True)
        if milestone:
            Moment(
                case=case, kind="court", milestone=milestone, happened_on=FROM,
                recorded_by=cast.advocate_a,
            ).save(force_insert=True)  # fmt: skip


def test_the_chain_of_the_circle_is_drawn_with_its_twin(cast: Cast, session: Session) -> None:
    recognised(cast, session, 14)
    with_case(cast, session, 11)
    with_case(cast, session, 10, "charge")
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    found = queries.impact_for(cast.policy_lead)
    assert found.together is not None
    counts = [step.count for step in found.together.steps]
    assert counts == [35, 21, 21, 21, 10, 10, 10]
    page = Page.of(signed_in(cast.policy_lead).get("/impact/"))
    assert "14 of 35 people who were recognised were not referred." in page.text
    twin = page.root.xpath("//section[@aria-labelledby='twin']//td/text()")
    drawn = page.root.xpath(
        "//*[local-name()='svg'][@class='chain']//*[local-name()='text'][contains(@class,'ch-v')]/text()"
    )
    assert [cell.strip() for cell in twin] == ["24", "35", "21", "21", "21", "10", "10", "10"]
    assert [cell.strip() for cell in drawn] == [cell.strip() for cell in twin]
    assert CANARY not in page.text


def test_a_trainer_sees_their_own_session_and_not_the_sum(cast: Cast, session: Session) -> None:
    other = member(cast.kitchen, "Tim Trainer", Role.TRAINER)
    foreign = training.write_down(
        actor=other, held_on=FROM, place="Elsewhere", attendees=5, on=TODAY
    )
    recognised(cast, session, 14)
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    found = queries.impact_for(cast.trainer)
    assert [one.code for one in found.sessions] == [session.code]
    assert found.together is None
    trainer = signed_in(cast.trainer)
    assert trainer.get("/impact/").status_code == 200
    assert trainer.get(f"/impact/{session.code}/").status_code == 200
    assert trainer.get(f"/impact/{foreign.code}/").status_code == 404
    assert trainer.get("/impact/T-0/").status_code == 404


def test_a_small_number_of_one_session_is_in_no_byte(cast: Cast, session: Session) -> None:
    recognised(cast, session, 3)
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    client = signed_in(cast.policy_lead)
    for path in ("/impact/", f"/impact/{session.code}/"):
        page = Page.of(client.get(path))
        cells = [cell.text_content().split()[0] for cell in page.root.xpath("//main//td")]
        assert "3" not in cells
        assert "fewer" in cells


def test_a_number_that_is_not_small_is_there(cast: Cast, session: Session) -> None:
    # Red control of the test above.
    recognised(cast, session, 7)
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    page = Page.of(signed_in(cast.policy_lead).get(f"/impact/{session.code}/"))
    cells = [cell.text_content().split()[0] for cell in page.root.xpath("//main//td")]
    assert cells == ["24", "7", "0", "0", "0", "0", "0", "0"]


def test_a_case_without_training_is_in_no_session(cast: Cast, session: Session) -> None:
    with_case(cast, session, 12)
    session.code = "T-0"
    with_case(cast, session, 12)
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    together = queries.impact_for(cast.case_lead).together
    assert together is not None
    assert together.steps[0].count == 12


def test_before_anything_is_frozen_the_page_says_so(cast: Cast, session: Session) -> None:
    for path in ("/impact/", f"/impact/{session.code}/"):
        answer = signed_in(cast.case_lead).get(path)
        assert answer.status_code == 200
        assert "Nothing is counted yet." in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("policy_lead", 200),
        ("case_lead", 200),
        ("trainer", 200),
        ("auditor", 403),
        ("advocate_a", 403),
        ("administrator", 403),
        ("survivor", 403),
    ],
)
def test_who_may_open_impact(cast: Cast, who: str, status: int) -> None:
    assert signed_in(getattr(cast, who)).get("/impact/").status_code == status
