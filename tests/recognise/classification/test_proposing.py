"""Screenings, claims and notes propose facts; a person confirms; unknown never becomes no."""

import uuid

import pytest

from clew.recognise.classification import proposing, queries
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.holding import Held, Source
from clew.recognise.classification.models import Proposed
from clew.recognise.screening import actions as screening
from clew.recognise.screening.interview import Choice, Interview
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.rules.law.bearing import bearings
from clew.rules.law.known import Known
from clew.rules.network.kinds import Certainty, entity_kinds
from clew.survivor.claims import actions as claims
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast

pytestmark = pytest.mark.django_db
DECEIVED, THREATENED, HELD_PAPERS = "UNODC.G.35", "UNODC.G.06", "UNODC.G.12"


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom advocate A stands by."""
    return people.write_down(actor=cast.advocate_a, on=TODAY)


def screened(cast: Cast, person: Person, **choices: Choice) -> None:
    held = Interview(
        instrument("unodc-general"),
        {name.replace("_", "."): choice for name, choice in choices.items()},
        {DECEIVED: f"{CANARY} promised a room"},
    )
    screening.keep(actor=cast.advocate_a, held=held, on=TODAY, person=person)


def proposed(cast: Cast, person: Person, held: Held | None = None) -> list[proposing.Proposal]:
    return proposing.proposals(cast.advocate_a, person, held or Held(), on=TODAY)


def test_every_line_bears_on_a_sign_or_a_kind_there_is() -> None:
    signs = {sign.id for name in instrument_ids() for sign in instrument(name).indicators}
    kinds = {f"claim.{kind}" for kind in entity_kinds()}
    assert set(bearings()) - signs - kinds == set()


def test_a_sign_that_is_present_proposes_and_says_where_it_stands(
    cast: Cast, person: Person
) -> None:
    screened(cast, person, UNODC_G_35=Choice.PRESENT)
    (found,) = proposed(cast, person)
    assert (found.fact, found.evidence.says, found.unverified) == (
        "means.deception", Known.YES, True,
    )  # fmt: skip
    assert found.where == "Screening of 16 March 2026"
    assert f"{CANARY} promised a room" in found.evidence.words


def test_not_sure_not_said_later_and_no_propose_nothing(cast: Cast, person: Person) -> None:
    screened(
        cast, person, UNODC_G_35=Choice.NOT_SURE, UNODC_G_06=Choice.NOT_SAID,
        UNODC_G_12=Choice.LATER, UNODC_G_31=Choice.ABSENT,
    )  # fmt: skip
    assert proposed(cast, person) == []
    screened(cast, person, UNODC_G_31=Choice.PRESENT)  # red control: that sign does propose
    assert {item.fact for item in proposed(cast, person)} == {"means.coercion"}


def test_two_screenings_that_contradict_each_other_are_both_shown(
    cast: Cast, person: Person
) -> None:
    screened(cast, person, UNODC_G_06=Choice.PRESENT)
    screened(cast, person, UNODC_G_06=Choice.ABSENT)
    found = proposed(cast, person)
    assert sorted(item.evidence.says for item in found) == [Known.NO, Known.YES]
    held = Held()
    for item in found:
        held = proposing.confirmed(held, item)
    assert held.against_themselves == ("means.threat_or_force",)
    assert held.answer("means.threat_or_force") == "yes"


def test_confirming_answers_only_what_nobody_answered(cast: Cast, person: Person) -> None:
    screened(cast, person, UNODC_G_35=Choice.PRESENT)
    (found,) = proposed(cast, person)
    assert proposing.confirmed(Held(), found).answer("means.deception") == "yes"
    said_no = proposing.confirmed(Held({"means.deception": "no"}), found)
    assert said_no.answer("means.deception") == "no"
    assert said_no.against_the_answer == ("means.deception",)


def test_what_was_looked_at_is_not_proposed_again(cast: Cast, person: Person) -> None:
    screened(cast, person, UNODC_G_35=Choice.PRESENT)
    (found,) = proposed(cast, person)
    for looked_at in (proposing.confirmed, proposing.put_aside):
        assert proposed(cast, person, looked_at(Held(), found)) == []
    assert proposing.put_aside(Held(), found).answer("means.deception") == ""


def test_a_sign_of_papers_is_of_status_though_its_fact_is_not(cast: Cast, person: Person) -> None:
    screened(cast, person, UNODC_G_12=Choice.PRESENT, UNODC_G_06=Choice.PRESENT)
    by_fact = {item.fact: item.evidence.status for item in proposed(cast, person)}
    assert by_fact == {"means.coercion": True, "means.threat_or_force": False}


def test_a_claim_proposes_unless_it_was_disproved(cast: Cast, person: Person) -> None:
    for value, certainty in (("Mill agency", Certainty.SUSPECTED), ("Old", Certainty.DISPROVED)):
        claims.state(
            actor=cast.advocate_a, person=person, kind="agency", value=value, words="",
            grade="B2", certainty=certainty.value,
        )  # fmt: skip
    (found,) = proposed(cast, person)
    assert (found.fact, found.where) == ("act.recruitment", "Claim, graded B2")
    assert "Mill agency" in found.evidence.words


def from_the_case(cast: Cast, person: Person, fact: str, says: str = "yes") -> Proposed:
    return proposing.propose(
        actor=cast.advocate_a, person=person, fact=fact, says=says, source=Source.ACCOUNT,
        ref=uuid.uuid4(), words=f"{CANARY} said so", on=TODAY,
    )  # fmt: skip


@pytest.mark.both
def test_what_was_found_in_the_case_is_proposed_and_sealed_by_its_fact(
    cast: Cast, person: Person
) -> None:
    told = from_the_case(cast, person, "act.transfer")
    crossing = from_the_case(cast, person, "crossing.illegal_entry", "no")
    found = proposed(cast, person)
    assert [(item.fact, item.evidence.says) for item in found] == [
        ("act.transfer", Known.YES), ("crossing.illegal_entry", Known.NO),
    ]  # fmt: skip
    assert (told.status_said, crossing.said) == (None, None)
    assert found[0].where == "Case file, Ada Advocate, 16 March 2026"


def test_a_proposal_wants_a_fact_and_words(cast: Cast, person: Person) -> None:
    for fact, says in (
        ("act.flying", "yes"),
        ("act.transfer", "unknown"),
        ("charged.offence", "yes"),
    ):
        with pytest.raises(proposing.NotAFact):
            from_the_case(cast, person, fact, says)
    for words in ("", "  ", "x" * 1001):
        with pytest.raises(proposing.NoWords):
            proposing.propose(
                actor=cast.advocate_a, person=person, fact="act.transfer", says="yes",
                source=Source.SEEN, ref=None, words=words, on=TODAY,
            )  # fmt: skip
    with pytest.raises(NotYours):
        proposing.propose(
            actor=cast.advocate_b, person=person, fact="act.transfer", says="yes",
            source=Source.SEEN, ref=None, words="seen", on=TODAY,
        )  # fmt: skip
    assert not Proposed.rows.exists()


def test_nothing_proposed_changes_what_the_facts_point_to(cast: Cast, person: Person) -> None:
    screened(cast, person, UNODC_G_35=Choice.PRESENT, UNODC_G_19=Choice.PRESENT)
    held = Held({"act.recruitment": "yes"})
    before = form_of(dict(held.answers)).result
    assert proposed(cast, person, held)
    after = form_of(dict(held.answers)).result
    assert before is not None
    assert after is not None
    assert before.conclusion == after.conclusion == "insufficient_information"


def test_proposals_are_for_who_stands_by_the_person(cast: Cast, person: Person) -> None:
    for nobody in (cast.advocate_b, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            proposing.proposals(nobody, person, Held(), on=TODAY)
    assert queries.sheets_of(cast.advocate_a, person) == []
