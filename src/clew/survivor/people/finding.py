"""Finding people by what is sealed: whole words as keyed digests, and nothing of few values.

Each word of a name, each phone number in its international form, each number of a document gets a
token: 63 bits of HMAC-SHA-256 under a key of its organisation and field. Equal names in two
organisations have nothing in common. Words are carried over to one alphabet without accents and
case first, so that Łukasz is found as LUKASZ and Олена as Olena. Only what takes thousands of
values is indexed: a token of a sex or a nationality would say it to whoever counts tokens.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID

from clew.ground.vault import root, tombstones
from clew.ground.vault.numbering import number_of
from clew.rules.linkage.folding import fold
from clew.rules.linkage.normalise import parts_of
from clew.survivor.people.models import Person, Token

_MOST_WORDS: Final = 12
_SHORTEST: Final = 2  # letters; an initial stands for half a town


class Field(StrEnum):
    """What people are found by."""

    NAME = "name"
    PHONE = "phone"
    DOCUMENT = "document"


# The fields of a person that a token is made of. Nothing of few values may ever stand here.
INDEXED: Final = {"full_name": Field.NAME, "called": Field.NAME}


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they meet across keyboards and scripts."""
    words = [word for word in fold(name).split() if len(word) >= _SHORTEST]
    return tuple(dict.fromkeys(words))[:_MOST_WORDS]


def tokens_of(organisation: UUID, field: Field, value: str) -> frozenset[int]:
    """Return the tokens of a value in an organisation; none where the value says too little."""
    parts = words_of(value) if field is Field.NAME else parts_of(field.value, value)
    key = root.derive(f"people index|{field}|{organisation}")
    return frozenset(number_of(key, part) for part in parts)


def keep(person: Person, field: Field, values: Iterable[str | None]) -> None:
    """Let a person be found by these values and, in this field, by no others.

    Call it inside the change that writes them.
    """
    wanted = {
        token
        for value in values
        if value
        for token in tokens_of(person.organisation_id, field, value)
    }
    kept = Token.rows.filter(person=person, field=field.value)
    kept.exclude(token__in=wanted).delete()
    there = set(kept.values_list("token", flat=True))
    Token.rows.bulk_create(
        [Token(person=person, field=field.value, token=token) for token in wanted - there]
    )


def add(person: Person, field: Field, value: str) -> None:
    """Let a person be found by one more value. Call it inside the change that writes it."""
    wanted = tokens_of(person.organisation_id, field, value)
    there = Token.rows.filter(person=person, field=field.value).values_list("token", flat=True)
    Token.rows.bulk_create(
        [Token(person=person, field=field.value, token=token) for token in wanted - set(there)]
    )


def keep_name(person: Person) -> None:
    """Let a person be found by the name that is in hand or was opened with a trace."""
    keep(person, Field.NAME, [getattr(person, name) for name in INDEXED])


def forget(person: Person) -> None:
    """Let a person be found by nothing. Call it inside the change that says why."""
    Token.rows.filter(person=person).delete()


@tombstones.also_forget
def _forget_erased(subjects: frozenset[UUID]) -> None:
    """After a restore: tokens of whoever was erased since the backup go again."""
    wanted = sorted(subjects)
    for first in range(0, len(wanted), 500):
        Token.rows.filter(person__in=wanted[first : first + 500]).delete()
