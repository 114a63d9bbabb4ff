"""`./clew bench kills`: kills a house that serves, counts what is left, and sees what is lost."""

import re
import threading
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from bench import __main__ as benches
from bench import kills, kills_page
from bench.forms_sent import Answer, Form, Gone
from bench.kills import Hand, Written
from bench.kills_page import Found


def found(**known: int) -> Found:
    """Return what ten kills left of a house that kept everything."""
    one = Found(kills=10, acknowledged=120, deep=True, ready=[n / 10 for n in range(1, 11)])
    for name, value in known.items():
        setattr(one, name, value)
    return one


def test_a_house_loses_nothing_and_the_control_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(kills_page, "FOLDER", tmp_path / "benchmarks")
    monkeypatch.setattr(kills, "QUICK", 2)
    monkeypatch.setattr(kills, "HOUSES", {"SQLite": lambda: nullcontext({})})
    assert benches.main(["kills", "--quick"]) == 0
    said = capsys.readouterr().out
    assert "| | SQLite | SQLite, answers first |" in said
    [lost] = re.findall(
        r"\| \*\*acknowledged and lost\*\* \| \*\*0\*\* \| \*\*([\d,]+)\*\* \|", said
    )
    assert int(lost.replace(",", "")) > 0, "the control lost nothing: what is lost is not seen"
    assert "| **doubled** | **0** |" in said
    assert "| chain | whole |" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong", [{"lost": 1}, {"doubled": 1}, {"doubled": -1}, {"torn": 1}, {"errors": 1}, {"deep": 0}]
)
def test_the_bench_stops_where_something_is_not_whole(wrong: dict[str, int]) -> None:
    # Red control of the one below.
    with pytest.raises(AssertionError, match="not whole after 10 kills"):
        kills.check([found(), found(**wrong)])


def test_a_house_that_kept_everything_is_well() -> None:
    kills.check([found(), found()])


def test_what_was_acknowledged_and_is_not_there_is_counted() -> None:
    one = Found()
    there = {"forms_lost": [], "rows_lost": [], "torn": 0, "broken": "", "events": 4}
    one.add(there)
    one.add(there | {"forms_lost": ["a"], "rows_lost": ["b", "c"], "broken": "it is missing"})
    assert (one.lost, one.broken, one.whole) == (2, ["it is missing"], False)
    one.end(there | {"rows": 9, "forms": 5}, {"rows": 3, "forms": 0})
    assert one.doubled == 1


def test_a_form_without_an_answer_is_sent_again_under_its_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[Form] = []
    answers: list[Answer | None] = [None, Answer(409, ""), Answer(302, "/cases/X/notes/n/"), None]

    def send(_port: int, _session: str, form: Form) -> Answer:
        sent.append(form)
        answer = answers.pop(0)
        if answer is None:
            raise Gone
        return answer

    monkeypatch.setattr(kills, "send", send)
    hand, written = Hand("session", "X"), Written()
    hand.write(1, written, threading.Event())
    hand.write(1, written, threading.Event())
    assert [form.token for form in sent[:2]] == [sent[0].token] * 2
    assert len({form.token for form in sent}) == 3
    assert (written.done_before, written.acknowledged, written.errors) == (1, 1, [])
    assert (written.forms, written.rows) == ([sent[0].token, sent[2].token], ["n"])


def test_an_error_is_counted_and_acknowledges_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def send(_port: int, _session: str, _form: Form) -> Answer:
        over.set()
        return Answer(503, "")

    monkeypatch.setattr(kills, "send", send)
    written = Written()
    Hand("session", "X").write(1, written, over)
    assert (len(written.errors), written.forms) == (1, [])


def test_a_whole_run_writes_a_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kills_page, "FOLDER", tmp_path)
    lines = list(kills_page.table([("SQLite", found()), ("SQLite, answers first", found(lost=90))]))
    kills_page.write(date(2026, 5, 1), lines, writers=8)
    page = (tmp_path / "kills.md").read_text()
    assert "| **acknowledged and lost** | **0** | **90** |" in page
    assert "| ready again, median | 0.6 s | 0.6 s |" in page
    assert "| ready again, 95 of 100 within | 1.0 s | 1.0 s |" in page
    assert "**Measured on** 2026-05-01." in page
