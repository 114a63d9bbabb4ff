"""One made-up woman, from the first sign in a soup kitchen to a figure that others may read.

Dorota Kanarienvogel is made up. Everybody in the walk sits at a screen of their own, in a house
that runs as a process of its own. Each name in `STEPS` is a heading of docs/follow-one-person.md,
in the same order.
"""

from collections.abc import Callable
from typing import Final

import pytest

from tests.journeys import counted, looked_for, recognised, stood_by
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.both]

STEPS: Final[list[tuple[str, Callable[[Walk], None]]]] = [
    *recognised.STEPS,
    *stood_by.STEPS,
    *looked_for.STEPS,
    *counted.STEPS,
]


def test_first_sign_to_released_figure(walked: Walk) -> None:
    if walked.failure is not None:
        raise walked.failure
    assert walked.done == [name for name, _ in STEPS]
    assert walked.complaints == [], "a browser complained"
    assert walked.elsewhere == [], "something was asked for outside the house"


def test_every_step_has_a_name_of_its_own() -> None:
    names = [name for name, _ in STEPS]
    assert len(set(names)) == len(names)
