"""Signing in where partners are served: for the first time, each time, and one's own account."""

import pytest
from allauth.mfa.models import Authenticator

from clew.ground.accounts import actions
from clew.ground.accounts.models import Invitation, Member, SpareCode
from clew.ground.accounts.roles import Role
from clew.ground.audit import sealer
from clew.ground.audit.models import Event
from clew.ground.notices.models import Notice
from tests.cast import Cast
from tests.ground.accounts.signing import (
    SECRET,
    a_while_later,
    browser,
    code_now,
    is_in,
    send_passphrase,
    sign_in,
    with_factor,
)
from tests.site.partners.door import on_postgresql, open_door

pytestmark = [pytest.mark.django_db, pytest.mark.both, on_postgresql]

EMAIL = "new.officer@clew.invalid"
CHOSEN = "four words that nobody says"


def come(code: str) -> tuple[int, bool]:
    """Bring a one-time code; return the answer, and whether one is led on to a second factor."""
    client = browser()
    sent = {"email": EMAIL, "code": code, "password1": CHOSEN, "password2": CHOSEN}
    answer = client.post("/invited/", sent)
    if answer.status_code != 302:
        return answer.status_code, False
    page = client.get("/second-factor/new/")
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    client.post("/second-factor/new/", {"code": code_now()})
    return page.status_code, is_in(client)


def invited(cast: Cast, *roles: Role) -> str:
    _, code = actions.invite(
        actor=cast.administrator, email=EMAIL, shown_name="Olly Officer", roles=roles
    )
    return code


def test_an_officer_who_was_invited_comes_in_there_for_the_first_time(cast: Cast) -> None:
    code = invited(cast, Role.PARTNER_OFFICER)
    with open_door():
        assert come(code) == (200, True)
    assert not Invitation.objects.exists()
    assert Member.objects.get(email=EMAIL).check_password(CHOSEN)
    sealer.seal_all()
    assert Event.objects.filter(name="member.came_in").exists()


def test_who_was_invited_to_the_house_is_nobody_there(cast: Cast) -> None:
    code = invited(cast, Role.PARTNER_OFFICER, Role.ADVOCATE)
    with open_door():
        assert come(code) == (422, False)
    assert Invitation.objects.exists(), "it was not used up"
    assert come(code)[1], "red control: it opens at the house"


def test_both_factors_sign_in_and_a_wrong_passphrase_does_not(cast: Cast) -> None:
    with_factor(cast.police_liaison)
    with open_door():
        client = browser()
        assert send_passphrase(client, cast.police_liaison.email, "x" * 20).status_code == 200
        assert not is_in(client)
        sign_in(client, cast.police_liaison)
        assert is_in(client)
        assert client.get("/account/sessions/").status_code == 200


def test_ones_own_account_is_changed_there_and_told(cast: Cast) -> None:
    with_factor(cast.police_liaison)
    with open_door():
        client = browser()
        sign_in(client, cast.police_liaison)
        a_while_later()
        client.post("/sign-in/again/code/", {"code": code_now()})
        sent = {"password1": CHOSEN, "password2": CHOSEN}
        assert client.post("/account/passphrase/", sent).status_code == 302
        assert client.post("/account/spare-codes/", {}).status_code in {200, 302}
    assert Member.objects.get(id=cast.police_liaison.id).check_password(CHOSEN)
    assert SpareCode.objects.filter(member=cast.police_liaison).count() == 10
    assert Notice.objects.filter(member=cast.police_liaison).exists()


def test_a_second_factor_of_the_house_is_not_even_seen(cast: Cast) -> None:
    with_factor(cast.advocate_a)
    with_factor(cast.police_liaison)
    with open_door():
        assert [row.user_id for row in Authenticator.objects.all()] == [cast.police_liaison.id]
    assert Authenticator.objects.count() == 2
