"""A card and a word open the person's page: given by who stands by them, ended at once, never read.

The code and the word of these tests are planted: they may be in no row, no event and no log.
"""

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from clew.ground.accounts.models import Member, Session
from clew.ground.accounts.sessions import stored
from clew.ground.accounts.tries import MOST
from clew.ground.audit.models import Event
from clew.portal.cards import actions, code_and_word, doors, queries
from clew.portal.cards.code_and_word import (
    WordOnTheCard,
    WordTooShort,
    check_word,
    meant,
    new_card_code,
    read_card_code,
)
from clew.portal.erasure import erase
from clew.portal.models import Card
from clew.survivor.people.codes import ALPHABET, NotACode
from clew.survivor.people.permissions import NotYours
from tests.cast import signed_in
from tests.portal.world import World, lines

pytestmark = pytest.mark.django_db
WORD = "kanari river seven"


def open_page(code: str, word: str = WORD, client: Client | None = None) -> HttpResponse:
    """Type a code and a word at the person's door."""
    typed = {"code": code, "word": word}
    return (client or Client(HTTP_HOST="localhost")).post("/my/in/", typed)


@pytest.fixture
def code(world: World) -> str:
    """Give R-7 a card."""
    return actions.give(actor=world.cast.advocate_a, person=world.person, word=WORD)


