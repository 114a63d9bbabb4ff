"""The sealed index of people answers as the open one does, and shows nothing to who reads rows."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from django.apps import apps
from django.db import connection

from clew.connect.matching.learnt import learnt_of
from clew.connect.matching.letting_go import let_go
from clew.connect.matching.models import LearntCount, PersonKey, PersonLink, PersonRecord
from clew.connect.matching.person_tokens import PersonTokens
from clew.connect.matching.sealed_keys import MOST_BEARERS
from clew.connect.matching.sealed_store import SealedStore
from clew.connect.matching.tokens import token_of
from clew.engines.linkage.arriving import again
from clew.engines.linkage.blocking import CAPS, keys_of
from clew.engines.linkage.features import Builder
from clew.engines.linkage.matching import Match
from clew.engines.linkage.resolving import resolve
from clew.engines.linkage.standing import Standing, StandingIndex
from clew.ground.accounts.models import Circle
from clew.ground.audit.writing import changes
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed
from clew.ground.vault.permits import NoTrace
from clew.ground.vault.sealing import Altered
from clew.rules.consent.kinds import Purpose
from tests.cast import CANARY, Cast
from tests.connect.matching.learning import groups, learn
from tests.engines.linkage.made_up import Row, people, together, write
from tests.engines.linkage.test_adding import pairs_of, with_a_busy_number
from tests.engines.linkage.test_resolving import entities_of, quietly

pytestmark = [pytest.mark.django_db, pytest.mark.both]
KNOWN = 120


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    """Return answers about made-up records: those known at first, and all by the same model."""
    folder = tmp_path_factory.mktemp("sealed")
    rows = with_a_busy_number(people(75, seed=3)[0])
    resolve(write(folder / "known.csv", rows[:KNOWN]), folder / "known", quietly)
    every = write(folder / "all.csv", rows)
    resolve(every, folder / "all", quietly, frozen=folder / "known" / "index")
    return folder, rows


@pytest.fixture
def circle(cast: Cast, base: tuple[Path, list[Row]]) -> Circle:
    learn(cast.investigator, cast.find_others, base[0] / "known")
    return cast.find_others


@contextmanager
def opened(cast: Cast, circle: Circle) -> Iterator[None]:
    """Leave the trace that lets a circle's people be compared."""
    with changes(actor=cast.investigator, purpose=circle.purpose) as trace:
        trace.opens("made.up", subjects=[circle.id], compartments=[Compartment.INTELLIGENCE])
        yield


def asked(circle: Circle, row: Row) -> list[Match]:
    learnt = learnt_of(circle.id)
    return Standing(SealedStore(circle.id, learnt), learnt.model).ask(row)


def put_in(circle: Circle, rows: list[Row]) -> None:
    learnt = learnt_of(circle.id)
    for row in rows:
        store = SealedStore(circle.id, learnt)
        Standing(store, learnt.model).add(row["record_id"], row)
        store.write()


def compared_anew(circle: Circle) -> None:
    learnt = learnt_of(circle.id)
    store = SealedStore(circle.id, learnt)
    touched = PersonRecord.rows.filter(circle=circle, anew=True)
    again(store, learnt.model, list(touched.values_list("number", flat=True)))
    store.write()


def linked() -> set[tuple[str, str]]:
    """Return who is possibly one person, by pseudonym, the lower one first."""
    pairs = PersonLink.rows.values_list("record__pseudonym", "other__pseudonym")
    return {(min(pair), max(pair)) for pair in pairs}


def as_told(matches: list[Match]) -> list[tuple[frozenset[str], float, str]]:
    return [(frozenset(each.record_ids), each.probability, each.because) for each in matches]


def test_it_groups_and_answers_as_the_open_index_does(
    cast: Cast, circle: Circle, base: tuple[Path, list[Row]]
) -> None:
    folder, rows = base
    known, new = list(rows[:KNOWN]), rows[KNOWN:]
    random.Random(4).shuffle(known)  # noqa: S311 -- made-up people
    standing = StandingIndex(folder / "known")
    with opened(cast, circle):
        put_in(circle, known)
        assert groups(circle) == together(entities_of(folder / "known"))
        for row in new:
            assert as_told(asked(circle, row)) == as_told(standing.ask(row))
        assert any(standing.ask(row) for row in new)  # control: some are found
        put_in(circle, new)
    assert groups(circle) == together(entities_of(folder / "all"))
    assert any(len(group) > 2 for group in groups(circle))


