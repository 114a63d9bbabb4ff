"""How the bench of `clew framing` counts: by hand on a set of five sentences."""

import json
from datetime import date
from pathlib import Path

import pytest

from bench import framing, framing_page, framing_peers, framing_speed
from bench.__main__ import DONE, WRONG, main
from bench.framing_marks import Item, Marks, read_set, score
from bench.framing_speed import Growth, Speed
from bench.framing_weights import TEXTS

NOTHING: frozenset[str] = frozenset()


def item(name: str, codes: str, *spans: tuple[int, int]) -> Item:
    return Item(name, "A made-up text.", "", Marks(frozenset(codes.split()), spans))


SET = (
    item("a", "TFS", (0, 10)),
    item("b", "TFS ILL", (0, 4)),
    item("c", ""),
    item("d", ""),
    item("e", "SFT", (2, 4)),
)
FOUND = {
    "a": Marks(frozenset({"TFS"}), ((5, 10),)),
    "b": Marks(frozenset({"ILL"}), ((0, 4),)),
    "c": Marks(frozenset({"TFS"}), ((0, 4),)),
    "d": Marks(NOTHING),
    "e": Marks(NOTHING),
}


def test_each_code_counts_what_is_right_in_excess_and_missed() -> None:
    found = score(SET, lambda each: FOUND[each.id])
    tfs = found.by_code["TFS"]
    assert (tfs.right, tfs.excess, tfs.missed) == (1, 1, 1)
    assert (tfs.precision, tfs.recall, tfs.f1) == (0.5, 0.5, 0.5)
    assert found.by_code["SFT"].f1 == 0
    assert found.macro_f1 == pytest.approx((0.5 + 1 + 0) / 3)
    assert found.macro_low <= found.macro_f1 <= found.macro_high


def test_a_correct_sentence_that_is_marked_is_an_alarm() -> None:
    found = score(SET, lambda each: FOUND[each.id])
    assert (found.correct, found.alarms) == (2, ("c",))


def test_spans_are_compared_where_a_code_was_rightly_found() -> None:
    assert score(SET, lambda each: FOUND[each.id]).overlap == (0.5 + 1) / 2


def test_a_code_that_is_not_in_the_set_counts_as_alarm_alone() -> None:
    found = score(SET, lambda _: Marks(frozenset({"DEH"})))
    assert found.by_code["DEH"].excess == 5
    assert found.macro_f1 == 0


def test_what_is_perfect_has_one() -> None:
    # Red control: the figures above are those of the mistakes.
    found = score(SET, lambda each: each.told)
    assert (found.macro_f1, found.alarms, found.overlap, found.wrong) == (1, (), 1, ())


def test_a_finding_in_what_follows_the_sentence_does_not_count() -> None:
    context = "The made-up traffickers sold seats in the boat for £900 each."
    assert framing_peers.ours(Item("a", "He left early.", context, Marks(NOTHING))).codes == NOTHING
    assert framing_peers.ours(Item("a", context, "He left.", Marks(NOTHING))).codes == {"TFS"}


def test_words_alone_scold_a_sentence_that_tells_the_two_apart() -> None:
    right = "Trafficking differs from smuggling: no border is needed."
    told = framing_peers.keywords(Item("a", right, "", Marks(NOTHING)))
    assert {"TFS", "INT"} <= told.codes
    assert framing_peers.ours(Item("a", right, "", Marks(NOTHING))).codes == NOTHING


def written(file: Path, *rows: dict[str, object]) -> Path:
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_labels_of_correct_sentences_are_no_codes(tmp_path: Path) -> None:
    row = {"id": "x", "text": "Right.", "context": "", "labels": ["OK-D"], "spans": []}
    (read,) = read_set(written(tmp_path / "set.jsonl", row))
    assert read.told == Marks(NOTHING)


@pytest.mark.parametrize(
    "row", [{}, {"id": "x", "text": "t", "labels": ["NOPE"]}, {"id": "x", "labels": []}]
)
def test_a_line_that_is_no_coded_sentence_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: dict[str, object]
) -> None:
    file = written(tmp_path / "set.jsonl", row)
    assert main(["framing", str(file), "--quick"]) == WRONG
    assert "set.jsonl, line 1: no coded sentence" in capsys.readouterr().err


def test_a_set_is_of_this_bench_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "set.jsonl", {})
    assert main(["classify", str(file)]) == WRONG
    assert main(["framing", str(tmp_path / "none.jsonl")]) == WRONG
    assert "SET is of the bench framing" in capsys.readouterr().err


SPEED = Speed(0.5, 0.02, 0.04, 9, 1_000, 2e6, (
    Growth("ordinary text", (0.1, 0.3, 0.9), (10, 30, 90)),
    Growth("one letter", (0.1, 0.9, 8.1), (10, 30, 90)),
))  # fmt: skip


def test_growth_with_the_square_is_told_from_growth_with_the_length() -> None:
    assert [each.power for each in SPEED.growth] == [pytest.approx(1), pytest.approx(2)]


def test_the_page_begins_with_alarms_and_holds_what_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(framing_page, "FOLDER", tmp_path)
    scores = {
        "Clew": score(SET, lambda each: FOUND[each.id]),
        "words alone": score(SET, lambda _: Marks(NOTHING)),
    }
    measured = framing_page.Measured("made.jsonl", len(SET), scores)
    framing_page.write(date(2026, 11, 28), [measured], SPEED)
    page = (tmp_path / "framing.md").read_text(encoding="utf-8")
    assert page.index("correct sentences marked") < page.index("macro-F1")
    assert "| Clew | 1 of 2 | 9%–91% | 0.500 |" in page
    assert "| one letter | 0.100 s | 0.900 s | 8.100 s | 2.00 |" in page
    assert (tmp_path / "framing.svg").exists()


def test_a_quick_run_prints_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(framing_page, "FOLDER", tmp_path / "none")
    monkeypatch.setattr(framing_speed, "measured", lambda *_, **__: SPEED)
    row = {"id": "x", "text": "Right.", "context": "", "labels": ["OK-D"], "spans": []}
    file = written(tmp_path / "set.jsonl", row)
    assert main(["framing", str(file), "--quick"]) == DONE
    assert "1 sentences, 1 of them correct." in capsys.readouterr().out
    assert not framing_page.FOLDER.exists()
    assert framing.OURS == "Clew"


def test_without_a_set_the_held_ones_of_the_project_are_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(framing_speed, "measured", lambda *_, **__: SPEED)
    assert main(["framing", "--quick"]) == DONE
    told = capsys.readouterr().out
    assert told.startswith("# framing_second.jsonl\n")
    assert "\n# framing_third.jsonl\n" in told


def test_no_sentence_of_a_held_set_is_learnt_from() -> None:
    learnt = {
        item.text.casefold() for file in sorted(TEXTS.glob("*.jsonl")) for item in read_set(file)
    }
    for file in framing.HELD:
        held = {item.text.casefold() for item in read_set(file)}
        assert held
        assert not held & learnt
