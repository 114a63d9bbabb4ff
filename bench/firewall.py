"""Whether anything that is closed to partners reaches their process: asked ten thousand times.

A house on PostgreSQL with a mark of its own in every closed field, and the process for partners
beside it. Officers send it requests drawn by dice; marks and keys are looked for in its answers,
in its memory and in what it wrote down. The house under the same is the control.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final

from bench import firewall_page, houses, memory, postgresql
from bench.forms_sent import FORGERY, cookies
from bench.houses import House, Served
from bench.odd_requests import Known, Request, draw, plain

REQUESTS: Final = 10_000
CONTROL: Final = 2_000
QUICK: Final = 200
SEED: Final = 17
_LOOKS_EVERY: Final = 200  # requests between two looks into memory
_AT_ONCE: Final = 50  # looks at once after an answer that holds a mark
_LONGEST: Final = 60  # seconds
_INDEX: Final = 4  # letters after the common start of all marks
_AGAIN: Final = "/sign-in/again/"  # asks a signed-in member once more; they stay signed in
_TESTS: Final = "tests.site.partners"


@dataclass
class Seen:
    """What one process gave away."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    pages: set[str] = field(default_factory=set)  # addresses that answered with a page
    in_answers: set[str] = field(default_factory=set)
    in_memory: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    looks: int = 0  # into memory
    closed: int = 0  # how many fields are closed


