"""From asking to erased: who must say yes, what waits, and that nothing half done stays so."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connections

from clew.ground.audit import queries
from clew.ground.audit.chain import chain_key
from clew.ground.audit.models import Event
from clew.ground.audit.verifying import verify
from clew.ground.pairs import actions as pairs
from clew.ground.vault.models import DataKey
from clew.rules.consent.deciding import Refused
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent.models import Consent
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from clew.survivor.release.actions import Proposal, propose, withdraw
from clew.survivor.release.items import offered
from clew.survivor.release.models import Recall, Release
from clew.survivor.rights import asking, holding
from clew.survivor.rights.erasing import carry_out_due
from clew.survivor.rights.models import Hold
from clew.survivor.rights.states import Erasing
from tests.cast import CANARY, TODAY, Cast
from tests.survivor.rights.erased import COOLED, LATER, NOW, REASON, confirmed, erased

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


def keys(person: Person) -> int:
    """Count the keys of a person and of everything that was released of them."""
    ids = [person.id, *Release.rows.filter(person=person).values_list("id", flat=True)]
    return DataKey.objects.filter(subject__in=ids).count()


def rows_with(text: str) -> list[str]:
    """Return the tables of both databases in which a text stands, in whatever column."""
    found = []
    for alias in ("default", "keyring"):
        database = connections[alias]
        with database.cursor() as cursor:
            for table in database.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                if any(text in _written(cell) for row in cursor.fetchall() for cell in row):
                    found.append(table)
    return found


def _written(cell: object) -> str:
    return bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)


def test_nothing_is_erased_before_two_have_said_yes_and_the_days_are_over(
    cast: Cast, person: Person
) -> None:
    row = asking.ask(actor=cast.survivor, person=person, on=TODAY)
    carry_out_due(on=COOLED, at=LATER)
    assert keys(person) > 0  # asked only
    asking.check_alone(actor=cast.advocate_a, erasure=row, on=TODAY)
    proposal = asking.propose(actor=cast.data_steward, erasure=row, reason=REASON, at=NOW)
    carry_out_due(on=COOLED, at=LATER)
    assert keys(person) > 0  # proposed only
    pairs.confirm(actor=cast.case_lead, proposal=proposal, at=NOW)
    carry_out_due(on=COOLED - timedelta(days=1), at=LATER)
    assert keys(person) > 0  # a day too early
    assert carry_out_due(on=COOLED, at=LATER) == 1
    assert keys(person) == 0
    row.refresh_from_db()
    assert (row.state, row.ended_at) == (Erasing.DONE, LATER)
    assert carry_out_due(on=COOLED, at=LATER) == 0


@pytest.mark.both
def test_after_it_only_a_bare_code_is_left_anywhere(cast: Cast, person: Person) -> None:
    # The ledger's plain codes stay; what was sealed is gone as bytes too, and so is the account.
    assert rows_with(CANARY) == ["accounts_member"]
    erased(cast, person)
    assert rows_with(CANARY) == []
    assert rows_with(person.code) == ["people_person"]
    stored = Person.rows.get(id=person.id)
    assert all(stored.__dict__[name] is None for name in ("full_name", "called", "nationality"))
    assert stored.account_id is None


def test_every_room_forgets_and_the_ledger_stays(cast: Cast, person: Person) -> None:
    releases, consents = Release.rows.count(), Consent.rows.count()
    erased(cast, person)
    assert (Release.rows.count(), Consent.rows.count()) == (releases, consents)
    assert Recall.rows.filter(release__person=person).count() == releases
    assert verify(queries.chain(), key=chain_key()).broken_at is None


def test_nobody_asks_confirms_or_takes_back_for_somebody_else(cast: Cast, person: Person) -> None:
    for other in (cast.advocate_b, cast.advocate_elsewhere, cast.data_steward):
        with pytest.raises(NotYours):
            asking.ask(actor=other, person=person, on=TODAY)
    row = asking.ask(actor=cast.survivor, person=person, on=TODAY)
    with pytest.raises(NotYours):
        asking.check_alone(actor=cast.survivor, erasure=row, on=TODAY)
    with pytest.raises(asking.NotChecked):
        asking.propose(actor=cast.data_steward, erasure=row, reason=REASON, at=NOW)
    asking.check_alone(actor=cast.advocate_a, erasure=row, on=TODAY)
    with pytest.raises(NotYours):
        asking.propose(actor=cast.advocate_a, erasure=row, reason=REASON, at=NOW)
    with pytest.raises(NotYours):
        asking.take_back(actor=cast.advocate_b, erasure=row, at=NOW)
    with pytest.raises(asking.AlreadyAsked):
        asking.ask(actor=cast.advocate_a, person=person, on=TODAY)


def test_without_a_safe_way_to_ask_them_alone_nothing_goes_on(cast: Cast, person: Person) -> None:
    row = asking.ask(actor=cast.advocate_a, person=person, on=TODAY)
    with (
        patch("clew.survivor.rights.asking.safe_contact", return_value=None),
        pytest.raises(asking.NoSafeChannel),
    ):
        asking.check_alone(actor=cast.advocate_a, erasure=row, on=TODAY)
    row.refresh_from_db()
    assert row.checked_on is None


@pytest.mark.parametrize("who", ["survivor", "advocate_a"])
def test_it_is_taken_back_until_the_last_moment_and_then_never_done(
    cast: Cast, person: Person, who: str
) -> None:
    row = confirmed(cast, person)
    asking.take_back(actor=getattr(cast, who), erasure=row, at=LATER)
    assert carry_out_due(on=COOLED, at=LATER) == 0
    assert keys(person) > 0
    again = confirmed(cast, person)  # and may be asked for again
    carry_out_due(on=COOLED, at=LATER)
    with pytest.raises((asking.TooLate, NotYours)):
        asking.take_back(actor=cast.advocate_a, erasure=again, at=LATER)


def test_taking_a_yes_back_waits_for_nothing(cast: Cast, person: Person) -> None:
    confirmed(cast, person)
    consent = Consent.rows.filter(person=person).first()
    assert consent is not None
    withdraw(actor=cast.survivor, consent=consent, at=NOW)
    assert hasattr(Consent.rows.get(id=consent.id), "withdrawal")


def hold_of(cast: Cast, person: Person) -> Hold:
    proposal = holding.propose_hold(
        actor=cast.data_steward, person=person, basis="court", reason=CANARY, at=NOW
    )
    pairs.confirm(actor=cast.case_lead, proposal=proposal, at=NOW)
    return Hold.rows.get(person=person)


def test_a_hold_restricts_and_once_two_have_lifted_it_the_erasure_goes_on(
    cast: Cast, person: Person
) -> None:
    row = confirmed(cast, person)
    hold = hold_of(cast, person)
    carry_out_due(on=COOLED, at=LATER)
    row.refresh_from_db()
    person.refresh_from_db(fields=["restricted_at"])
    assert (row.state, person.restricted_at) == (Erasing.RESTRICTED, LATER)
    assert keys(person) > 0
    lifting = holding.propose_lifting(actor=cast.data_steward, hold=hold, reason=REASON, at=LATER)
    carry_out_due(on=COOLED, at=LATER)
    assert keys(person) > 0  # one alone lifts nothing
    pairs.confirm(actor=cast.case_lead, proposal=lifting, at=LATER)
    carry_out_due(on=COOLED, at=LATER)
    assert keys(person) == 0


def test_without_the_question_for_holds_it_would_be_shredded(cast: Cast, person: Person) -> None:
    # Red control.
    confirmed(cast, person)
    hold_of(cast, person)
    with patch("clew.survivor.rights.erasing.held", return_value=[]):
        carry_out_due(on=COOLED, at=LATER)
    assert keys(person) == 0


def test_while_two_decide_about_a_hold_nothing_is_erased(cast: Cast, person: Person) -> None:
    confirmed(cast, person)
    holding.propose_hold(
        actor=cast.case_lead, person=person, basis="claim", reason=CANARY,
        at=LATER - timedelta(hours=1),
    )  # fmt: skip
    carry_out_due(on=COOLED, at=LATER)
    assert keys(person) > 0


def test_what_is_restricted_leaves_to_nobody(cast: Cast, person: Person) -> None:
    asked = {
        "actor": cast.advocate_a, "person": person, "recipient": cast.police,
        "purpose": Purpose.INVESTIGATE, "on": TODAY,
        "items": offered(cast.advocate_a, person, [Kind.IDENTITY]),
    }  # fmt: skip
    assert isinstance(propose(**asked), Proposal)  # red control: without the hold it may leave
    confirmed(cast, person)
    hold_of(cast, person)
    carry_out_due(on=COOLED, at=LATER)
    assert isinstance(propose(**asked), Refused)


_STEPS: dict[str, str] = {
    "before it is journalled": "clew.survivor.rights.erasing.recall_everything",
    "before the keys go": "clew.survivor.rights.erasing.shredding.finish",
    "between keys and mark": "clew.survivor.rights.erasing._step",
    "while rows are deleted": "clew.site.persons.casework.erase",
}


@pytest.mark.parametrize("place", list(_STEPS))
def test_a_process_that_is_killed_anywhere_is_taken_up_where_it_stood(
    cast: Cast, person: Person, place: str
) -> None:
    row = confirmed(cast, person)
    with patch(_STEPS[place], side_effect=Killed) as stop:
        if place == "while rows are deleted":
            from clew.site import persons  # noqa: PLC0415 -- only here

            rooms = [r for r in persons.ROOMS if r.name != "clew.support.casework"]
            killing = persons.Room("clew.support.casework", stop)
            with (
                patch.object(persons, "ROOMS", (*rooms[:4], killing, *rooms[4:])),
                pytest.raises(Killed),
            ):
                carry_out_due(on=COOLED, at=LATER)
        else:
            with pytest.raises(Killed):
                carry_out_due(on=COOLED, at=LATER)
    row.refresh_from_db()
    assert row.state != Erasing.DONE
    carry_out_due(on=COOLED, at=LATER)
    row.refresh_from_db()
    assert row.state == Erasing.DONE
    assert keys(person) == 0
    assert rows_with(CANARY) == []
    done = Event.objects.filter(name="erasure.done").count()
    assert done == 1


def test_every_step_is_an_event_that_names_whom_and_no_word(cast: Cast, person: Person) -> None:
    erased(cast, person)
    names = list(Event.objects.filter(purpose="erasure").values_list("name", flat=True))
    assert names == [
        "erasure.asked", "erasure.checked", "erasure.confirmed",
        *["release.recalled"] * Release.rows.filter(person=person).count(),
        "erasure.begun", "erasure.shredded", "erasure.done",
    ]  # fmt: skip
    assert REASON not in "".join(bytes(e.body).decode() for e in Event.objects.all())
