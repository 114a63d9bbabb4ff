"""The one question of the page: which country, from which day."""

from collections.abc import Mapping
from dataclasses import dataclass

from clew.rules.law.deadlines import NoPeriod, RecoveryDeadline, recovery_deadline
from clew.rules.law.facts import EARLIEST, LATEST
from clew.rules.law.periods import jurisdictions
from clew.rules.sources.faults import describe
from clew.rules.sources.records import parse_date


@dataclass(frozen=True, slots=True)
class DeadlineForm:
    """What was asked, what is wrong with it, and the answer: a deadline, or why there is none."""

    jurisdiction: str
    starts: str
    errors: dict[str, str]
    deadline: RecoveryDeadline | None = None
    none_because: str | None = None


def form_of(sent: Mapping[str, str]) -> DeadlineForm:
    """Read the question off the address and answer it. Nothing asked, nothing answered."""
    code, starts = sent.get("jurisdiction", "").strip(), sent.get("from", "").strip()
    if not code and not starts:
        return DeadlineForm("GB", "", {})
    errors = {}
    if code not in jurisdictions():
        errors["f-jurisdiction"] = f"Choose a country of the list; {describe(code)} is not in it."
    try:
        day = parse_date(starts)
        if not EARLIEST <= day <= LATEST:
            errors["f-from"] = f"Write a day from {EARLIEST.year} to {LATEST.year}."
    except ValueError:
        errors["f-from"] = f"Write a day that exists, as 2023-02-01; found {describe(starts)}."
    if errors:
        return DeadlineForm(code, starts, errors)
    try:
        deadline = recovery_deadline(jurisdiction=code, starts_on=day)
    except NoPeriod as none:
        return DeadlineForm(code, starts, {}, none_because=str(none))
    return DeadlineForm(code, starts, {}, deadline=deadline)
