"""A house started under a clock that was set back says so, and can be told to believe it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.site.houses import serving

SAID = "days behind the latest moment this house knew"


def said_at_start(house: Path, *words: str) -> str:
    """Serve a house, stop it as soon as it answers, and return what it said on standard error."""
    with serving("serve", "--data", house, *words) as (process, _):
        process.terminate()
        _, said = process.communicate()
    return said.decode()


def latest(house: Path) -> str:
    """Return the moment that a house has kept."""
    with closing(sqlite3.connect(house / "db" / "clew.sqlite3")) as opened:
        return str(opened.execute("SELECT latest_at FROM accounts_moment").fetchone()[0])


def test_it_is_said_at_each_start_until_the_clock_is_believed(
    new_house: Path, tmp_path: Path
) -> None:
    house = tmp_path / "house"
    shutil.copytree(new_house, house)
    assert SAID not in said_at_start(house)  # control
    with closing(sqlite3.connect(house / "db" / "clew.sqlite3")) as opened, opened:
        opened.execute("UPDATE accounts_moment SET latest_at = datetime('now', '+30 days')")
    assert SAID in said_at_start(house)
    ahead = latest(house)
    assert SAID in said_at_start(house), "it goes on from there, and so it is said again"
    assert latest(house) >= ahead
    assert SAID not in said_at_start(house, "--believe-clock")
    assert SAID not in said_at_start(house)
    assert latest(house) < ahead
