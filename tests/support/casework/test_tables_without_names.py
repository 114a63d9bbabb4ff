"""A table without names stays one: its recipient sees no row of it beside what left by name."""

import itertools
from datetime import date, datetime, timedelta

import pytest

from clew.ground.notices.models import Notice
from clew.rules.consent.kinds import Kind, Purpose
from clew.support.casework import actions
from clew.support.casework.models import Case
from clew.survivor.consent.models import Consent
from clew.survivor.release import queries
from clew.survivor.release.actions import withdraw
from clew.survivor.release.models import Recall, Release, ReleasedItem
from clew.survivor.release.packaging import NotOpen, check_open
from tests.cast import TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.support.casework.test_exporting import NOW, agreed, look, taken_in

pytestmark = pytest.mark.django_db
ALIKE = 10


@pytest.fixture
def cases(cast: Cast, on_the_day: date, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Hand ten people over by name, and then in a table without names, to the same recipient."""
    ticks = itertools.count()

    def later() -> datetime:
        return NOW + timedelta(milliseconds=next(ticks))

    monkeypatch.setattr("django.utils.timezone.now", later)
    rows = [
        {"prs_FirstName": f"Made {at}", "vic_TypeOfExploitation": "ForcedLabour"}
        for at in range(ALIKE)
    ]
    found = taken_in(cast, *rows)
    for kind, purpose in (
        (Kind.IDENTITY, Purpose.SUPPORT),
        (Kind.CLASSIFICATION, Purpose.STATISTICS),
    ):
        for case in found:
            agreed(cast, case, cast.elsewhere, [kind], purpose)
        actions.export_records(
            actor=cast.advocate_a, to=cast.elsewhere, purpose=purpose, on=on_the_day,
            found=[look(cast, case, cast.elsewhere, purpose) for case in found],
        )  # fmt: skip
    return found


def of_tables() -> list[Release]:
    return list(Release.rows.filter(purpose=Purpose.STATISTICS.value))


def purposes_shown(cast: Cast) -> set[Purpose]:
    return {row.purpose for row in queries.inbox(cast.advocate_elsewhere, on=TODAY)}


@pytest.mark.both
@pytest.mark.usefixtures("cases")
def test_the_recipient_reads_what_left_by_name_and_no_row_of_the_table(cast: Cast) -> None:
    assert len(of_tables()) == ALIKE
    assert purposes_shown(cast) == {Purpose.SUPPORT}
    for row in of_tables():
        with pytest.raises(queries.NoSuchRelease):
            queries.parts(cast.advocate_elsewhere, row.id, on=TODAY)
        with pytest.raises(NotOpen):
            check_open(row, on=TODAY)
        assert not queries.released_since(row, Purpose.STATISTICS, since=row.released_at)
    told = Notice.objects.filter(member=cast.advocate_elsewhere, code="release.received")
    assert told.count() == ALIKE


@pytest.mark.usefixtures("cases")
def test_rows_by_person_would_stand_in_the_order_of_the_names(cast: Cast) -> None:
    # Red control of the test above: both lists come by person, the last first.
    Release.rows.update(in_table=False)
    assert purposes_shown(cast) == {Purpose.SUPPORT, Purpose.STATISTICS}
    named, counted = (
        [row.person_id for row in queries.released_to(cast.advocate_elsewhere).filter(purpose=each)]
        for each in (Purpose.SUPPORT.value, Purpose.STATISTICS.value)
    )
    assert named == counted


@pytest.mark.both
def test_the_ledger_says_to_who_stands_by_the_person_what_left(
    cast: Cast, cases: list[Case]
) -> None:
    person = cases[0].person
    row = next(row for row in of_tables() if row.person_id == person.id)
    assert row in queries.of_person(cast.advocate_a, person)
    page = Page.of(signed_in(cast.advocate_a).get(f"/people/{person.code}/release/{row.id}/"))
    assert "one row of a table without names" in page.text
    assert "As a package" not in page.text


@pytest.mark.both
def test_taken_back_it_is_deleted_here_and_nobody_is_asked_who_it_was(
    cast: Cast, cases: list[Case]
) -> None:
    person = cases[0].person
    row = next(row for row in of_tables() if row.person_id == person.id)
    consent = Consent.rows.get(person=person, purpose=Purpose.STATISTICS.value)
    client = signed_in(cast.advocate_a)
    asking = Page.of(client.get(f"/people/{person.code}/consents/{consent.id}/withdraw/"))
    assert "is one row of a table without names: nobody can find it there" in asking.text
    assert "they are asked to delete the rest" not in asking.text
    withdraw(actor=cast.advocate_a, consent=consent)
    row.refresh_from_db()
    assert row.recalled_at is not None
    assert not ReleasedItem.rows.filter(release=row).exists()
    assert not Recall.rows.exists()
    assert not Notice.objects.filter(code="release.recalled").exists()
    page = Page.of(client.get(f"/people/{person.code}/release/{row.id}/"))
    assert "One row of a table without names: nobody can find it there." in page.text
    assert "What they said" not in page.text


def test_what_left_by_name_is_recalled_as_ever(cast: Cast, cases: list[Case]) -> None:
    # Control of the test above.
    withdraw(
        actor=cast.advocate_a,
        consent=Consent.rows.get(person=cases[0].person, purpose=Purpose.SUPPORT.value),
    )
    assert Recall.rows.count() == 1
    assert Notice.objects.filter(code="release.recalled").exists()
