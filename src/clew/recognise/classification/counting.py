"""What of conclusions may be counted: for which purposes somebody concluded trafficking.

Only a count reads this. The compartment of crossing and status is not opened for it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from clew.ground.vault.keyring import KeyDestroyed
from clew.recognise.classification.models import Classification
from clew.recognise.classification.versions import by_sheet, standing
from clew.rules.law.classification import Conclusion
from clew.rules.law.known import Known

_TRAFFICKING: Final = frozenset({Conclusion.TRAFFICKING, Conclusion.TRAFFICKING_AND_SMUGGLING})
_PURPOSE: Final = "purpose."


def purposes_met(ids: Sequence[UUID], *, until: date) -> dict[UUID, tuple[str, ...]]:
    """Return the purposes in the conclusions that stand about each of some people, up to a day.

    Their testimony must be permitted by a trace first. Of each sheet (a phase, an alleged
    perpetrator) the last conclusion counts. Who has none, or none that is trafficking, has no
    purpose: what a sheet points to is nobody's conclusion.
    """
    rows = Classification.rows.filter(person__in=ids, concluded_at__date__lte=until)
    found: dict[UUID, list[str]] = {}
    for versions in by_sheet(rows.order_by("concluded_at", "id")).values():
        row = standing(versions)
        if row is not None:
            found.setdefault(row.person_id, []).extend(_purposes(row))
    return {person: tuple(dict.fromkeys(names)) for person, names in found.items()}


def _purposes(row: Classification) -> Iterator[str]:
    try:
        if row.concluded not in _TRAFFICKING:
            return
        for name, value in row.facts.items():
            if name.startswith(_PURPOSE) and value == Known.YES:
                yield name.removeprefix(_PURPOSE)
    except KeyDestroyed:  # they asked to be forgotten
        return
