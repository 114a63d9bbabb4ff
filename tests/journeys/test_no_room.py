"""A full disk, a database that can only be read: said so, nothing confirmed lost, and recovered.

SQLite itself is given no more room, or no right to write: what it answers then is what it answers
on a full disk. The last test fills a real one.
"""

import http.client
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError, connection
from django.db.utils import OperationalError
from django.test import Client

from clew.ground.ui import views
from clew.ground.ui.trouble import Trouble, trouble_of
from clew.support.casework import queries
from clew.support.casework.models import Case
from tests.cast import Cast, signed_in
from tests.site.calls import call_process
from tests.site.houses import make, serving
from tests.support.casework.files import a_case, at, once

pytestmark = pytest.mark.django_db(transaction=True)
WORDS: Final = "She remembered the lorry. " * 400


def on_sqlite() -> None:
    """Skip on PostgreSQL: there the tests of `trouble_of` below stand for it."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite is given no more room by a statement of its own")


def say(statement: str) -> int:
    """Say something to SQLite, and return what it answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
        return int(row[0]) if row else 0


@pytest.fixture
def full() -> Iterator[Callable[[], None]]:
    """Let the disk be full from now on, until the end of the test or `room`."""
    on_sqlite()

    def fill() -> None:
        # Pages that earlier tests left free would take all that is sent: they are used up first.
        free = say("PRAGMA freelist_count") * say("PRAGMA page_size")
        say(f"CREATE TABLE filler AS SELECT zeroblob({free}) AS room")
        say(f"PRAGMA max_page_count={say('PRAGMA page_count')}")

    yield fill
    say("PRAGMA max_page_count=1073741823")
    say("DROP TABLE IF EXISTS filler")


@pytest.fixture
def read_only() -> Iterator[Callable[[], None]]:
    """Let the database be for reading only."""
    on_sqlite()
    yield lambda: (say("PRAGMA query_only=ON"), None)[1]
    say("PRAGMA query_only=OFF")


@pytest.fixture
def case(cast: Cast) -> Case:
    """Open a case."""
    return a_case(cast.advocate_a)


def writer(cast: Cast) -> Client:
    """Sign an advocate in."""
    client = signed_in(cast.advocate_a)
    client.raise_request_exception = False
    return client


def send(client: Client, case: Case, number: int) -> int:
    """Send a note. Returns the status."""
    fields = once(number, happened_on="2026-03-16", text=f"{number} {WORDS}")
    return client.post(at(case, "notes/new/"), fields).status_code


def notes(cast: Cast, case: Case) -> int:
    """Count the notes of a case."""
    return len(queries.notes_of(cast.advocate_a, case))


def test_on_a_full_disk_nothing_is_confirmed_that_was_not_kept_and_it_recovers(
    cast: Cast, case: Case, full: Callable[[], None]
) -> None:
    client = writer(cast)
    assert send(client, case, 1) == 302
    full()
    statuses = [send(client, case, number) for number in range(2, 12)]
    assert 507 in statuses
    assert set(statuses) <= {302, 503, 507}
    say("PRAGMA max_page_count=1073741823")
    assert notes(cast, case) == 1 + statuses.count(302)
    assert send(client, case, 99) == 302


def test_the_page_says_the_disk_is_full_and_nothing_of_what_was_sent(
    cast: Cast, case: Case, full: Callable[[], None]
) -> None:
    client = writer(cast)
    full()
    for number in range(20):
        fields = once(number, happened_on="2026-03-16", text=f"{number} {WORDS}")
        answer = client.post(at(case, "notes/new/"), fields)
        if answer.status_code == 507:
            break
    text = answer.content.decode()
    assert "The disk of this house is full" in text
    assert "lorry" not in text
    assert answer.headers["Cache-Control"] == "no-store"


def test_where_only_reading_is_possible_no_file_is_shown_because_no_trace_can_be_left(
    cast: Cast, case: Case, read_only: Callable[[], None]
) -> None:
    client = writer(cast)
    assert "Marek" in client.get(at(case)).content.decode()  # red control
    read_only()
    shown = client.get(at(case))
    assert shown.status_code == 503
    assert "Marek" not in shown.content.decode()
    assert send(client, case, 1) == 503
    say("PRAGMA query_only=OFF")
    assert client.get(at(case)).status_code == 200
    assert notes(cast, case) == 0


def test_pages_about_nobody_are_shown_all_the_same(read_only: Callable[[], None]) -> None:
    read_only()
    assert Client(HTTP_HOST="localhost").get("/").status_code == 200


def test_without_telling_them_apart_a_full_disk_would_be_a_fault_of_the_page(
    cast: Cast, case: Case, full: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    monkeypatch.setattr(views, "trouble_of", lambda _error: None)
    client = writer(cast)
    full()
    assert 500 in [send(client, case, number) for number in range(20)]


class FromPostgreSQL(Exception):
    """What psycopg raises, with its code."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__()
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("53100", Trouble.FULL), ("25006", Trouble.READ_ONLY), ("08006", Trouble.AWAY),
        ("57P01", Trouble.AWAY), (None, Trouble.AWAY), ("23505", None), ("42P01", None),
    ],
)  # fmt: skip
def test_postgresql_says_by_its_codes_what_stands_in_the_way(
    code: str | None, trouble: Trouble | None
) -> None:
    error = OperationalError()
    error.__cause__ = FromPostgreSQL(code)
    assert trouble_of(error) is trouble


@pytest.mark.parametrize("error", [None, ValueError(), DatabaseError()])
def test_other_faults_stay_faults(error: Exception | None) -> None:
    assert trouble_of(error) is None


@pytest.mark.skipif(sys.platform == "win32", reason="mounts a disk")
def test_a_house_on_a_full_disk_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk could not be mounted: run as root on Linux")
    try:
        assert make(disk / "house").code == 0
        with serving("serve", "--data", disk / "house") as (process, port):
            assert wrong_passphrase(port, 1) in {200, 302}
            with (disk / "filler").open("wb", buffering=0) as filler:
                while _fills(filler.write):
                    pass
            statuses = {wrong_passphrase(port, number) for number in range(2, 12)}
            assert 507 in statuses
            assert statuses <= {200, 302, 429, 503, 507}
            (disk / "filler").unlink()
            assert wrong_passphrase(port, 99) in {200, 302, 429}
            assert process.poll() is None
        verified = call_process("audit", "verify", "--deep", "--data", disk / "house")
        assert (verified.code, verified.err) == (0, "")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)  # noqa: S607 -- the system's own


def _fills(write: Callable[[bytes], int]) -> bool:
    try:
        write(bytes(4096))
    except OSError:
        return False
    return True


def wrong_passphrase(port: int, number: int) -> int:
    """Try to sign in with what is not right, which is counted. Returns the status."""
    with closing(http.client.HTTPConnection("localhost", port, timeout=120)) as connection:
        connection.request("GET", "/sign-in/")
        answer = connection.getresponse()
        page = answer.read().decode()
        cookie = "; ".join(
            line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie") or []
        )
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        body = urlencode(
            {"csrfmiddlewaretoken": token, "login": f"n{number}@x.invalid", "password": "x" * 20}
        )
        headers = {
            "Cookie": cookie, "Origin": f"http://localhost:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        connection.request("POST", "/sign-in/", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
