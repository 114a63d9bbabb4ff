"""One clear sentence for each thing that is wrong with an input or a data file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST_ECHO = 30  # a longer text may be a note about a person: it is described, not repeated


@dataclass(frozen=True, slots=True)
class Fault:
    """What was found, where it was found, and what is wanted instead.

    `where` names the file or document (and the line when known), `key` the dotted path inside it.
    """

    where: str
    key: str
    found: str
    wanted: str

    @property
    def sentence(self) -> str:
        """The fault as one sentence for a person."""
        place = f"{self.where}: {self.key}" if self.key else self.where
        return f"{place}: found {self.found}, wanted {self.wanted}."


class WrongInput(Exception):
    """What was given cannot be used. Carries every fault found, so that one round mends all."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep `faults` (at least one) in the order in which a reader meets them."""
        self.faults = tuple(faults)
        super().__init__("\n".join(self.sentences))

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence per fault."""
        return tuple(fault.sentence for fault in self.faults)


def describe(value: object) -> str:
    """Describe a wrong value without repeating anything that may be about a person.

    Short single words are quoted, because seeing one's own typing mends it fastest. Longer texts
    and structures are only described: error messages end up in tickets and in logs.
    """
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            text = str(value)
            return text if len(text) <= LONGEST_ECHO else f"a number of {len(text)} digits"
        case str():
            return _describe_text(value)
        case Mapping():
            return "a mapping" if value else "an empty mapping"
        case list() | tuple():
            return f"a list of {len(value)}"
        case _:
            return f"a {type(value).__name__}"


def naming(parts: Iterable[str | int]) -> str:
    """Write a path as people read it, `values.2023-01-30.citation`, repeating no long text.

    A key that somebody typed can be a sentence about a person as easily as a value can.
    """
    shown = (str(part) for part in parts)
    return ".".join(
        part if _is_word(part) else f"(a key of {len(part)} characters)" for part in shown
    )


def _is_word(text: str) -> bool:
    return 0 < len(text) <= LONGEST_ECHO and text.isprintable() and not any(map(str.isspace, text))


def _describe_text(text: str) -> str:
    if not text.strip():
        return "an empty text"
    if _is_word(text):
        return f'"{text}"'
    return f"a text of {len(text)} characters"
