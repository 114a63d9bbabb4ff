"""How two workers share the tests: one whole file at a time, and one browser for all of them.

Files are taken whole, because what stands at their top is made once for each worker that needs it.
Everything in a browser or in a served house is one piece: it waits for what others do, and two of
it at a time would wait for each other.
"""

from typing import Final

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = ("tests/browser/", "tests/journeys/")


def piece_of(test: str) -> str:
    """Return the piece that a test is handed out with."""
    file = test.partition("::")[0]
    return "in a browser" if file.startswith(TOGETHER) else file


class Pieces(LoadScopeScheduling):
    """Hands out one piece after the other, the one with the most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        return piece_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Pieces:
    """Take this plan instead of xdist's own."""
    return Pieces(config, log)
