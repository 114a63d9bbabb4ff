"""Systems, numbers, remedies and help: the wordings of policy."""

from collections.abc import Iterator
from typing import Final

from clew.rules.framing.checks.marking import Mark, is_denied
from clew.rules.framing.passage import Passage
from clew.rules.framing.phrases import Mention

_MONEY: Final = "£$€"


def abuse_claimed(passage: Passage) -> Iterator[Mark]:
    """Mark protection called abused with no figure and no source (ABU)."""
    if not passage.near("protection_system") or passage.near("figures_given"):
        return
    for each in passage.here("abuse_claimed"):
        yield Mark("ABU", each.first, each.last)
        return


def statistics_merged(passage: Passage) -> Iterator[Mark]:
    """Mark crossings counted as trafficked people, or referrals as confirmed (STA)."""
    if passage.near("numbers_defined"):
        return
    for each in passage.here("counted_victims"):
        if is_denied(passage, each) or _is_a_price(passage, each):
            continue
        if passage.near("counted_arrivals") or (
            passage.has("counts_as_confirmed") and passage.near("counted_referrals")
        ):
            yield Mark("STA", each.first, each.last)
            return


def remedy_mismatched(passage: Passage) -> Iterator[Mark]:
    """Mark border control or removal given as the remedy for trafficking or slavery (SOL)."""
    if passage.has("remedy_doubted") or not passage.has("bound_work"):
        return
    for each in passage.here("border_remedy"):
        if passage.has("remedied"):
            yield Mark("SOL", each.first, each.last)
            return


def help_on_condition(passage: Passage) -> Iterator[Mark]:
    """Mark help that hangs on co-operation, or a time to recover made short (CND)."""
    if not passage.near("protection_of_victims"):
        return
    if passage.has("unconditional") or passage.has("criticised"):
        return
    for each in passage.here("period_cut"):
        yield Mark("CND", each.first, each.last)
        return
    if passage.has("condition") and passage.has("help_given"):
        for each in passage.here("cooperation"):
            yield Mark("CND", each.first, each.last)
            return


def _is_a_price(passage: Passage, mention: Mention) -> bool:
    """Say whether the number beside the word is money: *traffickers charged £900*."""
    return any(sign in passage.text_of(mention.first, mention.last) for sign in _MONEY)
