"""The tour in the docs tells the journeys that the browser walks, each in its part."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.journeys import test_first_sign_to_conclusion as without_signing_in
from tests.journeys import test_first_sign_to_released_figure as in_a_house

ROOT: Final = Path(__file__).parents[2]
TOUR: Final = ROOT / "docs" / "follow-one-person.md"
JOURNEYS: Final = {
    "Part one: in a house that keeps": [name for name, _ in in_a_house.STEPS],
    "Part two: without signing in": [name for name, _ in without_signing_in.STEPS],
}
_NAMED: Final = re.compile(r"`((?:[a-z_]+/)+[a-z_]+(?:\.[a-z]+)?)(?:`|:)")


def parts() -> dict[str, list[str]]:
    """Return the second headings of the tour under each first heading that has some."""
    found: dict[str, list[str]] = {}
    part = ""
    for line in TOUR.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            part = line.removeprefix("# ")
        elif line.startswith("## "):
            found.setdefault(part, []).append(line.removeprefix("## "))
    return found


def test_the_headings_of_the_tour_are_the_steps_of_the_journeys() -> None:
    assert parts() == JOURNEYS


def test_no_step_of_one_journey_is_called_like_one_of_the_other() -> None:
    names = [name for steps in JOURNEYS.values() for name in steps]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "path", sorted(set(_NAMED.findall(TOUR.read_text(encoding="utf-8")))), ids=str
)
def test_every_file_that_the_tour_names_is_there(path: str) -> None:
    places = (ROOT / "src" / "clew", ROOT)
    assert any((place / path).exists() for place in places)
