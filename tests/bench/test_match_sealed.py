"""What the bench of the sealed index shows."""

from bench.match_sealed import table


def test_the_table_holds_what_was_measured() -> None:
    row = {
        "records": 14_409,
        "database": "SQLite",
        "ask": [1.0, 2.0, 3.0],
        "alone": [4.0, 5.0, 6.0],
        "add": [7.0, 8.0, 9.0],
        "recall": 0.955,
        "recall_shown": 0.91,
        "file_bytes": 1 << 29,
        "peak_memory_bytes": 1 << 30,
    }
    lines = table([row])
    assert lines[2] == (
        "| 14,409 | SQLite | asked, with its trace | 1.0 ms | 2.0 ms | 3.0 ms | 0.910 shown "
        "| 0.50 GiB | 1.00 GiB |"
    )
    assert "| the store alone | 4.0 ms | 5.0 ms | 6.0 ms | 0.955 |" in lines[3]
    assert "| 7.0 ms | 8.0 ms | 9.0 ms |" in lines[4]
    assert len({line.count("|") for line in lines}) == 1
