"""The copies of a referral as its recipient reads them: labels and choices of the form, no codes.

A process for partners knows the form, which is public data, and none of our rows.
"""

import functools
from dataclasses import dataclass

from clew.recognise.mechanisms.form import Field, mechanism, mechanism_ids
from clew.recognise.mechanisms.leaves import from_copy


@dataclass(frozen=True, slots=True)
class InWords:
    """One field of a form, as the words of what left."""

    field: Field

    @property
    def label(self) -> str:
        """What the form calls it."""
        return self.field.label

    def read(self, copied: str) -> str:
        """Return a copied answer as a person reads it."""
        return self.field.words_of(from_copy(self.field, copied))


def in_words(kind: str, name: str) -> InWords | None:
    """Return the words for a released part, if it is a field of a form in our data."""
    return _fields().get((kind, name))


@functools.cache
def _fields() -> dict[tuple[str, str], InWords]:
    return {
        (each.leaves.value, each.code): InWords(each)
        for mechanism_id in mechanism_ids()
        for each in mechanism(mechanism_id).fields()
    }
