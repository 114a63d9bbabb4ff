"""A person with everything that addresses about people name. All made up."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault import permits
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.support.casework.actions import open_case_for
from clew.support.casework.models import Moment, Note, NoteVersion, Task
from clew.survivor.consent import actions as consents
from clew.survivor.contact import actions as contact
from clew.survivor.people import actions as people
from clew.survivor.people.models import Emergency, Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import offered
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY

Ids = dict[str, str]


def a_person(keeper: Member) -> Person:
    """Write somebody down whom a member stands by."""
    known = {"full_name": f"Marek {CANARY}", "called": CANARY, "nationality": f"Nowhere {CANARY}"}
    return people.write_down(actor=keeper, on=TODAY, known=known)


def a_release(keeper: Member, person: Person, to: Organisation, *, on: date = TODAY) -> Release:
    """Release who a person is to an organisation, on their consent."""
    police = to.kind == RecipientKind.POLICE.value
    purpose = Purpose.INVESTIGATE if police else Purpose.SUPPORT
    consents.record(
        actor=keeper, person=person, recipient=to, kinds=[Kind.IDENTITY],
        purpose=purpose, from_on=on,
    )  # fmt: skip
    person.refresh_from_db(fields=["consent_epoch"])
    return release.commit(
        actor=keeper, person=person, items=offered(keeper, person, [Kind.IDENTITY]), recipient=to,
        purpose=purpose, on=on, epoch=person.consent_epoch,
    )  # fmt: skip


def person_ids(keeper: Member, to: Organisation) -> Ids:
    """Make a person with a case, a note, a task, a moment, a way, a consent and a release."""
    person = a_person(keeper)
    case = open_case_for(actor=keeper, person=person, on=TODAY)
    note = Note.rows.create(case=case, happened_on=TODAY, made_by=keeper)
    NoteVersion.rows.create(note=note, text=CANARY, author=keeper)
    task = Task.rows.create(
        case=case, what=CANARY, owner=keeper, made_by=keeper, made_on=TODAY,
        changed_by=keeper, changed_on=TODAY,
    )  # fmt: skip
    moment = Moment.rows.create(
        case=case, kind="other", happened_on=TODAY, title=CANARY, recorded_by=keeper
    )
    way = contact.add_way(actor=keeper, person=person, kind="phone", value="07700 900123")
    sent = a_release(keeper, person, to)
    permits.clear()
    return {
        "code": person.code,
        "note_id": str(note.id),
        "task_id": str(task.id),
        "moment_id": str(moment.id),
        "way_id": str(way.id),
        "consent_id": str(sent.consents[0]),
        "release_id": str(sent.id),
        "to": str(to.id),
    }


def own_person_ids(survivor: Member, keeper: Member, to: Organisation) -> Ids:
    """Make the record of a survivor who has a sign-in, with a consent."""
    person = a_person(keeper)
    people.give_account(actor=keeper, person=person, account=survivor)
    sent = a_release(keeper, person, to)
    permits.clear()
    return {"consent_id": str(sent.consents[0])}


def unknown(kind: str) -> str:
    """Return an identifier of nothing at all."""
    return {"uuid": str(uuid.uuid4()), "int": "0"}.get(kind, "QQQQQQ")


def emergency_ids(opener: Member, keeper: Member) -> Ids:
    """Let somebody open the file of a person in an emergency, whom another stands by."""
    person = a_person(keeper)
    row = Emergency.rows.create(
        person=person, member=opener, reason=CANARY, opened_at=timezone.now(),
        until_at=timezone.now() + timedelta(hours=4),
        review_by_at=timezone.now() + timedelta(hours=24),
    )  # fmt: skip
    permits.clear()
    return {"emergency_id": str(row.id)}
