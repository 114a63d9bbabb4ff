"""Three-valued facts. Unknown is a value of its own: it asks a question, it never acquits."""

from collections.abc import Iterable
from enum import StrEnum


class Known(StrEnum):
    """What is known of one fact."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    # The hash of the word itself. Enum's own is a Python function, and groups of facts are hashed
    # forty values a document: a third of the time of a large batch.
    __hash__ = str.__hash__


class Met(StrEnum):
    """Whether one element of an offence is shown by what is known."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def in_words(self) -> str:
        """The finding as a reader meets it."""
        return _IN_WORDS[self]


_IN_WORDS = {Met.MET: "met", Met.NOT_MET: "not met", Met.UNKNOWN: "not known"}
_AS_MET = {Known.YES: Met.MET, Known.NO: Met.NOT_MET, Known.UNKNOWN: Met.UNKNOWN}
_AS_KNOWN = {met: known for known, met in _AS_MET.items()}


def any_of(values: Iterable[Known]) -> Known:
    """Return yes if any value is yes, no if every value is no, otherwise unknown (Kleene's or)."""
    answer = Known.NO
    for value in values:
        if value is Known.YES:
            return Known.YES
        if value is Known.UNKNOWN:
            answer = Known.UNKNOWN
    return answer


def all_of(values: Iterable[Known]) -> Known:
    """Return no if any value is no, yes if every value is yes, otherwise unknown (Kleene's and)."""
    answer = Known.YES
    for value in values:
        if value is Known.NO:
            return Known.NO
        if value is Known.UNKNOWN:
            answer = Known.UNKNOWN
    return answer


def as_met(value: Known) -> Met:
    """Say of an element what is known of its facts."""
    return _AS_MET[value]


def as_known(value: Met) -> Known:
    """Say of a fact what is known of its element."""
    return _AS_KNOWN[value]
