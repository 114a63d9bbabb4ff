"""Keeping a worksheet for a person, and concluding from it. The software does not conclude."""

from datetime import date, datetime
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.recognise.classification.forms import FactsForm
from clew.recognise.classification.models import Classification
from clew.recognise.screening.permissions import check_keep
from clew.rules.law.classification import Classification as Answer
from clew.rules.law.classification import Conclusion
from clew.rules.law.known import Known
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change

# What somebody is charged with may be the crossing itself, so it is sealed with it.
OF_STATUS: Final = ("crossing.", "protection.", "charged.")
LONGEST_REASON: Final = 4_000


class NothingToKeep(Exception):
    """No fact is answered, or something on the sheet cannot be read."""


class NoReason(Exception):
    """A conclusion without a reason, or with one that is too long to be read."""


class NotAConclusion(Exception):
    """What was sent is none of the conclusions a person can come to."""


class AlreadyConcluded(Exception):
    """Somebody concluded from this sheet. New facts make a new sheet; this one stays."""


def keep(*, actor: Member, person: Person, form: FactsForm, on: date) -> Classification:
    """Keep a worksheet for a person, with where the rules point today beside it.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NothingToKeep: nothing is answered, or something is faulty.
    """
    check_keep(actor)
    check_change(actor, person)
    answered = answered_in(form)
    if form.result is None or not set(answered) - {"jurisdiction", "on", "born"}:
        raise NothingToKeep
    with changes(actor=actor, purpose="support") as trace:
        sheet = Classification(
            person=person,
            author=actor,
            organisation_id=actor.organisation_id,
            facts={key: value for key, value in answered.items() if not _of_status(key)},
            status_facts={key: value for key, value in answered.items() if _of_status(key)},
            points_to=form.result.conclusion.value,
            rule_version=rule_version(form.result),
            kept_on=on,
        )
        sheet.save(force_insert=True)
        trace.record(
            "classification.kept",
            about=sheet,
            subjects=[person.id],
            fields=["facts", "status_facts", "points_to"],
        )
    return sheet


def conclude(
    *, actor: Member, sheet: Classification, concluded: str, reason: str, at: datetime
) -> Classification:
    """Write down what a person concludes from a sheet, and why.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NotAConclusion: `concluded` is no code of a conclusion.
        NoReason: there is no reason, or one over `LONGEST_REASON` characters.
        AlreadyConcluded: somebody did before.
    """
    check_keep(actor)
    check_change(actor, sheet.person)
    if concluded not in set(Conclusion):
        raise NotAConclusion
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise NoReason
    with changes(actor=actor, purpose="support") as trace:
        locked: Classification = Classification.rows.select_for_update().get(id=sheet.id)
        if locked.concluded_by_id is not None:
            raise AlreadyConcluded
        locked.concluded, locked.reason = concluded, reason.strip()
        locked.concluded_by, locked.concluded_at = actor, at
        names = ["concluded", "reason", "concluded_by", "concluded_at"]
        locked.save(update_fields=names)
        trace.record(
            "classification.concluded", about=locked, subjects=[sheet.person_id], fields=names
        )
    return locked


def answered_in(form: FactsForm) -> dict[str, str]:
    """Return what was answered on a sheet; an unknown is kept as no answer, which is the same."""
    return {key: value for key, value in form.typed.items() if value and value != Known.UNKNOWN}


def rule_version(answer: Answer) -> str:
    """Return the law an answer was reached by, and since when it holds: `INT 2003-12-25`."""
    return f"{answer.law.jurisdiction} {answer.law.since.isoformat()}"


def _of_status(name: str) -> bool:
    return name.startswith(OF_STATUS)