def test_when_records_go_the_rest_is_grouped_as_if_they_had_never_come(
    cast: Cast, circle: Circle, base: tuple[Path, list[Row]], tmp_path: Path
) -> None:
    folder, rows = base
    gone = {row["record_id"] for row in random.Random(8).sample(rows, 25)}  # noqa: S311
    left = [row for row in rows if row["record_id"] not in gone]
    busy = sum(row["phones"] == "0121 555 7777" for row in rows)
    assert busy > 30 > sum(row["phones"] == "0121 555 7777" for row in left)  # it tells again
    frozen = folder / "known" / "index"
    resolve(write(tmp_path / "left.csv", left), tmp_path / "left", quietly, frozen=frozen)
    with opened(cast, circle):
        put_in(circle, rows)
        let_go(PersonRecord.rows.filter(circle=circle, pseudonym__in=gone))
        compared_anew(circle)
        fresh = StandingIndex(tmp_path / "left")
        found = {row["record_id"]: as_told(asked(circle, row)) for row in left[:10]}
        assert found == {row["record_id"]: as_told(fresh.ask(row)) for row in left[:10]}
    wanted = set(pairs_of(tmp_path / "left"))
    assert linked() == wanted
    assert groups(circle) == together(entities_of(tmp_path / "left"))
    assert wanted


def test_a_key_that_is_no_longer_too_common_brings_together_again(
    cast: Cast, circle: Circle
) -> None:
    alike = {"phones": "0121 555 8888", "occupation": "packer", "employers": "Made-up Foods"}
    others = [
        {"record_id": f"other{at:02}", "name": f"{2 * chr(97 + at)}o Mi{chr(97 + at)}ko",
         "birth_date": f"19{50 + at}", "phones": alike["phones"]} for at in range(CAPS["phone"] - 1)
    ]  # fmt: skip
    pair = {("one", "two")}
    with opened(cast, circle):
        put_in(circle, [{"record_id": name, **alike} for name in ("one", "two")])
        assert pair <= linked()
        put_in(circle, others)
        assert pair.isdisjoint(linked())  # one more than may share a phone: it says nothing
        let_go(PersonRecord.rows.filter(circle=circle, pseudonym="other07"))
        assert pair.isdisjoint(linked())  # red control: nobody was compared anew yet
        compared_anew(circle)
    assert pair <= linked()


def test_no_row_shows_a_name_a_number_or_a_date(
    cast: Cast, circle: Circle, base: tuple[Path, list[Row]]
) -> None:
    marked = {
        "record_id": "QQQQQQ", "name": f"Marek {CANARY}", "birth_date": "1987-11-23",
        "phones": "07700 900987", "addresses": "77 Canary Row, Northmoor NM1 4ZZ",
    }  # fmt: skip
    with opened(cast, circle):
        put_in(circle, [marked, *base[1][:10]])
    stored = written_rows()
    assert "QQQQQQ" in stored  # control: the rows are looked through
    # Long ones only: a short row of digits may stand in a random number.
    said = ("kanarien", "marek", "700900987", "canary", "northmoor", "1987-11-23", "[1987,11,23")
    for word in said:
        assert word not in stored.lower(), word
        assert word.encode().hex() not in stored
    # Red control: what is sealed holds every one of them.
    read = readable(circle, "QQQQQQ").lower()
    assert all(word in read for word in ("kanarien", "marek", "700900987", "canary"))
    assert "[1987, 11, 23" in read


def test_no_list_of_names_opens_the_tokens(cast: Cast, circle: Circle) -> None:
    row = {"record_id": "QQQQQQ", "name": f"Marek {CANARY}", "birth_date": "1987-11-23"}
    with opened(cast, circle):
        put_in(circle, [row])
    stored = set(PersonKey.rows.values_list("token", flat=True))
    assert len(stored) > 3
    builder = Builder()
    builder.add("", row)
    keys = {key for part in keys_of(builder.build()) for key in part.keys.tolist()}
    assert stored.isdisjoint(keys | {key >> 1 for key in keys})
    assert stored.isdisjoint(token_of(circle.id, "person", f"{key:016x}") for key in keys)
    # Red control: whoever has the circle's key makes every one of them.
    tokens = PersonTokens(circle.id)
    assert stored == {tokens.of_key(key) for key in keys}


