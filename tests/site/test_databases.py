"""How the databases are asked: on PostgreSQL a statement that comes again is planned once."""

import pytest
from django.db import connection

from clew.site.databases import databases
from clew.site.environment import environment_in
from clew.survivor.people.models import Person
from tests.site.calls import ROOT

URL = "postgres://clew_app@localhost/clew?sslmode=require"


def prepared(times: int) -> int:
    """Ask for a table behind a wall some times. Returns how many such statements are prepared."""
    for _ in range(times):
        list(Person.rows.order_by("code"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%\"people_person\"%'"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.both
@pytest.mark.usefixtures("cast")
def test_what_is_asked_again_is_prepared_and_what_is_asked_once_is_not() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its statements itself")
    assert prepared(1) == 0  # red control
    assert prepared(6) == 1


def test_what_an_address_asks_for_is_kept_beside_it() -> None:
    house = environment_in({"CLEW_DATABASE_URL": URL, "CLEW_KEYRING_URL": URL}, project=ROOT)
    for found in databases(house).values():
        assert found["OPTIONS"]["sslmode"] == "require"
        assert found["OPTIONS"]["server_side_binding"]
        assert found["CONN_HEALTH_CHECKS"]


def test_a_house_on_sqlite_writes_through_to_the_disk() -> None:
    for found in databases(environment_in({}, project=ROOT)).values():
        assert "synchronous=FULL" in found["OPTIONS"]["init_command"]
