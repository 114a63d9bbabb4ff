"""The chain from a training session to a charge, as numbers that may be shown, and its break.

What is counted is where each chain stands. How many came at least to a stage is added up from
what is shown, so that it says nothing that the protected table does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clew.inform.statistics.categories import STAGES
from clew.inform.statistics.tables import DECLINED, WHERE_CHAINS_STAND
from clew.recognise.referrals.counting import TAKEN_BACK
from clew.recognise.referrals.reasons import Reason
from clew.rules.disclosure_control.lattice import TOTAL
from clew.rules.disclosure_control.tables import Cell, ProtectedTable

COLUMNS: Final[Mapping[str, Promise]] = {
    "recognised": gettext_lazy("Recognised"),
    "referred": gettext_lazy("Referred"),
    "accepted": gettext_lazy("Accepted"),
    "case_opened": gettext_lazy("Case opened"),
    "released": gettext_lazy("To the police"),
    "reported": gettext_lazy("Reported"),
    "charged": gettext_lazy("Charged"),
}
_STOPPED: Final[Mapping[str, Promise]] = {
    "recognised": gettext_lazy("%(lost)s of %(of)s people who were recognised were not referred."),
    "referred": gettext_lazy("%(lost)s of %(of)s referrals have no answer yet."),
    DECLINED: gettext_lazy("%(lost)s of %(of)s referrals were declined."),
    TAKEN_BACK: gettext_lazy("%(lost)s of %(of)s referrals were taken back by the person."),
    "accepted": gettext_lazy("%(lost)s of %(of)s accepted referrals have no case yet."),
    "case_opened": gettext_lazy(
        "In %(lost)s of %(of)s cases nothing went to the police. That can be what the person wants."
    ),
    "released": gettext_lazy("In %(lost)s of %(of)s cases that went to the police, none reported."),
    "reported": gettext_lazy("%(lost)s of %(of)s reports have led to no charge."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """How many chains came at least so far. `count` is None where that cannot be shown."""

    stage: str
    count: int | None
    words: str

    @property
    def column(self) -> Promise:
        """The stage, short enough for a column."""
        return COLUMNS[self.stage]


@dataclass(frozen=True, slots=True)
class Break:
    """Where most chains end: after which stage, and the sentence that says so."""

    after: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain: its steps, and its break if that can be told."""

    steps: tuple[Step, ...]
    break_: Break | None

    @property
    def sentence(self) -> str:
        """Where it breaks, in one sentence; or that it cannot be told."""
        if self.break_ is not None:
            return self.break_.sentence
        if any(step.count is None for step in self.steps):
            return _("Where it breaks cannot be told: the numbers are too small.")
        return _("Nothing has followed yet.") if not self.steps[0].count else _("No break so far.")


def chain_of(
    table: ProtectedTable, session: str = TOTAL, *, because: ProtectedTable | None = None
) -> Chain:
    """Return the chain of one session, or of all of them together.

    Args:
        table: where the chains of all sessions stand.
        session: the code of a session, or `TOTAL`.
        because: why referrals were declined, all together. It is read only where the number of
            declined referrals is shown, because it tells that number too.
    """
    cells = {place: table.cells[session, place] for place in (*WHERE_CHAINS_STAND, TOTAL)}
    counts = {stage: _reached(cells, stage) for stage in STAGES}
    steps = tuple(
        Step(stage, counts[stage], _words(table, cells, stage, counts[stage])) for stage in STAGES
    )
    return Chain(steps, _break(cells, counts, because))


def _at_least(stage: str) -> tuple[str, ...]:
    return WHERE_CHAINS_STAND[WHERE_CHAINS_STAND.index(stage) :]


def _reached(cells: Mapping[str, Cell], stage: str) -> int | None:
    """Add up what is shown: the places from this stage on, or all less the places before it."""
    from_here = _at_least(stage)
    after = _sum(cells, from_here)
    if after is not None:
        return after
    before = _sum(cells, [place for place in WHERE_CHAINS_STAND if place not in from_here])
    everybody = cells[TOTAL].count
    return None if before is None or everybody is None else everybody - before


def _sum(cells: Mapping[str, Cell], places: list[str] | tuple[str, ...]) -> int | None:
    counts = [cells[place].count for place in places]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _words(table: ProtectedTable, cells: Mapping[str, Cell], stage: str, count: int | None) -> str:
    if count is not None:
        return str(count)
    hidden = [place for place in _at_least(stage) if cells[place].count is None]
    rest = _sum(cells, [place for place in _at_least(stage) if place not in hidden])
    small = len(hidden) == 1 and cells[hidden[0]].hidden == "small"
    if small and rest == 0:
        return _("fewer than %(threshold)s") % {"threshold": table.threshold}
    return _("protected")


def _break(
    cells: Mapping[str, Cell], counts: Mapping[str, int | None], because: ProtectedTable | None
) -> Break | None:
    """Return where most chains end, among the places where that may be shown."""
    found = []
    for place in WHERE_CHAINS_STAND:
        stage = "referred" if place in {DECLINED, TAKEN_BACK} else place
        lost, reached = cells[place].count, counts[stage]
        if lost and reached and place != "charged":
            found.append((lost, place, stage, reached))
    if not found:
        return None
    lost, place, stage, reached = max(found, key=lambda item: item[0])
    sentence = str(_STOPPED[place]) % {"lost": lost, "of": reached}
    if place == DECLINED and because is not None:
        sentence = _declined(lost, reached, because) or sentence
    return Break(stage, sentence)


def _declined(lost: int, reached: int, because: ProtectedTable) -> str:
    """Name the reason given most often, if it may be shown; else say nothing."""
    shown = [
        (cell.count, key[0])
        for key, cell in because.cells.items()
        if cell.count and key[0] != TOTAL
    ]
    if not shown:
        return ""
    most, reason = max(shown)
    numbers = {"lost": lost, "of": reached, "most": most, "why": str(Reason(reason).label).lower()}
    if most == lost:
        return _("%(lost)s of %(of)s referrals were declined: %(why)s.") % numbers
    words = _("%(lost)s of %(of)s referrals were declined, %(most)s of them: %(why)s.")
    return words % numbers
