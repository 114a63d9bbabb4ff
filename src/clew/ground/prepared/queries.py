"""`prepared`: a query that is put into SQL once for each connection, and asked many times.

Django builds the SQL of a query anew each time it is asked, which takes four times as long as the
database needs to answer it: on the page of a case two thirds of the processor went there. A
function that builds a queryset becomes a prepared query by its decorator:

    @prepared
    def _keeper(member: UUID, person: UUID) -> QuerySet[Keeper]:
        return Keeper.rows.filter(member=member, person=person, ends_before=None)

    _keeper.all(member=actor.id, person=person.id)

The function is called once with a mark in place of each value; where the marks arrive in the SQL's
parameters, each later value goes. What is answered is the same rows as from the queryset itself.
Values are UUIDs, texts, dates and moments, and `Many` of them. All else (yes and no, kinds,
numbers, None) gives the query its shape: each shape is its own SQL.
"""

import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Final, Generic, ParamSpec, TypeAlias, TypeVar
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found")
Given = ParamSpec("Given")
Value: TypeAlias = UUID | str | date  # a moment is a date too
Many: TypeAlias = tuple[UUID, ...]  # at least one; asked for as 1, 2, 4, 8 …, the last repeated
Shape: TypeAlias = tuple[tuple[str, object], ...]

# Whoever asks for page after page of a list makes shape after shape.
_MOST_SHAPES: Final = 32
_FAR: Final = datetime(9000, 6, 1, tzinfo=UTC)
_NEAR_FAR: Final = r"(8999|9000|9001)-"


class NotPrepared(Exception):
    """A query cannot be put into SQL once: one of its values does not reach the parameters."""


@dataclass(slots=True)
class _Known:
    """A query in SQL: which parameter is which value, and how its rows are read."""

    queryset: QuerySet[Any, Any]
    sql: str
    params: list[object]
    places: tuple[tuple[int, str], ...]

    def ask(self, connection: BaseDatabaseWrapper, values: dict[str, Value]) -> list[Any]:
        """Return the rows for these values."""
        for place, name in self.places:
            self.params[place] = _as_stored(connection, values[name])
        found = self.queryset
        # What a queryset iterates itself with, without being copied first.
        iterate: Callable[..., Iterable[Any]] = found._iterable_class  # type: ignore[assignment]  # noqa: SLF001 -- as above
        rows = list(iterate(found))
        if rows and found._prefetch_related_lookups:  # type: ignore[attr-defined]  # noqa: SLF001 -- as above
            prefetch_related_objects(rows, *found._prefetch_related_lookups)  # type: ignore[attr-defined]  # noqa: SLF001 -- as above
        return rows


class _Here(threading.local):
    """What one thread has put into SQL, by connection: nobody else uses it meanwhile."""

    def __init__(self) -> None:
        self.known: WeakKeyDictionary[BaseDatabaseWrapper, dict[Shape, _Known]] = (
            WeakKeyDictionary()
        )


class Prepared(Generic[Given, Found]):
    """One query in each of its shapes, for each connection of this process."""

    def __init__(self, build: Callable[Given, QuerySet[Any, Found]]) -> None:
        """Keep how the query is built."""
        self._build = build
        self._here = _Here()
        self._alias = ""

    def all(self, *args: Given.args, **given: Given.kwargs) -> list[Found]:
        """Return every row. Raises `NotPrepared`."""
        if args:
            msg = "A prepared query is asked by the names of its values."
            raise TypeError(msg)
        values, shape = _apart(given)
        connection = connections[self._alias] if self._alias else None
        known = self._here.known.get(connection, {}).get(shape) if connection is not None else None
        if connection is None or known is None:
            connection, known = self._put_into_sql(shape, values)
        return known.ask(connection, values)

    def first(self, *args: Given.args, **given: Given.kwargs) -> Found | None:
        """Return the first row, if there is any. The query itself says that it wants one only."""
        return next(iter(self.all(*args, **given)), None)

    def any(self, *args: Given.args, **given: Given.kwargs) -> bool:
        """Say whether there is any row."""
        return bool(self.all(*args, **given))

    def _put_into_sql(
        self, shape: Shape, values: dict[str, Value]
    ) -> tuple[BaseDatabaseWrapper, _Known]:
        marks = {name: _mark(value, number) for number, (name, value) in enumerate(values.items())}
        found = self._build(**_together(marks, shape))  # type: ignore[arg-type, call-arg]  # by name, as asked
        self._alias = found.db
        connection = connections[found.db]
        compiler = found.query.get_compiler(using=found.db)
        sql, params = compiler.as_sql()
        known = _Known(found, sql, list(params), _places(connection, marks, params))
        _answer_from(compiler, found, known)
        shapes = self._here.known.setdefault(connection, {})
        if len(shapes) >= _MOST_SHAPES:
            del shapes[next(iter(shapes))]
        shapes[shape] = known
        return connection, known


