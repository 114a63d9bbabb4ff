"""Rows for the tables of any earlier state, in whatever shape its constraints let in."""

# ruff: noqa: ANN401, SLF001 -- models of earlier states have no types, and `_meta` is their documented way

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID, uuid5

SPACE: Final = UUID("6f0c64d2-2f5e-4d8a-9a3e-2d1f3c5b7a90")
Row = dict[str, object]
_TURNS: Final = 6
_NULLS: Final = ("none", "later", "all", *range(6))


@dataclass(frozen=True, slots=True)
class Shape:
    """How a row is made.

    What may be nothing is so never, in `all`, in all sealed fields after the first (`later`), or
    in all but one, by its place; what may be empty is filled and what may be true is so, or not;
    which known word it takes; and the which row of its table it is.
    """

    nulls: str | int
    blanks: bool
    turn: int
    number: int


def fill(
    apps: Any, here: set[str], connection: Any, written: dict[str, list[Row]]
) -> Iterator[tuple[str, list[Row]]]:
    """Give every table that is new a row; one that names another comes after it."""
    waiting = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in here and model._meta.db_table not in written
    ]
    filled = dict(written)
    while waiting:
        ready = [model for model in waiting if _named(model) <= {*filled, model._meta.db_table}]
        if not ready:
            msg = f"Tables name each other in a ring: {[m._meta.db_table for m in waiting]}"
            raise AssertionError(msg)
        for model in ready:
            table = model._meta.db_table
            _insert(model, filled, connection, 0)
            with suppress(AssertionError):  # some tables hold one row only
                _insert(model, filled, connection, 1)
            filled[table] = read(connection, table)
            yield table, filled[table]
            waiting.remove(model)


def _named(model: Any) -> set[str]:
    """Return the tables a row of this one has to name."""
    return {
        field.related_model._meta.db_table
        for field in model._meta.local_concrete_fields
        if field.is_relation and not field.null and field.db_constraint
    }


def _insert(model: Any, filled: dict[str, list[Row]], connection: Any, number: int) -> None:
    """Write a row, in the first shape that the constraints of the table let in."""
    from django.db import IntegrityError  # noqa: PLC0415 -- after django.setup

    refused = ""
    for nulls, blanks, turn in product(_NULLS, (False, True), range(_TURNS)):
        row = _row(model, filled, Shape(nulls, blanks, turn, number))
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(["%s"] * len(row))
        values = [_adapted(model, name, value, connection) for name, value in row.items()]
        statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})'
        try:
            with transaction(connection), connection.cursor() as cursor:
                cursor.execute(statement, values)
        except IntegrityError as error:
            refused = str(error)
        else:
            return
    msg = f"No row was let into {model._meta.db_table}: {refused}"
    raise AssertionError(msg)


def transaction(connection: Any) -> AbstractContextManager[None]:
    """Take back what was refused, and no more."""
    from django.db.transaction import atomic  # noqa: PLC0415 -- after django.setup

    return atomic(connection.alias)


def _row(model: Any, filled: dict[str, list[Row]], shape: Shape) -> Row:
    return {
        field.column: _value(field, model._meta.db_table, filled, shape)
        for field in model._meta.local_concrete_fields
        if not field.get_internal_type().endswith("AutoField") and not field.generated
    }


def _value(field: Any, table: str, filled: dict[str, list[Row]], shape: Shape) -> object:  # noqa: PLR0911
    if field.null and _is_nothing(field, shape.nulls):
        return None
    if _is_sealed(field):
        return b"made up, sealed"
    if field.is_relation:
        there = filled.get(field.related_model._meta.db_table)
        if not there:
            return None
        place = _alike(field).index(field) + (shape.number if field.unique else 0)
        return there[place % len(there)][field.target_field.column]
    if field.blank and shape.blanks and field.empty_strings_allowed and not field.unique:
        return ""
    if field.choices or (known := _known(field)):
        allowed = [value for value, _ in field.choices] if field.choices else known
        return allowed[shape.turn % len(allowed)]
    kind = field.get_internal_type()
    size = field.max_length or 12
    match kind:
        case "UUIDField":
            return uuid5(SPACE, f"{table}.{field.column}.{shape.number}")
        case "DateTimeField":
            return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC) + timedelta(
                minutes=field.creation_counter
            )
        case "DateField":
            return date(2026, 1, 2) + timedelta(days=field.creation_counter)
        case "BooleanField":
            return not shape.blanks
        case "JSONField":
            return ["made up"]
        case "BinaryField":
            return b"made up %d" % shape.number
        case _ if "Integer" in kind:
            return 1 + shape.number
        case "FloatField":
            return 0.5 + shape.number
        case _ if "Char" in kind or "Text" in kind or kind in {"EmailField", "SlugField"}:
            return f"{shape.number} made up {table}"[:size]
    msg = f"{table}.{field.column} is of a kind that is not known here: {kind}"
    raise AssertionError(msg)


def _alike(field: Any) -> list[Any]:
    """Return the columns of a table that name rows of the same other table."""
    fields = field.model._meta.local_concrete_fields
    return [each for each in fields if each.related_model == field.related_model]


def _is_sealed(field: Any) -> bool:
    return type(field).__name__ == "SealedField"


def _is_nothing(field: Any, nulls: str | int) -> bool:
    fields = field.model._meta.local_concrete_fields
    if nulls == "later":
        first = next((each for each in fields if _is_sealed(each)), None)
        return _is_sealed(field) and field is not first
    may_be = [each for each in fields if each.null]
    return nulls == "all" or (isinstance(nulls, int) and may_be.index(field) != nulls)


def _known(field: Any) -> list[object]:
    """Return the values that a constraint of the table lets a column have, where one says so."""
    for constraint in field.model._meta.constraints:
        condition = getattr(constraint, "condition", None)
        for child in getattr(condition, "children", ()):
            if isinstance(child, tuple) and child[0] == f"{field.name}__in":
                return sorted(child[1])
    return []


def _adapted(model: Any, column: str, value: object, connection: Any) -> object:
    field = next(each for each in model._meta.local_concrete_fields if each.column == column)
    if isinstance(value, bytes) or field.is_relation or value is None:
        return value
    return field.get_db_prep_save(value, connection)


def read(connection: Any, table: str) -> list[Row]:
    """Read all rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
