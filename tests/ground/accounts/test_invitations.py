"""The one-time code by which somebody comes in: typed, once, for a week, for one address."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clew.ground.accounts import actions, codes, invitations
from clew.ground.accounts.models import Invitation, Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.models import Event
from tests.cast import Cast, signed_in
from tests.ground.accounts.signing import browser, is_in, page, send_passphrase, token

EMAIL = "marta@clew.invalid"
CHOSEN = "four words that nobody says"


def everything_stored() -> str:
    """Return every text of every table of the main database."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [repr(row) for row in cursor.fetchall()]
    return "".join(said)


def invite(cast: Cast) -> tuple[Member, str]:
    return actions.invite(
        actor=cast.administrator, email=EMAIL, shown_name="Marta Made Up", roles=[Role.TRAINER]
    )


def come(client: Client, code: str, email: str = EMAIL, **more: str) -> HttpResponse:
    sent = {"email": email, "code": code, "password1": CHOSEN, "password2": CHOSEN} | more
    return client.post("/invited/", sent)


@given(st.text(codes.ALPHABET, min_size=12, max_size=12), st.integers(0, 12), st.booleans())
def test_a_code_is_understood_however_it_is_grouped_cased_or_misheard(
    letters: str, dash: int, small: bool
) -> None:
    said = letters.replace("1", "I").replace("0", "o")
    said = f" {said[:dash]}- {said[dash:]} "
    assert codes.meant(said.lower() if small else said) == letters


@given(st.text(max_size=200))
def test_whatever_is_typed_as_a_code_has_a_digest(typed: str) -> None:
    assert len(codes.meant(typed)) <= 64 * 3  # a letter may have more than one capital
    Member()  # nothing is asked of a database
    member = Member().id
    assert len(codes.digest(typed, of=member, purpose="x")) == 64
    assert codes.digest("A", of=member, purpose="x") != codes.digest("A", of=member, purpose="y")
    assert codes.digest("A", of=member, purpose="x") != codes.digest(
        "A", of=Member().id, purpose="x"
    )


def test_a_code_has_sixty_bits_and_none_comes_twice() -> None:
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(
        re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", one) for one in made
    )
    assert len(codes.ALPHABET) == 32


@pytest.mark.django_db
@pytest.mark.both
def test_who_was_invited_chooses_a_passphrase_and_is_led_to_a_second_factor(cast: Cast) -> None:
    member, code = invite(cast)
    client = browser()
    answer = come(client, code.lower().replace("-", " "))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_index"))
    assert client.get("/account/me/").headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200, "not asked twice in a row"
    assert Member.objects.get(id=member.id).check_password(CHOSEN)
    assert not Invitation.objects.exists()
    assert [event.name for event in Event.objects.order_by("seq")][-2:] == [
        "member.came_in",
        "member.signed_in",
    ]


@pytest.mark.django_db
@pytest.mark.both
def test_a_code_lets_in_once(cast: Cast) -> None:
    _, code = invite(cast)
    assert come(browser(), code).status_code == 302
    again = browser()
    assert come(again, code, password1="x" * 20, password2="x" * 20).status_code == 422
    assert again.get("/account/me/").status_code == 302
    assert Member.objects.get(email=EMAIL).check_password(CHOSEN)


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_of_many_who_bring_the_same_code_at_once_one_comes_in(cast: Cast) -> None:
    _, code = invite(cast)
    start, came, refused = threading.Barrier(5), [], []

    def work(number: int) -> None:
        start.wait()
        try:
            invitations.come_in(
                address=EMAIL, code=code, passphrase=f"passphrase of {number}", at=timezone.now()
            )
            came.append(number)
        except invitations.NoSuchCode:
            refused.append(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[number]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(came), len(refused)) == (1, 4)
    assert Member.objects.get(email=EMAIL).check_password(f"passphrase of {came[0]}")


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize("days", [invitations.DAYS - 0.01, invitations.DAYS + 0.01])
def test_a_code_ends_after_a_week(cast: Cast, days: float) -> None:
    _, code = invite(cast)
    at = timezone.now() + timedelta(days=days)
    if days < invitations.DAYS:
        assert invitations.come_in(address=EMAIL, code=code, passphrase=CHOSEN, at=at)
        return
    with pytest.raises(invitations.NoSuchCode):
        invitations.come_in(address=EMAIL, code=code, passphrase=CHOSEN, at=at)


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize("wrong", [invitations.MOST_TRIES - 1, invitations.MOST_TRIES])
def test_after_ten_wrong_tries_a_code_opens_nothing(cast: Cast, wrong: int) -> None:
    _, code = invite(cast)
    for _ in range(wrong):
        with pytest.raises(invitations.NoSuchCode):
            invitations.come_in(
                address=EMAIL, code=codes.new_code(), passphrase=CHOSEN, at=timezone.now()
            )
    if wrong < invitations.MOST_TRIES:  # red control
        assert invitations.come_in(address=EMAIL, code=code, passphrase=CHOSEN, at=timezone.now())
        return
    with pytest.raises(invitations.NoSuchCode):
        invitations.come_in(address=EMAIL, code=code, passphrase=CHOSEN, at=timezone.now())


