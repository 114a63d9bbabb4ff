"""A fact is picked out of a note for the sheets of the person; it states nothing there."""

import pytest

from clew.recognise.classification.holding import Held
from clew.recognise.classification.models import Proposed
from clew.recognise.classification.proposing import proposals
from clew.support.casework import actions
from clew.support.casework.models import Case, Note
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.support.casework.files import at, once

pytestmark = pytest.mark.django_db
PICKED = {"fact": "crossing.illegal_entry", "says": "yes", "words": f"{CANARY} came by lorry"}


@pytest.fixture
def told(cast: Cast, case: Case) -> Note:
    """Write down what the person told."""
    return actions.add_note(
        actor=cast.advocate_a, case=case, text=f"{CANARY} told of a lorry", happened_on=TODAY,
        is_testimony=True,
    )  # fmt: skip


def test_a_fact_of_a_note_is_proposed_with_its_note(cast: Cast, case: Case, told: Note) -> None:
    client = signed_in(cast.advocate_a)
    address = at(case, f"notes/{told.id}/proposes/")
    page = Page.of(client.get(address))
    assert f"{CANARY} told of a lorry" in page.text
    answer = client.post(address, once(1, **PICKED))
    assert answer.status_code == 302
    assert client.post(address, once(1, **PICKED)).status_code == 409
    (found,) = proposals(cast.advocate_a, case.person, Held(), on=TODAY)
    assert (found.fact, found.evidence.source, found.evidence.ref) == (
        "crossing.illegal_entry", "account", str(told.id),
    )  # fmt: skip
    row = Proposed.rows.get()
    assert row.said is None  # a fact of the crossing is sealed with papers and status


def test_what_is_missing_is_said_and_what_was_typed_stays(
    cast: Cast, case: Case, told: Note
) -> None:
    client = signed_in(cast.advocate_a)
    address = at(case, f"notes/{told.id}/proposes/")
    for wrong in ({"fact": "act.flying"}, {"says": "unknown"}, {"words": " "}):
        page = Page.of(client.post(address, PICKED | wrong))
        assert page.status == 422
        assert page.one("//select[@id='fact']") is not None
    assert not Proposed.rows.exists()


def test_a_note_of_testimony_is_proposed_from_by_who_stands_by_alone(
    cast: Cast, case: Case, told: Note
) -> None:
    address = at(case, f"notes/{told.id}/proposes/")
    lead = signed_in(cast.case_lead, shown_for=case.person_id)
    assert lead.post(address, PICKED).status_code in {403, 404}
    assert signed_in(cast.advocate_elsewhere).post(address, PICKED).status_code == 404
    assert not Proposed.rows.exists()
