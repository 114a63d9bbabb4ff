"""Whether an organisation may send the referral: from a dated list, and never a no.

Who is on the list on that day is one. Who is not may be one all the same: the answer is unknown.
"""

import functools
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from clew.recognise.mechanisms.form import named
from clew.rules.law.known import Known
from clew.rules.linkage.folding import fold
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_DATA = files("clew.recognise.mechanisms") / "data"


@dataclass(frozen=True, slots=True)
class DatedList:
    """The names as they stood from a day on, and where they were read."""

    names: str
    citation: Citation
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Responders:
    """The lists of one mechanism by the day each was read."""

    jurisdiction: str
    mechanism: str
    lists: dict[date, DatedList]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The answer: yes or unknown, the name on the list, and the list it was looked up in."""

    answer: Known
    as_listed: str
    since: date | None
    citation: Citation | None
    note: str


@functools.cache
def responders(mechanism_id: str) -> Responders:
    """Return the lists of one mechanism."""
    return load_record(Responders, _DATA / f"{mechanism_id}-first-responders.yaml")


def recognised(mechanism_id: str, name: str, *, on: date) -> Recognised:
    """Say whether an organisation of this name is on the list of a day.

    `Known.NO` is never the answer: the list is not a register, and a name can be written otherwise.
    """
    lists = responders(mechanism_id).lists
    starts = [day for day in lists if day <= on]
    if not starts:
        return Recognised(Known.UNKNOWN, "", None, None, "")
    since = max(starts)
    found = lists[since]
    wanted = fold(name)
    as_listed = next((each for each in named(found.names) if fold(each) == wanted), "")
    answer = Known.YES if as_listed else Known.UNKNOWN
    return Recognised(answer, as_listed, since, found.citation, found.note or "")
