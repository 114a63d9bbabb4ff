"""What may leave without a yes: a child to be protected, a notice that names nobody.

A duty opens exactly the kinds of its row. The table is data (data/duties.yaml); immigration is in
no row, and a file that puts it there is refused.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.consent") / "data" / "duties.yaml"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: which kinds leave on it, to whom, for what, and where that is written."""

    label: str
    because: str
    kinds: tuple[Kind, ...]
    recipients: tuple[RecipientKind, ...]
    purposes: tuple[Purpose, ...]
    citations: tuple[Citation, ...]
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse a duty without a source, and one that lets immigration go."""
        if not self.citations:
            msg = "a citation for every duty"
            raise ValueError(msg)
        if Kind.IMMIGRATION in self.kinds:
            msg = "no kind immigration: it leaves on a yes alone"
            raise ValueError(msg)


@functools.cache
def duties() -> dict[str, Duty]:
    """Return every duty by its code. Raises `WrongInput` when its file cannot be read."""
    return load_mapping(Duty, _FILE)


def opened_by(duty: str, *, recipient: RecipientKind, purpose: Purpose) -> frozenset[Kind]:
    """Return the kinds that a duty lets go to such a recipient for a purpose; none for no duty."""
    found = duties().get(duty)
    if found is None or recipient not in found.recipients or purpose not in found.purposes:
        return frozenset()
    return frozenset(found.kinds)