def prepared(build: Callable[Given, QuerySet[Any, Found]]) -> Prepared[Given, Found]:
    """Make a function that builds a queryset into a prepared query."""
    return Prepared(build)


def _answer_from(compiler: SQLCompiler, found: QuerySet[Any, Any], known: _Known) -> None:
    """Let a queryset read its rows by the SQL that is known, and build none."""
    fields = [column[0] for column in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(fields)
    compiler.as_sql = lambda *_args, **_named: (known.sql, tuple(known.params))  # type: ignore[method-assign,assignment]
    compiler.get_converters = lambda _fields: converters  # type: ignore[method-assign,assignment]
    found.query.get_compiler = lambda *_args, **_named: compiler  # type: ignore[method-assign]


def _apart(given: Mapping[str, object]) -> tuple[dict[str, Value], Shape]:
    """Return the values of a question, and what gives it its shape."""
    values: dict[str, Value] = {}
    shape: list[tuple[str, object]] = []
    for name, one in given.items():
        if isinstance(one, Value) and not isinstance(one, Enum):
            values[name] = one
        elif isinstance(one, tuple) and one and isinstance(one[0], UUID):
            size = 1 << (len(one) - 1).bit_length()
            padded = one + one[-1:] * (size - len(one))
            values.update((f"{name}.{place}", each) for place, each in enumerate(padded))
            shape.append((name, _Size(size)))
        else:
            shape.append((name, one))
    return values, tuple(shape)


def _together(marks: Mapping[str, Value], shape: Shape) -> dict[str, object]:
    """Return what the query is built from: the other way round from `_apart`."""
    found: dict[str, object] = {}
    for name, one in shape:
        many = isinstance(one, _Size)
        found[name] = tuple(marks[f"{name}.{place}"] for place in range(one)) if many else one  # type: ignore[call-overload]
    return found | {name: mark for name, mark in marks.items() if "." not in name}


class _Size(int):
    """How many UUIDs a query asks for at once: it gives the query its shape."""


def _mark(value: Value, number: int) -> Value:
    """Return a value of the same kind that no query holds by itself."""
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return uuid4().hex
    mark = _FAR + timedelta(days=number, seconds=number, microseconds=number + 1)
    return mark if isinstance(value, datetime) else mark.date()


def _places(
    connection: BaseDatabaseWrapper, marks: dict[str, Value], params: Sequence[object]
) -> tuple[tuple[int, str], ...]:
    """Return which parameter is which value. Raises `NotPrepared`."""
    stored = {_key(_as_stored(connection, mark)): name for name, mark in marks.items()}
    places = tuple(
        (place, stored[_key(param)]) for place, param in enumerate(params) if _key(param) in stored
    )
    lost = set(marks) - {name for _place, name in places}
    placed = {place for place, _name in places}
    made_of = [param for place, param in enumerate(params) if place not in placed]
    if lost or any(_is_made_of(param, marks) for param in made_of):
        msg = f"Values do not reach the database as they are: {', '.join(sorted(lost or marks))}."
        raise NotPrepared(msg)
    return places


def _is_made_of(param: object, marks: Mapping[str, Value]) -> bool:
    """Say whether a parameter was computed from a mark: the next value would not be computed so."""
    text = str(param)
    if re.match(_NEAR_FAR, text):
        return True
    return any(
        (mark.hex if isinstance(mark, UUID) else mark) in text.replace("-", "")
        for mark in marks.values()
        if isinstance(mark, UUID | str)
    )


def _key(param: object) -> tuple[type, str]:
    """Return what a parameter is known by: not all of them can be hashed."""
    return type(param), str(param)


def _as_stored(connection: BaseDatabaseWrapper, value: Value) -> object:
    """Return a value as a database takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
