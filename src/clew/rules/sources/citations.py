"""A citation: which source, where in it, and how far that was checked."""

from dataclasses import dataclass
from datetime import date

from clew.rules.sources.bibliography import Source, bibliography
from clew.rules.sources.states import State


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one source.

    `source` is an id of the bibliography, `locator` the article or section, `quote` a few words of
    the text itself, `note` what a reader must know about this use of it. `checked_on` and
    `checked_by` override the reading recorded for the source as a whole.
    """

    source: str
    locator: str
    state: State
    quote: str | None = None
    note: str | None = None
    checked_on: date | None = None
    checked_by: str | None = None

    def __post_init__(self) -> None:
        """Refuse a citation of an unknown source, or one that claims a reading nobody recorded."""
        entry = bibliography().get(self.source)
        if entry is None:
            msg = f"a source of the bibliography; {self.source} is not in it"
            raise ValueError(msg)
        read_on = self.checked_on or entry.read_on
        if self.state is not State.UNVERIFIED and read_on is None:
            msg = f"a date on which {self.source} was read, or the state unverified"
            raise ValueError(msg)

    @property
    def entry(self) -> Source:
        """The source this citation points to."""
        return bibliography()[self.source]

    @property
    def text(self) -> str:
        """The citation as a reader meets it: 'Trafficking Protocol, art. 3(a)'."""
        return f"{self.entry.short}, {self.locator}" if self.locator else self.entry.short
