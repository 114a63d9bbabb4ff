"""The two processes of one house beside each other: what partners can do, and what is not there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection

from bench.memory import times_in_memory
from clew.site.demonstration.signing_in import PASSPHRASE
from tests.cast import CANARY
from tests.journeys.caller import Caller
from tests.journeys.houses import ServedHouse, databases, start, stop
from tests.site.calls import ROOT, assert_refused, call_process, environment
from tests.site.houses import make
from tests.site.partners.door import on_postgresql
from tests.site.partners.words import NATIONALITY

PARTNER: Final = {"CLEW_PROFILE": "partner"}
TYPED: Final = "lantern over the quiet harbour"


@dataclass
class Both:
    """The house and the process for partners, served."""

    house: ServedHouse
    partners: ServedHouse
    told: dict[str, Any]


def furnish(settings: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.site.partners.furnish"],
        env=environment(**settings), cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=180,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def as_role(role: str, urls: dict[str, str]) -> dict[str, str]:
    return {name: url.replace("clew_owner@", f"{role}@") for name, url in urls.items()}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    base = tmp_path_factory.mktemp("partners")
    folder, theirs = base / "house", base / "theirs"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        # The tables belong to neither process, as where an administrator keeps the database.
        near = os.environ["CLEW_DATABASE_URL"].replace("clew_app@", "clew_owner@")
        patch.setenv("CLEW_DATABASE_URL", near)
        urls = stack.enter_context(databases())
        made = make(folder, **urls)
        assert made.code == 0, made.err
        roles = call_process("database-roles", "--data", folder, "--apply", settings=urls)
        assert roles.code == 0, roles.err
        of_house = as_role("clew_app", urls)
        told = furnish({"CLEW_DATA": str(folder), **of_house})
        keys = ("keys", "partner", "--data", folder, "-o", theirs / "partner.keys")
        done = call_process(*keys, settings=of_house)
        assert done.code == 0, done.err
        served = []
        try:
            served.append(start(folder, of_house, "--data", str(folder), command="serve"))
            words = ("--data", str(theirs), "--profile", "partner")
            served.append(start(theirs, as_role("clew_partner", urls), *words, command="serve"))
            yield Both(served[0], served[1], told)
        finally:
            for each in served:
                stop(each)


@pytest.fixture(scope="module")
def officer(both: Both) -> Caller:
    """Sign the officer in, with passphrase and code. A code opens once."""
    caller = Caller(both.partners.port)
    caller.sign_in(both.told["officer"])
    return caller


@pytest.fixture(scope="module")
def written(both: Both, officer: Caller) -> str:
    """Answer a recall and ask for more, as the officer; return where the request stands."""
    released, recalled = both.told["release"], both.told["recalled"]
    officer.get(f"/released/{recalled}/")
    assert officer.send(f"/released/{recalled}/answer/", answer="deleted").status == 302
    officer.get(f"/released/{released}/ask/")
    fields = {"for": "investigate", "basis": "consent", "kinds": "account", "by": "2099-01-01"}
    asked = officer.send(f"/released/{released}/ask/", words="For the hearing", **fields)
    assert asked.status == 302, asked.body
    return asked.to


@pytest.mark.both
@on_postgresql
def test_an_officer_reads_answers_and_asks(both: Both, officer: Caller, written: str) -> None:
    assert both.told["release"] in officer.get("/released/").body
    assert f"Marek {CANARY}" in officer.get(f"/released/{both.told['release']}/").body
    assert "Your organisation answered" in officer.get(f"/released/{both.told['recalled']}/").body
    assert "For the hearing" in officer.get(written).body


@pytest.mark.both
@on_postgresql
def test_the_house_reads_what_they_wrote_and_its_trace_is_whole(both: Both, written: str) -> None:
    partners = Caller(both.partners.port)
    partners.get("/sign-in/")
    said = partners.send("/sign-in/", login=both.told["advocate"], password=PASSPHRASE)
    assert said.status == 200, "who works in the house is nobody there"
    caller = Caller(both.house.port)
    caller.sign_in(both.told["advocate"])  # red control
    assert "For the hearing" in caller.get(written).body
    assert written in caller.get("/notices/").body
    words = ("audit", "verify", "--deep", "--data", both.house.folder)
    verified = call_process(*words, settings=both.house.urls)
    assert verified.code == 0, verified.out + verified.err


@pytest.mark.both
@on_postgresql
@pytest.mark.parametrize("path", ["/people/new/", "/cases/", "/people/{person}/", "/statistics/"])
def test_an_address_of_the_house_is_not_there(both: Both, officer: Caller, path: str) -> None:
    assert officer.get(path.format(**both.told)).status == 404


@pytest.mark.both
@on_postgresql
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_key_of_immigration_lies_in_the_memory_of_the_partners_process(
    both: Both, officer: Caller
) -> None:
    officer.get(f"/released/{both.told['release']}/")
    theirs, house = both.partners.process.pid, both.house.process.pid
    keys = {name: bytes.fromhex(both.told[name]) for name in
            ("wrapping", "derived", "immigration", "released")}  # fmt: skip
    try:
        found = {name: times_in_memory(theirs, key) for name, key in keys.items()}
    except PermissionError:
        pytest.skip("this machine lets nobody read another process")
    assert found["released"] > 0, "it is looked for rightly"
    assert found | {"released": 0} == dict.fromkeys(keys, 0)
    for text in (NATIONALITY.encode(), NATIONALITY.encode("utf-16-le")):
        assert times_in_memory(theirs, text) == 0
    for name in ("wrapping", "derived"):  # red control
        assert times_in_memory(house, keys[name]) > 0, name


@pytest.mark.both
@on_postgresql
def test_what_lies_in_their_folder_and_environment_opens_no_house(both: Both) -> None:
    environ = Path(f"/proc/{both.partners.process.pid}/environ").read_bytes()
    files = [path.read_bytes() for path in both.partners.folder.rglob("*") if path.is_file()]
    for name in ("wrapping", "derived", "immigration", "released"):
        for held in (*files, environ):
            assert bytes.fromhex(both.told[name]) not in held
            assert both.told[name].encode() not in held
    keys = both.partners.folder / "partner.keys"
    for path in (keys, keys.with_suffix(".key")):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.both
@on_postgresql
def test_partners_are_served_under_their_own_role_only(both: Both) -> None:
    words = ("serve", "--data", both.partners.folder, "--profile", "partner")
    stopped = call_process(*words, settings=both.house.urls)
    assert stopped.code == 2
    again = call_process("serve", "--data", both.house.folder, settings=both.partners.urls)
    assert again.code == 2


@pytest.mark.both
@on_postgresql
def test_with_a_passphrase_it_waits_until_somebody_types_it(both: Both, tmp_path: Path) -> None:
    words = ("keys", "partner", "--data", both.house.folder, "--passphrase")
    made = call_process(
        *words, "-o", tmp_path / "partner.keys", given=f"{TYPED}\n".encode(),
        settings=both.house.urls,
    )  # fmt: skip
    assert made.code == 0, made.err
    assert not (tmp_path / "partner.key").exists()
    serve = ("--data", str(tmp_path), "--profile", "partner")
    served = start(tmp_path, both.partners.urls, *serve, command="serve")
    try:
        caller = Caller(served.port)
        assert caller.get("/released/").status == 503
        unlock = ("unlock", "--data", tmp_path)
        settings = both.partners.urls | PARTNER
        wrong = call_process(*unlock, given=b"not the passphrase of it\n", settings=settings)
        assert wrong.code == 2
        done = call_process(*unlock, given=f"{TYPED}\n".encode(), settings=settings)
        assert done.code == 0, done.err
        assert caller.get("/released/").status == 302
        assert call_process("lock", "--data", tmp_path, settings=settings).code == 0
        assert caller.get("/released/").status == 503
    finally:
        stop(served)


def test_on_sqlite_one_sentence_says_that_it_needs_postgresql(tmp_path: Path) -> None:
    assert_refused(call_process("serve", "--data", tmp_path, "--profile", "partner"), "PostgreSQL")


def test_on_sqlite_there_are_no_roles(tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has them")
    assert make(tmp_path / "house").code == 0
    answer = call_process("database-roles", "--data", tmp_path / "house")
    assert answer.code == 2
    assert "on SQLite there is one process" in answer.err
