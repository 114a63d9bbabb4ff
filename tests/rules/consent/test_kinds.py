"""Words for what can be told, to whom and for what."""

from dataclasses import replace

import pytest

from clew.rules.consent import kinds as module
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind, label, within


@pytest.mark.parametrize("named", [*Kind, *Purpose, *RecipientKind])
def test_everything_has_words(named: Kind | Purpose | RecipientKind) -> None:
    assert named.label == label(named)
    assert named.label[0].isupper()
    assert within(named)
    assert "_" not in named.label + within(named)


def test_health_told_is_not_the_health_service() -> None:
    assert Kind.HEALTH.label == "Health"
    assert RecipientKind.HEALTH.label == "Health service"


def test_titles_tell_kinds_apart() -> None:
    for group in (Kind, Purpose, RecipientKind):
        assert len({each.label for each in group}) == len(group)


def test_a_wording_that_forgets_one_is_refused() -> None:
    wording = module._wording()  # noqa: SLF001 -- the shipped words, one taken out
    with pytest.raises(ValueError, match="words for every kind, purpose and recipient"):
        replace(wording, kinds={})
