"""A process that is killed while it writes: whatever it acknowledged is there, and all is whole."""

import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tests.site.calls import call_process, environment

KILLS: Final = 20
_WRITES: Final = """
import random, sys
import django
django.setup()
from datetime import date
from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.survivor.people import actions as people
actor = Member.objects.get()
reads.start_writer()
print("began", flush=True)
while True:
    permits.clear()
    known = {"full_name": "Marek Kanarienvogel", "nationality": "Nowhere"}
    person = people.write_down(actor=actor, on=date(2026, 3, 16), known=known)
    print("wrote", person.id.hex, flush=True)
    reads.record(
        actor=actor, name="case.opened", subjects=[person.id],
        compartments=[Compartment.IDENTITY], about=person.id.hex,
    )
    print("read", person.id.hex, flush=True)
"""


def test_no_write_or_read_that_was_acknowledged_is_lost_by_twenty_kills(
    new_house: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "house"
    shutil.copytree(new_house, folder)
    settings = {
        "CLEW_DATA": str(folder), "CLEW_MODE": "real",
        "DJANGO_SETTINGS_MODULE": "clew.site.settings",
    }  # fmt: skip
    wrote: set[str] = set()
    read: set[str] = set()
    for kill in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITES],
            stdout=subprocess.PIPE,
            env=environment(**settings),
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"began\n"
        first = process.stdout.readline()  # it writes by now, however busy the machine is
        time.sleep(0.02 + 0.013 * kill)
        process.kill()
        said, _ = process.communicate()
        for line in (first + said).decode().splitlines():
            what, _, which = line.partition(" ")
            if len(which) == 32:  # a line that was cut was not acknowledged
                (wrote if what == "wrote" else read).add(which)
    assert len(wrote) >= KILLS, "each process came to write"
    with sqlite3.connect(folder / "db" / "clew.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = {found for (found,) in database.execute("SELECT id FROM people_person")}
        bodies = [found.decode() for (found,) in database.execute("SELECT body FROM audit_event")]
        subjects = {f for (f,) in database.execute("SELECT DISTINCT subject FROM audit_mention")}
    with sqlite3.connect(folder / "keyring" / "keyring.sqlite3") as keyring:
        assert keyring.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        keys = {found for (found,) in keyring.execute("SELECT subject FROM vault_datakey")}
    assert wrote - rows == set(), "an acknowledged write is gone"
    text = "".join(bodies)
    assert {which for which in read if f'"about":"{which}"' not in text} == set()
    assert rows - keys == set(), "a sealed row without its key"
    assert rows - subjects == set(), "a row without its trace"
    answer = call_process("audit", "verify", "--data", folder)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"{len(bodies)} events, all as they were written. Head ")
