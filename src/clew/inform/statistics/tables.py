"""From frozen rows to what may be stored: counted and protected by the one function.

Nothing here, and nothing that calls it, counts people in any other way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from clew.inform.statistics.categories import STAGES, WORDS
from clew.inform.statistics.models import FrozenChain, FrozenRow, Snapshot
from clew.inform.statistics.states import SHAPES, Kind
from clew.recognise.referrals.counting import TAKEN_BACK
from clew.recognise.referrals.reasons import Reason
from clew.rules.disclosure_control.tables import ProtectedTable, protect

Axes = tuple[tuple[str, tuple[str, ...]], ...]
StoredCell = tuple[list[str], int | None, str | None]


DECLINED: Final = "declined"
WHERE_CHAINS_STAND: Final = (
    "recognised",
    "referred",
    DECLINED,
    TAKEN_BACK,
    *(stage for stage in STAGES if stage not in {"recognised", "referred"}),
)
"""Where a chain can stand, in order; a referral that ended is kept apart from one that waits."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a table stores of a protected count: the numbers shown, and why the others are not."""

    axes: Axes
    cells: list[StoredCell]
    threshold: int
    tried: str
    narrowest: int | None


def count_people(snapshot: Snapshot, *, shape: str, first_year: int, last_year: int) -> Counted:
    """Count the people of a snapshot who were first met in some years.

    Raises:
        KeyError: no such shape.
    """
    names = SHAPES[shape]
    found = FrozenRow.rows.filter(snapshot=snapshot, quarter__in=_quarters(first_year, last_year))
    return _protected(_axes(names), found.values_list(*names))


def count_chains(snapshot: Snapshot, *, first_year: int, last_year: int) -> Counted:
    """Count the chains that began in a training session, by how far they came."""
    found = FrozenChain.rows.filter(
        snapshot=snapshot, quarter__in=_quarters(first_year, last_year)
    ).exclude(session="")
    return _protected((("stage", tuple(STAGES)),), found.values_list("reached"))


def chains_by_session(
    snapshot: Snapshot, sessions: Sequence[str], *, profile: str
) -> ProtectedTable | None:
    """Return where the chains of some training sessions stand; None without any session.

    All sessions are counted together, so that two of them cannot be held against their sum.

    Args:
        snapshot: the frozen rows.
        sessions: the codes of every session there is, not only of those to be shown.
        profile: of `rules.disclosure_control.thresholds`.
    """
    return _by_session(snapshot.id, tuple(sessions), profile) if sessions else None


def declined_because(
    snapshot: Snapshot, sessions: Sequence[str], *, profile: str
) -> ProtectedTable:
    """Return why referrals were declined, all training sessions together.

    To be shown only beside a number of declined referrals that is shown itself: its sum is that.
    """
    return _because(snapshot.id, tuple(sessions), profile)


@lru_cache(maxsize=16)  # frozen rows do not change, and protecting many sessions takes a while
def _by_session(snapshot: UUID, sessions: tuple[str, ...], profile: str) -> ProtectedTable:
    found = FrozenChain.rows.filter(snapshot=snapshot, session__in=sessions)
    rows = [
        (session, _place(reached, ended))
        for session, reached, ended in found.values_list("session", "reached", "ended")
    ]
    return protect(
        axes=[("session", sessions), ("stands", WHERE_CHAINS_STAND)], rows=rows, profile=profile
    )


@lru_cache(maxsize=16)
def _because(snapshot: UUID, sessions: tuple[str, ...], profile: str) -> ProtectedTable:
    found = FrozenChain.rows.filter(snapshot=snapshot, session__in=sessions)
    rows = [
        (ended,)
        for reached, ended in found.values_list("reached", "ended")
        if _place(reached, ended) == DECLINED
    ]
    return protect(axes=[("why", [reason.value for reason in Reason])], rows=rows, profile=profile)


def _place(reached: str, ended: str) -> str:
    if reached != "referred" or not ended:
        return reached
    return TAKEN_BACK if ended == TAKEN_BACK else DECLINED


def count(
    snapshot: Snapshot, *, kind: Kind, shape: str, first_year: int, last_year: int
) -> Counted:
    """Count what a kind of table counts."""
    if kind is Kind.CHAIN:
        return count_chains(snapshot, first_year=first_year, last_year=last_year)
    return count_people(snapshot, shape=shape, first_year=first_year, last_year=last_year)


def _quarters(first_year: int, last_year: int) -> list[str]:
    return [
        f"{year}-Q{quarter}" for year in range(first_year, last_year + 1) for quarter in range(1, 5)
    ]


def _axes(names: Iterable[str]) -> Axes:
    return tuple((name, tuple(WORDS[name])) for name in names)


def _protected(axes: Axes, rows: Iterable[tuple[str, ...]]) -> Counted:
    safe = protect(axes=axes, rows=rows)
    return Counted(axes, _stored(safe), safe.threshold, safe.audit.tried, safe.audit.narrowest)


def _stored(safe: ProtectedTable) -> list[StoredCell]:
    return [
        (list(key), cell.count, cell.hidden.value if cell.hidden else None)
        for key, cell in safe.cells.items()
    ]
