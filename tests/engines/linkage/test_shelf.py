"""Columns in one file: what was put in is there again, changes stay in memory, torn files tell."""

from pathlib import Path

import numpy as np
import pytest

from clew.engines.linkage.counts import kept_counts, put_counts
from clew.engines.linkage.shelf import NotAShelf, Writer, opened
from clew.engines.linkage.texts import KeptVocabulary, put_texts

TEXTS = ["", "ion", "łukasz", "ion popescu", "minh"]


def written(file: Path) -> Path:
    writer = Writer(file)
    writer.put("few", np.arange(6, dtype=np.int32).reshape(3, 2), room=4)
    put_texts(writer, "words", TEXTS, to_find=True)
    put_counts(writer, "root", {"ion": 7, "minh": 2})
    writer.close()
    return file


def test_a_column_is_there_again_with_room_behind_it(tmp_path: Path) -> None:
    few = opened(written(tmp_path / "shelf"))["few"]
    assert few.tolist() == [[0, 1], [2, 3], [4, 5], *[[0, 0]] * 4]


def test_what_is_changed_after_opening_stays_in_memory(tmp_path: Path) -> None:
    file = written(tmp_path / "shelf")
    before = file.read_bytes()
    columns = opened(file)
    columns["few"][3] = (8, 9)
    assert columns["few"][3].tolist() == [8, 9]
    assert file.read_bytes() == before
    assert opened(file)["few"][3].tolist() == [0, 0]


def test_texts_are_found_by_number_and_numbers_by_text(tmp_path: Path) -> None:
    words = KeptVocabulary(opened(written(tmp_path / "shelf")), "words")
    assert [words.texts[at] for at in range(len(TEXTS))] == list(words.texts) == TEXTS
    assert [words.number(text) for text in TEXTS] == list(range(len(TEXTS)))
    assert words.find("nobody") is None


def test_a_new_text_gets_the_next_number_until_it_is_forgotten(tmp_path: Path) -> None:
    words = KeptVocabulary(opened(written(tmp_path / "shelf")), "words")
    assert words.number("arben") == len(TEXTS) == words.number("arben")
    assert words.texts[len(TEXTS)] == "arben"
    words.forget(len(TEXTS))
    assert (len(words.texts), words.find("arben")) == (len(TEXTS), None)


def test_counts_are_found_by_their_text(tmp_path: Path) -> None:
    counts = kept_counts(opened(written(tmp_path / "shelf")))["root"]
    assert (counts.get("ion", 1), counts.get("minh", 1), counts.get("wei", 1)) == (7, 2, 1)


@pytest.mark.parametrize("left", [0, 5, 40, 200])
def test_a_torn_file_is_no_shelf(tmp_path: Path, left: int) -> None:
    file = written(tmp_path / "shelf")
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(NotAShelf):
        opened(file)
