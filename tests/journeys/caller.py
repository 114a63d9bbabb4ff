"""Somebody who sends forms to a served house as fast as they can, without a browser."""

import re
import uuid
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Final
from urllib.parse import urlencode

from clew.site.demonstration.signing_in import PASSPHRASE
from tests.journeys.walking import fresh_second_factor

_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_LONGEST: Final = 120  # seconds


@dataclass(frozen=True, slots=True)
class Said:
    """What the house answered."""

    status: int
    to: str
    body: str


@dataclass
class Caller:
    """One signed-in member of the cast, by their cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Said:
        """Read a page, and keep its token for the next form."""
        said = self._ask("GET", path, "")
        found = _TOKEN.search(said.body)
        self.token = found[1] if found else self.token
        return said

    def send(self, path: str, *, once: uuid.UUID | None = None, **fields: str) -> Said:
        """Send a form with a token of its own. Raises `OSError` where the house is gone."""
        body = {
            "csrfmiddlewaretoken": self.token,
            "once": str(once or uuid.uuid4()),
            **fields,
        }
        return self._ask("POST", path, urlencode(body))

    def sign_in(self, email: str) -> None:
        """Sign in with passphrase and code."""
        self.get("/sign-in/")
        said = self.send("/sign-in/", login=email, password=PASSPHRASE)
        assert said.to.startswith("/sign-in/code/"), said.to
        self.get("/sign-in/code/")
        said = self.send("/sign-in/code/", code=fresh_second_factor())
        assert said.status == 302, said.status

    def _ask(self, method: str, path: str, body: str) -> Said:
        connection = HTTPConnection("localhost", self.port, timeout=_LONGEST)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": f"http://localhost:{self.port}",
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            said = Said(answer.status, answer.headers.get("Location", ""), answer.read().decode())
        except HTTPException as error:  # cut off in the middle of an answer
            msg = "the house is gone"
            raise ConnectionError(msg) from error
        finally:
            connection.close()
        self._keep(answer)
        return said

    def _keep(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            if self.cookies.get(name) != value:
                self.cookies = {**self.cookies, name: value}
