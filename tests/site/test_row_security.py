"""The second wall: the database itself shows a row only to whom it may be shown.

Here no query of the rooms is asked, only the tables: what is shown is shown by PostgreSQL alone.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.accounts.row_security import RowSecurity
from clew.ground.accounts.wall import Wall
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking, nobody_looks_yet
from clew.ground.audit.writing import changes
from clew.survivor.people.actions import give_account
from clew.survivor.people.models import Keeper, Person
from tests.cast import TODAY, Cast, member, signed_in
from tests.site.everything import Everything, counts, of_advocate, tables

# What an organisation is given by another one: it sees these rows and no others.
GIVEN_TO_RECIPIENT: Final = {"release_release", "release_releaseditem"}
OF_CIRCLE: Final = {
    "release_release",
    "release_releaseditem",
    "release_releasedclaim",
    "matching_key",
    "matching_ordinary",
    "matching_personrecord",
    "matching_personbasis",
    "matching_personkey",
    "matching_personlink",
    "matching_learntmodel",
    "matching_learntcount",
    "leads_judgement",
    "leads_confirmed",
    "statistics_frozenrow",
    "statistics_frozenchain",
    "pairs_proposal",
}
# What a member sent from a device, about somebody who has no row yet.
OF_SENDER: Final = {"offline_draft", "offline_step"}
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has no row-level security"
)


@pytest.fixture
def made(cast: Cast) -> Everything:
    return of_advocate(cast, cast.advocate_a)


def seen_by(who: Member) -> dict[str, int]:
    with looking(who):
        return {table: count for table, count in counts().items() if count}


@contextmanager
def walls_down() -> Iterator[None]:
    """Take the walls down, as a superuser's forgotten ALTER TABLE would, and put them up again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else rows just written hold the tables
        for table in tables():
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        yield
        transaction.set_rollback(True)


def test_every_table_about_a_person_has_its_wall_in_a_migration() -> None:
    walled = {
        operation.table
        for migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, RowSecurity)
    }
    wanted = set(tables())
    assert wanted - walled == set(), "Add RowSecurity to the migration that makes the table."
    assert walled - wanted == set()


@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_every_wall_stands_for_the_owner_of_the_table_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        standing = {name for (name,) in cursor.fetchall()}
    assert standing == set(tables())


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_without_somebody_who_looks_there_is_no_row() -> None:
    assert min(counts().values()) > 0, "the house sees a row of every kind"
    with nobody_looks_yet():
        assert set(counts().values()) == {0}
    with walls_down(), nobody_looks_yet():  # red control
        assert min(counts().values()) > 0


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_somebody_of_another_organisation_gets_no_row(cast: Cast) -> None:
    assert seen_by(cast.advocate_elsewhere) == {}
    with walls_down():  # red control
        assert len(seen_by(cast.advocate_elsewhere)) == len(tables())


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_who_stands_by_the_person_sees_every_kind_of_row(cast: Cast) -> None:
    assert len(seen_by(cast.advocate_a)) == len(tables())


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
@pytest.mark.parametrize("name", ["advocate_b", "administrator", "auditor", "policy_lead"])
def test_a_colleague_who_does_not_stand_by_the_person_sees_nothing_of_them(
    cast: Cast, name: str
) -> None:
    assert set(seen_by(getattr(cast, name))) <= OF_CIRCLE | {"people_keeper", "people_emergency"}


@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_who_stood_by_somebody_once_sees_them_no_more(cast: Cast, made: Everything) -> None:
    Keeper.rows.filter(person=made.person, member=cast.advocate_a).update(ends_before=TODAY)
    left = {"people_keeper", "people_emergency", "referrals_referral"}
    assert set(seen_by(cast.advocate_a)) <= OF_CIRCLE | OF_SENDER | left


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_a_recipient_sees_the_release_and_not_the_person(cast: Cast) -> None:
    assert set(seen_by(cast.police_liaison)) == GIVEN_TO_RECIPIENT
    with_recall = GIVEN_TO_RECIPIENT | {"release_recall"}
    assert set(seen_by(cast.lawyer)) == with_recall


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_a_circle_sees_what_went_into_it(cast: Cast) -> None:
    # The kitchen was sent a referral, took it along, and asked for more.
    given = {"referrals_referral", "release_fetch", "sharing_informationrequest"}
    given |= {"sharing_requestitem"}
    assert set(seen_by(cast.investigator_kitchen)) == OF_CIRCLE | given


