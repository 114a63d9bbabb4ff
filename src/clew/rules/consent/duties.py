"""What may leave without a yes: a child to be protected, a notice that names nobody.

A duty opens exactly the kinds of its row, to a sender whom it binds. The table is data
(data/duties.yaml); immigration is in no row, and a file that puts it there is refused.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.consent") / "data" / "duties.yaml"
_SENDERS = frozenset(RecipientKind) - {RecipientKind.CIRCLE}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who would let something go: what kind of organisation, in which jurisdiction."""

    kind: RecipientKind
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: whom it binds, which kinds leave on it, to whom, for what, and its source."""

    label: str
    because: str
    binds: tuple[RecipientKind, ...]
    kinds: tuple[Kind, ...]
    recipients: tuple[RecipientKind, ...]
    purposes: tuple[Purpose, ...]
    citations: tuple[Citation, ...]
    places: tuple[str, ...] = ()  # jurisdictions; none: everywhere
    unbound: str | None = None  # what who is not bound is told
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse a duty without a source, one that lets immigration go, one that says not whom."""
        if not self.citations:
            msg = "a citation for every duty"
            raise ValueError(msg)
        if Kind.IMMIGRATION in self.kinds:
            msg = "no kind immigration: it leaves on a yes alone"
            raise ValueError(msg)
        bound_everywhere = set(self.binds) >= _SENDERS and not self.places
        if not self.binds or (self.unbound is None) != bound_everywhere:
            msg = "binds: kinds of organisation; unbound: what is told to the others, if there are"
            raise ValueError(msg)

    def bound(self, sender: Sender) -> bool:
        """Say whether it is this sender's duty."""
        here = not self.places or sender.jurisdiction in self.places
        return here and sender.kind in self.binds


@functools.cache
def duties() -> dict[str, Duty]:
    """Return every duty by its code. Raises `WrongInput` when its file cannot be read."""
    return load_mapping(Duty, _FILE)


def opened_by(
    duty: str, *, sender: Sender, recipient: RecipientKind, purpose: Purpose
) -> frozenset[Kind]:
    """Return the kinds that a duty lets a sender tell such a recipient for a purpose.

    None for no duty, and none where the duty is not the sender's.
    """
    found = duties().get(duty)
    if found is None or not found.bound(sender):
        return frozenset()
    if recipient not in found.recipients or purpose not in found.purposes:
        return frozenset()
    return frozenset(found.kinds)
