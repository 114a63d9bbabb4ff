"""A backup of PostgreSQL sees one moment, all of it, and for every row of it the key."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from pyrage import x25519

from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.roles import Role
from clew.ground.vault.router import KEYRING, MAIN
from clew.site.backups import archives, dumping, making, server, tables
from clew.site.backups.dumping import Moment
from clew.site.backups.snapshots import NoSnapshot
from clew.survivor.people.actions import write_down
from tests.cast import TODAY, member

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="of houses on PostgreSQL"),
]
NOW: Final = datetime(2026, 3, 16, 12, tzinfo=UTC)
assert connection is not None  # read by the mark above


@pytest.fixture
def advocate() -> Member:
    return member(Organisation.objects.create(name="Lantern House"), "Ada", Role.ADVOCATE)


def somebody(advocate: Member) -> UUID:
    """Write somebody down."""
    return write_down(actor=advocate, on=TODAY, known={"full_name": "Made Up"}).id


def text_of(moment: Moment, table: str) -> str:
    """Return what an archive would hold of a table."""
    pieces = [held for name, held in moment.members(lambda _: b"") if name.startswith(f"{table}-")]
    return b"".join(pieces).decode()


def test_what_is_written_after_the_moment_is_not_in_it(advocate: Member) -> None:
    with dumping.moment(MAIN) as seen:
        Organisation.objects.create(name="Founded later")
        text = text_of(seen, "accounts_organisation")
        assert advocate.organisation.name in text
        assert "Founded later" not in text
        seen.opened.execute("COMMIT")  # red control: the next moment
        seen.opened.execute("BEGIN")
        assert "Founded later" in text_of(seen, "accounts_organisation")


def test_every_row_has_its_key_though_people_write_between_the_two_moments(
    advocate: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = dumping.moment, [somebody(advocate)]

    @contextmanager
    def moment(alias: str) -> Iterator[Moment]:
        with real(alias) as seen:
            written.append(somebody(advocate))
            yield seen

    monkeypatch.setattr(dumping, "moment", moment)
    identity = x25519.Identity.generate()
    url = "postgres://made-up/house"
    house = dataclasses.replace(settings.CLEW, database_url=url, keyring_url=url)
    made = making.make(
        house, tmp_path / "backups", recipients=[identity.to_public()], identity=identity, now=NOW
    )
    for kind, path in (("data", made.data.path), ("keyring", made.keyring.path)):
        (tmp_path / kind).mkdir()
        archives.open_into(path, tmp_path / kind, [identity])
    rows = (tmp_path / "data" / tables.piece_name("people_person", 1)).read_text()
    keys = (tmp_path / "keyring" / tables.piece_name("vault_datakey", 1)).read_text()
    assert [str(person) in rows for person in written] == [True, False, False]
    assert [str(person) in keys for person in written] == [True, True, False]
    # Red control: the other way round a row has no key.
    with real(KEYRING) as ring:
        late = str(somebody(advocate))
        with real(MAIN) as main:
            assert late in text_of(main, "people_person")
            assert late not in text_of(ring, "vault_datakey")


def test_a_role_that_may_not_see_every_row_makes_no_backup(
    advocate: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = str(somebody(advocate))

    class Nobody:
        actor_id = ""

    monkeypatch.setattr(server, "House", Nobody)
    with pytest.raises(NoSnapshot, match="may not see all rows"), dumping.moment(MAIN):
        pass
    monkeypatch.setattr(server, "sees_all", lambda _: True)
    with dumping.moment(MAIN) as seen:  # red control: nobody would be told
        assert person not in text_of(seen, "people_person")


def test_a_large_table_is_cut_into_pieces_between_rows(
    advocate: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [str(somebody(advocate)) for _ in range(5)]
    monkeypatch.setattr(dumping, "PIECE", 300)
    with dumping.moment(MAIN) as seen:
        found = [one for one in seen.members(lambda _: b"") if one[0].startswith("people_person-")]
    assert [name for name, _ in found] == [
        tables.piece_name("people_person", number) for number in range(1, len(found) + 1)
    ]
    assert len(found) > 1
    assert all(held.endswith(b"\n") for _, held in found)
    text = b"".join(held for _, held in found).decode()
    assert [line[:36] for line in text.splitlines()] == sorted(people)


def test_a_server_that_goes_away_is_one_sentence_without_what_it_said() -> None:
    with (
        pytest.raises(NoSnapshot, match=r"^The default database could not be read: \w+\.$"),
        dumping.moment(MAIN) as seen,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_terminate_backend(%s)", [seen.opened.info.backend_pid])
        list(seen.members(lambda _: b""))
