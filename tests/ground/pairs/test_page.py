"""The page on which a second person says yes or no."""

import pytest
from django.test import Client
from django.urls import reverse

from clew.ground.pairs.models import Proposal
from clew.ground.pairs.states import State
from tests.cast import CANARY, Cast, signed_in
from tests.factories.proposals import done, proposal_ids

pytestmark = pytest.mark.django_db
LIST = "/second-eyes/"


@pytest.fixture
def waiting(cast: Cast) -> Proposal:
    """Let something wait for advocate A and their colleagues."""
    done.clear()
    return Proposal.rows.get(id=proposal_ids(cast.advocate_a)["proposal_id"])


def press(client: Client, row: Proposal, answer: str) -> int:
    return client.post(reverse("pairs:decide", args=[row.id]), {"answer": answer}).status_code


def test_a_colleague_reads_why_and_confirms(cast: Cast, waiting: Proposal) -> None:
    client = signed_in(cast.advocate_a)
    page = client.get(LIST).content.decode()
    assert CANARY in page
    assert "Do something made up" in page
    assert press(client, waiting, "confirm") == 302
    assert done == [waiting.about]
    assert CANARY not in client.get(LIST).content.decode()


def test_another_house_neither_sees_nor_confirms(cast: Cast, waiting: Proposal) -> None:
    client = signed_in(cast.advocate_elsewhere)
    assert CANARY not in client.get(LIST).content.decode()
    assert press(client, waiting, "confirm") == 404
    assert done == []


def test_the_proposer_takes_back_and_cannot_confirm(cast: Cast, waiting: Proposal) -> None:
    client = signed_in(waiting.proposed_by)
    assert "Do something made up" in client.get(LIST).content.decode()
    assert press(client, waiting, "confirm") == 422
    assert press(client, waiting, "take_back") == 302
    waiting.refresh_from_db(fields=["state"])
    assert waiting.state == State.TAKEN_BACK
    assert press(signed_in(cast.advocate_a), waiting, "confirm") == 409
    assert done == []


@pytest.mark.parametrize("answer", ["", "take_back", "maybe"])
def test_what_is_no_answer_does_nothing(cast: Cast, waiting: Proposal, answer: str) -> None:
    client = signed_in(cast.advocate_a)
    assert press(client, waiting, answer) == 422
    waiting.refresh_from_db(fields=["state"])
    assert waiting.state == State.WAITING


def test_a_no_is_kept_and_shown_to_the_proposer(cast: Cast, waiting: Proposal) -> None:
    assert press(signed_in(cast.advocate_a), waiting, "refuse") == 302
    page = signed_in(waiting.proposed_by).get(LIST).content.decode()
    assert "refused, nothing was done" in page
    assert done == []
