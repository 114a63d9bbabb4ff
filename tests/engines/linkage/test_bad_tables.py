"""Tables as they come: each thing that is wrong is named in one sentence, and nothing crashes."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clew.engines.linkage.records import read_records
from clew.engines.linkage.resolving import resolve
from clew.rules.sources.faults import WrongInput
from tests.engines.linkage.made_up import people, write
from tests.engines.linkage.test_resolving import entities_of, quietly


def only_fault_about(faults: list[str], words: str) -> str:
    found = [sentence for sentence in faults if words in sentence]
    assert len(found) == 1, faults
    return found[0]


def test_a_column_with_another_column_in_it_is_named_once(tmp_path: Path) -> None:
    rows, _ = people(100)
    for row in rows:
        row["birth_date"], row["phones"] = row["phones"] or "0121", row["birth_date"]
    table = write(tmp_path / "t.csv", rows)
    sentence = only_fault_about(read_records(table).faults, "dates in only 0 of")
    assert "is the column named rightly" in sentence


def test_dates_in_the_column_of_phones_are_no_phones(tmp_path: Path) -> None:
    rows, _ = people(200)
    for row in rows:
        row["birth_date"], row["phones"] = row["phones"], row["birth_date"]
    records = read_records(write(tmp_path / "t.csv", rows))
    only_fault_about(records.faults, "phone numbers in only 0 of")
    assert (records.features.ids["phone"] < 0).all()


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes("record_id,name\na,José Peña\n".encode("cp1252"))
    records = read_records(table)
    only_fault_about(records.faults, "bytes that are not UTF-8")
    assert records.columns["name"].to_pylist() == ["José Peña"]


def test_a_number_on_five_thousand_people_joins_nobody(tmp_path: Path) -> None:
    rows, whose = people(300, times=1)
    rows = [{**row, "phones": "0800 555 0123", "addresses": "1 Hostel Road, Town1"} for row in rows]
    rows += [
        {"record_id": f"x{at}", "name": f"Person{at}", "phones": "0800 555 0123"}
        for at in range(5_000)
    ]
    resolve(write(tmp_path / "t.csv", rows), tmp_path / "out", quietly)
    assert len(set(entities_of(tmp_path / "out").values())) == len(rows)
    assert len(whose) == 300


def test_a_cell_with_ten_thousand_values_is_read_in_part(tmp_path: Path) -> None:
    rows, _ = people(20)
    rows[0]["phones"] = ";".join(f"07{at:09}" for at in range(10_000))
    sentence = only_fault_about(read_records(write(tmp_path / "t.csv", rows)).faults, "very long")
    assert "phones" in sentence


def test_an_id_that_two_rows_have_is_kept_once(tmp_path: Path) -> None:
    rows = [{"record_id": "a", "name": "Ion Popa"}, {"record_id": "a", "name": "Ana Rusu"}]
    records = read_records(write(tmp_path / "t.csv", rows))
    only_fault_about(records.faults, "an id that another row has")
    assert records.columns["name"].to_pylist() == ["Ion Popa"]


def test_a_row_without_an_id_is_left_out(tmp_path: Path) -> None:
    rows = [{"record_id": "", "name": "Ion Popa"}, {"record_id": "b", "name": "Ana Rusu"}]
    records = read_records(write(tmp_path / "t.csv", rows))
    only_fault_about(records.faults, "no id")
    assert records.features.record_ids == ["b"]


def test_the_year_208_is_no_date(tmp_path: Path) -> None:
    rows = [{"record_id": str(at), "birth_date": "0208-01-01"} for at in range(3)]
    records = read_records(write(tmp_path / "t.csv", rows))
    assert only_fault_about(records.faults, "3 cells that hold no dates")


def test_a_row_with_too_many_cells_is_left_out(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("record_id,name\na,Ion Popa\nb,Ana,Rusu,x\n", encoding="utf-8")
    records = read_records(table)
    only_fault_about(records.faults, "more cells than columns")
    assert records.features.record_ids == ["a"]


def test_a_row_of_zeros_and_a_quote_that_never_closes_do_not_crash(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(b'record_id,name\na,\x00\x00\xff\xfe\nb,"Ana')
    assert read_records(table).features.record_ids == ["a", "b"]


def test_columns_of_parquet_that_are_not_text_are_read_as_text(tmp_path: Path) -> None:
    table = pa.table(
        {"record_id": [1, 2], "birth_date": [1980, None], "phones": [["0121 5550123"], []]}
    )
    pq.write_table(table, tmp_path / "t.parquet")
    records = read_records(tmp_path / "t.parquet")
    assert records.features.record_ids == ["1", "2"]
    assert records.columns["phones"].to_pylist() == ["0121 5550123", None]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_is_read_and_named(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes("record_id,name\na,José Peña\nb,Łukasz Nowak\n".encode(encoding))
    records = read_records(table)
    only_fault_about(records.faults, "a table in UTF-16")
    assert records.columns["name"].to_pylist() == ["José Peña", "Łukasz Nowak"]


def test_a_mark_of_byte_order_is_no_part_of_the_first_title(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes("\ufeffrecord_id,name\na,Ion Popa\n".encode())
    assert read_records(table).faults == []


def test_cells_of_windows_1252_stand_beside_cells_of_utf_8(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = ("a,Łukasz Nowak\n".encode(), "b,José Peña\n".encode("cp1252"))
    table.write_bytes(b"record_id,name\n" + b"".join(rows))
    records = read_records(table)
    assert "1 row, first in row 2" in only_fault_about(records.faults, "bytes that are not UTF-8")
    assert records.columns["name"].to_pylist() == ["Łukasz Nowak", "José Peña"]


def test_bytes_of_zero_are_named_and_taken_out(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(b"record_id,name,city\na,Ion\x00 Popa,Town\nb,Ana Rusu,Town\n")
    records = read_records(table)
    only_fault_about(records.faults, "a byte of zero in 1 line")
    assert records.columns["name"].to_pylist() == ["Ion Popa", "Ana Rusu"]


def test_a_parquet_column_of_structures_is_named_and_not_read(tmp_path: Path) -> None:
    table = pa.table({"record_id": ["a", "b"], "name": [{"given": "Ion"}, None]})
    pq.write_table(table, tmp_path / "t.parquet")
    records = read_records(tmp_path / "t.parquet")
    only_fault_about(records.faults, "a column of structures")
    assert records.columns["name"].null_count == 2


def test_ids_that_are_structures_are_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"record_id": [{"a": 1}]}), tmp_path / "t.parquet")
    with pytest.raises(WrongInput, match="structures"):
        read_records(tmp_path / "t.parquet")


def test_texts_of_parquet_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    torn = pa.array(["José Peña".encode("cp1252"), "Łukasz".encode(), None], pa.binary())
    for name, column in (("bytes", torn), ("texts", torn.view(pa.string()))):
        file = tmp_path / f"{name}.parquet"
        pq.write_table(pa.table({"record_id": ["a", "b", "c"], "name": column}), file)
        records = read_records(file)
        only_fault_about(records.faults, "bytes that are not UTF-8")
        assert records.columns["name"].to_pylist() == ["José Peña", "Łukasz", None]


def test_numbers_dates_and_nothing_in_parquet_are_read_as_texts(tmp_path: Path) -> None:
    born = [datetime(1980, 2, 1, tzinfo=UTC), None]
    table = pa.table(
        {
            "record_id": pa.array([1.0, 2.0]),
            "birth_date": pa.array(born, pa.timestamp("us")),
            "sex": pa.nulls(2),
            "documents": pa.array([float("nan"), 123456.0]),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    records = read_records(tmp_path / "t.parquet")
    assert records.features.record_ids == ["1", "2"]
    assert records.features.birth.tolist() == [[1980, 2, 1], [0, 0, 0]]
    assert records.columns["documents"].to_pylist() == [None, "123456"]


def test_one_address_of_a_hostel_joins_nobody(tmp_path: Path) -> None:
    rows, _ = people(400, times=1)
    for row in rows:
        row |= {"addresses": "1 Hostel Road, Town1 AB1 2CD", "city": "Town1", "phones": ""}
    resolve(write(tmp_path / "t.csv", rows), tmp_path / "out", quietly)
    assert len(set(entities_of(tmp_path / "out").values())) == len(rows)


def test_columns_nobody_reads_are_noted(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("record_id,shoe_size\na,44\n", encoding="utf-8")
    assert only_fault_about(read_records(table).faults, "1 column that nobody reads")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (b"name\nIon\n", "no column record_id"),
        (b"PAR1 and no more", "cannot be read"),
        (b"", "no column"),
    ],
)
def test_what_is_no_table_of_records_is_refused_in_one_sentence(
    tmp_path: Path, written: bytes, words: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(written)
    with pytest.raises(WrongInput) as wrong:
        read_records(table)
    assert len(wrong.value.sentences) == 1
    assert words in wrong.value.sentences[0]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="no such file"):
        read_records(tmp_path / "nowhere.csv")


def test_no_sentence_repeats_what_stands_in_a_cell(tmp_path: Path) -> None:
    rows = [{"record_id": str(at), "name": "77", "birth_date": "Zyxwvut"} for at in range(30)]
    assert "Zyxwvut" not in "".join(read_records(write(tmp_path / "t.csv", rows)).faults)
