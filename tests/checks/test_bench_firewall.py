"""`./clew bench firewall`: what it looks for it finds, and it stops where something is found."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from bench import firewall, firewall_page, memory
from bench.firewall import Marks, Seen
from bench.firewall_page import GIVEN
from bench.odd_requests import METHODS, Known, draw, plain
from tests.site.calls import ROOT, environment
from tests.site.houses import make

TOLD: Final[Mapping[str, Any]] = {
    "start": "Zqmadeup",
    "open": "Zqmadeupopen",
    "marks": {"people.Person.nationality": "Zqmadeup0001", "release.Item.of": "Zqmadeup0001"},
    "keys": {"root": "00ff", "given": "11ee"},
}
SEEDED: Final = random.Random
KNOWN: Final = Known(["released/<uuid:x>/"], ["people/<code:c>/"], ["own"], ["row"], ["CODE"])


def seen(**known: Any) -> Seen:  # noqa: ANN401 -- any field
    found = {"in_answers": {GIVEN}, "in_memory": {GIVEN}, "keys": {GIVEN}}
    return Seen(requests=9, closed=2, **{**found, **known})


HOUSE: Final = seen(in_answers={GIVEN, "a"}, in_memory={"a", "b"}, keys={"root", "derived"})


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-16-le", "utf-32-le"])
def test_a_mark_is_found_in_every_alphabet_and_says_whose_it_is(alphabet: str) -> None:
    marks = Marks.of(TOLD)
    text = b"\xff" + "…Zqmadeup0001, Zqmadeupopen".encode(alphabet)
    assert marks.marks_in(text) == {"people.Person.nationality", "release.Item.of", GIVEN}
    assert marks.marks_in("Zqmadeu Zqmadeup9999".encode(alphabet)) == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_what_a_process_holds_is_found_in_its_memory() -> None:
    mark = os.urandom(8).hex()
    held = f"{mark} and more"
    try:
        assert memory.times_in_memory(os.getpid(), held.encode()) > 0
    except PermissionError:
        pytest.skip("this machine lets nobody read another process")


@pytest.mark.parametrize("where", ["in_answers", "in_memory", "written", "keys"])
def test_the_bench_stops_where_something_closed_is_found(where: str) -> None:
    firewall.check(seen(), HOUSE)
    with pytest.raises(AssertionError, match="closed to partners, and found there: a"):
        firewall.check(seen(**{where: {GIVEN, "a"}}), HOUSE)


@pytest.mark.parametrize("blind", ["in_answers", "in_memory", "keys"])
def test_the_bench_stops_where_it_sees_nothing(blind: str) -> None:
    for partners, house in ((seen(**{blind: set()}), HOUSE), (seen(), seen())):
        with pytest.raises(AssertionError, match="looks wrongly"):
            firewall.check(partners, house)


def test_the_same_dice_draw_the_same_requests_and_name_every_method() -> None:
    first, second = ([draw(dice, KNOWN) for _ in range(400)] for dice in (SEEDED(1), SEEDED(1)))
    assert first == second
    assert {one.method for one in first} == set(METHODS)
    assert [one.path for one in plain(KNOWN)] == ["/people/CODE/"]


def test_the_page_says_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firewall_page, "FOLDER", tmp_path)
    lines = list(firewall_page.table(seen(), HOUSE))
    firewall_page.write(date(2026, 5, 1), lines, seen(), HOUSE, seed=17)
    page = (tmp_path / "firewall.md").read_text()
    assert "| **marks found in memory** | **0** | **2** |" in page
    assert "**Measured on** 2026-05-01." in page


def test_every_closed_field_is_planted(tmp_path: Path) -> None:
    assert make(tmp_path / "house").code == 0
    done = subprocess.run(
        [sys.executable, "-m", "tests.site.partners.planted"], cwd=ROOT, check=True,
        env=environment(CLEW_DATA=str(tmp_path / "house")), stdout=subprocess.PIPE,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert {"people.Person.nationality", "casework.NoteVersion.told"} < set(told["marks"])
    assert Marks.of(told).marks_in(told["open"].encode()) == {GIVEN}
