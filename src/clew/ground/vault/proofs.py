"""How lately whoever asks has shown who they are. The closest things open only after that.

A request begins with nothing shown; the wall then says what its session has shown, and when. Where
nobody asks (a command, a job, the made world) nothing is wanted. What is opened wants by itself
what its compartment asks for (`permits`); an act that is graver than what it opens says so in one
line, before it begins:

    proofs.want(Lately.FIVE_MINUTES)
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final
from uuid import UUID

from clew.ground.vault.compartments import Compartment


class Lately(IntEnum):
    """How long ago it may be, in seconds."""

    HOUR = 60 * 60
    FIVE_MINUTES = 5 * 60


OPENED_WITHIN: Final = {
    Compartment.CONTACT: Lately.HOUR,
    Compartment.TESTIMONY: Lately.HOUR,
    Compartment.IMMIGRATION: Lately.FIVE_MINUTES,
}


class StepUpNeeded(Exception):
    """Whoever asks must show once more who they are; `of` is the person it is asked for."""

    def __init__(self, of: UUID | None = None) -> None:
        """Keep for whom it is asked, where that is one person not of their own."""
        super().__init__("This opens to who has shown a moment ago who they are.")
        self.of = of


@dataclass(frozen=True, slots=True)
class Proof:
    """What the session of a request has shown, as seconds that have passed since.

    `always` is a survivor at their own page: the card they came in with is all they have.
    """

    ago: float | None = None
    of: Mapping[UUID, float] = field(default_factory=dict)
    always: bool = False

    def holds(self, within: Lately, of: UUID | None = None) -> bool:
        """Say whether it was shown so lately. A time to come is a clock that was set back."""
        if self.always:
            return True
        ago = self.ago if of is None else self.of.get(of)
        return ago is not None and 0 <= ago < within


_proof: ContextVar[Proof | None] = ContextVar("proof", default=None)


@contextmanager
def asked() -> Iterator[None]:
    """Begin a request: somebody asks, and has shown nothing yet."""
    token = _proof.set(Proof())
    try:
        yield
    finally:
        _proof.reset(token)


def somebody_asks() -> bool:
    """Say whether this is a request; a command, a job and the made world are none."""
    return _proof.get() is not None


def shown(proof: Proof) -> None:
    """Say what the session of this request has shown. Only the wall does (a test holds to it)."""
    _proof.set(proof)


def want(within: Lately, *, of: UUID | None = None) -> None:
    """Go on only if it was shown so lately who asks; `of` wants it for this person apart.

    Raises:
        StepUpNeeded: it was not. The wall asks for it, and then goes on where they were.
    """
    proof = _proof.get()
    if proof is not None and not proof.holds(within, of):
        raise StepUpNeeded(of)


def want_for(compartments: Iterable[Compartment]) -> None:
    """Go on only if these compartments may be opened now. Raises `StepUpNeeded`."""
    for compartment in compartments:
        within = OPENED_WITHIN.get(compartment)
        if within is not None:
            want(within)