@dataclass(frozen=True)
class Marks:
    """What is looked for."""

    start: str
    by_index: Mapping[str, Sequence[str]]
    keys: Mapping[str, bytes]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Marks":
        """Take them from what the planting said."""
        found: dict[str, list[str]] = {told["open"][-_INDEX:]: [firewall_page.GIVEN]}
        for name, mark in told["marks"].items():
            found.setdefault(mark[-_INDEX:], []).append(name)
        keys = {name: bytes.fromhex(key) for name, key in told["keys"].items()}
        return cls(told["start"], found, keys)

    def marks_in(self, data: bytes) -> set[str]:
        """Return the fields whose mark stands in some bytes, as UTF-8, UTF-16 or UTF-32."""
        found: set[str] = set()
        for alphabet in ("utf-8", "utf-16-le", "utf-32-le"):
            start, width = self.start.encode(alphabet), len("x".encode(alphabet))
            at = data.find(start)
            while at >= 0:
                index = data[at + len(start) :][: _INDEX * width].decode(alphabet, "replace")
                found.update(self.by_index.get(index, ()))
                at = data.find(start, at + 1)
        return found


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page."""
    asked, control = (QUICK, QUICK) if quick else (REQUESTS, CONTROL)
    partners, house = measure(asked, control)
    lines = list(firewall_page.table(partners, house))
    print("\n".join(lines))
    if not quick:
        firewall_page.write(day, lines, partners, house, seed=SEED)
    check(partners, house)


def check(partners: Seen, house: Seen) -> None:
    """Stop where something was found in the process for partners, or where nothing was looked at.

    Raises:
        AssertionError: says what.
    """
    for found in (partners.in_answers, partners.in_memory, partners.written, partners.keys):
        closed = found - {firewall_page.GIVEN}
        if closed:
            msg = f"closed to partners, and found there: {', '.join(sorted(closed))}"
            raise AssertionError(msg)
    looks = (
        firewall_page.GIVEN in partners.in_answers & partners.in_memory
        and firewall_page.GIVEN in partners.keys
        and len(house.in_answers) > 1
        and len(house.in_memory) > 1
        and len(house.keys) > 1
    )
    if not looks:
        msg = "what is given, or what the house holds, was not found: the bench looks wrongly"
        raise AssertionError(msg)


def measure(asked: int, control: int) -> tuple[Seen, Seen]:
    """Make both processes, and ask each. Returns what the one for partners and the house gave."""
    with (
        tempfile.TemporaryDirectory(prefix="clew-firewall-") as folder,
        postgresql.served() as urls,
    ):
        base = Path(folder)
        house = houses.make(base / "house", urls)
        house.call("database-roles", "--data", house.folder, "--apply")
        fills = (sys.executable, "-m", f"{_TESTS}.planted")
        told = json.loads(house.call(program=fills))
        theirs = {name: url.replace("clew_app@", "clew_partner@") for name, url in urls.items()}
        partners = House(base / "partners", {**theirs, "CLEW_PROFILE": "partner"})
        keys = partners.folder / "partner.keys"
        house.call("keys", "partner", "--data", house.folder, "-o", keys)
        return (
            _asked(partners, told, told["officers"], asked),
            _asked(house, told, [told["keeper"], *told["officers"]], control),
        )


def _asked(house: House, told: Mapping[str, Any], who: Sequence[str], many: int) -> Seen:
    """Send one process its requests, and look into it."""
    seen, marks = Seen(closed=len(told["marks"])), Marks.of(told)
    dice = random.Random(SEED)
    served = houses.serve(house)
    try:
        with _signing_in(house) as sign_in:
            known = _known(told, everything="CLEW_PROFILE" not in house.urls)
            asking = [_Asking(served.port, sign_in, email) for email in who]
            for sender in asking[:1] if many == QUICK else asking:
                for request in plain(known):
                    _note(sender.send(request), request, served, marks, seen)
            for _ in range(seen.requests, many):
                request = draw(dice, known)
                _note(dice.choice(asking).send(request), request, served, marks, seen)
            _look(served, marks, seen)
    finally:
        served.stop()
    log = house.folder.with_name(f"{house.folder.name}.log")
    for path in (log, *house.folder.rglob("*")):
        if path.is_file():
            seen.written |= marks.marks_in(path.read_bytes())
    return seen


def _note(said: "_Said", request: Request, served: Served, marks: Marks, seen: Seen) -> None:
    """Count an answer, and look into memory now and then: at once where a mark was answered."""
    seen.requests += 1
    seen.statuses[said.status] += 1
    if said.status == HTTPStatus.OK:
        seen.pages.add(request.path.partition("?")[0])
    found = marks.marks_in(said.all)
    seen.in_answers |= found
    if (found and seen.looks < _AT_ONCE) or seen.requests % _LOOKS_EVERY == 0:
        _look(served, marks, seen)
    if seen.requests % _LOOKS_EVERY == 0:
        print(f"{seen.requests:,} requests …", file=sys.stderr, flush=True)


def _known(told: Mapping[str, Any], *, everything: bool) -> Known:
    patterns = [pattern for _name, pattern, _open in told["addresses"]]
    answered = [pattern for _name, pattern, opened in told["addresses"] if opened or everything]
    return Known(answered, patterns, told["releases"], told["rows"], told["codes"])


def _look(served: Served, marks: Marks, seen: Seen) -> None:
    """Look for marks and keys in the memory of a process."""
    seen.looks += 1
    for part in memory.parts(served.process.pid):
        seen.in_memory |= marks.marks_in(part)
        seen.keys |= {
            firewall_page.GIVEN if name == "given" else name
            for name, key in marks.keys.items()
            if key in part
        }


@dataclass(frozen=True, slots=True)
class _Said:
    status: int
    to: str
    all: bytes  # its headers and its body


class _SignsIn:
    """Asks a process in the settings of a house for one session after the other."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, email: str) -> str:
        assert self._process.stdin is not None  # noqa: S101 -- as it was started
        assert self._process.stdout is not None  # noqa: S101 -- the same
        self._process.stdin.write(f"{email}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@contextmanager
def _signing_in(house: House) -> Iterator[_SignsIn]:
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-m", f"{_TESTS}.sessions"], env=house.settings, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield _SignsIn(process)
    finally:
        process.communicate()


class _Asking:
    """Somebody signed in, who signs in again wherever a request signed them out."""

    def __init__(self, port: int, sign_in: _SignsIn, email: str) -> None:
        self._port, self._sign_in, self._email = port, sign_in, email
        self._session = sign_in(email)

    def send(self, request: Request) -> _Said:
        said = self._once(request)
        if said.to.startswith("/sign-in/") and not said.to.startswith(_AGAIN):
            self._session = self._sign_in(self._email)
            said = self._once(request)
        return said

    def _once(self, request: Request) -> _Said:
        headers = {
            "Cookie": cookies(self._session),
            "Origin": f"http://localhost:{self._port}",
            "Content-Type": "application/x-www-form-urlencoded",
            **request.headers,
        }
        body = None
        if request.method != "GET":
            once = f"{random.getrandbits(128):032x}"
            body = request.body(csrfmiddlewaretoken=FORGERY, once=once)
        connection = HTTPConnection("localhost", self._port, timeout=_LONGEST)
        try:
            with suppress(HTTPException):
                connection.request(request.method, request.path, body, headers)
                answer = connection.getresponse()
                whole = str(answer.headers).encode() + answer.read()
                return _Said(answer.status, answer.headers.get("Location", ""), whole)
            return _Said(0, "", b"")
        finally:
            connection.close()
