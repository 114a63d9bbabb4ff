"""`./clew bench`: lists, refuses in one sentence, measures, and writes only when it is asked to."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bench import __main__ as benches
from bench import classify as bench
from bench import classify_page, drawing, machine
from bench.bare_table import conclude
from bench.classify_page import Row
from bench.made_up_facts import made_up_facts
from clew.rules.law import findings
from clew.rules.law.classification import Conclusion, classify
from clew.rules.law.elements import codes, law_for
from clew.rules.law.facts import GROUPS, parts_of
from clew.rules.law.known import Known
from tests.site.calls import ROOT

ROWS = (Row(10_000, 1.5, 0.1, 40 << 20), Row(100_000, 21.0, 1.0, 350 << 20))


def test_without_a_name_the_benches_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main([]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == list(benches.BENCHES)


def test_an_unknown_name_is_one_sentence_and_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main(["clasify"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"There is no bench of that name; there is {', '.join(benches.BENCHES)}.\n"


@pytest.mark.parametrize("words", [["classify", "--date", "1 May"], ["classify", "--fast"]])
def test_a_wrong_call_is_one_sentence_and_code_2(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        benches.main(words)
    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_quick_run_shows_a_table_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(classify_page, "FOLDER", tmp_path / "benchmarks")
    monkeypatch.setattr(bench, "QUICK", (20, 60))
    assert benches.main(["classify", "--quick"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^\| 60 \| 0\.\d{3} s \| [\d,]+ \| 0\.\d{3} s \|", said, re.MULTILINE)
    assert "From 20 to 60 documents, 3 times as many: " in said
    assert re.search(r"One document by `python -m clew classify`: \d\.\d\d s", said)
    assert list(tmp_path.iterdir()) == []


def test_a_whole_run_writes_a_page_and_a_plot(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "benchmarks"
    monkeypatch.setattr(classify_page, "FOLDER", folder)
    classify_page.write(date(2026, 5, 1), list(classify_page.table(ROWS)), ROWS, runs=5)
    page = (folder / "classify.md").read_text()
    assert "| 100,000 | 21.000 s | 4,762 | 1.000 s | 21.0 | 350 MiB |" in page
    assert "**Measured on** 2026-05-01." in page
    assert (folder / "classify.svg").read_text().startswith("<svg")
    assert set(folder.iterdir()) == {folder / "classify.md", folder / "classify.svg"}


def test_the_published_page_stands_beside_its_plot() -> None:
    folder = ROOT / "docs" / "reference" / "benchmarks"
    assert (folder / "classify.svg").exists()
    assert "| 100,000 |" in (folder / "classify.md").read_text()


def test_the_plot_names_its_lines_and_fetches_nothing(tmp_path: Path) -> None:
    points = {"with reasons": [(1, 2.0), (2, 4.0)], "bare table": [(1, 1.0), (2, 1.5)]}
    drawing.draw_lines(tmp_path / "a.svg", points, title="Title", across="number", up="seconds")
    svg = (tmp_path / "a.svg").read_text()
    for words in ("Title", "with reasons", "bare table", "number", "seconds"):
        assert words in svg
    assert not re.search(r"(href|src)=\"http|@import|url\(http", svg)


def test_the_peer_reaches_the_same_conclusions_on_other_facts_too() -> None:
    documents = list(made_up_facts(2_000, seed=7))
    found = Counter(conclude(facts) for facts in documents)
    assert set(found) == set(Conclusion), "every conclusion is met at least once"
    assert [conclude(facts) for facts in documents] == [
        classify(facts).conclusion for facts in documents
    ]


def test_a_peer_that_concludes_otherwise_stops_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control.
    monkeypatch.setattr(bench, "conclude", lambda _facts: Conclusion.NEITHER)
    with pytest.raises(AssertionError, match=r"made-up-\d+: .* with reasons, neither without"):
        bench.check_that_both_agree(list(made_up_facts(50)))


def test_the_facts_are_the_same_every_time_and_others_with_another_seed() -> None:
    assert list(made_up_facts(50)) == list(made_up_facts(50))
    assert list(made_up_facts(50)) != list(made_up_facts(50, seed=1))


def test_the_facts_come_in_the_mix_in_which_they_come_in_life() -> None:
    documents = list(made_up_facts(1_000))
    assert {facts.jurisdiction for facts in documents} == set(codes())
    known = Counter(
        value
        for facts in documents
        for name in GROUPS
        for part, value in parts_of(getattr(facts, name))
        if part != "offence"
    )
    assert known[Known.UNKNOWN] > known[Known.YES] + known[Known.NO]
    assert known[Known.YES] > known[Known.NO] > 0
    assert all(facts.on is not None and law_for(facts).since <= facts.on for facts in documents)


def test_what_is_remembered_is_forgotten_before_each_run() -> None:
    for facts in made_up_facts(20):
        classify(facts)
    assert findings.act.cache_info().currsize
    bench.forget()
    assert findings.act.cache_info().currsize == 0


def test_two_days_under_one_law_share_what_is_remembered() -> None:
    # A hundred thousand documents share a few thousand findings only if their days do not count.
    documents = list(made_up_facts(500))
    bench.forget()
    for facts in documents:
        classify(facts)
    needed = {(law_for(facts).law, law_for(facts).since, facts.act) for facts in documents}
    assert findings.act.cache_info().misses == len(needed)


def test_the_machine_is_described_without_the_name_of_its_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("platform.node", lambda: pytest.fail("asked for the name of the host"))
    assert re.match(r"\d+ processors?, .+, \w+, CPython 3\.\d+\.\d+", machine.described())
