"""`clew screen`: the shape that stays put, and the words for people."""

import json
from pathlib import Path

import pytest

from clew.rules.indicators.instruments import Scoring, instrument, instrument_ids
from tests.site.calls import Command
from tests.site.facts_texts import FORCED_LABOUR
from tests.site.shapes import SCREENING, misfits


def test_answers_give_one_object_of_the_published_shape(clew: Command, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(FORCED_LABOUR)
    answer = clew("screen", file, "--json")
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert misfits(found, SCREENING) == []
    assert found["instrument"] == "ilo-forced-labour-11"
    assert found["version"] == "2012"
    assert found["overall"]["outcome"] == "indicators_present"
    assert found["overall"]["because"].startswith("2 of 11 present.")


@pytest.mark.parametrize("name", instrument_ids())
def test_every_instrument_answers_in_the_published_shape(clew: Command, name: str) -> None:
    found = json.loads(clew("screen", "-", "--json", given=f"instrument: {name}\n".encode()).out)
    assert misfits(found, SCREENING) == []
    assert found["version"] == instrument(name).version
    scored = instrument(name).scoring is Scoring.DIMENSIONS
    wanted = [item.id for item in instrument(name).dimensions] if scored else []
    assert [item["dimension"] for item in found["dimensions"]] == wanted


@pytest.mark.parametrize("name", instrument_ids())
def test_every_instrument_takes_every_answer(clew: Command, name: str) -> None:
    for word in ("present", "absent", "unknown"):
        answers = dict.fromkeys((item.id for item in instrument(name).indicators), word)
        given = json.dumps({"instrument": name, "answers": answers}).encode()
        found = json.loads(clew("screen", "-", "--json", given=given).out)
        assert misfits(found, SCREENING) == []
        counted = [one for item in found["dimensions"] for one in item["counted"]]
        scored = instrument(name).scoring is Scoring.DIMENSIONS
        assert bool(counted) is (scored and word == "present")


def test_yaml_json_a_file_and_standard_input_say_the_same(clew: Command, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(FORCED_LABOUR)
    marks = {"ILO11.01": "present", "ILO11.02": "absent", "ILO11.09": "present"}
    in_json = json.dumps({"instrument": "ilo-forced-labour-11", "answers": marks}).encode()
    first = clew("screen", file, "--json")
    assert first == clew("screen", "-", "--json", given=FORCED_LABOUR.encode())
    assert first == clew("screen", "-", "--json", given=in_json)


def test_what_was_left_out_is_unknown_and_is_asked_next(clew: Command) -> None:
    found = json.loads(clew("screen", "-", "--json", given=FORCED_LABOUR.encode()).out)
    asked = [item["indicator"] for item in found["ask_next"]]
    assert len(asked) == 8
    assert not {"ILO11.01", "ILO11.02", "ILO11.09"} & set(asked)
    assert all("?" in item["question"] for item in found["ask_next"])


def test_an_outcome_on_parts_nobody_read_is_not_verified(clew: Command) -> None:
    weaker = next(name for name in instrument_ids() if instrument(name).state != "verified")
    found = json.loads(clew("screen", "-", "--json", given=f"instrument: {weaker}\n".encode()).out)
    assert found["overall"]["verified"] is False
    assert found["unverified"]


def test_people_read_the_instrument_its_outcome_and_that_it_is_no_verdict(clew: Command) -> None:
    answer = clew("screen", "-", given=FORCED_LABOUR.encode())
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == "Indicators of forced labour, version 2012"
    assert lines[1].startswith("Outcome: indicators present. 2 of 11 present.")
    assert "It is never a verdict on a person." in lines[2]


def test_people_are_given_five_questions_and_the_number_of_the_others(clew: Command) -> None:
    lines = clew("screen", "-", given=FORCED_LABOUR.encode()).out.splitlines()
    assert len([line for line in lines if line.startswith("  - ")]) == 5
    assert "  and 3 more; --json lists them." in lines


@pytest.mark.parametrize("name", instrument_ids())
def test_people_read_what_was_not_read_in_its_source(clew: Command, name: str) -> None:
    given = f"instrument: {name}\n".encode()
    unread = json.loads(clew("screen", "-", "--json", given=given).out)["unverified"]
    said = [
        line
        for line in clew("screen", "-", given=given).out.splitlines()
        if line.startswith("Not verified")
    ]
    assert said == [f"Not verified: {part}." for part in unread]
    assert bool(unread) >= (instrument(name).state != "verified")


def test_people_read_an_outcome_by_its_published_name(clew: Command) -> None:
    name = "ilo-delphi-adults-labour"
    none = dict.fromkeys((item.id for item in instrument(name).indicators), "absent")
    given = json.dumps({"instrument": name, "answers": none}).encode()
    row = instrument(name).overall_rule
    assert row is not None
    outcome = json.loads(clew("screen", "-", "--json", given=given).out)["overall"]["outcome"]
    published = {item.outcome: item.published_name for item in row.rows}[outcome]
    assert f"Outcome: {published}." in clew("screen", "-", given=given).out