@pytest.mark.django_db
def test_an_unknown_address_is_answered_as_a_wrong_code_and_after_the_same_work(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    _, code = invite(cast)
    came = actions.invite(
        actor=cast.administrator, email="came@clew.invalid", shown_name="C", roles=[Role.TRAINER]
    )
    come(browser(), came[1], "came@clew.invalid")
    frozen, frozen_code = actions.invite(
        actor=cast.administrator, email="frozen@clew.invalid", shown_name="F", roles=[Role.TRAINER]
    )
    actions.freeze(actor=cast.administrator, member=frozen)
    tried = {
        "unknown": ("nobody@clew.invalid", code),
        "wrong": (EMAIL, codes.new_code()),
        "of another": (cast.advocate_a.email, code),
        "no invitation": (cast.advocate_b.email, codes.new_code()),
        "used": ("came@clew.invalid", came[1]),
        "frozen": ("frozen@clew.invalid", frozen_code),
    }
    seen = set()
    come(browser(), code, "somebody.before@clew.invalid")  # the first of a source clears up, too
    for email, typed in tried.values():
        with django_assert_max_num_queries(20) as asked:  # type: ignore[operator]  # a fixture
            answer = come(browser(), typed, email)
        text = page(answer).replace(email, "").replace(typed, "")
        kinds = tuple(query["sql"].split()[0] for query in asked.captured_queries)
        seen.add((answer.status_code, text, tuple(answer.headers), kinds))
    assert len(seen) == 1
    assert come(browser(), code).status_code == 302  # red control


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("only 14 chars.", "15"),
        ("passwordpassword", "easily guessed"),
        ("", "Choose a passphrase"),
        ("x" * 1025, "1024"),
    ],
)
def test_a_short_or_common_passphrase_is_refused_before_the_code_is_looked_at(
    cast: Cast, passphrase: str, said: str
) -> None:
    _, code = invite(cast)
    answer = come(browser(), code, password1=passphrase, password2=passphrase)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Invitation.objects.get().tries_left == invitations.MOST_TRIES


@pytest.mark.django_db
@pytest.mark.parametrize(
    "passphrase", ["korrekt pferd batterie", "ሰላም ለዓለም ሁሉ ለሁሉም ሰው", "  spaces at either end  "]
)
def test_no_rule_says_of_which_letters_a_passphrase_is_made(cast: Cast, passphrase: str) -> None:
    member, code = invite(cast)
    assert come(browser(), code, password1=passphrase, password2=passphrase).status_code == 302
    assert Member.objects.get(id=member.id).check_password(passphrase)


@pytest.mark.django_db
@pytest.mark.both
def test_neither_code_nor_passphrase_is_stored_anywhere(cast: Cast) -> None:
    _, code = invite(cast)
    stored = everything_stored()
    assert EMAIL in stored  # red control
    assert not any(form in stored for form in (code, codes.meant(code), code.lower()))
    come(browser(), code)
    assert CHOSEN not in everything_stored()


@pytest.mark.django_db
def test_whoever_has_the_database_without_the_root_key_cannot_try_codes_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, code = invite(cast)
    [row] = Invitation.objects.all()
    assert codes.digest(code, of=member.id, purpose="invitation") == row.digest  # red control
    monkeypatch.setattr(codes.root, "derive", lambda _purpose: bytes(32))
    assert codes.digest(code, of=member.id, purpose="invitation") != row.digest


@pytest.mark.django_db
def test_the_code_is_shown_once_and_the_page_after_it_has_none(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    form = {"shown_name": "Marta", "email": "Marta@Clew.invalid", "roles": ["trainer"]}
    shown = client.post("/account/members/", form | {"once": token()}).content.decode()
    [code] = re.findall(r"<code>([0-9A-Z-]{14})</code>", shown)
    assert code not in client.get("/account/members/").content.decode()
    assert come(browser(), code).status_code == 302


@pytest.mark.django_db
def test_a_new_code_makes_the_one_before_it_useless(cast: Cast) -> None:
    member, first = invite(cast)
    second = actions.reset(actor=cast.administrator, member=member)
    assert come(browser(), first).status_code == 422
    assert come(browser(), second).status_code == 302


@pytest.mark.django_db
def test_who_has_not_come_in_yet_cannot_sign_in(cast: Cast) -> None:
    _, code = invite(cast)
    for passphrase in ("", "x", code, codes.meant(code)):
        client = browser()
        send_passphrase(client, EMAIL, passphrase)
        assert not is_in(client)


@pytest.mark.django_db
def test_coming_in_at_a_browser_ends_the_session_of_whoever_was_there(cast: Cast) -> None:
    _, code = invite(cast)
    client = signed_in(cast.advocate_a)
    client.session["kept"] = "x"
    assert come(client, code).status_code == 302
    assert client.get("/cases/").status_code == 302
    assert client.session["_auth_user_id"] == str(Member.objects.get(email=EMAIL).id)
