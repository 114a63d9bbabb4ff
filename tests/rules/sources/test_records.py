"""Building records: types are the schema, and every fault is named with its line."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.sources.documents import Path, Plain
from clew.rules.sources.faults import WrongInput, naming
from clew.rules.sources.loader import load_mapping, load_record
from clew.rules.sources.records import Record, build, json_schema, one_of, parse_date
from tests.rules.sources.files import Text


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    days: int = 1


@dataclass(frozen=True, slots=True)
class Tree:
    id: str
    leaves: tuple[Leaf, ...]
    dated: dict[date, Leaf | None]
    colour: Colour = Colour.RED
    tall: bool = False
    planted: date | None = None

    def __post_init__(self) -> None:
        if self.tall and not self.leaves:
            msg = "leaves on a tall tree"
            raise ValueError(msg)


GOOD: dict[str, Plain] = {"id": "a", "leaves": [{"name": "x"}], "dated": {"2024-05-01": None}}


def where(path: Path) -> str:
    return f"tree.yaml, line {len(path)}"


def refused(value: Plain, cls: type[Record] = Tree) -> list[str]:  # type: ignore[assignment]
    with pytest.raises(WrongInput) as wrong:
        build(cls, value, where)
    return list(wrong.value.sentences)


def test_a_record_is_built_with_its_defaults() -> None:
    assert build(Tree, GOOD, where) == Tree("a", (Leaf("x", 1),), {date(2024, 5, 1): None})


def test_dates_enums_and_nested_records_are_built() -> None:
    value: Plain = GOOD | {
        "colour": "blue",
        "tall": True,
        "planted": "2020-02-29",
        "dated": {"2024-05-01": {"name": "y", "days": 3}},
    }
    found = build(Tree, value, where)
    assert found.colour is Colour.BLUE
    assert found.planted == date(2020, 2, 29)
    assert found.dated == {date(2024, 5, 1): Leaf("y", 3)}


LISTED: list[tuple[dict[str, Plain], int, str, str, str]] = [
    (
        {"branch": 1},
        1,
        "branch",
        "a key nobody reads",
        "id, leaves, dated, colour, tall or planted",
    ),
    ({"id": 7}, 1, "id", "7", "a text"),
    ({"id": None}, 1, "id", "nothing", "a text"),
    ({"tall": "yes"}, 1, "tall", '"yes"', "true or false"),
    ({"tall": 1}, 1, "tall", "1", "true or false"),
    ({"colour": "green"}, 1, "colour", '"green"', "red or blue"),
    ({"colour": ["red"]}, 1, "colour", "a list of 1", "red or blue"),
    ({"planted": "1.5.2024"}, 1, "planted", '"1.5.2024"', "a date as YYYY-MM-DD"),
    ({"leaves": {"name": "x"}}, 1, "leaves", "a mapping", "a list"),
    ({"leaves": ["x"]}, 2, "leaves.0", '"x"', "a mapping"),
    ({"leaves": [{"name": "x", "days": True}]}, 3, "leaves.0.days", "true", "a whole number"),
    ({"leaves": [{"name": "x", "days": "3"}]}, 3, "leaves.0.days", '"3"', "a whole number"),
    ({"leaves": [{}]}, 3, "leaves.0.name", "nothing", "a value"),
    ({"dated": []}, 1, "dated", "a list of 0", "a mapping"),
    ({"dated": {"soon": None}}, 2, "dated.soon", '"soon"', "a date as YYYY-MM-DD"),
]


@pytest.mark.parametrize(("change", "line", "key", "found", "wanted"), LISTED)
def test_each_fault_says_place_key_found_and_wanted(
    change: dict[str, Plain], line: int, key: str, found: str, wanted: str
) -> None:
    sentence = f"tree.yaml, line {line}: {key}: found {found}, wanted {wanted}."
    assert refused(GOOD | change) == [sentence]


def test_a_record_that_contradicts_itself_is_refused_in_its_own_words() -> None:
    (sentence,) = refused(GOOD | {"tall": True, "leaves": []})
    assert sentence.endswith(
        "found a record that contradicts itself, wanted leaves on a tall tree."
    )


@pytest.mark.parametrize("missing", ["id", "leaves", "dated"])
def test_a_missing_key_is_named(missing: str) -> None:
    value = {key: item for key, item in GOOD.items() if key != missing}
    assert refused(value) == [f"tree.yaml, line 1: {missing}: found nothing, wanted a value."]


@pytest.mark.parametrize("value", [None, "text", 3, [], True])
def test_what_is_no_mapping_is_no_record(value: Plain) -> None:
    (sentence,) = refused(value)
    assert sentence.endswith("wanted a mapping.")


def test_several_faults_are_named_in_one_round() -> None:
    value: Plain = {"id": 1, "leaves": [{"days": "x"}, 2], "colour": "grey", "branch": 1}
    keys = {sentence.split(": ")[1] for sentence in refused(value)}
    assert keys == {"id", "dated", "leaves.0.name", "leaves.0.days", "leaves.1", "colour", "branch"}


def test_faults_come_in_the_order_in_which_a_reader_meets_them() -> None:
    extra = [f"extra_{letter}" for letter in "qazwsxedcrfv"]
    sentences = refused(GOOD | dict.fromkeys(extra, "x"))
    assert [sentence.split(": ")[1] for sentence in sentences] == extra


def test_messages_name_the_line_of_the_file() -> None:
    text = "id: a\nleaves:\n  - name: x\n  - name: y\n    days: many\ndated: {}\n"
    with pytest.raises(WrongInput) as wrong:
        load_record(Tree, Text("tree.yaml", text))
    assert wrong.value.sentences == (
        'tree.yaml, line 5: leaves.1.days: found "many", wanted a whole number.',
    )


def test_a_file_of_many_records_names_the_id_and_the_line() -> None:
    assert load_mapping(Leaf, Text("l.yaml", "a: {name: x}\nb: {name: y}\n")) == {
        "a": Leaf("x"),
        "b": Leaf("y"),
    }
    with pytest.raises(WrongInput, match=r"l\.yaml, line 3: days: found true"):
        load_mapping(Leaf, Text("l.yaml", "a: {name: x}\nb:\n  days: true\n  name: x\n"))


@pytest.mark.parametrize("text", ["", "id: a\n---\nid: b\n", "# nothing\n"])
def test_a_data_file_holds_exactly_one_document(text: str) -> None:
    with pytest.raises(WrongInput, match="wanted one document"):
        load_record(Tree, Text("tree.yaml", text))


def test_a_file_of_many_records_must_be_a_mapping() -> None:
    with pytest.raises(WrongInput, match="wanted ids with their records"):
        load_mapping(Leaf, Text("l.yaml", "- a\n"))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.dates())
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day


NO_DATES = [
    "2024-5-1",
    "20240501",
    "2024-W01-1",
    "2024-001",
    "2024-02-30",
    "2023-02-29",
    "0000-01-01",
]
NO_DATES += ["01-05-2024", " 2024-05-1", "2024/05/01", "２０２４-05-01", "2024-05-01T00:00", ""]


@pytest.mark.parametrize("written", [*NO_DATES, None, 20240501, True])
def test_nothing_but_year_month_day_is_a_date(written: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_date(written)


def test_paths_and_choices_read_as_people_write_them() -> None:
    assert naming(("values", "2023-01-30", 0)) == "values.2023-01-30.0"
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b or c"


def test_editors_get_a_schema_that_refuses_unknown_types() -> None:
    properties = json_schema(Leaf)["properties"]
    assert isinstance(properties, dict)
    assert properties["days"]["type"] == "integer"
