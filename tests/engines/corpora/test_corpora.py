"""What an index says is read or refused, and sentences are counted once a code."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engines.corpora.gathering import NOT_GIVEN, Text, gathered
from clew.engines.corpora.rates import ANY, Checked, Share, checked, rates
from clew.rules.sources.faults import WrongInput

BLURRED = "The made-up traffickers sold seats in the boat for £2,000 each."
CELLS = st.text(alphabet='a.txt,;"\n2026-01 =é\0', max_size=60)


def text(name: str, *, source: str = NOT_GIVEN, month: str = NOT_GIVEN) -> Text:
    return Text(Path(name), name, source, month)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("texts")
    for name in ("a.txt", "b.txt"):
        (made / name).write_text(BLURRED, encoding="utf-8")
    return made


@given(rows=CELLS)
def test_whatever_an_index_holds_it_is_read_or_refused(folder: Path, rows: str) -> None:
    with contextlib.suppress(WrongInput):
        found = gathered(folder, f"file,source,date\n{rows}".encode(), "index.csv")
        assert [each.name for each in found.texts] == ["a.txt", "b.txt"]


@given(day=st.dates())
def test_a_day_and_its_month_are_one_month(folder: Path, day: object) -> None:
    months = set()
    for written in (str(day), str(day)[:7]):
        corpus = gathered(folder, f"file,date\na.txt,{written}\n".encode(), "index.csv")
        months.add(corpus.texts[0].month)
    assert months == {str(day)[:7]}


def test_every_fault_of_an_index_is_told_at_once(folder: Path) -> None:
    with pytest.raises(WrongInput) as caught:
        gathered(folder, b"file,date\nz.txt,2026-01\na.txt,soon\n", "index.csv")
    assert len(caught.value.sentences) == 2


def test_an_index_made_on_windows_is_read(folder: Path) -> None:
    raw = "\ufefffile;x,FILE,Source\r\n-,.\\b.txt,Café\r\n".encode("utf-8")
    assert gathered(folder, raw, "index.csv").texts[1].source == "Café"


def test_a_sentence_counts_once_a_code_and_once_in_all() -> None:
    twice = f"{BLURRED[:-1]}, and the traffickers sold seats in the boat for £900."
    found = checked(text("a"), f"{twice} {BLURRED} They left.", context=False)
    assert (found.sentences, found.marked["TFS"], found.marked[ANY]) == (3, 2, 2)


def test_groups_are_made_only_of_what_is_given() -> None:
    plain = Checked(text("a"), 10, checked(text("a"), BLURRED, context=False).marked)
    dated = Checked(text("b", month="2026-01"), 10, plain.marked)
    assert {each.by for each in rates([plain])} == {"all"}
    found = {(each.by, each.group) for each in rates([plain, dated])}
    assert found == {("all", "all"), ("month", "2026-01"), ("month", NOT_GIVEN)}


def test_of_nothing_there_is_no_part() -> None:
    assert (Share(0, 0).part, Share(0, 0).interval) == (None, None)


@given(of=st.integers(1, 500), share=st.floats(0, 1))
def test_an_interval_holds_its_part(of: int, share: float) -> None:
    found = Share(of, round(share * of))
    low, high = found.interval or (1, 0)
    assert 0 <= low <= (found.part or 0) + 1e-9
    assert (found.part or 0) <= high + 1e-9 <= 1 + 2e-9
