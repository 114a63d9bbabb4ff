"""What needs two people. Each room registers its own operations when Django is set up.

An operation is carried out inside the change that confirms it: the second person's yes, the rows
it changes and their trace are committed together, or none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise

from clew.ground.accounts.roles import Role

if TYPE_CHECKING:
    from clew.ground.accounts.models import Member
    from clew.ground.pairs.models import Proposal

LASTS_HOURS: Final = 72
"""How long a proposal waits where its operation does not say."""


class CannotBeDone(Exception):
    """Raised by `carry_out` with one sentence for the page: something stands in the way now."""


class UnknownOperation(Exception):
    """No room has registered an operation of this code."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that one person alone may never do.

    Attributes:
        code: such as `hold.lift`; events are named `pair.proposed` and so on, with it as a field.
        words: what it is, in words that name nobody: "Lift a legal hold".
        proposes: the roles of which the first person holds one.
        confirms: the roles of which the second person holds one.
        carry_out: what happens once it is confirmed; raises to let nothing happen.
        lasts_hours: how long a proposal waits before it lapses.
    """

    code: str
    words: str | Promise
    proposes: frozenset[Role]
    confirms: frozenset[Role]
    carry_out: "Callable[[Proposal, Member], None]"
    lasts_hours: int = LASTS_HOURS


_REGISTERED: dict[str, Operation] = {}


def register(operation: Operation) -> None:
    """Register an operation, once: what a room's `AppConfig.ready` does.

    Raises:
        ValueError: another operation has this code.
    """
    if _REGISTERED.get(operation.code, operation) != operation:
        msg = f"Two operations are called {operation.code}."
        raise ValueError(msg)
    _REGISTERED[operation.code] = operation


def operation(code: str) -> Operation:
    """Return an operation. Raises `UnknownOperation`."""
    try:
        return _REGISTERED[code]
    except KeyError:
        msg = f"No room has registered the operation {code!r}."
        raise UnknownOperation(msg) from None


def every_operation() -> tuple[Operation, ...]:
    """Return all operations there are, by code."""
    return tuple(_REGISTERED[code] for code in sorted(_REGISTERED))
