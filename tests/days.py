"""Letting pages believe that it is another day."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest


def let_it_be(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages, and whatever asks Django for the day, believe that it is noon of a day."""
    noon = datetime.combine(day, time(12), UTC).timestamp()
    # What pages ask never goes back; sessions and proofs keep the clock of the machine.
    monkeypatch.setattr("clew.ground.accounts.actors.clock", SimpleNamespace(now=lambda: noon))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: day)