@pytest.mark.both
def test_code_and_word_open_the_page(code: str) -> None:
    client = Client(HTTP_HOST="localhost")
    answer = open_page(code, client=client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/my/")
    assert client.get("/my/").status_code == 200


def test_the_code_is_read_however_it_is_typed(code: str) -> None:
    assert open_page(code.lower().replace(" ", "").replace("-", " ")).status_code == 303


def test_a_phone_may_write_the_word_with_capitals_and_gaps(code: str) -> None:
    assert open_page(code, " Kanari  River Seven ").status_code == 303


@pytest.mark.parametrize("wrong", ["code", "word", "both", "empty"])
def test_what_is_wrong_is_not_said(code: str, wrong: str) -> None:
    other = new_card_code()
    tried = {
        "code": (other, WORD),
        "word": (code, "another word here"),
        "both": (other, "another word here"),
        "empty": ("", ""),
    }[wrong]
    answer = open_page(*tried)
    assert answer.status_code == 422
    said = [line for line in lines(answer) if "fit" in line]
    assert said == ["That did not fit. Look at the code and try again."]
    assert WORD not in answer.content.decode()


def test_every_try_costs_one_comparison_of_a_word(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def counted(_word: str, stored: str) -> bool:
        compared.append(stored)
        return False

    monkeypatch.setattr(queries, "check_password", counted)
    for typed in (code, new_card_code(), "no code at all"):
        open_page(typed)
    assert len(compared) == 3
    assert {stored.partition("$")[0] for stored in compared} == {"argon2"}


def test_a_found_card_is_not_tried_out_word_by_word(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST):
        assert open_page(code, f"a guess at the word {number}").status_code == 422
    slow = open_page(code)
    assert slow.status_code == 429
    assert "Too many tries" in slow.content.decode()
    assert "Clew" not in slow.content.decode().replace("clew/", "")
    assert open_page(code.replace("-", "")).status_code == 429, "another spelling began anew"
    monkeypatch.setattr(doors.tries, "take", lambda *_, **__: Uncounted())  # the guard off
    assert open_page(code).status_code == 303


class Uncounted:
    """A try that nobody counted."""

    def was_right(self) -> None:
        """Do nothing."""


def test_a_lost_card_is_ended_and_its_session_with_it(world: World, code: str) -> None:
    client = Client(HTTP_HOST="localhost")
    open_page(code, client=client)
    assert client.get("/my/").status_code == 200  # control: the page was open
    actions.end(actor=world.cast.advocate_a, person=world.person)
    assert client.get("/my/").status_code == 302
    assert open_page(code).status_code == 422


def test_a_new_card_ends_the_one_before(world: World, code: str) -> None:
    new = actions.give(actor=world.cast.advocate_a, person=world.person, word="another good word")
    assert open_page(code).status_code == 422
    assert open_page(new, "another good word").status_code == 303


@pytest.mark.both
def test_two_cards_in_force_for_one_person_are_refused_by_the_database(
    world: World, code: str
) -> None:
    held = Card.rows.get(person=world.person, ended_at=None)
    twin = Card(
        person=world.person,
        account=held.account,
        digest="0" * 64,
        word=held.word,
        given_by=held.given_by,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    assert code


def test_only_who_stands_by_the_person_gives_or_ends_a_card(world: World, code: str) -> None:
    for stranger in (world.cast.advocate_b, world.cast.advocate_elsewhere, world.cast.case_lead):
        with pytest.raises(NotYours):
            actions.give(actor=stranger, person=world.person, word=WORD)
        with pytest.raises(NotYours):
            actions.end(actor=stranger, person=world.person)
        page = signed_in(stranger).get(f"/people/{world.person.code}/card/")
        assert page.status_code == 404
    assert open_page(code).status_code == 303  # nothing was ended


def test_the_code_is_shown_once_and_kept_nowhere(world: World) -> None:
    ada = signed_in(world.cast.advocate_a)
    address = f"/people/{world.person.code}/card/"
    shown = ada.post(address, {"word": WORD}).content.decode()
    code = next(
        word for word in shown.split('<code dir="ltr">')[1:] if read_or_none(word.partition("<")[0])
    ).partition("<")[0]
    assert open_page(code).status_code == 303  # control: this is the code
    assert code not in ada.get(address).content.decode()
    stored = everything_stored()
    for planted in (code, code.replace(" ", ""), code.partition(" ")[0], WORD):
        assert planted not in stored


def read_or_none(typed: str) -> str | None:
    """Read a code, or nothing."""
    try:
        return read_card_code(typed)
    except NotACode:
        return None


def everything_stored() -> str:
    """Return every row of every table of the main database as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                part.decode("latin-1") if isinstance(part, bytes) else str(part)
                for row in cursor.fetchall()
                for part in row
            ]
    return "\n".join(found)


def test_a_person_without_an_account_is_given_one_that_nobody_can_sign_in_to_by_address(
    world: World,
) -> None:
    from clew.survivor.people import actions as people  # noqa: PLC0415 -- only here
    from tests.cast import TODAY  # noqa: PLC0415 -- only here

    person = people.write_down(actor=world.cast.advocate_a, on=TODAY, known={})
    code = actions.give(actor=world.cast.advocate_a, person=person, word=WORD)
    person.refresh_from_db()
    assert person.account is not None
    assert not person.account.has_usable_password()
    assert person.account.shown_name == person.code
    client = Client(HTTP_HOST="localhost")
    open_page(code, client=client)
    assert client.get("/my/").status_code == 200


def test_the_person_chooses_another_word(world: World, code: str) -> None:
    client = Client(HTTP_HOST="localhost")
    open_page(code, client=client)
    refused = client.post("/my/card/", {"word": "not my word at all", "new": "winter apple nine"})
    assert refused.status_code == 422
    assert open_page(code).status_code == 303  # nothing changed
    done = client.post("/my/card/", {"word": WORD, "new": "winter apple nine"})
    assert done.status_code == 200
    assert open_page(code).status_code == 422
    assert open_page(code, "winter apple nine").status_code == 303
    assert world.person


def test_the_person_stops_their_card_with_one_press(code: str) -> None:
    client = Client(HTTP_HOST="localhost")
    open_page(code, client=client)
    assert client.post("/my/card/stop/").status_code == 200
    assert client.get("/my/").status_code == 302
    assert open_page(code).status_code == 422


def test_a_frozen_account_opens_nothing(world: World, code: str) -> None:
    Member.objects.filter(id=world.cast.survivor.id).update(is_active=False)
    assert open_page(code).status_code == 422
    Member.objects.filter(id=world.cast.survivor.id).update(is_active=True)  # control
    assert open_page(code).status_code == 303


def test_opening_is_in_the_trace_and_the_next_visit_tells_of_it(world: World, code: str) -> None:
    before = Event.objects.filter(name="card.used").count()
    open_page(code)
    assert Event.objects.filter(name="card.used").count() == before + 1
    client = Client(HTTP_HOST="localhost")
    open_page(code, client=client)
    told = [line for line in lines(client.get("/my/")) if "last opened" in line]
    assert len(told) == 1
    assert client.session[doors.LAST_OPENED]
    assert world.person


def test_the_door_is_opened_in_the_language_that_was_asked_for(code: str) -> None:
    client = Client(HTTP_HOST="localhost")
    assert 'dir="rtl"' in client.get("/my/ar/in/").content.decode()
    wrong = client.post("/my/ar/in/", {"code": code, "word": "not the word at all"})
    assert 'dir="rtl"' in wrong.content.decode()
    assert client.post("/my/ar/in/", {"code": code, "word": WORD}).status_code == 303
    assert client.get("/my/xx/in/").status_code == 404


def test_closing_ends_the_session(code: str) -> None:
    client = Client(HTTP_HOST="localhost")
    open_page(code, client=client)
    cookie = client.cookies["sessionid"].value
    answer = client.post("/my/out/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.filter(pk=stored(cookie)).exists()
    again = Client(HTTP_HOST="localhost")
    again.cookies["sessionid"] = cookie
    assert again.get("/my/").status_code == 302


def test_an_erased_person_has_no_card(world: World, code: str) -> None:
    assert Card.rows.filter(person=world.person).exists()
    erase(world.person)
    assert not Card.rows.filter(person=world.person).exists()
    assert open_page(code).status_code == 422


@given(some.text(alphabet=ALPHABET + ALPHABET.lower() + "-. ", max_size=40))
def test_what_is_no_code_is_refused_and_a_code_is_read_as_itself(typed: str) -> None:
    try:
        read = read_card_code(typed)
    except NotACode:
        return
    assert read_card_code(read) == read


@given(some.text(max_size=60))
def test_a_word_is_compared_the_same_however_often_it_is_folded(word: str) -> None:
    assert meant(meant(word)) == meant(word)


@pytest.mark.parametrize("word", ["", "short", "aaaaaaaaaaaaaaaa", "ab ab ab ab ab ab", " " * 40])
def test_a_word_that_guards_nothing_is_refused(word: str) -> None:
    with pytest.raises(WordTooShort):
        check_word(word, code=new_card_code())
    check_word("نهر العصافير سبعة", code=new_card_code())  # control, in another script


def test_the_code_itself_is_no_word() -> None:
    code = new_card_code()
    with pytest.raises(WordOnTheCard):
        check_word(code.lower(), code=code)


def test_codes_are_not_repeated() -> None:
    made = {new_card_code() for _ in range(500)}
    assert len(made) == 500
    assert code_and_word.digest_of(made.pop()) != code_and_word.digest_of(made.pop())
