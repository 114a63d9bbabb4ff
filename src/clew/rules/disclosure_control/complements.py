"""What to hide beside small counts, so that nobody can work them out, with the least loss.

A small count is safe when every number from 1 to one below the threshold stays possible for it, for
a reader who knows all numbers shown, all sums, and what the words mean. That is not estimated but
shown: a walk (`walks`) leads from the true table up to the highest number and another down to 1.
"""

from clew.rules.disclosure_control.walks import Ground, walk

_RETRIES = 3000
"""How many walks may be spent on showing again what was hidden without need."""


def beside(ground: Ground) -> frozenset[int] | None:
    """Return the cells to hide beside the small ones; None where no choice is found.

    Marks them hidden in `ground`.
    """
    targets = [
        cell
        for cell, count in enumerate(ground.counts)
        if ground.lowest <= count < ground.threshold
    ]
    first = list(ground.hidden)
    walked: dict[int, frozenset[int]] = {}
    for target in targets:
        passed = _both_ways(ground, target, may_hide=True)
        if passed is None:
            return None
        walked[target] = passed
    _show_again(ground, first, walked)
    pairs = zip(ground.hidden, first, strict=True)
    return frozenset(cell for cell, (now, before) in enumerate(pairs) if now and not before)


def _both_ways(ground: Ground, target: int, *, may_hide: bool) -> frozenset[int] | None:
    """Walk a count to the highest and the lowest small number; return every cell passed."""
    passed: frozenset[int] = frozenset()
    for goal in (ground.threshold - 1, ground.lowest):
        found = walk(ground, target, goal, may_hide=may_hide)
        if found is None:
            return None
        for cell in found.opened:
            ground.hidden[cell] = True
        passed |= found.passed
    return passed


def _show_again(ground: Ground, first: list[bool], walked: dict[int, frozenset[int]]) -> None:
    """Show again what turned out not to be needed, the greatest loss first."""
    candidates = [cell for cell, hidden in enumerate(ground.hidden) if hidden and not first[cell]]
    left = _RETRIES
    for cell in sorted(candidates, key=lambda each: (-ground.loss[each], each)):
        affected = [target for target, passed in walked.items() if cell in passed]
        left -= 2 * len(affected)
        if left < 0:
            return
        ground.hidden[cell] = False
        anew: dict[int, frozenset[int]] = {}
        for target in affected:
            passed = _both_ways(ground, target, may_hide=False)
            if passed is None:
                ground.hidden[cell] = True
                break
            anew[target] = passed
        else:
            walked.update(anew)
