"""What leaves in HTCDS passes the gate: on a yes, as it is known today, and no papers along."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from clew.ground.accounts.models import Organisation
from clew.recognise.screening import actions as screening
from clew.recognise.screening.interview import Choice, Interview
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.exchange.records import read_records
from clew.rules.indicators.instruments import instrument
from clew.support.casework import actions
from clew.support.casework.models import Case
from clew.support.casework.outgoing_record import Leaving, leaving
from clew.survivor.consent.actions import record as record_consent
from clew.survivor.people.actions import correct
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from clew.survivor.release.actions import StaleConsent, withdraw
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
VALUES = {
    "prs_FirstName": "Made",
    "prs_SecondName": CANARY,
    "prs_Birthdate": "1994-06-02",
    "prs_Gender": "Feminine",
    "prs_Citizenship": "PL",
    "prs_MobilePhone": "07700 900123",
    "vic_MethodsOfControl": "DebtBondage;ThreatsLawEnforcement;WithholdsDocuments",
    "vic_TypeOfExploitation": "ForcedLabour",
    "hte_Country": "XX",
}
FOR_SUPPORT = (Kind.IDENTITY, Kind.CONTACT, Kind.SCREENING, Kind.CLASSIFICATION, Kind.ACCOUNT)


def table_of(*rows: dict[str, str]) -> str:
    heads = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(row.get(name, "") for name in heads) for row in rows]
    return "\n".join([",".join(heads), *lines])


def taken_in(cast: Cast, *rows: dict[str, str]) -> list[Case]:
    raw = table_of(*(rows or (VALUES,))).encode()
    found = read_records(raw, name="made-up.csv", on=TODAY).records
    return actions.import_records(
        actor=cast.advocate_a, records=found, name="made-up.csv", on=TODAY, at=NOW
    )


def agreed(
    cast: Cast, case: Case, to: Organisation, kinds: Iterable[Kind], purpose: Purpose
) -> None:
    record_consent(
        actor=cast.advocate_a, person=case.person, recipient=to, kinds=list(kinds),
        purpose=purpose, from_on=TODAY,
    )  # fmt: skip


def look(cast: Cast, case: Case, to: Organisation, purpose: Purpose = Purpose.SUPPORT) -> Leaving:
    return leaving(cast.advocate_a, case, to=to, purpose=purpose, on=TODAY)


def test_without_a_yes_nothing_leaves_and_each_kind_says_why(cast: Cast) -> None:
    (case,) = taken_in(cast)
    found = look(cast, case, cast.elsewhere)
    assert found.items == ()
    assert {Kind.IDENTITY, Kind.IMMIGRATION, Kind.SCREENING} <= found.stays.keys()
    with pytest.raises(actions.NothingLeaves):
        actions.export_records(
            actor=cast.advocate_a, found=[found], to=cast.elsewhere, purpose=Purpose.SUPPORT,
            on=TODAY,
        )  # fmt: skip
    assert not Release.rows.exists()


@pytest.mark.both
def test_what_was_agreed_leaves_and_stands_in_the_ledger(cast: Cast) -> None:
    (case,) = taken_in(cast)
    agreed(cast, case, cast.elsewhere, FOR_SUPPORT, Purpose.SUPPORT)
    found = look(cast, case, cast.elsewhere)
    done = actions.export_records(
        actor=cast.advocate_a, found=[found], to=cast.elsewhere, purpose=Purpose.SUPPORT, on=TODAY
    )
    (row,) = read_records(done.table.encode(), name="left.csv", on=TODAY).records
    assert row.values["prs_SecondName"] == CANARY
    assert row.values["prs_MobilePhone"] == "07700 900123"
    (released,) = Release.rows.all()
    assert released.kinds == ["classification", "contact", "identity", "screening"]


def test_nothing_of_papers_status_or_a_journey_leaves_to_a_charity(cast: Cast) -> None:
    (case,) = taken_in(cast)
    agreed(cast, case, cast.elsewhere, FOR_SUPPORT, Purpose.SUPPORT)
    found = look(cast, case, cast.elsewhere).values
    assert found["vic_MethodsOfControl"] == "DebtBondage"
    assert not {"prs_Citizenship", "hte_Country"} & found.keys()


def test_without_that_guard_a_sign_would_tell_of_papers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control of the test above.
    (case,) = taken_in(cast)
    agreed(cast, case, cast.elsewhere, FOR_SUPPORT, Purpose.SUPPORT)
    monkeypatch.setattr("clew.support.casework.outgoing_record._off", lambda _name, value: value)
    assert "WithholdsDocuments" in look(cast, case, cast.elsewhere).values["vic_MethodsOfControl"]


def test_a_lawyer_who_advises_on_status_is_told_of_it_once_the_person_agreed(cast: Cast) -> None:
    (case,) = taken_in(cast)
    agreed(
        cast, case, cast.law_firm, [Kind.IMMIGRATION, Kind.SCREENING], Purpose.LEGAL_ADVICE
    )  # fmt: skip
    found = look(cast, case, cast.law_firm, Purpose.LEGAL_ADVICE).values
    assert found["prs_Citizenship"] == "PL"
    assert "WithholdsDocuments" in found["vic_MethodsOfControl"]


def test_a_table_of_the_house_read_in_elsewhere_gives_the_same_records_again(cast: Cast) -> None:
    (case,) = taken_in(cast)
    agreed(cast, case, cast.elsewhere, FOR_SUPPORT, Purpose.SUPPORT)
    found = look(cast, case, cast.elsewhere)
    done = actions.export_records(
        actor=cast.advocate_a, found=[found], to=cast.elsewhere, purpose=Purpose.SUPPORT, on=TODAY
    )
    came = read_records(done.table.encode(), name="came.csv", on=TODAY).records
    (there,) = actions.import_records(
        actor=cast.advocate_elsewhere, records=came, name="came.csv", on=TODAY, at=NOW
    )
    record_consent(
        actor=cast.advocate_elsewhere, person=there.person, recipient=cast.house,
        kinds=list(FOR_SUPPORT), purpose=Purpose.SUPPORT, from_on=TODAY,
    )  # fmt: skip
    again = leaving(
        cast.advocate_elsewhere, there, to=cast.house, purpose=Purpose.SUPPORT, on=TODAY
    )
    assert again.values == found.values


def test_a_name_that_was_corrected_leaves_as_it_is_now_and_is_not_taken_apart(cast: Cast) -> None:
    (case,) = taken_in(cast)
    agreed(cast, case, cast.elsewhere, [Kind.IDENTITY], Purpose.SUPPORT)
    person = Person.rows.get(id=case.person_id)
    correct(
        actor=cast.advocate_a, person=person, version=person.version,
        known={"full_name": f"Ma Made {CANARY}", "born": "1994-06", "sex": "another"},
    )  # fmt: skip
    case.refresh_from_db()
    found = look(cast, case, cast.elsewhere)
    assert found.values == {"prs_FirstName": f"Ma Made {CANARY}"}
    assert found.without == ("prs_Birthdate", "prs_Gender")


def test_a_phone_that_is_no_way_any_more_does_not_leave(cast: Cast) -> None:
    (case,) = taken_in(cast)
    agreed(cast, case, cast.elsewhere, [Kind.CONTACT], Purpose.SUPPORT)
    assert "prs_MobilePhone" in look(cast, case, cast.elsewhere).values
    from clew.survivor.contact.models import Way  # noqa: PLC0415 -- beside its use

    Way.rows.filter(person=case.person).update(ends_before=TODAY)
    assert look(cast, case, cast.elsewhere).values == {}


def test_signs_of_a_screening_on_the_words_of_the_standard_leave_and_absent_ones_stay_unsaid(
    cast: Cast,
) -> None:
    (case,) = taken_in(cast, {"prs_FirstName": "Made"})
    held = Interview(instrument("htcds-means-of-control"))
    held = held.with_answer("HTCDS.TakesEarnings", Choice.PRESENT, "")
    held = held.with_answer("HTCDS.RestrictsMovement", Choice.PRESENT, "")
    held = held.with_answer("HTCDS.PhysicalAbuse", Choice.ABSENT, "")
    screening.keep(actor=cast.advocate_a, held=held, on=TODAY, person=case.person)
    agreed(cast, case, cast.elsewhere, [Kind.SCREENING], Purpose.SUPPORT)
    found = look(cast, case, cast.elsewhere)
    assert found.values == {"vic_MethodsOfControl": "TakesEarnings;Other"}
    assert found.without == ("vic_MethodsOfControl",)


@pytest.mark.both
def test_a_yes_taken_back_in_between_stops_the_whole_table(cast: Cast) -> None:
    first, second = taken_in(cast, VALUES, VALUES | {"prs_FirstName": "Other"})
    for case in (first, second):
        agreed(cast, case, cast.elsewhere, FOR_SUPPORT, Purpose.SUPPORT)
    found = [look(cast, case, cast.elsewhere) for case in (first, second)]
    from clew.survivor.consent.models import Consent  # noqa: PLC0415 -- beside its use

    withdraw(actor=cast.advocate_a, consent=Consent.rows.get(person=second.person))
    with pytest.raises(StaleConsent):
        actions.export_records(
            actor=cast.advocate_a, found=found, to=cast.elsewhere, purpose=Purpose.SUPPORT,
            on=TODAY,
        )  # fmt: skip
    assert not Release.rows.exists()


def test_a_colleague_who_does_not_stand_by_them_hands_nothing_over(cast: Cast) -> None:
    (case,) = taken_in(cast)
    with pytest.raises(NotYours):
        leaving(cast.advocate_b, case, to=cast.elsewhere, purpose=Purpose.SUPPORT, on=TODAY)


def crowd(cast: Cast, alike: int) -> list[Leaving]:
    rows = [
        {"prs_FirstName": f"Made {at}", "prs_SecondName": CANARY, "vic_TypeOfExploitation": each}
        for at, each in enumerate(["ForcedLabour"] * alike + ["OrganRemoval"] * 3)
    ]
    found = []
    for case in taken_in(cast, *rows):
        agreed(cast, case, cast.elsewhere, [Kind.CLASSIFICATION], Purpose.STATISTICS)
        found.append(look(cast, case, cast.elsewhere, Purpose.STATISTICS))
    return found


def test_without_names_only_rows_leave_that_ten_have_in_common(cast: Cast) -> None:
    done = actions.export_records(
        actor=cast.advocate_a, found=crowd(cast, 10), to=cast.elsewhere,
        purpose=Purpose.STATISTICS, on=TODAY,
    )  # fmt: skip
    assert done.table == "vic_TypeOfExploitation\r\n" + "ForcedLabour\r\n" * 10
    assert Release.rows.count() == 10


def test_of_nine_alike_nothing_leaves(cast: Cast) -> None:
    # Red control of the test above.
    with pytest.raises(actions.NothingLeaves):
        actions.export_records(
            actor=cast.advocate_a, found=crowd(cast, 9), to=cast.elsewhere,
            purpose=Purpose.STATISTICS, on=TODAY,
        )  # fmt: skip
    assert not Release.rows.exists()
