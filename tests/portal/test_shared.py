"""What was shared with whom, and taking it back with one press."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.portal import queries
from clew.rules.consent.recall import Answer
from clew.survivor.consent.models import Withdrawal
from clew.survivor.release import queries as released
from clew.survivor.release.models import Recall, ReleasedItem
from clew.survivor.release.recalling import answer_recall
from tests.cast import TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.portal.world import World, agree, lines, send, shown_to

pytestmark = pytest.mark.django_db


def press(client: Client, consent_id: object, **fields: str) -> list[str]:
    """Press the button once, and return what the page says then."""
    answer = client.post(f"/my/shared/{consent_id}/take-back/", fields, follow=True)
    assert answer.status_code == 200
    return lines(answer)


def recalled_at(cast: Cast) -> list[str]:
    """Return which members were told to delete something."""
    found = Notice.objects.filter(code="release.recalled").select_related("member")
    return [
        notice.member.shown_name for notice in found if notice.member.organisation == cast.police
    ]


def test_each_yes_says_to_whom_what_for_and_until_when(mine: Client, world: World) -> None:
    agree(world.cast.advocate_a, world.person, world.cast.police)
    said = lines(mine.get("/my/shared/"))
    assert "Northmoor Police" in said
    assert "They may get this: Who you are" in said
    assert "What it is for: To look into the crime" in said
    assert "You said yes on 16 March 2026." in said
    assert any(line.startswith("Until ") and "then it ends by itself" in line for line in said)
    assert "They have not got it yet." in said


def test_only_the_persons_own_rows_are_shown(mine: Client, world: World) -> None:
    agree(world.cast.advocate_a, world.person, world.cast.police)
    agree(world.cast.advocate_b, world.other, world.cast.law_firm)
    assert shown_to(mine.get("/my/shared/")) == ["Northmoor Police"]
    assert shown_to(signed_in(world.other_account).get("/my/shared/")) == ["Reed and Rush"]


def test_one_press_takes_a_yes_back_removes_the_copies_and_tells_the_recipient(
    mine: Client, world: World
) -> None:
    consent = agree(world.cast.advocate_a, world.person, world.cast.police)
    sent = send(world.cast.advocate_a, world.person, world.cast.police)
    assert ReleasedItem.rows.count() > 0
    said = press(mine, consent.id)
    assert "It is taken back. They have been told to delete it." in said
    assert "You can say yes again on any day. Tell your advocate." in said
    assert ReleasedItem.rows.count() == 0
    permits.clear()
    assert released.parts(world.cast.police_liaison, sent.id, on=TODAY) == []
    assert recalled_at(world.cast) == ["Pat Police"]


def test_a_yes_that_nobody_used_is_taken_back_without_a_recall(mine: Client, world: World) -> None:
    consent = agree(world.cast.advocate_a, world.person, world.cast.police)
    said = press(mine, consent.id)
    assert "It is taken back. No one had got it yet." in said
    assert not Recall.rows.exists()


@pytest.mark.parametrize("once", ["6f0f3d0e-5b6c-4c0b-9d3e-2f1a7c5e8b90", ""])
def test_pressed_twice_it_is_taken_back_once(mine: Client, world: World, once: str) -> None:
    consent = agree(world.cast.advocate_a, world.person, world.cast.police)
    send(world.cast.advocate_a, world.person, world.cast.police)
    first, second = press(mine, consent.id, once=once), press(mine, consent.id, once=once)
    assert first == second
    assert Withdrawal.rows.count() == 1
    assert Recall.rows.count() == 1
    assert recalled_at(world.cast) == ["Pat Police"]


def test_a_yes_of_another_survivor_cannot_be_taken_back(mine: Client, world: World) -> None:
    theirs = agree(world.cast.advocate_b, world.other, world.cast.police)
    send(world.cast.advocate_b, world.other, world.cast.police)
    for consent_id in (theirs.id, uuid4()):
        assert mine.post(f"/my/shared/{consent_id}/take-back/").status_code == 404
        assert mine.get(f"/my/shared/{consent_id}/taken-back/").status_code == 404
    assert not Withdrawal.rows.exists()
    assert ReleasedItem.rows.count() > 0


def test_their_own_hand_could_take_it_back(world: World) -> None:
    # Red control: the press works for the one it belongs to.
    theirs = agree(world.cast.advocate_b, world.other, world.cast.police)
    press(signed_in(world.other_account), theirs.id)
    assert Withdrawal.rows.count() == 1


def test_a_press_is_a_post(mine: Client, world: World) -> None:
    consent = agree(world.cast.advocate_a, world.person, world.cast.police)
    assert mine.get(f"/my/shared/{consent.id}/take-back/").status_code == 405
    assert not Withdrawal.rows.exists()


def test_a_yes_that_still_holds_is_not_said_to_be_taken_back(mine: Client, world: World) -> None:
    consent = agree(world.cast.advocate_a, world.person, world.cast.police)
    answer = mine.get(f"/my/shared/{consent.id}/taken-back/")
    assert answer.headers["Location"] == "/my/shared/"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "They have not said yet."),
        ("deleted", "They say it is gone."),
        ("kept_by_law", "They say the law makes them keep it. Ask us why."),
        ("partly", "They say a part is gone. A part they keep. Ask us why."),
        ("not_found", "They say they found nothing of it."),
    ],
)
def test_what_the_recipient_answered_is_shown(
    mine: Client, world: World, answer: str, said: str
) -> None:
    consent = agree(world.cast.advocate_a, world.person, world.cast.police)
    sent = send(world.cast.advocate_a, world.person, world.cast.police)
    press(mine, consent.id)
    if answer:
        recall = released.recall_for(world.cast.police_liaison, sent.id)
        answer_recall(
            actor=world.cast.police_liaison, recall=recall, answer=Answer(answer),
            reason="Made-up Act, section 7", at=timezone.now(),
        )  # fmt: skip
    (told,) = [line for line in lines(mine.get("/my/shared/")) if "told to delete" in line]
    assert told.endswith(said)


def test_a_yes_taken_back_has_no_button_any_more(mine: Client, world: World) -> None:
    kept = agree(world.cast.advocate_a, world.person, world.cast.law_firm)
    gone = agree(world.cast.advocate_a, world.person, world.cast.police)
    press(mine, gone.id)
    forms = Page.of(mine.get("/my/shared/")).root.xpath("//form/@action")
    presses = [action for action in forms if action.endswith("/take-back/")]
    assert presses == [f"/my/shared/{kept.id}/take-back/"]


def test_the_query_gives_nothing_of_anybody_else(world: World) -> None:
    own = agree(world.cast.advocate_a, world.person, world.cast.police)
    agree(world.cast.advocate_b, world.other, world.cast.police)
    rows, others = queries.shared(world.cast.survivor, on=TODAY)
    assert [row.consent.id for row in rows] == [own.id]
    assert others == []
