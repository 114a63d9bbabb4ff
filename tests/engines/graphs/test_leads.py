"""Leads: what makes one, what speaks against it, what is not known, and what never makes one."""

import math
import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engines.graphs.sharing import Lead, Mention, leads
from clew.rules.network.kinds import NeverInTheNetwork, UnknownKind, entity_kinds
from tests.engines.graphs.mentioning import CONFIRMED, any_mentions, hostel, said

# The first example loads the data; other work may share the machine.
STEADY = settings(derandomize=True, deadline=None)


def only(mentions: list[Mention]) -> Lead:
    """Return the one lead there is."""
    (lead,) = leads(mentions, confirmed=CONFIRMED)
    return lead


def test_who_shares_an_account_with_two_confirmed_people_and_nobody_else_is_a_lead() -> None:
    lead = only([said("R-1", "account"), said("R-2", "account"), said("Q-1", "account")])
    (reason,) = lead.because
    assert lead.subject == "Q-1"
    assert reason.sentence == (
        "shares account ending 4471 with two confirmed people and nobody else"
    )
    assert (reason.shared_with, reason.users) == (("R-1", "R-2"), 3)
    assert lead.against == ()
    # 0.95 for an account x 2 confirmed of 2 others and one unseen.
    assert lead.score == round(0.95 * 2 / 3, 6)


def test_a_confirmed_person_is_never_a_lead() -> None:
    mentions = [said("R-1", "account"), said("R-2", "account")]
    assert leads(mentions, confirmed=CONFIRMED) == ()
    assert [lead.subject for lead in leads(mentions, confirmed={"R-1"})] == ["R-2"]  # red control


def test_who_shares_only_with_people_not_confirmed_is_no_lead() -> None:
    assert leads([said("Q-1", "account"), said("Q-2", "account")], confirmed=CONFIRMED) == ()


def test_more_confirmed_people_weigh_more_and_more_others_weigh_less() -> None:
    one = only([said("R-1", "phone"), said("Q-1", "phone")])
    two = only([said("R-1", "phone"), said("R-2", "phone"), said("Q-1", "phone")])
    crowd = [said("R-1", "phone"), *(said(f"Q-{each}", "phone") for each in range(1, 6))]
    crowded = leads(crowd, confirmed=CONFIRMED)[0]
    assert two.score > one.score > crowded.score
    assert crowded.because[0].sentence == (
        "shares phone ending 418 with one confirmed person and four others"
    )


@pytest.mark.parametrize("certainty", ["suspected", "unknown"])
def test_a_link_that_is_not_confirmed_weighs_less_and_says_so(certainty: str) -> None:
    sure = only([said("R-1", "phone"), said("Q-1", "phone")])
    lead = only([said("R-1", "phone"), said("Q-1", "phone", certainty=certainty)])
    assert 0 < lead.score < sure.score
    assert lead.because[0].sentence.startswith("may share phone ending 418")
    assert any("whether phone ending 418 is right" in line for line in lead.unknown)


def test_a_suspected_link_of_the_confirmed_person_weighs_less_and_says_so() -> None:
    sure = only([said("R-1", "phone"), said("Q-1", "phone")])
    lead = only([said("R-1", "phone", certainty="suspected"), said("Q-1", "phone")])
    assert 0 < lead.score < sure.score
    assert lead.because[0].sentence == (
        "shares phone ending 418 with one confirmed person and nobody else; "
        "that person's link is not confirmed"
    )


def test_of_several_confirmed_people_the_links_not_confirmed_are_counted() -> None:
    mentions = [said("R-1", "phone"), said("Q-1", "phone")]
    mentions += [said(person, "phone", certainty="unknown") for person in ("R-2", "R-3")]
    assert only(mentions).because[0].sentence == (
        "shares phone ending 418 with three confirmed people and nobody else; "
        "two of their links are not confirmed"
    )


def test_a_disproved_link_makes_no_lead_and_speaks_against_one() -> None:
    wrong = [said("R-1", "phone"), said("Q-1", "phone", certainty="disproved")]
    assert leads(wrong, confirmed=CONFIRMED) == ()
    lead = only([*wrong, said("R-1", "account"), said("Q-1", "account")])
    assert [reason.kind for reason in lead.because] == ["account"]
    assert lead.against == ("was said to use phone ending 418; that was disproved",)


def test_a_disproved_user_is_not_counted() -> None:
    gone = said("Q-2", "account", certainty="disproved")
    lead = only([said("R-1", "account"), said("Q-1", "account"), gone])
    assert lead.because[0].users == 2


def test_what_two_sources_dispute_is_at_most_suspected() -> None:
    mentions = [
        said("R-1", "phone"),
        said("Q-1", "phone", source="bank"),
        said("Q-1", "phone", source="neighbour", certainty="disproved"),
    ]
    lead = only(mentions)
    assert lead.because[0].weight == round(0.80 * 0.5 / 2, 6)
    assert "whether phone ending 418 is right; sources differ" in lead.unknown


def test_a_hostel_phone_alone_never_makes_a_lead() -> None:
    assert leads(hostel(22), confirmed=CONFIRMED) == ()
    assert leads(hostel(5), confirmed=CONFIRMED) == ()
    # Red control: the same five people with the mark off are leads.
    assert len(leads(hostel(5, benign=False), confirmed=CONFIRMED)) == 3


def test_a_hub_nobody_marked_never_makes_a_lead() -> None:
    at = entity_kinds()["phone"].ordinary_up_to
    assert leads(hostel(at + 1, benign=False), confirmed=CONFIRMED) == ()
    assert len(leads(hostel(at, benign=False), confirmed=CONFIRMED)) == at - 2  # red control


