"""Claims: one statement each, and never one about somebody's crossing, papers or health."""

import pytest

from clew.rules.network.kinds import NeverInTheNetwork, refused_kinds
from clew.survivor.claims.actions import state
from clew.survivor.claims.models import Claim
from clew.survivor.claims.queries import of_person
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", sorted(refused_kinds()))
def test_facts_of_immigration_and_health_never_become_a_claim(
    cast: Cast, person: Person, kind: str
) -> None:
    with pytest.raises(NeverInTheNetwork):
        state(
            actor=cast.advocate_a, person=person, kind=kind, value="x", words="", grade="B2",
            certainty="confirmed",
        )  # fmt: skip
    assert not Claim.rows.exists()


def test_claims_are_written_and_read_by_who_stands_by_only(cast: Cast, person: Person) -> None:
    claim = state(
        actor=cast.advocate_a, person=person, kind="phone", value="07700 900123", words="",
        grade="B2", certainty="confirmed",
    )  # fmt: skip
    assert of_person(cast.advocate_a, person) == [claim]
    for who in (cast.case_lead, cast.advocate_b, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            of_person(who, person)
