"""`clew classify --json`: the shape that stays put, and nothing but JSON on standard output."""

import json
from pathlib import Path

import pytest

from clew.rules.law.elements import codes
from clew.rules.law.published_cases import published_cases
from tests.site.calls import ROOT, Command
from tests.site.facts_texts import SMUGGLED, WHOLE
from tests.site.shapes import CLASSIFICATION, misfits

CASES = ROOT / "src" / "clew" / "rules" / "law" / "data" / "published_cases"
IN_JSON = '{"id": "S-1", "crossing": {"illegal_entry": "yes"}}'


def test_one_document_gives_one_object_of_the_published_shape(
    clew: Command, tmp_path: Path
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(WHOLE)
    answer = clew("classify", file, "--json")
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert misfits(found, CLASSIFICATION) == []
    assert found["id"] == "V01-10"
    assert found["conclusion"] == "trafficking_and_smuggling"
    assert (found["trafficking"], found["smuggling"], found["aggravated"]) == ("met", "met", "yes")


def test_a_shape_that_lost_a_key_or_holds_another_word_is_seen(
    clew: Command, tmp_path: Path
) -> None:
    # Red control: the shape is held to every key, order and word.
    file = tmp_path / "facts.yaml"
    file.write_text(WHOLE)
    found = json.loads(clew("classify", file, "--json").out)
    lost = {key: value for key, value in found.items() if key != "aggravated"}
    assert misfits(lost, CLASSIFICATION)
    assert misfits(found | {"conclusion": "guilty"}, CLASSIFICATION)
    assert misfits(found | {"more": 1}, CLASSIFICATION)
    assert misfits(found | {"elements": [{"element": "act"}]}, CLASSIFICATION)
    assert misfits(found | {"ask_next": ["Who paid?"]}, CLASSIFICATION)


def test_several_documents_give_a_list_in_their_order(clew: Command, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(f"{WHOLE}---\n{SMUGGLED}---\nid: empty\n")
    answer = clew("classify", file, "--json")
    found = json.loads(answer.out)
    assert misfits(found, [CLASSIFICATION]) == []
    assert [(item["id"], item["conclusion"]) for item in found] == [
        ("V01-10", "trafficking_and_smuggling"),
        ("S-1", "smuggling"),
        ("empty", "insufficient_information"),
    ]


@pytest.mark.parametrize("case", sorted(case.file for case in published_cases().values()))
def test_every_published_case_is_answered_in_the_published_shape(clew: Command, case: str) -> None:
    answer = clew("classify", CASES / case, "--json")
    found = json.loads(answer.out)
    assert answer.code == 0
    assert misfits(found if isinstance(found, list) else [found], [CLASSIFICATION]) == []


@pytest.mark.parametrize("jurisdiction", sorted(codes()))
def test_every_jurisdiction_answers_in_the_published_shape(
    clew: Command, jurisdiction: str
) -> None:
    facts = WHOLE.replace("jurisdiction: INT", f"jurisdiction: {jurisdiction}")
    found = json.loads(clew("classify", "-", "--json", given=facts.encode()).out)
    assert misfits(found, CLASSIFICATION) == []


def test_standard_input_and_a_file_give_the_same_answer(clew: Command, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(WHOLE)
    assert clew("classify", "-", "--json", given=WHOLE.encode()) == clew("classify", file, "--json")


def test_yaml_and_json_with_the_same_facts_give_the_same_answer(clew: Command) -> None:
    in_yaml = b"id: S-1\ncrossing:\n  illegal_entry: yes\n"
    first = clew("classify", "-", "--json", given=in_yaml)
    assert first == clew("classify", "-", "--json", given=IN_JSON.encode())


def test_a_json_list_holds_several_documents_and_a_list_of_one_holds_one(clew: Command) -> None:
    several = f"[{IN_JSON}, {IN_JSON.replace('S-1', 'S-2')}]"
    found = json.loads(clew("classify", "-", "--json", given=several.encode()).out)
    assert [item["id"] for item in found] == ["S-1", "S-2"]
    alone = json.loads(clew("classify", "-", "--json", given=f"[{IN_JSON}]".encode()).out)
    assert alone["id"] == "S-1"


def test_an_id_in_any_script_comes_back_as_it_was_written(clew: Command) -> None:
    answer = clew("classify", "-", "--json", given="id: Дело-7 № ①\n".encode())
    assert "Дело-7 № ①" in answer.out
    assert json.loads(answer.out)["id"] == "Дело-7 № ①"


def test_norway_and_on_and_yes_are_words(clew: Command) -> None:
    # YAML 1.1 would read `on` as true, `NO` as false and `yes` as true.
    facts = b"id: NO\non: 2024-05-01\nchild: no\nact: {receipt: yes}\n"
    found = json.loads(clew("classify", "-", "--json", given=facts).out)
    assert found["id"] == "NO"
    assert {item["element"]: item["finding"] for item in found["elements"]}["act"] == "met"


def test_the_day_of_the_facts_chooses_the_law(clew: Command) -> None:
    # Forced marriage: named by the Directive as changed in 2024, and not before 15 July 2026.
    facts = "id: a\njurisdiction: EU\non: {day}\npurpose: {{forced_marriage: yes}}\n"
    findings = []
    for day in ("2026-07-14", "2026-07-15"):
        answer = clew("classify", "-", "--json", given=facts.format(day=day).encode())
        elements = json.loads(answer.out)["elements"]
        findings += [item["finding"] for item in elements if item["element"] == "purpose"]
    assert findings == ["unknown", "met"]


def test_what_follows_is_called_verified_only_when_all_its_articles_were(clew: Command) -> None:
    found = json.loads(clew("classify", "-", "--json", given=WHOLE.encode()).out)
    assert found["consequences"]
    for item in found["consequences"]:
        states = {citation["state"] for citation in item["citations"]}
        assert item["verified"] is (states == {"verified"})


def test_the_questions_name_facts_that_can_be_filled_in(clew: Command) -> None:
    found = json.loads(clew("classify", "-", "--json", given=b"id: a\n").out)
    asked = {fact for item in found["ask_next"] for fact in item["facts"]}
    assert {"child", "act.recruitment", "means.coercion", "purpose.forced_labour"} <= asked
    assert all("?" in item["question"] for item in found["ask_next"])


def test_every_kind_of_shape_can_be_missed() -> None:
    # Red control of the misfits themselves, on a value of each kind.
    assert misfits("maybe", frozenset({"yes"}))
    assert misfits(bool("yes"), int), "a truth value is no number"
    assert misfits({"b": 1, "a": 1}, {"a": int, "b": int}), "the order is part of the shape"
    assert misfits({"a": 1}, {"a": int, "b?": str}) == []
    assert misfits({"a": 1, "b": 2}, {"a": int, "b?": str})
