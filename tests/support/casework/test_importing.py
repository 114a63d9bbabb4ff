"""Records of another system come in whole: sealed where they belong, and nothing concluded."""

from datetime import UTC, datetime

import pytest

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.audit.models import Event
from clew.ground.vault import permits
from clew.recognise.classification.models import Classification
from clew.recognise.screening.models import Screening
from clew.rules.exchange.records import Record, read_records
from clew.rules.sources.faults import WrongInput
from clew.support.casework import actions, imported
from clew.support.casework.models import Case, ImportedRecord
from clew.survivor.consent.models import Consent
from clew.survivor.contact.models import Way
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import stands_by
from tests.cast import CANARY, TODAY, Cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
TABLE = (
    "prs_FirstName,prs_SecondName,prs_Birthdate,prs_Gender,prs_Citizenship,prs_MobilePhone,"
    "prs_MailingCity,vic_MethodsOfControl,con_Consent,vic_TraffickingStatus,"
    "cas_IncomingReferralDate,cco_CaseComment\n"
    f"Made,{CANARY},1994-06-02,Feminine,PL,07700 900123,Nowhere,DebtBondage,true,"
    "ActualVictimOfTrafficking,2026-02-01,Came with a bag.\n"
    f"Other,{CANARY},,,,,,,,,,\n"
)


def records(table: str = TABLE) -> tuple[Record, ...]:
    return read_records(table.encode(), name="made-up.csv", on=TODAY).records


def take_in(actor: Member, table: str = TABLE) -> list[Case]:
    return actions.import_records(
        actor=actor, records=records(table), name="made-up.csv", on=TODAY, at=NOW
    )


def opened(actor: Member, *cases: Case) -> None:
    reads.record(
        actor=actor, name="record.opened", subjects=[case.person_id for case in cases],
        compartments=list(imported.COLUMNS.values()),
    )  # fmt: skip


@pytest.mark.both
def test_each_row_becomes_a_person_with_a_case_and_the_actor_stands_by_them(cast: Cast) -> None:
    first, second = take_in(cast.advocate_a)
    opened(cast.advocate_a, first, second)
    person = Person.rows.get(id=first.person_id)
    assert stands_by(cast.advocate_a, person)
    assert not stands_by(cast.advocate_b, person)
    assert (person.full_name, person.born, person.sex) == (f"Made {CANARY}", "1994-06-02", "female")
    assert person.nationality == "PL"
    assert [way.kind for way in Way.rows.filter(person=person).order_by("kind")] == [
        "address",
        "phone",
    ]
    assert str(first.referred_on) == "2026-02-01"
    other = Person.rows.get(id=second.person_id)
    assert (other.sex, other.born, other.nationality) == (None, None, None)


def test_nothing_is_concluded_from_a_record_and_a_tick_is_no_consent(cast: Cast) -> None:
    take_in(cast.advocate_a)
    assert not Consent.rows.exists()
    assert not Classification.rows.exists()
    assert not Screening.rows.exists()


def test_what_has_no_place_is_kept_as_it_stood_in_the_compartment_of_its_kind(cast: Cast) -> None:
    case, _other = take_in(cast.advocate_a)
    opened(cast.advocate_a, case)
    row = ImportedRecord.rows.get(case=case)
    assert row.told["vic_TraffickingStatus"] == "ActualVictimOfTrafficking"
    assert row.status == {"prs_Citizenship": "PL"}
    assert row.working["con_Consent"] == "true"
    columns = frozenset(imported.COLUMNS)
    assert imported.put_together(row, columns) == records()[0].values


def test_each_record_leaves_an_event_that_names_its_fields_and_no_value(cast: Cast) -> None:
    take_in(cast.advocate_a)
    found = Event.objects.filter(name="record.imported")
    assert found.count() == 2
    body = b"".join(bytes(event.body) for event in found)
    assert b"vic_TraffickingStatus" in body
    assert CANARY.encode() not in body


@pytest.mark.both
def test_a_record_that_is_here_already_is_named_and_nothing_of_the_file_is_taken_in(
    cast: Cast,
) -> None:
    take_in(cast.advocate_a)
    before = Person.rows.count()
    with pytest.raises(WrongInput) as wrong:
        take_in(cast.advocate_b, TABLE + "Third,Person,,,,,,,,,,\n")
    assert wrong.value.sentences == (
        "made-up.csv, row at line 2: found a record that is here already, wanted this row left "
        "out.",
        "made-up.csv, row at line 3: found a record that is here already, wanted this row left "
        "out.",
    )
    assert Person.rows.count() == before


def test_one_row_twice_in_a_file_is_named(cast: Cast) -> None:
    with pytest.raises(WrongInput, match="row at line 3: found a record that is here already"):
        take_in(cast.advocate_a, "prs_FirstName\nMade\nMade\n")
    assert not Person.rows.exists()


def test_another_organisation_may_know_the_same_person_by_itself(cast: Cast) -> None:
    take_in(cast.advocate_a)
    assert len(take_in(cast.advocate_elsewhere)) == 2


def test_when_one_row_fails_in_the_middle_nothing_of_the_file_is_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fails_the_second_time(_organisation: object, _values: object) -> str:
        asked.append("")
        return str(len(asked))

    monkeypatch.setattr("clew.support.casework.actions.importing.digest", fails_the_second_time)
    real = ImportedRecord.save

    def save(row: ImportedRecord, **named: object) -> None:
        if row.digest == "2":
            raise OSError
        real(row, **named)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(ImportedRecord, "save", save)
    with pytest.raises(OSError):  # noqa: PT011 -- raised above
        take_in(cast.advocate_a)
    assert not Person.rows.exists()
    assert not Event.objects.filter(name="record.imported").exists()


@pytest.mark.parametrize("who", ["first_responder", "administrator", "policy_lead", "trainer"])
def test_only_who_opens_cases_takes_records_in(cast: Cast, who: str) -> None:
    with pytest.raises(actions.NotForYourRole):
        take_in(getattr(cast, who))


def test_records_go_with_the_case_when_a_person_is_forgotten(cast: Cast) -> None:
    from clew.support.casework.erasure import erase  # noqa: PLC0415 -- beside its use

    case, _other = take_in(cast.advocate_a)
    erase(case.person)
    assert ImportedRecord.rows.count() == 1


@pytest.mark.both
def test_who_stands_by_them_reads_what_was_taken_over_and_no_name_or_papers_are_opened(
    cast: Cast,
) -> None:
    case, other = take_in(cast.advocate_a)
    permits.clear()
    address = f"/cases/{case.person.code}/imported/"
    page = signed_in(cast.advocate_a).get(address).content.decode()
    assert "Actual victim of trafficking" in page
    assert "Came with a bag." in page
    assert "It opens nothing here" in page
    assert not [value for value in (CANARY, "1994-06-02", "07700 900123") if value in page]
    event = Event.objects.filter(name="record.opened").latest("seq")
    assert b"immigration" not in bytes(event.body)
    notes = signed_in(cast.advocate_a).get(f"/cases/{case.person.code}/notes/").content.decode()
    assert address in notes
    assert signed_in(cast.advocate_b).get(address).status_code == 404
    lead = signed_in(cast.case_lead, shown_for=case.person_id).get(address)
    assert lead.status_code == 403
    bare = signed_in(cast.advocate_a).get(f"/cases/{other.person.code}/imported/")
    assert bare.status_code == 200
