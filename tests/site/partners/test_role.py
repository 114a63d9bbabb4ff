"""What the database refuses to the role of the process for partners, whatever the code asks."""

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.utils import ProgrammingError

from clew.ground.accounts.models import Member
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.vault.partner_rows import PARTNER
from clew.site import house
from clew.site.partners import roles
from clew.site.partners.grants import KEYRING, MAIN, TABLES, Grants
from tests.cast import Cast
from tests.site.everything import of_advocate, tables
from tests.site.partners.door import as_role, grant, on_postgresql

pytestmark = pytest.mark.django_db

CLOSED = sorted(table for table, grants in MAIN.items() if not grants.partner)


def is_refused(statement: str, alias: str = "default") -> bool:
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return "permission denied" in str(error)
    return False


def rows_changed(statement: str) -> int:
    """Return how many rows a statement changed; none where it was refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.rowcount)
    except DatabaseError as error:
        if not any(why in str(error) for why in ("permission denied", "row-level security")):
            raise
        return 0


@pytest.mark.both
@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_every_table_stands_in_the_list_of_what_roles_may_do(alias: str) -> None:
    there = set(connections[alias].introspection.table_names())
    assert there - set(TABLES[alias]) == set(), "Say in site.partners.grants who may do what."
    assert set(TABLES[alias]) - there == set()


def test_no_table_of_people_or_cases_is_open_to_partners() -> None:
    rooms = ("people", "contact", "claims", "consent", "rights", "casework", "screening")
    rooms += ("classification", "referrals", "portal", "statistics", "pairs", "training")
    found = {table for table in MAIN if table.partition("_")[0] in rooms}
    assert found >= {"people_person", "casework_case", "classification_classification"}
    assert found <= set(CLOSED)
    assert "audit_counter" in CLOSED
    assert KEYRING["vault_housekey"].partner == ()


@pytest.mark.both
@on_postgresql
@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_is_refused_by_the_database(table: str) -> None:
    grant()
    ask = f"SELECT 1 FROM {table} LIMIT 1"
    assert not is_refused(ask), "red control: the house may"
    with as_role():
        assert is_refused(ask)
        assert is_refused(f"DELETE FROM {table}")
        assert is_refused(f"TRUNCATE {table}")


@pytest.mark.both
@on_postgresql
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("release_releaseditem", "immigration"),
        ("sharing_informationrequest", "counsel"),
        ("audit_event", "body"),
        ("audit_event", "digest"),
    ],
)
def test_a_column_that_is_the_houses_own_is_refused(table: str, column: str) -> None:
    grant()
    ask = f"SELECT {column} FROM {table}"
    assert not is_refused(ask)
    with as_role():
        assert is_refused(ask)
        assert not is_refused(f"SELECT {'seq' if 'event' in table else 'id'} FROM {table}")


@pytest.mark.both
@on_postgresql
def test_the_keyring_shows_the_role_its_own_compartments_only(cast: Cast) -> None:
    of_advocate(cast, cast.advocate_a)
    grant()
    ask = "SELECT DISTINCT compartment FROM vault_datakey ORDER BY 1"

    def compartments() -> list[str]:
        with connections["keyring"].cursor() as cursor:
            cursor.execute(ask)
            return [name for (name,) in cursor.fetchall()]

    assert {"identity", "immigration", "released", "intelligence"} <= set(compartments())
    with as_role():
        assert compartments() == ["intelligence", "released"]
        assert is_refused("SELECT sealed FROM vault_housekey", "keyring")


@pytest.mark.both
@on_postgresql
def test_saying_that_it_is_the_house_shows_the_role_nothing_more(cast: Cast) -> None:
    of_advocate(cast, cast.advocate_a)
    grant()
    with as_role(), looking(House()), connection.cursor() as cursor:
        for table in sorted(set(tables()) - set(CLOSED)):
            cursor.execute(f"SELECT count(id) FROM {table}")
            assert cursor.fetchone()[0] == 0, table
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM release_release")
        assert cursor.fetchone()[0] > 0, "red control: the house sees them"


@pytest.mark.both
@on_postgresql
def test_only_those_who_may_come_in_there_are_there(cast: Cast) -> None:
    grant()
    with as_role():
        names = set(Member.objects.values_list("shown_name", flat=True))
    comes_in = {cast.police_liaison, cast.lawyer, cast.investigator, cast.investigator_kitchen}
    assert names == {who.shown_name for who in comes_in}
    assert Member.objects.count() > len(names)


@pytest.mark.both
@on_postgresql
def test_a_member_of_the_house_cannot_be_looked_as(cast: Cast) -> None:
    of_advocate(cast, cast.advocate_a)
    grant()
    with as_role(), looking(cast.advocate_a), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM release_release")
        assert cursor.fetchone()[0] == 0


@pytest.mark.both
@on_postgresql
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE release_release SET recalled_at = NULL",
        "UPDATE release_partnerkey SET ended_at = NULL",
        "UPDATE release_recall SET told_at = now()",
        "UPDATE release_releaseditem SET value = NULL",
        "UPDATE accounts_member SET organisation_id = organisation_id",
        "INSERT INTO accounts_grant (member_id, role) SELECT id, 'case_lead' FROM accounts_member",
        "DELETE FROM release_release",
        "UPDATE audit_waiting SET body = ''",
        "DELETE FROM audit_waiting",
        "INSERT INTO audit_event (seq) VALUES (1)",
    ],
)
def test_the_role_changes_nothing_that_is_not_its_own(cast: Cast, change: str) -> None:
    of_advocate(cast, cast.advocate_a)
    grant()
    with as_role(), looking(cast.investigator_kitchen):
        assert rows_changed(change) == 0


@pytest.mark.both
@on_postgresql
def test_a_role_that_is_above_the_walls_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    roles.check_house()
    monkeypatch.setattr(roles, "_ABOVE", "SELECT true, 'made up'")
    for check in (roles.check_house, roles.check_partner):
        with pytest.raises(house.WrongHouse, match="above row-level security"):
            check()


@pytest.mark.both
@on_postgresql
def test_each_process_has_its_own_role() -> None:
    grant()
    with pytest.raises(house.WrongHouse, match=PARTNER):
        roles.check_partner()
    with as_role():
        roles.check_partner()
        with pytest.raises(house.WrongHouse, match="role of the process for partners"):
            roles.check_house()


@pytest.mark.both
@on_postgresql
def test_a_role_that_was_granted_a_closed_table_is_refused() -> None:
    grant()
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT (id) ON people_person TO clew_partner")
    with as_role(), pytest.raises(house.WrongHouse, match="may read people_person"):
        roles.check_partner()
    grant()  # puts it right
    with as_role():
        roles.check_partner()


@pytest.mark.both
@pytest.mark.parametrize(
    ("state", "said"), [("42501", house.WrongHouse), ("42P01", ProgrammingError)]
)
def test_who_may_not_bring_the_tables_up_to_date_is_told_who_does(
    monkeypatch: pytest.MonkeyPatch, state: str, said: type[Exception]
) -> None:
    def refused(*_: object, **__: object) -> None:
        cause = Exception("made up")
        cause.sqlstate = state  # type: ignore[attr-defined]  # as psycopg's
        raise ProgrammingError from cause

    monkeypatch.setattr(house, "behind", lambda: ["default"])
    monkeypatch.setattr(house, "call_command", refused)
    with pytest.raises(said) as caught:
        house.bring_up_to_date()
    assert ("as their owner" in str(caught.value)) is (state == "42501")


def test_on_sqlite_there_is_no_such_role() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has it")
    with pytest.raises(house.WrongHouse, match="needs PostgreSQL"):
        roles.check_partner()


def test_a_table_that_is_granted_says_what_of_it() -> None:
    assert all(isinstance(found, Grants) for found in (*MAIN.values(), *KEYRING.values()))
