"""The versions of one sheet: which are newest, whose conclusion stands, and how each is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final, cast
from uuid import UUID

from clew.recognise.classification.forms import FactsForm, form_of
from clew.recognise.classification.holding import Held, as_plain, from_plain, of_status
from clew.recognise.classification.models import Classification
from clew.rules.law.classification import Classification as Answer
from clew.rules.law.comparing import Outline, Said, outline
from clew.rules.law.editions import edition

# The elements whose words may be told without opening what is sealed with papers and status.
_TOLD: Final = frozenset({"act", "means", "purpose", "child", "domestic_offence"})


def leaves(rows: Iterable[Classification]) -> list[Classification]:
    """Return the versions that nothing was written from: one, or those that wait for a choice."""
    found = sorted(rows, key=lambda row: (row.kept_at, row.id))
    used = {row.base_id for row in found} | {row.joins_id for row in found}
    return [row for row in found if row.id not in used]


def standing(rows: Iterable[Classification]) -> Classification | None:
    """Return the version whose conclusion stands: the one concluded last, whatever came since."""
    found = [row for row in rows if row.concluded_at is not None]
    return max(found, key=lambda row: (row.concluded_at, str(row.id)), default=None)


def by_sheet(rows: Iterable[Classification]) -> dict[UUID, list[Classification]]:
    """Gather versions by the sheet they are of, in the order in which the sheets appear."""
    found: dict[UUID, list[Classification]] = {}
    for row in rows:
        found.setdefault(row.sheet_id, []).append(row)
    return found


def held_in(row: Classification) -> Held:
    """Return what a version holds. Both its compartments must be permitted by a trace."""
    about = cast("dict[str, str]", row.about or {})
    return Held(
        answers={**row.facts, **row.status_facts},
        cited=from_plain(row.cited, row.status_cited),
        phase=str(row.phase or ""),
        about=about.get("called", ""),
        may_be_victim=about.get("may_be_victim", ""),
    )


def form_in(held: Held) -> FactsForm:
    """Work a sheet out by today's rules."""
    return form_of(dict(held.answers))


def columns(held: Held, answer: Answer) -> dict[str, object]:
    """Return the columns of a version that holds a sheet, with where the rules point today."""
    told, status = _parted(outline(answer))
    return {
        "facts": {name: value for name, value in held.answers.items() if not of_status(name)},
        "status_facts": {name: value for name, value in held.answers.items() if of_status(name)},
        "phase": held.phase or None,
        "about": {"called": held.about, "may_be_victim": held.may_be_victim},
        "cited": as_plain(held.cited, status=False),
        "status_cited": as_plain(held.cited, status=True),
        "points_to": answer.conclusion.value,
        "basis": told,
        "status_basis": status,
        "rule_version": rule_version(answer),
        "edition": edition(answer.law.jurisdiction),
    }


def rule_version(answer: Answer) -> str:
    """Return the law an answer was reached by, and since when it holds: `INT 2003-12-25`."""
    return f"{answer.law.jurisdiction} {answer.law.since.isoformat()}"


def basis_of(row: Classification) -> Outline | None:
    """Return the answer as it was on the day a version was kept; None for sheets before that.

    Both compartments must be permitted by a trace.
    """
    if not row.basis:
        return None
    told = cast("dict[str, list[dict[str, object]]]", row.basis)
    status = cast("dict[str, list[dict[str, object]]]", row.status_basis)
    elements = [*told["elements"], *status["elements"]]
    return Outline(
        str(row.points_to),
        tuple(_said(item) for item in elements),
        tuple(_said(item) for item in status["consequences"]),
    )


def told_basis_of(row: Classification) -> tuple[Said, ...] | None:
    """Return the elements of trafficking as they were when a version was kept, without status.

    None for sheets before that. Testimony alone must be permitted by a trace.
    """
    if not row.basis:
        return None
    told = cast("dict[str, list[dict[str, object]]]", row.basis)
    return tuple(_said(item) for item in told["elements"])


def _parted(found: Outline) -> tuple[dict[str, object], dict[str, object]]:
    """Part an answer: elements of trafficking, and all that may speak of crossing or status."""
    told = [asdict(item) for item in found.elements if item.name in _TOLD]
    apart = [asdict(item) for item in found.elements if item.name not in _TOLD]
    return {"elements": told}, {
        "elements": apart,
        "consequences": [asdict(item) for item in found.consequences],
    }


def _said(item: dict[str, object]) -> Said:
    cited = cast("Sequence[str]", item["citations"])
    return Said(str(item["name"]), str(item["finding"]), str(item["because"]), tuple(cited))
