"""What has been kept for its time waits on a list; nothing is deleted by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.ground.accounts.models import Member
from clew.rules.consent.retention import Keeping, keepings, kept_until
from clew.survivor.people.models import Keeper, Person
from clew.survivor.rights.retention import SINCE, due
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
MUCH_LATER = date(2040, 1, 1)


def test_every_rule_has_a_way_to_find_what_it_is_about_and_a_source() -> None:
    assert set(SINCE) == set(keepings())
    assert all(rule.citations for rule in keepings().values())


def test_while_somebody_stands_by_them_no_file_is_due(cast: Cast, person: Person) -> None:
    found = due(cast.data_steward, on=MUCH_LATER)
    assert person.code in {row.code for row in found}  # their old releases are
    assert "file" not in {row.kind for row in found}


def test_a_file_is_due_once_nobody_stands_by_for_its_time(cast: Cast, person: Person) -> None:
    Keeper.rows.filter(person=person).update(ends_before=TODAY)
    day = kept_until("file", TODAY)
    assert "file" not in {row.kind for row in due(cast.data_steward, on=date(2032, 3, 15))}
    assert "file" in {row.kind for row in due(cast.data_steward, on=day)}
    assert Person.rows.filter(id=person.id).exists()


@pytest.mark.usefixtures("person")
def test_only_the_steward_of_the_house_sees_the_list(cast: Cast) -> None:
    for who in (cast.case_lead, cast.administrator, cast.advocate_a):
        assert due(who, on=MUCH_LATER) == []
    stranger = cast.data_steward
    Member.objects.filter(id=stranger.id).update(organisation=cast.kitchen)
    stranger.refresh_from_db()
    assert due(stranger, on=MUCH_LATER) == []


@given(st.dates(max_value=date(9000, 1, 1)), st.sampled_from(sorted(keepings())))
def test_nothing_is_due_before_its_months_are_over(since: date, kind: str) -> None:
    until = kept_until(kind, since)
    months = keepings()[kind].months
    assert (until.year - since.year) * 12 + until.month - since.month == months
    assert until.day <= since.day


def test_keeping_nothing_or_for_ever_is_refused() -> None:
    with pytest.raises(ValueError, match="months from 1"):
        Keeping("x", "y", 0, ())
