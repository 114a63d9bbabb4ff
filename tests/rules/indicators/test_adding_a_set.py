"""How to add a set in one file: the file on the page of the how-to is added here, and screened."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clew.rules.indicators import instruments
from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import Instrument, missing, question_of
from clew.rules.indicators.screening import screen
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.loader import load_record
from clew.rules.sources.states import State
from tests.architecture.files import ROOT

PAGE = ROOT / "docs" / "how-to" / "add-a-set-of-indicators.md"


CITED = "citation: {source: ilo-delphi-2009, locator: made up for this page, state: unverified}"


def shown() -> str:
    (found,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instrument]:
    """Put the file of the page where sets lie, and nothing else."""
    (tmp_path / "made-up-canteen.yaml").write_text(shown(), encoding="utf-8")
    monkeypatch.setattr(instruments, "_INSTRUMENTS", tmp_path)
    instruments.instrument_ids.cache_clear()
    instruments.instrument.cache_clear()
    yield instruments.instrument("made-up-canteen")
    instruments.instrument_ids.cache_clear()
    instruments.instrument.cache_clear()


def test_the_file_of_the_page_is_a_set_that_screens(added: Instrument) -> None:
    assert instruments.instrument_ids() == ("made-up-canteen",)
    both = {"CAN.01": Answer.PRESENT, "CAN.02": Answer.PRESENT}
    assert screen(Answers(added, both)).overall.outcome == "look_further"
    one = {"CAN.01": Answer.PRESENT, "CAN.02": Answer.ABSENT}
    assert screen(Answers(added, one)).overall.outcome != "look_further"
    assert added.state is State.UNVERIFIED


def test_its_questions_come_with_it_and_a_sign_without_one_has_none(added: Instrument) -> None:
    first, second = added.indicators
    asked = question_of(first)
    assert asked is not None
    assert asked.question == "Does somebody else carry your food?"
    assert question_of(second) is None


@pytest.mark.parametrize(
    ("taken_out", "wanted"),
    [
        (f"{CITED}\ncaution", "citation"),
        ("    strength: strong\n", "a strength"),
        ("  - {id: C1, name: At the table, stage: recruitment}\n", "dimensions"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_named(tmp_path: Path, taken_out: str, wanted: str) -> None:
    kept = "caution" if taken_out.endswith("caution") else ""
    file = tmp_path / "made-up-canteen.yaml"
    assert taken_out in shown()
    file.write_text(shown().replace(taken_out, kept, 1), encoding="utf-8")
    with pytest.raises(WrongInput, match=wanted):
        load_record(Instrument, file)


def test_what_is_missing_is_named_and_is_not_among_the_sets() -> None:
    assert "us-ahtst" in missing()
    assert not missing().keys() & set(instruments.instrument_ids())
    assert all(each.missing for each in missing().values())
