"""An answer of `clew resolve` as sealed rows of one circle, laid in bulk; asked and added to."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, transaction

from clew.connect.matching import learnt
from clew.connect.matching.learnt import learnt_of
from clew.connect.matching.models import LearntModel
from clew.connect.matching.person_tokens import PersonTokens
from clew.connect.matching.sealed_store import SealedStore, features_column, number_of
from clew.engines.linkage import index
from clew.engines.linkage.features import Builder
from clew.engines.linkage.matching import Match
from clew.engines.linkage.portable import portable
from clew.engines.linkage.standing import Standing
from clew.ground.accounts.models import Circle, Grant, Member, Organisation
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import changes
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.sealing import seal
from clew.rules.consent.kinds import Purpose

_AT_ONCE: Final = 20_000
_OPENS: Final = (Compartment.INTELLIGENCE,)


class Laid:
    """One circle with an index of people, and the member who asks it."""

    def __init__(self, out: Path) -> None:
        """Lay the rows of an answer."""
        started = time.perf_counter()
        ours = Organisation.objects.create(name="Bench (made up)", kind="charity")
        self._actor = Member.objects.create(
            email="bench@clew.invalid", shown_name="Bench", organisation=ours
        )
        Grant.objects.create(member=self._actor, role=Role.INVESTIGATOR.value)
        self._circle = Circle.objects.create(name="Bench", purpose=Purpose.FIND_OTHERS)
        self._circle.organisations.add(ours)
        with transaction.atomic(), looking(House()):
            learnt.write(LearntModel(circle=self._circle, taken_by=self._actor), out / "index")
            self.records = self._lay(out)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.seconds = time.perf_counter() - started

    @property
    def file_bytes(self) -> int:
        """How large the database is."""
        if connection.vendor == "sqlite":
            return Path(settings.DATABASES["default"]["NAME"]).stat().st_size
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])

    def timed(self, act: Callable[[], Any]) -> tuple[float, Any]:
        """Return the seconds that something took at an empty desk, and what came of it."""
        permits.clear()
        with looking(self._actor):
            started = time.perf_counter()
            found = act()
            return time.perf_counter() - started, found

    def ask(self, row: Mapping[str, str]) -> list[Match]:
        """Ask as a house does, with the events before and after."""
        self._trace("circle.people_compared", opens=_OPENS)
        found = self._standing().ask(row)
        self._trace("circle.person_found")
        return found

    def ask_alone(self, row: Mapping[str, str], *, least: float | None = None) -> list[Match]:
        """Ask the store without a trace."""
        permits.grant([self._circle.id], _OPENS)
        return self._standing().ask(row, least=least)

    def add(self, row: Mapping[str, str]) -> None:
        """Bring a record in as a house does."""
        circle = self._circle
        with changes(actor=self._actor, purpose=circle.purpose) as trace:
            trace.opens("circle.people_compared", subjects=[circle.id], compartments=_OPENS)
            model = learnt_of(circle.id)
            store = SealedStore(circle.id, model)
            Standing(store, model.model).add(row["record_id"], row)
            store.write()
            trace.record("circle.people_taken_in", about=circle, subjects=[circle.id])

    def _standing(self) -> Standing:
        model = learnt_of(self._circle.id)
        return Standing(SealedStore(self._circle.id, model), model.model)

    def _trace(self, name: str, opens: Sequence[Compartment] = ()) -> None:
        reads.record(
            actor=self._actor, name=name, subjects=[self._circle.id], compartments=opens,
            purpose=self._circle.purpose,
        )  # fmt: skip

    def _lay(self, out: Path) -> int:
        records = pq.read_table(out / "index" / index.RECORDS)
        ids = [uuid4() for _ in range(records.num_rows)]
        numbers = [number_of(each) for each in ids]
        named = records["record_id"].to_pylist()
        place = dict(zip(named, numbers, strict=True))
        clusters = pq.read_table(out / "clusters.parquet")
        entity = dict(
            zip(clusters["record_id"].to_pylist(), clusters["entity_id"].to_pylist(), strict=True)
        )
        circle = self._circle.id if connection.vendor == "postgresql" else self._circle.id.hex
        _, counts = index.read_model(out / "index")
        column, at = features_column(), 0

        def people() -> Iterator[tuple[Any, ...]]:
            nonlocal at
            for row in _rows(records):
                builder = Builder()
                builder.add("", row)
                key = ids[at]
                sealed = seal(portable(builder.build(), counts), column, key, self._circle.id)
                yield (
                    key if connection.vendor == "postgresql" else key.hex, circle, numbers[at],
                    row["record_id"], at + 1, place[entity[row["record_id"]]], None, False,
                    sealed.stored,
                )  # fmt: skip
                at += 1

        _insert(
            "matching_personrecord",
            "id circle_id number pseudonym arrival entity until_on anew features",
            people(),
        )
        _insert("matching_personkey", "token record_id", self._keys(out, np.array(numbers)))
        pairs, odds = index.read_links(out / "index")
        both = zip(pairs.tolist(), odds.tolist(), strict=True)
        _insert(
            "matching_personlink",
            "record_id other_id odds",
            (
                (numbers[one], numbers[two], bits)
                for (left, right), bits in both
                for one, two in ((left, right), (right, left))
            ),
        )
        return len(ids)

    def _keys(self, out: Path, numbers: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 -- int64s
        """Yield tokens with the records that bear them, in the order of the tokens."""
        kept = pq.read_table(out / "index" / index.KEYS, columns=["key", "record"])
        keys, records = kept["key"].to_numpy(), kept["record"].to_numpy()
        unique, back = np.unique(keys, return_inverse=True)
        of_key = PersonTokens(self._circle.id).of_key
        made = np.fromiter((of_key(key) for key in map(int, unique)), np.int64, len(unique))
        tokens, bearers = made[back], numbers[records]
        order = np.lexsort((bearers, tokens))
        for first in range(0, len(order), _AT_ONCE):
            some = order[first : first + _AT_ONCE]
            yield from zip(tokens[some].tolist(), bearers[some].tolist(), strict=True)


def _rows(records: pa.Table) -> Iterator[dict[str, str]]:
    for batch in records.to_batches(max_chunksize=_AT_ONCE):
        for row in batch.to_pylist():
            yield {name: cell for name, cell in row.items() if cell}


def _insert(table: str, columns: str, rows: Iterator[tuple[Any, ...]]) -> None:
    names = columns.split()
    mark = "%s" if connection.vendor == "postgresql" else "?"
    insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"  # noqa: S608 -- tables of our own
    connection.ensure_connection()
    with closing(connection.connection.cursor()) as cursor:
        cursor.executemany(insert, rows)