def test_the_hostel_is_written_down_as_speaking_against() -> None:
    mentions = [*hostel(22), said("R-1", "account"), said("Q-1", "account")]
    lead = only(mentions)
    assert [reason.kind for reason in lead.because] == ["account"]
    assert lead.against == ("also uses the hostel's phone, which 22 people use; that says nothing",)


@pytest.mark.parametrize("kind", sorted(k for k, rules in entity_kinds().items() if rules.benign))
def test_a_benign_kind_never_makes_a_lead(kind: str) -> None:
    assert leads([said("R-1", kind), said("Q-1", kind)], confirmed=CONFIRMED) == ()


def test_one_mention_that_calls_a_thing_benign_is_enough() -> None:
    pair = [said("R-1", "phone"), said("Q-1", "phone")]
    assert leads([*pair, said("R-9", "phone", benign=True)], confirmed=CONFIRMED) == ()
    assert leads([*pair, said("R-9", "phone")], confirmed=CONFIRMED)  # red control


def test_days_more_than_a_year_apart_speak_against() -> None:
    old = said("Q-1", "address", "14", on=date(2023, 1, 1))
    lead = only([said("R-1", "address", "14"), old])
    assert lead.against == ("the days known for 14 lie more than a year apart",)
    near = said("Q-1", "address", "14", on=date(2025, 6, 1))
    assert only([said("R-1", "address", "14"), near]).against == ()


def test_a_missing_day_and_a_single_source_are_named_as_not_known() -> None:
    lead = only([said("R-1", "phone"), said("Q-1", "phone", on=None)])
    assert lead.unknown == (
        "whether phone ending 418 was used at the same time; a day is missing",
        "whether a second source says the same; all this comes from one",
    )


@pytest.mark.parametrize("kind", ["immigration", "nationality", "crossing", "asylum"])
def test_a_fact_of_immigration_is_refused_and_never_shown(kind: str) -> None:
    secret = Mention("Q-1", "canary", kind, "confirmed", "canary by night", "note", None)
    with pytest.raises(NeverInTheNetwork) as refused:
        leads([said("R-1", "phone"), said("Q-1", "phone"), secret], confirmed=CONFIRMED)
    assert "canary" not in str(refused.value)


def test_an_unknown_kind_and_an_unknown_certainty_are_refused() -> None:
    with pytest.raises(UnknownKind):
        leads([said("Q-1", "shoe")], confirmed=CONFIRMED)
    with pytest.raises(ValueError, match="maybe"):
        leads([said("Q-1", "phone", certainty="maybe")], confirmed=CONFIRMED)


def test_equal_scores_stand_in_the_order_of_subjects_and_the_limit_cuts() -> None:
    mentions = [said(person, "phone") for person in ("Q-3", "R-1", "Q-1", "Q-2")]
    found = leads(mentions, confirmed=CONFIRMED)
    assert [lead.subject for lead in found] == ["Q-1", "Q-2", "Q-3"]
    assert leads(mentions, confirmed=CONFIRMED, limit=2) == found[:2]
    assert leads(mentions, confirmed=CONFIRMED, limit=0) == ()
    with pytest.raises(ValueError, match="limit"):
        leads(mentions, confirmed=CONFIRMED, limit=-1)


@STEADY
@given(any_mentions(), st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(mentions: list[Mention], dice: random.Random) -> None:
    turned = mentions[:]
    dice.shuffle(turned)
    assert leads(turned, confirmed=CONFIRMED) == leads(mentions, confirmed=CONFIRMED)


@STEADY
@given(any_mentions())
def test_the_same_mention_twice_changes_nothing(mentions: list[Mention]) -> None:
    assert leads(mentions * 2, confirmed=CONFIRMED) == leads(mentions, confirmed=CONFIRMED)


@STEADY
@given(any_mentions())
def test_the_reasons_add_up_to_the_score_and_none_is_empty(mentions: list[Mention]) -> None:
    for lead in leads(mentions, confirmed=CONFIRMED):
        weights = [reason.weight for reason in lead.because]
        assert lead.score == round(math.fsum(weights), 6)
        assert min(weights) > 0
        for reason in lead.because:
            assert not entity_kinds()[reason.kind].benign
            assert reason.users <= entity_kinds()[reason.kind].ordinary_up_to
            assert set(reason.shared_with) <= CONFIRMED


@STEADY
@given(any_mentions())
def test_every_lead_shares_something_that_counts(mentions: list[Mention]) -> None:
    benign = {(each.kind, each.entity) for each in mentions if each.benign}
    left = [each for each in mentions if (each.kind, each.entity) not in benign]
    scores = {lead.subject: lead.score for lead in leads(mentions, confirmed=CONFIRMED)}
    assert scores == {lead.subject: lead.score for lead in leads(left, confirmed=CONFIRMED)}


def test_a_hundred_thousand_mentions_are_read_in_seconds_and_not_in_hours() -> None:
    dice = random.Random(11)  # noqa: S311 -- made-up people need no secret dice
    kinds = sorted(entity_kinds())
    mentions = [
        said(f"Q-{dice.randrange(30_000)}", dice.choice(kinds), f"e-{dice.randrange(8_000)}")
        for _ in range(100_000)
    ]
    confirmed = {f"Q-{number}" for number in range(200)}
    before = time.thread_time()  # other programs do not count
    found = leads(mentions, confirmed=confirmed)
    assert len(found) == 50
    assert time.thread_time() - before < 60
