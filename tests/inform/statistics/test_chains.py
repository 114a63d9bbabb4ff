"""Chains: one for each person's way, joined by referrals, as far as it came."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from clew.inform.statistics.chains import Chain, chains_near, linked
from clew.recognise.referrals import counting as referrals
from clew.recognise.referrals.counting import Sent
from clew.recognise.referrals.models import Referral
from clew.recognise.screening.counting import Screened
from clew.support.casework.counting import Opened
from clew.survivor.people import actions as people
from clew.survivor.release.models import Release
from tests.cast import TODAY, Cast

AT, THERE = uuid4(), uuid4()  # one person, as two organisations know them
REFERRAL = uuid4()
NOBODY: frozenset[UUID] = frozenset()
SCREENED = Screened(AT, date(2025, 1, 2), "T-1")


def sent(*, accepted: bool = True, ended: str = "", person: UUID = AT) -> Sent:
    return Sent(REFERRAL, person, date(2025, 1, 9), "T-1", accepted, ended)


def opened(*milestones: str, referral: UUID | None = REFERRAL, person: UUID = THERE) -> Opened:
    return Opened(person, date(2025, 2, 1), referral, "T-1", frozenset(milestones))


@pytest.mark.parametrize(
    ("made", "cases", "police", "reached"),
    [
        ([], [], NOBODY, "recognised"),
        ([sent(accepted=False)], [], NOBODY, "referred"),
        ([sent()], [], NOBODY, "accepted"),
        ([sent()], [opened()], NOBODY, "case_opened"),
        ([sent()], [opened()], frozenset({THERE}), "released"),
        ([sent()], [opened()], frozenset({AT}), "released"),
        ([sent()], [opened("report", "statement")], NOBODY, "reported"),
        ([sent()], [opened("report", "trial")], NOBODY, "charged"),
        ([sent()], [opened("a code nobody wrote")], NOBODY, "case_opened"),
    ],
)
def test_a_chain_reaches_the_furthest_stage(
    made: list[Sent], cases: list[Opened], police: frozenset[UUID], reached: str
) -> None:
    people = frozenset({AT, THERE} if cases else {AT})
    assert linked([SCREENED], made, cases, police) == [
        Chain(people, "T-1", date(2025, 1, 2), reached)
    ]


def test_a_declined_referral_says_why_until_a_case_is_opened_all_the_same() -> None:
    declined = sent(accepted=False, ended="no_room")
    (chain,) = linked([SCREENED], [declined], [], NOBODY)
    assert (chain.reached, chain.ended) == ("referred", "no_room")
    (chain,) = linked([SCREENED], [declined], [opened(referral=None, person=AT)], NOBODY)
    assert (chain.reached, chain.ended) == ("case_opened", "")


def test_a_referral_made_again_elsewhere_is_one_chain() -> None:
    first = Sent(uuid4(), AT, date(2025, 1, 3), "T-1", accepted=False, ended="no_room")
    (chain,) = linked([SCREENED, SCREENED], [first, sent()], [opened()], NOBODY)
    assert (chain.reached, chain.ended) == ("case_opened", "")


def test_cases_without_a_screening_or_a_known_referral_are_chains_of_their_own() -> None:
    cases = [opened(referral=None, person=AT), opened("charge")]
    found = linked([], [], cases, NOBODY)
    assert [(chain.people, chain.reached) for chain in found] == [
        (frozenset({AT}), "case_opened"),
        (frozenset({THERE}), "charged"),
    ]


def test_the_training_of_any_step_counts_for_the_chain() -> None:
    plain = Screened(AT, date(2025, 1, 2), "")
    assert linked([plain], [sent()], [], NOBODY)[0].session == "T-1"
    assert linked([plain], [], [], NOBODY)[0].session == ""


@pytest.mark.django_db
def test_referrals_of_both_sides_are_read_with_their_answer(cast: Cast) -> None:
    made = {}
    for state, reason in (("made", ""), ("accepted", ""), ("declined", "no_room")):
        person = people.write_down(actor=cast.first_responder, on=TODAY)
        release = Release(
            person=person, organisation=cast.house, purpose="referral", consents=[], kinds=[],
            released_by=cast.first_responder, source=cast.kitchen,
        )  # fmt: skip
        release.save(force_insert=True)
        decided = {} if state == "made" else {
            "decided_by": cast.case_lead, "decided_at": release.released_at
        }  # fmt: skip
        Referral(
            person=person, from_organisation=cast.kitchen, to_organisation=cast.house,
            release=release, made_by=cast.first_responder, made_on=TODAY, state=state,
            decline_reason=reason, training_session="T-1", **decided,
        ).save(force_insert=True)  # fmt: skip
        made[person.id] = (state == "accepted", reason)
    for side in (cast.kitchen, cast.house):
        found = referrals.to_count([side.id], until=TODAY)
        assert {each.person: (each.accepted, each.ended) for each in found} == made
    assert referrals.to_count([cast.elsewhere.id, cast.police.id], until=TODAY) == []
    assert referrals.to_count([cast.house.id], until=TODAY - timedelta(days=1)) == []
    chains = chains_near(cast.policy_lead, until=TODAY)
    assert sorted((chain.reached, chain.ended) for chain in chains) == [
        ("accepted", ""),
        ("referred", ""),
        ("referred", "no_room"),
    ]
