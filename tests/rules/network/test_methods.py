"""Methods: every stage has one, and its trace can be seen in kinds that exist."""

import pytest

from clew.rules.network.kinds import Stage, entity_kinds
from clew.rules.network.methods import Method, methods, methods_of
from clew.rules.sources.states import State


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.NONE])
def test_every_stage_has_a_method(stage: Stage) -> None:
    assert methods_of(stage)


def test_no_method_is_without_a_stage() -> None:
    assert methods_of(Stage.NONE) == ()


def test_no_trace_is_looked_for_in_a_benign_kind() -> None:
    kinds = {kind for method in methods().values() for kind in method.kinds}
    assert [kind for kind in sorted(kinds) if entity_kinds()[kind].benign] == []


def test_a_trace_in_a_kind_that_does_not_exist_does_not_load() -> None:
    with pytest.raises(ValueError, match="crossing does not"):
        Method(Stage.TRAVEL, "Made up", "Made up", ("crossing",), State.UNVERIFIED)


def test_a_method_claimed_as_read_needs_a_citation() -> None:
    with pytest.raises(ValueError, match="a citation"):
        Method(Stage.TRAVEL, "Made up", "Made up", ("travel",), State.VERIFIED)
