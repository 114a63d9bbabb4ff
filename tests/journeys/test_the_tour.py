"""The tour in the docs tells the journey that the browser walks."""

from pathlib import Path

from tests.journeys.test_first_sign_to_conclusion import STEPS

TOUR = Path(__file__).parents[2] / "docs" / "follow-one-person.md"


def test_the_headings_of_the_tour_are_the_steps_of_the_journey() -> None:
    lines = TOUR.read_text(encoding="utf-8").splitlines()
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert headings == [name for name, _ in STEPS]
