"""People at work, for locust: each reads and writes in a caseload of their own, and thinks between.

Locust runs this file in a process of its own, since it changes how Python waits. Who works, and
where what was measured goes, stands in the environment: AT_WORK_PEOPLE and AT_WORK_SAMPLES; how
many seconds they think between two pages in AT_WORK_THINKS, as LEAST-MOST.
"""

import json
import os
import random
import time
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from locust import between, events, task
from locust.contrib.fasthttp import FastHttpUser

from bench.forms_sent import FORGERY, Form, cookies

READ, WRITE = "read", "write"
# Of ten requests three are forms: after each the page is opened that it leads to, at once.
_READS, _WRITES = 4, 3
_PEOPLE: Final = json.loads(Path(os.environ["AT_WORK_PEOPLE"]).read_text(encoding="utf-8"))
_TODAY: Final = datetime.now(tz=UTC).date().isoformat()
_waiting = list(_PEOPLE)
_samples: list[dict[str, Any]] = []


class AtWork(FastHttpUser):
    """One member, signed in, at one browser that keeps its connection open."""

    wait_time = between(*map(float, os.environ["AT_WORK_THINKS"].split("-")))

    def on_start(self) -> None:
        """Sit down as the next member."""
        one = _waiting.pop()
        self.member, self.codes = one["member"], one["codes"]
        self.signed_in = {"Cookie": cookies(one["session"]), "Origin": self.host}
        self.dice = random.Random(one["member"])

    @task(_READS)
    def read(self) -> None:
        """Open one page."""
        code = self.dice.choice(self.codes)
        name, path = self.dice.choices(
            [
                ("the list of cases", "/cases/"),
                ("the day", "/cases/today/"),
                ("a case, its thread, who has looked", f"/cases/{code}/"),
                ("a thread of one kind", f"/cases/{code}/?show=contact"),
            ],
            [3, 1, 4, 2],
        )[0]
        self._open(name, path)

    @task(_WRITES)
    def write(self) -> None:
        """Send one form, and open the page that it leads to."""
        code = self.dice.choice(self.codes)
        name, leads_to, form = self.dice.choice(
            [
                ("a note", "the note", Form(f"/cases/{code}/notes/new/", {
                    "happened_on": _TODAY, "text": "Made up at work. " * 12,
                })),
                ("a task", "the case again", Form(f"/cases/{code}/tasks/new/", {
                    "what": "Made up at work", "owner": self.member, "due_on": _TODAY,
                })),
                ("safe contact", "safe contact again", Form(f"/people/{code}/contact/", {
                    "how": "By e-mail, made up.", "when": "", "never": "", "checked_with": "person",
                    "checked_on": _TODAY,
                })),
            ]
        )  # fmt: skip
        fields = {"csrfmiddlewaretoken": FORGERY, "once": form.token, **form.fields}
        to = self._measured(WRITE, name, form.path, HTTPStatus.FOUND, fields)
        if to:
            self._open(leads_to, to.partition("#")[0])

    def _open(self, name: str, path: str) -> None:
        self._measured(READ, name, path, HTTPStatus.OK)

    def _measured(
        self,
        kind: str,
        name: str,
        path: str,
        wanted: HTTPStatus,
        fields: dict[str, str] | None = None,
    ) -> str:
        """Ask, and fail on any other status than the one that is right."""
        method = "POST" if kind == WRITE else "GET"
        with self.client.request(
            method, path, name=f"{kind}:{name}", headers=self.signed_in, allow_redirects=False,
            catch_response=True, data=fields,
        ) as said:  # fmt: skip
            to = str((said.headers or {}).get("Location", ""))
            if said.status_code != wanted or to.startswith("/sign-in/"):
                said.failure(f"answered with {said.status_code}")
                return ""
            return to


@events.request.add_listener  # type: ignore[untyped-decorator]  # locust's own
def _note(name: str, response_time: float, exception: object, **_: object) -> None:
    kind, _mark, page = name.partition(":")
    wrong = "" if exception is None else str(exception)
    _samples.append(
        {"at": time.time(), "kind": kind, "page": page, "ms": response_time, "wrong": wrong}
    )


@events.quit.add_listener  # type: ignore[untyped-decorator]  # locust's own
def _keep(**_: object) -> None:
    Path(os.environ["AT_WORK_SAMPLES"]).write_text(json.dumps(_samples), encoding="utf-8")
