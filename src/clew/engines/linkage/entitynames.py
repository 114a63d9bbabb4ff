"""What an entity is called: by the record that came first, so that its id stays as it grows."""

from collections.abc import Callable, Iterable, Sequence


def named(
    groups: Iterable[Sequence[int]], arrival: Callable[[int], int], ids: Callable[[int], str]
) -> dict[int, list[int]]:
    """Return groups of rows by the row that names each: the one that came first.

    Of those that came at once the lowest id names them. An entity so keeps its id as it grows, and
    of two that become one the older one's stays, in whatever order the records came.
    """
    return {min(group, key=lambda row: (arrival(row), ids(row))): list(group) for group in groups}
