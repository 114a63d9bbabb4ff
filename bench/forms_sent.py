"""Somebody signed in who sends forms to a served house, and knows what became of each.

A form carries a token of its own, under which the house carries it out once. One that got no answer
is kept, and sent again with the same token when the house is back, as a browser does that reloads.
"""

import uuid
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlencode

# Cookie and field hold the same: that is all the check against forged forms asks of a browser.
FORGERY: Final = "m4deUpF0rTh1sB3nchAl0ne0123456789"[:32]
_LONGEST: Final = 60  # seconds


class Gone(Exception):
    """The house went away before it answered."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is sent, and where to."""

    path: str
    fields: Mapping[str, str]
    token: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, and where the house sends on to."""

    status: int
    to: str

    @property
    def acknowledged(self) -> bool:
        """Whether the house said that it is done."""
        return self.status == HTTPStatus.FOUND


def cookies(session: str) -> str:
    """Return the cookies of a browser on which somebody is signed in."""
    return f"sessionid={session}; csrftoken={FORGERY}"


def send(port: int, session: str, form: Form) -> Answer:
    """Send a form. Raises `Gone` where no whole answer came."""
    with closing(HTTPConnection("localhost", port, timeout=_LONGEST)) as asked:
        body = urlencode({"csrfmiddlewaretoken": FORGERY, "once": form.token, **form.fields})
        headers = {
            "Cookie": cookies(session),
            "Origin": f"http://localhost:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            asked.request("POST", form.path, body, headers)
            found = asked.getresponse()
            found.read()
        except (OSError, HTTPException) as error:
            raise Gone from error
        return Answer(found.status, found.headers.get("Location", ""))
