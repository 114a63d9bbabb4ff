"""Options laid out, answers kept: a new answer is a new row, and none is a condition of help."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from clew.ground.vault import permits
from clew.ground.vault.permits import NoTrace
from clew.portal import actions, queries
from clew.portal.erasure import erase
from clew.portal.models import Answer, Choice, NeverChanged
from clew.portal.words import text
from clew.portal.words.keys import OPTIONS
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import NoSuchPerson
from tests.cast import signed_in
from tests.ground.reading import Page
from tests.portal.world import World, lines

pytestmark = pytest.mark.django_db


def kept(world: World) -> list[tuple[str, str]]:
    """Return what R-7 answered, newest first."""
    rows = queries.answers_of(world.cast.survivor, world.person)
    return [(row.option, row.answer) for row in rows]


def test_every_option_says_what_it_means_and_what_cannot_be_undone(mine: Client) -> None:
    said, words = lines(mine.get("/my/choices/")), text("en").pages
    for option in OPTIONS:
        for end in ("", "_means", "_undo"):
            assert words[f"option_{option}{end}"] in said
    assert "You get the same help if you say no." in said


def test_four_answers_are_offered_and_none_is_picked_before(mine: Client) -> None:
    page = Page.of(mine.get("/my/choices/talk/"))
    picks = page.root.xpath("//input[@name='answer']")
    assert [pick.get("value") for pick in picks] == ["yes", "no", "rather_not", "another_day"]
    assert [pick for pick in picks if "checked" in pick.attrib] == []


@pytest.mark.parametrize("given", list(Answer))
def test_an_answer_is_kept_and_shown(mine: Client, world: World, given: Answer) -> None:
    answer = mine.post("/my/choices/talk/", {"answer": given.value}, follow=True)
    assert kept(world) == [("talk", given.value)]
    assert any(line.startswith("Your answer now: ") for line in lines(answer))


def test_changing_an_answer_is_a_new_row(mine: Client, world: World) -> None:
    for given in ("yes", "another_day", "no"):
        mine.post("/my/choices/talk/", {"answer": given})
    assert kept(world) == [("talk", "no"), ("talk", "another_day"), ("talk", "yes")]
    newest = queries.newest(queries.answers_of(world.cast.survivor, world.person))
    assert {option: row.answer for option, row in newest.items()} == {"talk": "no"}
    before = [line for line in lines(mine.get("/my/choices/talk/")) if line.startswith("On ")]
    assert [line.partition(": ")[2] for line in before] == [
        "No, I do not want this.",
        "Ask me on another day.",
        "Yes, I want this.",
    ]


def test_an_answer_that_was_given_is_never_changed(mine: Client, world: World) -> None:
    mine.post("/my/choices/talk/", {"answer": "yes"})
    (row,) = queries.answers_of(world.cast.survivor, world.person)
    row.answer = "no"
    with pytest.raises(NeverChanged):
        row.save()
    assert kept(world) == [("talk", "yes")]


def test_the_same_form_sent_twice_is_one_answer(mine: Client, world: World) -> None:
    form = {"answer": "no", "once": str(uuid4())}
    assert [mine.post("/my/choices/court/", form).status_code for _ in range(2)] == [302, 302]
    assert kept(world) == [("court", "no")]


def test_without_its_token_a_second_form_is_a_second_answer(mine: Client, world: World) -> None:
    # Red control: it is the token that keeps the second one out.
    for _ in range(2):
        mine.post("/my/choices/court/", {"answer": "no"})
    assert kept(world) == [("court", "no"), ("court", "no")]


@pytest.mark.parametrize("given", ["", "maybe", "YES"])
def test_a_form_without_an_answer_says_so_and_keeps_what_was_typed(
    mine: Client, world: World, given: str
) -> None:
    answer = mine.post("/my/choices/talk/", {"answer": given, "words": "I think of my mother."})
    assert answer.status_code == 422
    page = Page.of(answer)
    assert "Pick one answer. Each of the four is fine." in page.text
    assert page.root.xpath("string(//textarea)").strip() == "I think of my mother."
    assert kept(world) == []


def test_too_many_words_are_not_cut_off(mine: Client, world: World) -> None:
    answer = mine.post(
        "/my/choices/talk/", {"answer": "yes", "words": "a" * (actions.LONGEST_WORDS + 1)}
    )
    assert answer.status_code == 422
    assert kept(world) == []


def test_own_words_are_sealed_and_open_for_the_person(mine: Client, world: World) -> None:
    mine.post("/my/choices/talk/", {"answer": "yes", "words": "With a woman, please."})
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM portal_choice")
        (stored,) = cursor.fetchone()
    assert b"woman" not in bytes(stored)
    assert "With a woman, please." in Page.of(mine.get("/my/choices/talk/")).text
    permits.clear()
    (row,) = queries.answers_of(world.cast.survivor, world.person)
    with pytest.raises(NoTrace):
        _ = row.words


def test_answers_of_another_survivor_are_never_shown(mine: Client, world: World) -> None:
    theirs = signed_in(world.other_account)
    theirs.post("/my/choices/talk/", {"answer": "yes", "words": "Theirs alone"})
    mine.post("/my/choices/court/", {"answer": "no"})
    assert Choice.rows.count() == 2
    assert kept(world) == [("court", "no")]
    assert "Theirs alone" not in mine.get("/my/choices/talk/").content.decode()
    with pytest.raises(NoSuchPerson):
        queries.answers_of(world.cast.survivor, world.other)


def test_who_stands_by_the_person_may_read_the_answer_and_others_may_not(
    mine: Client, world: World
) -> None:
    mine.post("/my/choices/talk/", {"answer": "another_day"})
    seen = queries.answers_of(world.cast.advocate_a, world.person)
    assert [(row.option, row.answer) for row in seen] == [("talk", "another_day")]
    for stranger in (world.cast.advocate_b, world.cast.police_liaison, world.other_account):
        with pytest.raises(NoSuchPerson):
            queries.answers_of(stranger, world.person)


def test_nobody_answers_for_the_person(world: World) -> None:
    with pytest.raises(NotYours):
        actions.answer(
            actor=world.cast.advocate_a, person=world.person, option="talk", given=Answer.YES
        )
    with pytest.raises(actions.NoSuchOption):
        actions.answer(
            actor=world.cast.survivor, person=world.person, option="fly", given=Answer.YES
        )
    assert kept(world) == []


@pytest.mark.parametrize("wrong", [{"option": "fly"}, {"answer": "maybe"}])
def test_the_database_refuses_what_was_not_asked_too(world: World, wrong: dict[str, str]) -> None:
    fields = {"option": "talk", "answer": "yes", "language": "en", "version": "1"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice(person=world.person, **fields).save(force_insert=True)


def test_the_words_before_the_person_are_kept_with_the_answer(mine: Client, world: World) -> None:
    mine.post("/my/language/", {"language": "ar"})
    mine.post("/my/choices/talk/", {"answer": "no"})
    (row,) = queries.answers_of(world.cast.survivor, world.person)
    assert (row.language, row.version) == ("ar", text("ar").version)


def test_forgetting_takes_the_choices_of_one_person_only(mine: Client, world: World) -> None:
    mine.post("/my/choices/talk/", {"answer": "yes"})
    signed_in(world.other_account).post("/my/choices/talk/", {"answer": "no"})
    erase(world.person)
    assert [row.person_id for row in Choice.rows.all()] == [world.other.id]
