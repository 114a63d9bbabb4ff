"""Houses with people and files in them, their backups, and the keys that open those."""

import hashlib
import re
import secrets
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from clew.site.backups import keeping
from tests.site.calls import SLOWEST, Answer, call_process, environment
from tests.site.houses import make

SURNAME: Final = "Kanarienvogel"
_WRITES: Final = """
import sys
import django
django.setup()
from datetime import date
from clew.ground.accounts.models import Member
from clew.survivor.people import actions as people
for name in sys.argv[1:]:
    known = {"full_name": f"{name} Kanarienvogel", "nationality": "Nowhere"}
    person = people.write_down(actor=Member.objects.get(), on=date(2026, 3, 16), known=known)
    print(person.id.hex)
"""
_ERASES: Final = """
import sys, uuid
import django
django.setup()
from clew.ground.accounts.models import Member
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looks
looks(House())
from clew.survivor.people import erasure
from clew.survivor.people.models import Person
person = Person._base_manager.get(id=uuid.UUID(sys.argv[1]))
erasure.erase(actor=Member.objects.get(), person=person)
"""
_NAMES: Final = """
import django
django.setup()
from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looks
looks(House())
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed
from clew.survivor.people.models import Person
for person in Person._base_manager.all():
    reads.record(
        actor=Member.objects.get(), name="case.opened", subjects=[person.id],
        compartments=[Compartment.IDENTITY],
    )
    try:
        print(person.id.hex, person.full_name)
    except KeyDestroyed:
        print(person.id.hex, "gone")
"""

_WRITES_ON: Final = """
import itertools
import django
django.setup()
from datetime import date
from clew.ground.accounts.models import Member
from clew.survivor.people import actions as people
for number in itertools.count(1):
    known = {"full_name": f"{number} Kanarienvogel"}
    people.write_down(actor=Member.objects.get(), on=date(2026, 3, 16), known=known)
    print(number, flush=True)
"""


@dataclass
class Filled:
    """A house, the folder of its backups, and the identities that were printed once."""

    folder: Path
    backups: Path
    identities: list[str]
    settings: dict[str, str] = field(default_factory=dict)  # which databases, if not in the folder

    def fill(self, *names: str) -> list[str]:
        """Write people down. Returns their ids."""
        return self.script(_WRITES, *names).split()

    def erase(self, person: str) -> None:
        """Destroy the keys of a person."""
        self.script(_ERASES, person)

    def script(self, code: str, *words: str) -> str:
        """Run a script in the house. Returns what it printed."""
        return _script(self.folder, code, *words, **self.settings)

    def add_file(self, size: int = 3000) -> Path:
        """Put a sealed file into the house, under its sum."""
        held = secrets.token_bytes(size)
        digest = hashlib.sha256(held).hexdigest()
        path = self.folder / "files" / digest[:2] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
        return path

    def back_up(self, *words: str) -> Answer:
        """Back the house up."""
        return self.call("backup", self.backups, "--data", self.folder, *words)

    def back_up_while_people_write(self) -> tuple[Answer, int]:
        """Back the house up while another process writes. Returns how many it had written."""
        settings = self.settings | {
            "CLEW_DATA": str(self.folder), "CLEW_MODE": "real",
            "DJANGO_SETTINGS_MODULE": "clew.site.settings",
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITES_ON], env=environment(**settings),
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            process.stdout.readline()
            answer = self.back_up()
            assert process.poll() is None, "it wrote all the time"
        finally:
            process.kill()
            said, _ = process.communicate()
        return answer, len(said.split())

    def drill(self, *words: str | Path) -> Answer:
        """Drill."""
        return self.call("drill", self.backups, "--data", self.folder, *words)

    def restore(
        self,
        target: Path,
        *words: str | Path,
        identity: str = "",
        settings: dict[str, str] | None = None,
    ) -> Answer:
        """Restore with an identity from the safe and the root key of the house."""
        given = identity or self.identities[0]
        key = self.folder / "keyring" / "root.key"
        return call_process(
            "restore", self.backups, target, "--identity", "-", "--root-key", key, *words,
            given=given.encode(), settings=settings,
        )  # fmt: skip

    def call(self, *words: str | Path) -> Answer:
        """Call a command with the settings of this house."""
        return call_process(*words, settings=self.settings)

    def archive(self, kind: str) -> Path:
        """Return the newest archive of a kind."""
        return max(self.backups.glob(f"{kind}-*.age"))

    def made_earlier(self, days: int) -> None:
        """Let every archive be as if it had been made some days earlier."""
        for path in sorted(self.backups.glob("*.age")):
            kind = path.name.partition("-")[0]
            name = keeping.name_of(kind, keeping.made_at(path) - timedelta(days=days))
            summed = keeping.sums_of(path)
            new = path.rename(path.with_name(name))
            text = summed.read_text().replace(path.name, name)
            summed.unlink()
            keeping.sums_of(new).write_text(text)

    def copied_to(self, folder: Path) -> "Filled":
        """Copy house and backups, to change them."""
        shutil.copytree(self.folder, folder / "house")
        if self.backups.exists():
            shutil.copytree(self.backups, folder / "backups")
        return Filled(folder / "house", folder / "backups", self.identities, self.settings)


def new(folder: Path, **settings: str) -> Filled:
    """Make a house with nobody in it."""
    answer = make(folder / "house", **settings)
    assert (answer.code, answer.err) == (0, "")
    found = re.findall(r"^AGE-SECRET-KEY-1\w+$", answer.out, re.MULTILINE)
    return Filled(folder / "house", folder / "backups", found, settings)


def names_in(folder: Path, **settings: str) -> dict[str, str]:
    """Return the names that a house can open, by person; `gone` where the key is."""
    lines = _script(folder, _NAMES, **settings).splitlines()
    return {person: name for person, _, name in (line.partition(" ") for line in lines)}


def flip(path: Path, at: int) -> None:
    """Turn one bit of a file."""
    held = bytearray(path.read_bytes())
    held[at] ^= 1
    path.write_bytes(held)


def count(folder: Path, table: str) -> int:
    """Count the rows of a table of a house."""
    with closing(sqlite3.connect(folder / "db" / "clew.sqlite3")) as opened:
        return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def run_on(path: Path, statement: str) -> None:
    """Run a statement on a database, as somebody with the file could: its triggers stop nobody."""
    with closing(sqlite3.connect(path)) as opened, opened:
        triggers = opened.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall()
        for (name,) in triggers:
            opened.execute(f'DROP TRIGGER "{name}"')
        opened.execute(statement)


def _script(folder: Path, code: str, *words: str, **settings: str) -> str:
    settings |= {
        "CLEW_DATA": str(folder), "CLEW_MODE": "real",
        "DJANGO_SETTINGS_MODULE": "clew.site.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=environment(**settings), capture_output=True, text=True, check=False, timeout=SLOWEST,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
