"""The columns that a row had when an earlier Clew recorded it.

A change carries a digest of all columns of its row. A migration that adds one changes nothing in a
row but that, so a row recorded before is compared without it, as long as the new column still
holds what the migration put there: what was put there since, unrecorded, is found as before.
"""

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField

Cells = Sequence[tuple[Any, Any]]


def as_earlier(model: type[models.Model], cells: Cells) -> Iterator[Cells]:
    """Yield the cells of a row as it was before each migration that added to it, latest first.

    Args:
        model: the model of the row.
        cells: pairs of column and what it holds, in the order of the columns.

    Yields:
        Fewer and fewer of the cells; nothing more once a column holds what no migration put there.
    """
    left = list(cells)
    for added in added_to(model._meta.label_lower):  # noqa: SLF001 -- Django's documented way
        if not all(_untouched(added[column.name], value) for column, value in left
                   if column.name in added):  # fmt: skip
            return
        left = [(column, value) for column, value in left if column.name not in added]
        yield left


def _untouched(column: Any, value: Any) -> bool:  # noqa: ANN401 -- any column
    """Say whether a cell holds what the migration put there; one made for each row may be any."""
    stored = getattr(value, "stored", value)
    if stored is None:
        return True
    if not column.has_default():
        return False
    return callable(column.default) or column.to_python(stored) == column.get_default()


@functools.cache
def added_to(label: str) -> tuple[dict[str, Any], ...]:
    """Return the columns that each migration added to a model, the latest migration first."""
    app, _, name = label.partition(".")
    graph = MigrationLoader(None).graph
    found = []
    for key in _in_order(graph, app):
        added = {
            operation.name: operation.field
            for operation in graph.nodes[key].operations
            if isinstance(operation, AddField) and operation.model_name_lower == name
        }
        if added:
            found.append(added)
    return tuple(reversed(found))


def _in_order(graph: Any, app: str) -> list[tuple[str, str]]:  # noqa: ANN401 -- Django's own graph
    keys: list[tuple[str, str]] = []
    for leaf in graph.leaf_nodes(app):
        keys += [key for key in graph.forwards_plan(leaf) if key[0] == app and key not in keys]
    return keys
