"""What was agreed on, as the rules read it: written into a row, and read from the newest one."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from clew.rules.consent.reaching import Channel, Plan
from clew.survivor.contact.models import SafeContact
from clew.survivor.people.models import Person


def written(plan: Plan) -> dict[str, Any]:
    """Write a plan as it is sealed."""
    return {
        "channels": sorted(channel.value for channel in plan.channels),
        "from": f"{plan.from_:%H:%M}",
        "until": f"{plan.until:%H:%M}",
        "days": sorted(plan.days),
        "voicemail": plan.voicemail,
        "alias": plan.alias,
        "code_word": plan.code_word,
        "watched": plan.watched,
    }


def read(kept: Mapping[str, Any]) -> Plan:
    """Read a plan that was opened."""
    return Plan(
        frozenset(Channel(code) for code in kept["channels"]),
        time.fromisoformat(kept["from"]),
        time.fromisoformat(kept["until"]),
        frozenset(kept["days"]),
        voicemail=kept["voicemail"],
        alias=kept["alias"],
        code_word=kept["code_word"],
        watched=kept["watched"],
    )


def plan_of(person: Person) -> Plan | None:
    """Return the plan that holds: the newest agreement's. None, where it has none.

    Its trace must have been left: `trace.opens` or `reads.record` for operations.
    """
    newest = SafeContact.rows.filter(person=person).order_by("-recorded_at").first()
    return None if newest is None or newest.plan is None else read(newest.plan)
