"""Takes a house through every state that its databases ever had, with rows in each table.

Run as a process of its own, because a process knows one house: `python -m tests.site.upgrading
FOLDER`. After each single step every table that is new is given a row, so every later step meets
rows of every earlier state. What was written and what is read at the end, and again after all
steps were taken back, is printed as JSON.
"""

# ruff: noqa: ANN401, SLF001 -- models of earlier states have no types, and `_meta` is their documented way

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.site.upgrading_rows import Row, fill, read

_CLEW: Final = "clew."


def main(folder: Path) -> None:
    """Go up step by step with rows, read them, go down again, and print what was found."""
    for name in ("db", "keyring"):
        (folder / name).mkdir(parents=True)
    os.environ["CLEW_DATA"] = str(folder)
    os.environ["CLEW_MODE"] = "real"
    os.environ["DJANGO_SETTINGS_MODULE"] = "clew.site.settings"
    import django  # noqa: PLC0415 -- after the settings are named

    django.setup()
    found = {alias: _one(alias) for alias in ("default", "keyring")}
    print(json.dumps(found, default=repr))


def _one(alias: str) -> dict[str, Any]:
    from django.db import connections  # noqa: PLC0415 -- after django.setup
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    connection = connections[alias]
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor.loader.project_state(())
    written: dict[str, list[Row]] = {}
    steps = 0
    seen: set[tuple[str, str]] = set()
    for migration, _backwards in plan:
        state = executor.apply_migration(state, migration)
        if type(migration).__module__.startswith(_CLEW):
            steps += 1
            models = _models(state, alias)
            if models != seen:  # to render the models of a state is what takes the time
                seen = models
                here = set(_tables(state.apps, alias))
                written.update(fill(state.apps, here, connection, written))
    kept = {table: read(connection, table) for table in written}
    without = sorted(set(_tables(state.apps, alias)) - set(written))
    down = MigrationExecutor(connection)
    first = [(label, None) for label in sorted({label for label, _ in _ours(down)})]
    down.migrate(first)
    left = [name for name in connection.introspection.table_names() if name in written]
    return {"steps": steps, "written": written, "kept": kept, "without": without, "left": left}


def _ours(executor: Any) -> list[tuple[str, str]]:
    return [
        key
        for key, migration in executor.loader.disk_migrations.items()
        if type(migration).__module__.startswith(_CLEW)
    ]


def _models(state: Any, alias: str) -> set[tuple[str, str]]:
    from django.db import router  # noqa: PLC0415 -- after django.setup

    return {key for key in state.models if router.allow_migrate(alias, key[0], model_name=key[1])}


def _tables(apps: Any, alias: str) -> Iterator[str]:
    from django.db import router  # noqa: PLC0415 -- after django.setup

    for model in apps.get_models(include_auto_created=True):
        if router.allow_migrate_model(alias, model):
            yield model._meta.db_table


if __name__ == "__main__":
    main(Path(sys.argv[1]))
