"""Every step of the databases can be taken back, and each room has one last step only."""

import pytest
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython


def ours() -> list[Migration]:
    """Return every migration of Clew's own rooms, found as Django finds them."""
    loader = MigrationLoader(None)
    return [
        migration
        for (label, _name), migration in sorted(loader.disk_migrations.items())
        if migration.__module__.startswith("clew.")
    ]


def irreversible(migration: Migration) -> list[str]:
    """Return the operations of a migration that cannot be taken back."""
    return [repr(operation) for operation in migration.operations if not operation.reversible]


@pytest.mark.parametrize("migration", ours(), ids=str)
def test_every_step_can_be_taken_back(migration: Migration) -> None:
    assert irreversible(migration) == []


def test_a_step_that_cannot_be_taken_back_is_seen() -> None:
    # Red control.
    one_way = Migration("made_up", "people")
    one_way.operations = [RunPython(lambda _apps, _editor: None)]
    assert irreversible(one_way)


def test_steps_are_found_and_no_room_has_two_last_ones() -> None:
    assert len(ours()) > 20
    assert MigrationLoader(None).detect_conflicts() == {}
