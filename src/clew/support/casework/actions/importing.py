"""Taking records of another system in: people, ways to reach them, cases. All of them or none.

Nothing is concluded from such a record. A tick for consent opens nothing, a status that others
gave is no conclusion of this house, and what is not known is left open.
"""

from collections.abc import Sequence
from datetime import date, datetime

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import changes
from clew.rules.exchange.htcds import Place, crosswalk, standard
from clew.rules.exchange.records import Record, placed
from clew.rules.sources.faults import Fault, WrongInput
from clew.support.casework.actions.opening import open_case_for
from clew.support.casework.imported import digest, sorted_apart
from clew.support.casework.models import Case, ImportedRecord
from clew.survivor.contact.actions import add_way
from clew.survivor.people.actions import write_down

_OF_PERSON = {
    "full_name": (Place.FULL_NAME, " "),
    "born": (Place.BORN, ""),
    "sex": (Place.SEX, ""),
    "speaks": (Place.SPEAKS, ", "),
    "nationality": (Place.NATIONALITY, ""),
}
_WAYS = (("phone", Place.PHONE), ("email", Place.EMAIL))


class NotForYourRole(Exception):
    """Only who opens cases takes records in; they stand by these people from then on."""


def import_records(
    *, actor: Member, records: Sequence[Record], name: str, on: date, at: datetime
) -> list[Case]:
    """Take records in; the actor stands by each of these people from today.

    Args:
        actor: who takes them in.
        records: as `rules.exchange.records` read them.
        name: what messages call the file.
        on: the day.
        at: the instant.

    Raises:
        NotForYourRole: the actor opens no cases.
        WrongInput: a record stands in the file twice, or was taken in before. Nothing was.
    """
    if not actor.has(Role.ADVOCATE, Role.CASE_LEAD):
        msg = "Only advocates and case leads take records in."
        raise NotForYourRole(msg)
    digests = [digest(actor.organisation_id, record.values) for record in records]
    with changes(actor=actor, purpose="support"):
        _check_new(records, digests, name)
        return [
            _import(actor, record, each, on, at)
            for record, each in zip(records, digests, strict=True)
        ]


def _check_new(records: Sequence[Record], digests: Sequence[str], name: str) -> None:
    with looking(House()):  # a colleague may have taken it in; only that it is here is told
        found = ImportedRecord.rows.filter(digest__in=digests)
        known = set(found.values_list("digest", flat=True))
    faults = []
    for record, each in zip(records, digests, strict=True):
        if each in known:
            where = f"{name}, row at line {record.line}"
            faults.append(Fault(where, "", "a record that is here already", "this row left out"))
        known.add(each)
    if faults:
        raise WrongInput(faults)


def _import(actor: Member, record: Record, mark: str, on: date, at: datetime) -> Case:
    known = {
        field: between.join(values)
        for field, (place, between) in _OF_PERSON.items()
        if (values := placed(record, place))
    }
    with changes(actor=actor, purpose="support") as trace:
        person = write_down(actor=actor, on=on, known=known)
        for kind, place in _WAYS:
            for value in dict.fromkeys(placed(record, place)):
                add_way(actor=actor, person=person, kind=kind, value=value, at=at)
        if address := placed(record, Place.ADDRESS):
            add_way(actor=actor, person=person, kind="address", value=", ".join(address), at=at)
        referred = placed(record, Place.REFERRED_ON)
        case = open_case_for(
            actor=actor,
            person=person,
            on=on,
            referred_on=date.fromisoformat(referred[0]) if referred else None,
        )
        row = ImportedRecord(
            case=case,
            standard=standard().standard,
            standard_version=standard().version,
            crosswalk_version=crosswalk().version,
            digest=mark,
            imported_by=actor,
            imported_on=on,
            **sorted_apart(record.values),
        )
        row.save(force_insert=True)
        trace.record(
            "record.imported", about=row, subjects=[person.id], fields=sorted(record.values)
        )
    return case
