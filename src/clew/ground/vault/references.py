"""Which keys something is sealed under: read off the sealed values themselves, not off a list.

A sealed value begins with the id of its key. So what is still needed can be asked of the tables,
whoever wrote them, without opening anything.
"""

from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from clew.ground.vault.fields import SealedField

_ID_AT, _ID_BYTES = 2, 16  # counted from one, behind the byte of the version


def sealed_fields() -> Iterator[tuple[type[models.Model], SealedField]]:
    """Yield every sealed field of every model, in order."""
    for model in apps.get_models():
        for found in model._meta.concrete_fields:  # noqa: SLF001 -- Django's documented way
            if isinstance(found, SealedField):
                yield model, found


def keys_in_use() -> set[UUID]:
    """Return the ids of all keys that something in the main database is sealed under."""
    return {key for model, field in sealed_fields() for key in keys_of(model, field)}


def keys_of(model: type[models.Model], field: SealedField) -> set[UUID]:
    """Return the ids of all keys that values of one field are sealed under."""
    table, column = _quoted(model, field)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT substr({column}, {_ID_AT}, {_ID_BYTES}) FROM {table} "  # noqa: S608 -- names of our own tables
            f"WHERE {column} IS NOT NULL"
        )
        return {UUID(bytes=bytes(row[0])) for row in cursor.fetchall()}


def rows_under(key: UUID) -> Iterator[tuple[type[models.Model], SealedField, UUID]]:
    """Yield model, field and row of every value that is sealed under a key."""
    for model, field in sealed_fields():
        for row in rows_of(model, field, key):
            yield model, field, row


def rows_of(model: type[models.Model], field: SealedField, key: UUID) -> list[UUID]:
    """Return the rows of which one field is sealed under a key."""
    table, column = _quoted(model, field)
    primary = connection.ops.quote_name(str(model._meta.pk.column))  # noqa: SLF001 -- as above
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {primary} FROM {table} "  # noqa: S608 -- names of our own tables
            f"WHERE substr({column}, {_ID_AT}, {_ID_BYTES}) = %s",
            [key.bytes],
        )
        rows = cursor.fetchall()
    return [row if isinstance(row, UUID) else UUID(str(row)) for (row,) in rows]


def _quoted(model: type[models.Model], field: SealedField) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), quote(str(field.column))  # noqa: SLF001 -- as above
