"""What goes wrong in the middle: a session that ends, and a house that another version wrote.

Elsewhere: two who write one note (tests/support/casework/test_notes.py), a form sent twice (each
room), a consent that changes between preview and sending (tests/survivor/release/test_pages.py,
tests/recognise/referrals/test_pages.py), a house killed in mid-write (test_killed.py).
"""

import hashlib
import shutil
import sqlite3
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from clew.ground.accounts import kept
from clew.ground.accounts.models import Member
from clew.ground.accounts.sessions import SEEN
from clew.support.casework import queries
from clew.support.casework.models import Case
from tests.cast import Cast, signed_in
from tests.ground.reading import Form, Page
from tests.journeys.houses import start, stop
from tests.site.calls import Answer, call_process
from tests.support.casework.files import a_case, at, once

WORDS: Final = "She remembered the lorry: blue, with a heron on its door, and the smell of onions."
_WAITING: Final = "//form[contains(@action, '/notes/new/')]"
DATABASES: Final = {"default": "db/clew.sqlite3", "keyring": "keyring/keyring.sqlite3"}


def away_too_long(client: Client) -> None:
    """Let the session of a client lie still for longer than it may."""
    session = client.session
    session[SEEN] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()


def texts(member: Member, case: Case) -> list[str]:
    """Return the first lines of the notes of a case."""
    return [note.first_line for note in queries.notes_of(member, case)]


@pytest.fixture
def case(cast: Cast) -> Case:
    """Open a case."""
    return a_case(cast.advocate_a)


def interrupted(cast: Cast, case: Case) -> Client:
    """Send a note from a session that has ended, and return the browser it was sent from."""
    client = signed_in(cast.advocate_a)
    client.get(at(case, "notes/new/"))
    away_too_long(client)
    answer = client.post(at(case, "notes/new/"), once(1, happened_on="2026-03-16", text=WORDS))
    assert answer.status_code == 401
    assert WORDS not in answer.content.decode()
    assert texts(cast.advocate_a, case) == []
    return client


def waiting(client: Client) -> Form:
    """Return the form that waits for whoever is signed in."""
    answer = client.get("/account/kept/")
    return Page(answer.content.decode(), answer.status_code).form(_WAITING)


@pytest.mark.django_db
def test_a_note_sent_after_the_session_ended_waits_for_who_wrote_it(cast: Cast, case: Case) -> None:
    client = interrupted(cast, case)
    client.force_login(cast.advocate_a)
    form = waiting(client)
    assert form.fields["text"] == WORDS
    sent = client.post(form.action, form.fields)
    assert sent.status_code == 302
    assert texts(cast.advocate_a, case) == [WORDS]


@pytest.mark.django_db
def test_what_waited_is_sent_once(cast: Cast, case: Case) -> None:
    client = interrupted(cast, case)
    client.force_login(cast.advocate_a)
    form = waiting(client)
    assert [client.post(form.action, form.fields).status_code for _ in range(2)] == [302, 409]
    assert texts(cast.advocate_a, case) == [WORDS]


@pytest.mark.django_db
def test_nobody_else_who_signs_in_there_reads_it_and_then_it_is_dropped(
    cast: Cast, case: Case
) -> None:
    client = interrupted(cast, case)
    client.force_login(cast.advocate_b)
    answer = client.get("/account/kept/", follow=True)
    assert WORDS not in answer.content.decode()
    client.logout()
    client.force_login(cast.advocate_a)
    assert WORDS not in client.get("/account/kept/", follow=True).content.decode()


@pytest.mark.django_db
def test_what_waits_is_sealed_in_the_session(cast: Cast, case: Case) -> None:
    client = interrupted(cast, case)
    held = client.session.items()
    assert [name for name, _ in held if "kept" in name] == ["clew_kept"]
    assert [value for _, value in held if "heron" in str(value)] == []


@pytest.mark.django_db
def test_without_keeping_what_was_written_would_be_lost(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    def forget(_request: HttpRequest, *, member: uuid.UUID) -> bool:
        return member is None

    monkeypatch.setattr(kept, "keep", forget)
    client = interrupted(cast, case)
    client.force_login(cast.advocate_a)
    assert WORDS not in client.get("/account/kept/", follow=True).content.decode()


@pytest.fixture(scope="module")
def empty_house(new_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a house of a real charity, with nobody in it."""
    folder = tmp_path_factory.mktemp("another") / "house"
    shutil.copytree(new_house, folder)
    return folder


def written_by_tomorrow(folder: Path, alias: str, *, undo: bool = False) -> None:
    """Write into a house what a later version would have written, or take it out again."""
    with closing(sqlite3.connect(folder / DATABASES[alias])) as database:
        if undo:
            database.execute("DELETE FROM django_migrations WHERE name='9999_tomorrow'")
        else:
            database.execute(
                "INSERT INTO django_migrations (app, name, applied)"
                " VALUES ('people', '9999_tomorrow', '2030-01-01')"
            )
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def contents(folder: Path) -> dict[str, str]:
    """Return the fingerprints of both databases and of the root key."""
    paths = [folder / path for path in (*DATABASES.values(), "keyring/root.key")]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.mark.parametrize("alias", sorted(DATABASES))
def test_a_house_that_a_later_version_wrote_is_not_opened_and_not_touched(
    empty_house: Path, alias: str
) -> None:
    written_by_tomorrow(empty_house, alias)
    try:
        before = contents(empty_house)
        answer = call_process("serve", "--data", empty_house)
        assert answer.code == 2
        assert answer.err.startswith("A newer Clew has written this data.")
        assert _one_sentence(answer)
        assert contents(empty_house) == before
    finally:
        written_by_tomorrow(empty_house, alias, undo=True)


def test_the_same_house_opens_when_only_this_version_wrote_it(empty_house: Path) -> None:
    # Red control: it was the later version that was refused, not the house.
    house = start(empty_house, {}, "--data", str(empty_house), command="serve")
    stop(house)
    assert "Clew is on" in house.said


def test_a_file_that_is_no_database_is_told_in_one_sentence(empty_house: Path) -> None:
    path = empty_house / DATABASES["default"]
    whole = path.read_bytes()
    path.write_bytes(b"not a database, " * 512)
    try:
        answer = call_process("serve", "--data", empty_house)
        assert answer.code == 2
        assert answer.err.startswith("The default database could not be read: ")
        assert _one_sentence(answer)
    finally:
        path.write_bytes(whole)


def _one_sentence(answer: Answer) -> bool:
    """Say whether a refusal is one line without a trace of the program."""
    return len(answer.sentences) == 1 and "Traceback" not in answer.err
