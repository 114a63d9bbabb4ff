"""Training sessions: who writes them down, who sees them, and that they name nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clew.ground.accounts.roles import Role
from clew.ground.audit.models import Event
from clew.recognise.training import actions, queries
from clew.recognise.training.actions import NotYetHeld
from clew.recognise.training.models import Session
from clew.recognise.training.permissions import NotATrainer
from clew.survivor.people.codes import read_code
from tests.cast import TODAY, Cast, member, signed_in

pytestmark = pytest.mark.django_db
TYPED = {"place": "Night shelter", "attendees": "12"}


def held(cast: Cast, **wanted: object) -> Session:
    options = {"actor": cast.trainer, "held_on": TODAY, "place": "Shelter", "attendees": 9}
    return actions.write_down(**{**options, **wanted}, on=TODAY)


def test_a_session_has_a_spoken_code_and_leaves_a_trace(cast: Cast) -> None:
    session = held(cast)
    assert read_code(session.code.removeprefix("T-"))
    assert Event.objects.get(name="training.written_down").actor == str(cast.trainer.id)
    assert held(cast, code="T-1").code == "T-1"
    assert queries.all_codes() == tuple(sorted(["T-1", session.code]))


def test_only_a_trainer_writes_down_and_only_what_was_held(cast: Cast) -> None:
    with pytest.raises(NotATrainer):
        held(cast, actor=cast.case_lead)
    with pytest.raises(NotYetHeld):
        held(cast, held_on=TODAY + timedelta(days=1))
    assert not Session.objects.exists()


def test_a_trainer_sees_their_own_and_who_leads_those_of_the_circle(cast: Cast) -> None:
    own = held(cast)
    colleague = member(cast.kitchen, "Tim Trainer", Role.TRAINER)
    other = held(cast, actor=colleague)
    stranger = member(cast.elsewhere, "Sam Trainer", Role.TRAINER)
    foreign = held(cast, actor=stranger)
    seen = {
        name: {session.code for session in queries.visible_to(getattr(cast, name))}
        for name in ("trainer", "case_lead", "policy_lead", "advocate_a", "auditor")
    }
    assert seen == {
        "trainer": {own.code},
        "case_lead": {own.code, other.code},
        "policy_lead": {own.code, other.code},
        "advocate_a": set(),
        "auditor": set(),
    }
    assert set(queries.visible_to(stranger)) == {foreign}
    with pytest.raises(queries.NoSuchSession):
        queries.session_for(cast.policy_lead, foreign.code)


def test_the_form_writes_one_session_however_often_it_is_sent(cast: Cast) -> None:
    trainer = signed_in(cast.trainer)
    form = TYPED | {
        "held_on": timezone.localdate().isoformat(),
        "once": "0f0a1c51-3e0c-4c86-8a1e-7c9a1a8e1d11",
    }
    assert trainer.post("/training/new/", form).status_code == 303
    assert trainer.post("/training/new/", form).status_code == 409
    assert Session.objects.get().attendees == 12
    page = trainer.get("/training/").content.decode()
    assert Session.objects.get().code in page
    assert "Night shelter" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": "yesterday"}, "f-held"),
        ({"held_on": "2999-01-01"}, "f-held"),
        ({"place": ""}, "f-place"),
        ({"place": "x" * 121}, "f-place"),
        ({"attendees": "0"}, "f-attendees"),
        ({"attendees": "٣"}, "f-attendees"),
        ({"attendees": "many"}, "f-attendees"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, wrong: dict[str, str], field: str
) -> None:
    form = {"held_on": "2026-01-02", **TYPED, **wrong}
    answer = signed_in(cast.trainer).post("/training/new/", form)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert form["place"][:20] in answer.content.decode()
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("who", "list_status", "form_status"),
    [("trainer", 200, 200), ("case_lead", 200, 403), ("auditor", 403, 403), ("survivor", 403, 403)],
)
def test_who_may_open_training(cast: Cast, who: str, list_status: int, form_status: int) -> None:
    client: Client = signed_in(getattr(cast, who))
    assert client.get("/training/").status_code == list_status
    assert client.get("/training/new/").status_code == form_status
