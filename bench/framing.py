"""How right `clew framing` is on sentences that people coded, and how fast, beside its peers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bench import framing_page, framing_speed
from bench.framing_marks import Item, read_set, score
from bench.framing_page import OURS, Measured
from bench.framing_peers import always_the_commonest, keywords, never, ours

# Sets that nothing is learnt from, each by somebody who had read no rule.
HELD: Final = tuple(
    Path(__file__).with_name(f"framing_{name}.jsonl") for name in ("second", "third")
)


def run(day: date, quick: bool, files: Sequence[Path] = ()) -> None:  # noqa: FBT001 -- called alike
    """Measure, print and, unless `quick`, write the page. Raises ValueError of a set that is none.

    Without a set it is the project's held ones, from which nothing is learnt.
    """
    first = framing_speed.first_page()
    sets = [measured(file.name, read_set(file)) for file in files or HELD]
    for each in sets:
        print("\n".join([f"# {each.name}", "", *framing_page.of_set(each), ""]))
        # For whoever mends the rules; on the page stand no sentences and no ids.
        print("\n".join([*each.scores[OURS].wrong, ""]), flush=True)
    speed = framing_speed.measured(first, quick=quick)
    print("\n".join(framing_page.of_speed(speed)))
    if not quick:
        framing_page.write(day, sets, speed)


def measured(name: str, items: Sequence[Item]) -> Measured:
    """Return the score of the checker and of each peer on one set."""
    checkers = {
        OURS: ours,
        "words alone": keywords,
        "the commonest code, always": always_the_commonest(items),
        "nothing, always": never,
    }
    scores = {name: score(items, checker) for name, checker in checkers.items()}
    return Measured(name, len(items), scores)