@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_a_survivor_sees_their_own_record(cast: Cast, made: Everything) -> None:
    give_account(actor=cast.advocate_a, person=made.person, account=cast.survivor)
    own = seen_by(cast.survivor)
    assert {"people_person", "consent_consent", "release_release"} <= set(own)
    another = member(cast.house, "R-8", Role.SURVIVOR)
    assert set(seen_by(another)) <= OF_CIRCLE | {"people_keeper", "people_emergency"}


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_a_frozen_member_sees_nothing(cast: Cast) -> None:
    Member.objects.filter(id=cast.advocate_a.id).update(is_active=False)
    assert seen_by(cast.advocate_a) == {}


@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_a_row_cannot_be_written_into_another_organisation(cast: Cast, made: Everything) -> None:
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        looking(cast.advocate_elsewhere),
    ):
        Person.rows.create(organisation=cast.house)
    with looking(cast.advocate_elsewhere):
        assert Person.rows.filter(id=made.person.id).update(closed_on=TODAY) == 0
        assert Person.rows.filter(id=made.person.id).delete()[0] == 0


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_a_change_looks_as_whoever_makes_it_and_then_as_before(cast: Cast) -> None:
    with looking(cast.advocate_a):
        with changes(actor=cast.advocate_elsewhere, purpose="support"):
            assert not Person.rows.exists()
        assert Person.rows.exists()
        with (
            pytest.raises(DatabaseError),
            changes(actor=House(), purpose="support"),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1/0")
        assert Person.rows.count() == 1
    assert Person.rows.exists()


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_a_request_looks_as_its_member_and_as_nobody_afterwards(cast: Cast) -> None:
    seen: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(_told())
        wall.process_view(request, answer, (), {})
        seen.append(_told())
        return HttpResponse()

    wall = Wall(answer)
    request = RequestFactory().get("/")
    request.user, request.session = cast.advocate_a, signed_in(cast.advocate_a).session
    request.resolver_match = type("Match", (), {"view_name": "ui:start"})()  # type: ignore[assignment]
    with nobody_looks_yet():
        wall(request)
        assert (seen, _told()) == (["", str(cast.advocate_a.id)], "")


@pytest.mark.django_db
@pytest.mark.both
def test_pages_of_a_case_open_for_their_own_and_for_nobody_else(
    cast: Cast, made: Everything
) -> None:
    path = f"/cases/{made.person.code}/"
    assert signed_in(cast.advocate_a).get(path).status_code == 200
    lead = signed_in(cast.case_lead, shown_for=made.person.id)
    assert lead.get(path).status_code == 200
    for other in (cast.advocate_b, cast.advocate_elsewhere):
        assert signed_in(other).get(path).status_code == 404
    assert Client(HTTP_HOST="localhost").get(path).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
@on_postgresql
def test_the_walls_can_be_taken_down_and_put_up_again_by_migrations() -> None:
    first = [("claims", "0001_initial")]
    try:
        MigrationExecutor(connection).migrate(first)
        assert not _stands("claims_claim")
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert _stands("claims_claim")


@pytest.mark.usefixtures("made")
@pytest.mark.django_db
@pytest.mark.both
@on_postgresql
def test_somebody_who_is_no_member_sees_nothing() -> None:
    class Stranger:
        actor_id = str(uuid.uuid4())

    with looking(Stranger()):
        assert set(counts().values()) == {0}


def _told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('clew.member_id', true)")
        return str(cursor.fetchone()[0] or "")


def _stands(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = %s", [table])
        return bool(cursor.fetchone()[0])
