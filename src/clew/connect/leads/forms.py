"""What is typed about a lead, checked and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from clew.connect.leads.states import DECISIONS, PLAN, State

LONGEST: Final = 2000  # letters


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What was typed, and a sentence for each field that needs another look."""

    state: State | None
    reason: str = field(repr=False)
    plan: Mapping[str, str] = field(repr=False)
    seen: UUID | None
    errors: Mapping[str, str]


def decision_form(sent: Mapping[str, str]) -> DecisionForm:
    """Read a decision that was sent."""
    wanted = sent.get("do", "")
    state = State(wanted) if wanted in DECISIONS else None
    reason = sent.get("reason", "").strip()
    plan = {part: sent.get(f"plan-{part}", "").strip() for part in PLAN}
    errors: dict[str, str] = {}
    if state is None:
        errors["f-do"] = _("Choose: take it on, park it or refuse it.")
    if not reason:
        errors["f-reason"] = _("Give your reason.")
    for part, words in PLAN.items():
        if state is State.TAKEN_ON and not plan[part]:
            errors[f"f-plan-{part}"] = _("Write the welfare plan: %(part)s.") % {"part": words}
    for name, typed in {"f-reason": reason, **{f"f-plan-{p}": t for p, t in plan.items()}}.items():
        if len(typed) > LONGEST:
            errors[name] = _("Write at most %(most)d letters.") % {"most": LONGEST}
    return DecisionForm(state, reason, plan, _uuid(sent.get("seen", "")), errors)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
