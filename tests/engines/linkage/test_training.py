"""Learning where Splink refuses: a level that one person never shows."""

import numpy as np
import pytest

from clew.engines.linkage import training
from clew.engines.linkage.training import Learnt, learn

REFUSED = "m_probability value 2.19e-321 is below the minimum allowed value"


def turns_tried(monkeypatch: pytest.MonkeyPatch, *, most: int) -> list[int]:
    tried = []

    def refusing(_levels: object, _used: object, _u: object, turns: int) -> Learnt:
        tried.append(turns)
        if turns > most:
            raise ValueError(REFUSED)
        return Learnt(0.5, {}, {})

    monkeypatch.setattr(training, "_learnt", refusing)
    learn(np.zeros((0, 15), np.int8), {}, leave_out=frozenset())
    return tried


def test_what_splink_refuses_is_learnt_in_fewer_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    assert turns_tried(monkeypatch, most=25) == [25]
    assert turns_tried(monkeypatch, most=6) == [25, 12, 6]


def test_what_is_refused_in_any_number_of_turns_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="below the minimum"):
        turns_tried(monkeypatch, most=0)
