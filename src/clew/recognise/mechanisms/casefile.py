"""What the page of one person shows: whether we may send, what is prepared, what came back."""

from datetime import date

from clew.ground.accounts.models import Member
from clew.recognise.mechanisms import queries
from clew.recognise.mechanisms.clocks import NEGATIVE, Clock, clocks_of, standing_of
from clew.recognise.mechanisms.form import Mechanism, mechanism_of
from clew.recognise.mechanisms.models import Decision, Sending
from clew.recognise.mechanisms.outcomes import RECONSIDERATION, RECOVERY, Outcomes, outcomes
from clew.recognise.mechanisms.responders import recognised
from clew.survivor.people.models import Person


def standing_context(actor: Member, person: Person, *, on: date) -> dict[str, object]:
    """Return what the page of one person needs. Raises `NotYours`."""
    jurisdiction = actor.organisation.jurisdiction
    found = mechanism_of(jurisdiction)
    context: dict[str, object] = {"person": person, "mechanism": found}
    if found is None:
        return context
    sent = queries.sendings_of(actor, person)
    decided = queries.decisions_of(actor, person)
    return context | {
        "recognised": recognised(found.id, actor.organisation.name, on=on),
        "prepared": [
            (row, (row.expires_on - on).days)
            for row in queries.preparations_of(actor, person, on=on)
        ],
        "sent": [(row, found.routes[row.route].label) for row in sent],
        "decided": [_in_words(outcomes(found.id), row) for row in decided],
        "clocks": running(found, decided, jurisdiction=jurisdiction, on=on),
        "awaited": awaited(found, decided, sent, on=on),
    }


def running(
    mechanism: Mechanism, decided: list[Decision], *, jurisdiction: str, on: date
) -> list[Clock]:
    """Return the clocks that run after the decisions that stand."""
    return clocks_of(outcomes(mechanism.id), standing(decided), jurisdiction=jurisdiction, on=on)


def recovery_from(actor: Member, person: Person) -> date | None:
    """Return the day of a positive first decision: what the time to recover counts from.

    Only days and codes are read; nothing sealed opens. Raises `NotYours`.
    """
    found = mechanism_of(actor.organisation.jurisdiction)
    if found is None:
        return None
    stands = queries.standing_decisions(actor, person, found.id)
    for step, law in outcomes(found.id).steps.items():
        now = standing_of(step, stands)
        if now.outcome and RECOVERY in law.outcomes[now.outcome].starts:
            return now.since
    return None


def standing(decided: list[Decision]) -> list[Decision]:
    """Return the decisions that stand, oldest first: neither corrected nor struck."""
    stands = [row for row in decided if not hasattr(row, "corrected_by") and not row.struck]
    return sorted(stands, key=lambda row: (row.decided_on, row.recorded_at))


def awaited(
    mechanism: Mechanism, decided: list[Decision], sent: list[Sending], *, on: date
) -> dict[str, object] | None:
    """Return the decision that is awaited, since when, and what is said of it."""
    law, stands = outcomes(mechanism.id), standing(decided)
    left = [row.left_on for row in sent if mechanism.routes[row.route].purpose == "application"]
    since = min(left, default=None)
    for step, words in law.steps.items():
        now = standing_of(step, stands)
        if now.decision is not None:
            if now.outcome == NEGATIVE:
                return None
            since = now.since
            continue
        if since is None:
            return None
        said = law.awaits.get(step)
        return {
            "label": words.label, "since": since, "days": (on - since).days, "said": said,
        }  # fmt: skip
    return None


def _in_words(law: Outcomes, row: Decision) -> dict[str, object]:
    about = row.about
    corrected = getattr(row, "corrected_by", None)
    return {
        "row": row,
        "label": law.label(row.step),
        "outcome": law.outcomes_of(row.step)[row.outcome].label,
        "about": law.label(about.step) if about and row.step == RECONSIDERATION else "",
        "corrected": corrected,
        "why": corrected.correction if corrected else "",
    }