def test_the_order_of_rows_says_nothing_of_what_they_stand_for(
    cast: Cast, circle: Circle, base: tuple[Path, list[Row]]
) -> None:
    with opened(cast, circle):
        put_in(circle, base[1][:3])
    for record in PersonRecord.rows.filter(circle=circle):
        tokens = PersonKey.rows.filter(record=record).order_by("id").values_list("token", flat=True)
        assert len(tokens) > 5
        assert list(tokens) == sorted(tokens)
    counted = list(LearntCount.rows.order_by("id").values_list("token", flat=True))
    assert len(counted) > 100
    assert counted == sorted(counted)


def test_one_name_in_two_circles_leaves_nothing_in_common(
    cast: Cast, circle: Circle, base: tuple[Path, list[Row]]
) -> None:
    second = Circle.objects.create(name="Second circle", purpose=Purpose.FIND_OTHERS)
    second.organisations.add(cast.house)
    learn(cast.investigator, second, base[0] / "known")
    of_circle = {}
    for each in (circle, second):
        with opened(cast, each):
            put_in(each, base[1][:5])
        keys = PersonKey.rows.filter(record__circle=each).values_list("token", flat=True)
        counts = LearntCount.rows.filter(model__circle=each).values_list("token", flat=True)
        of_circle[each.id] = set(keys), set(counts)
    (keys, counts), (keys2, counts2) = of_circle.values()
    assert len(keys) == len(keys2) > 10
    assert len(counts) == len(counts2) > 10
    assert len(keys | keys2 | counts | counts2) == sum(
        map(len, (keys, keys2, counts, counts2))
    )  # also a key and a count of one circle


def test_the_key_of_one_circle_opens_nothing_of_another(
    cast: Cast, circle: Circle, base: tuple[Path, list[Row]]
) -> None:
    second = Circle.objects.create(name="Second circle", purpose=Purpose.FIND_OTHERS)
    second.organisations.add(cast.house)
    with opened(cast, circle):
        put_in(circle, base[1][:1])
    learn(cast.investigator, second, base[0] / "known")
    PersonRecord.rows.update(circle=second)  # a row that somebody moved by hand
    permits.clear()
    with opened(cast, second), pytest.raises((Altered, KeyDestroyed)):
        readable(second, base[1][0]["record_id"])
    PersonRecord.rows.update(circle=circle)
    with opened(cast, circle):  # red control
        assert readable(circle, base[1][0]["record_id"])


def test_nothing_opens_without_a_trace(
    cast: Cast, circle: Circle, base: tuple[Path, list[Row]]
) -> None:
    with opened(cast, circle):
        put_in(circle, base[1][:3])
    permits.clear()
    with pytest.raises(NoTrace):
        asked(circle, base[1][0])
    with opened(cast, circle):  # red control
        assert asked(circle, base[1][0])


def test_of_a_key_that_very_many_bear_only_as_many_are_read_as_say_so(
    circle: Circle,
) -> None:
    token = PersonTokens(circle.id).of_key(7)
    records = [
        PersonRecord(id=UUID(int=at), circle=circle, number=at, pseudonym=f"p{at}", arrival=at,
                     entity=at) for at in range(1, MOST_BEARERS + 20)
    ]  # fmt: skip
    PersonRecord.rows.bulk_create(records)
    PersonKey.rows.bulk_create(PersonKey(token=token, record_id=row.number) for row in records)
    keys, bearers = SealedStore(circle.id, learnt_of(circle.id)).keys.bearers(
        np.array([7, 8], np.uint64)
    )
    assert (len(keys), set(keys.tolist())) == (MOST_BEARERS, {7})
    assert len(set(bearers.tolist())) == MOST_BEARERS


def written_rows() -> str:
    """Return every row of the index as the database holds it, bytes as hex and as letters."""
    found = []
    for model in apps.get_app_config("matching").get_models():
        table = model._meta.db_table  # noqa: SLF001 -- Django's documented way
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, bytes | memoryview):
                        found += [bytes(value).hex(), bytes(value).decode("latin-1")]
                    else:
                        found.append(str(value))
    return "\n".join(found)


def readable(circle: Circle, pseudonym: str) -> str:
    """Return what is sealed of a record, opened with a trace."""
    permits.grant([circle.id], [Compartment.INTELLIGENCE])
    row = PersonRecord.rows.get(circle=circle, pseudonym=pseudonym)
    return json.dumps(json.loads(str(row.features)), ensure_ascii=False)
