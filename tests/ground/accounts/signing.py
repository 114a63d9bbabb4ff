"""Signing in through the real pages, as a person does."""

import re
import time
import uuid
from typing import Final

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from clew.ground.accounts.models import FactorUse, Member

PASSPHRASE: Final = "made-up people only"
SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_CHANGING = re.compile(  # the tokens of forms, and when the session ends
    r'(name="(?:csrfmiddlewaretoken|once)" value=")[^"]*"|<div class="ending">.*?</div>', re.DOTALL
)


def browser() -> Client:
    """Return a browser that nobody has used yet."""
    return Client(HTTP_HOST="localhost")


def with_passphrase(who: Member) -> Member:
    """Give a member of the cast a passphrase."""
    who.set_password(PASSPHRASE)
    who.save()
    return who


def with_factor(who: Member) -> Member:
    """Give a member a passphrase and an authenticator app."""
    TOTP.activate(with_passphrase(who), SECRET)
    return who


def code_now(steps: int = 0) -> str:
    """Return what the app shows now, or some steps of half a minute away."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps)))


def a_wrong_code() -> str:
    """Return six digits that no step near now gives."""
    near = {code_now(step) for step in range(-3, 4)}
    return next(code for code in map("{:06}".format, range(100)) if code not in near)


def send_passphrase(client: Client, email: str, passphrase: str = PASSPHRASE) -> HttpResponse:
    """Send the first page of signing in."""
    return client.post("/sign-in/", {"login": email, "password": passphrase})


def send_code(client: Client, code: str) -> HttpResponse:
    """Send the second page of signing in."""
    return client.post("/sign-in/code/", {"code": code})


def a_while_later() -> None:
    """Let the app show a code that was not used yet: tests do not wait half a minute."""
    FactorUse.objects.all().delete()


def sign_in(client: Client, who: Member) -> HttpResponse:
    """Sign in with both factors."""
    a_while_later()
    send_passphrase(client, who.email)
    return send_code(client, code_now())


def is_in(client: Client) -> bool:
    """Say whether somebody is signed in here."""
    return bool(client.get("/account/me/").status_code == 200)


def page(answer: HttpResponse) -> str:
    """Return a page without what differs each time."""
    return _CHANGING.sub(r'\1"', answer.content.decode())


def token() -> str:
    """Return the token of a form that was not sent yet."""
    return str(uuid.uuid4())
