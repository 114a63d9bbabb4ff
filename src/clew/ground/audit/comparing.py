"""Comparing what lies beside the chain with what the chain covers.

Pages read columns and mentions, not the bytes: one that was altered would lie to the auditor, or
to the person who asks who has looked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from clew.ground.audit.verifying import Verified, read

Beside = Mapping[str, object]


def compare(
    rows: Iterable[tuple[int, bytes, Beside]],
    whole: Verified,
    sees: Callable[[int, dict[str, Any]], None] | None = None,
) -> Verified:
    """Compare what the pages show of each event with what the chain covers.

    Args:
        rows: number, bytes, and the columns and mentions beside them.
        whole: what `verify` found of the same events.
        sees: is told each event's number and what it says, on the way.
    """
    for seq, body, beside in rows:
        says = read(body)
        if sees is not None and "kind" in says:
            sees(seq, says)
        for name, value in beside.items():
            said = says.get(name, "")
            if said != value and (name != "subjects" or _unlike(said, value)):
                return Verified(seq - 1, whole.head, seq, "its columns do not say what it says")
    return whole


def compare_counters(counters: Iterable[tuple[str, int]], whole: Verified) -> Verified:
    """Compare the kept counts of each person with those the chain comes to.

    A count that is too high means that events were cut off; one too low would give a number twice.
    """
    left = dict(whole.counts)
    for subject, count in counters:
        if left.pop(subject, 0) != count:
            break
    else:
        if not left:
            return whole
    because = "the count of one person's events is not what the events come to"
    return Verified(whole.events, whole.head, whole.events + 1, because)


def beside_in_order(
    events: Iterable[tuple[int, bytes, dict[str, object]]],
    mentions: Iterable[tuple[int, str, int]],
) -> Iterator[tuple[int, bytes, Beside]]:
    """Join events with their mentions, both in the order of the events, without holding either.

    A mention of no event is yielded as an event that says nothing of it.
    """
    of = iter(mentions)
    mention = next(of, None)
    seq = 0
    for seq, body, beside in events:
        named: list[list[object]] = []
        while mention is not None and mention[0] <= seq:
            named.append([mention[1], mention[2]])
            mention = next(of, None)
        beside["subjects"] = named
        yield seq, body, beside
    if mention is not None:
        yield seq + 1, b'{"subjects":[]}', {"subjects": [[mention[1], mention[2]]]}


def _unlike(said: object, value: object) -> bool:
    """Compare the mentions of an event: their table keeps no order."""
    if not isinstance(said, list) or not isinstance(value, list):
        return True
    return sorted(said, key=str) != sorted(value, key=str)
