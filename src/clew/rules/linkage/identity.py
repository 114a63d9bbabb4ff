"""Which statements say who somebody is, and under which column of a record each is compared.

Only what is a person's own: a phone that a group held is shared by strangers and says nothing of
who they are. Nationality and papers are never among them.
"""

from collections.abc import Iterable
from typing import Final

IDENTITY: Final = {
    "full_name": "name",
    "other_name": "aliases",
    "born": "birth_date",
    "sex": "sex",
    "birth_place": "birth_place",
    "own_phone": "phones",
    "own_email": "emails",
    "own_address": "addresses",
    "occupation": "occupation",
}
"""Kinds of statements, with the column of `clew resolve` that they fill."""
_SEVERAL: Final = frozenset({"aliases", "phones", "emails", "addresses"})


class SaysNotWho(ValueError):
    """A kind of statement that does not say who somebody is."""


def record_of(statements: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return statements, each its kind and value, as one record by column.

    A second name is another name; of a second date or place the first one counts. Raises
    `SaysNotWho` for a kind that is not in `IDENTITY`.
    """
    found: dict[str, list[str]] = {}
    for kind, value in statements:
        column = IDENTITY.get(kind)
        if column is None:
            msg = f"a kind that does not say who somebody is; wanted one of {', '.join(IDENTITY)}"
            raise SaysNotWho(msg)
        if column == "name" and column in found:
            column = "aliases"
        found.setdefault(column, []).append(value)
    return {
        column: ";".join(dict.fromkeys(values)) if column in _SEVERAL else values[0]
        for column, values in found.items()
    }
