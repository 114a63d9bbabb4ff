"""What `clew classify` refuses: a sentence a fault, with document, line, key, found and wanted."""

from pathlib import Path

import pytest

from tests.site.calls import Command, assert_refused
from tests.site.facts_texts import GERMAN_MISTAKE, WHOLE


def test_a_fault_names_file_document_line_key_found_and_wanted(
    clew: Command, tmp_path: Path
) -> None:
    file = tmp_path / "phase-2.yaml"
    file.write_text(GERMAN_MISTAKE)
    answer = clew("classify", file)
    assert_refused(answer)
    assert answer.err == (
        'phase-2.yaml, document 1, line 4: act.receipt: found "JA", wanted yes, no or unknown.\n'
    )


def test_standard_input_is_named_as_people_call_it(clew: Command) -> None:
    answer = clew("classify", "-", given=GERMAN_MISTAKE.encode())
    assert_refused(answer, "standard input, document 1, line 4: act.receipt")


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        ("child: maybe\n", ("child", '"maybe"', "yes, no or unknown")),
        ("child: true\n", ("child", '"true"', "yes, no or unknown")),
        ("child: Yes\n", ("child", '"Yes"', "yes, no or unknown")),
        ("act: yes\n", ("act", '"yes"', "a mapping of recruitment")),
        ("act: [recruitment]\n", ("act", "a list of 1", "a mapping")),
        ("act: {recruitment: {by: yes}}\n", ("act.recruitment", "a mapping", "yes, no")),
        ("act: {flying: yes}\n", ("act.flying", "a key nobody reads", "recruitment")),
        ("acts: {recruitment: yes}\n", ("acts", "a key nobody reads", "id, jurisdiction")),
        ("on: 0208-01-01\n", ("on", '"0208-01-01"', "a day from 1900-01-01 to 2100-12-31")),
        ("on: 9999-12-31\n", ("on", '"9999-12-31"', "a day from 1900-01-01 to 2100-12-31")),
        ("on: 2023-02-30\n", ("on", '"2023-02-30"', "a date as YYYY-MM-DD")),
        ("on: 01/05/2024\n", ("on", '"01/05/2024"', "a date as YYYY-MM-DD")),
        ("on: 2024-W18-3\n", ("on", '"2024-W18-3"', "a date as YYYY-MM-DD")),
        ("born: 2010-13-01\n", ("born", '"2010-13-01"', "a date as YYYY-MM-DD")),
        ("jurisdiction: ZZ\n", ("jurisdiction", '"ZZ", without data', "one of EU, GB")),
        ("jurisdiction: ''\n", ("jurisdiction", "an empty text", "a text of at most 100")),
        (f"id: {'x' * 101}\n", ("id", "a text of 101 characters", "at most 100 characters")),
        ("jurisdiction: GB\non: 2015-01-01\n", ("on", "2015-01-01", "from 2015-07-31 on")),
        ("- id: a\n", ("a list of 1", "facts: keys with yes, no or unknown")),
        ("only a sentence\n", ("a text of 15 characters", "facts: keys with yes")),
        ("---\n---\nid: b\n", ("document 1, line 1", "nothing", "facts: keys")),
        ("id: a\nid: b\n", ("line 2: id", "the key a second time", "every key once")),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_wanted(
    clew: Command, facts: str, parts: tuple[str, ...]
) -> None:
    assert_refused(clew("classify", "-", given=facts.encode()), *parts)


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        (
            "child: yes\nborn: 1990-01-01\non: 2024-05-01\n",
            ("line 1: child", '"yes"', "child: no, which follows from `born` and `on`"),
        ),
        (
            "child: no\nborn: 2010-01-01\non: 2024-05-01\n",
            ("line 1: child", '"no"', "child: yes, which follows from `born` and `on`"),
        ),
        (
            "born: 2025-01-01\non: 2024-05-01\n",
            ("line 1: born", "a birth after the facts", "a day before `on`"),
        ),
    ],
)
def test_facts_that_contradict_themselves_are_refused(
    clew: Command, facts: str, parts: tuple[str, ...]
) -> None:
    assert_refused(clew("classify", "-", given=facts.encode()), *parts)


@pytest.mark.parametrize("child", ["unknown", "yes"])
def test_facts_that_agree_with_themselves_are_answered(clew: Command, child: str) -> None:
    # Red control: the refusals above come from the contradiction, not from the keys.
    facts = f"child: {child}\nborn: 2010-01-01\non: 2024-05-01\n"
    assert clew("classify", "-", given=facts.encode()).code == 0


def test_one_id_given_twice_is_refused_with_both_places(clew: Command) -> None:
    facts = "id: a\n---\nid: b\n---\nid: a\n"
    answer = clew("classify", "-", given=facts.encode())
    assert_refused(answer, "document 3", "id", "the id of document 1", "an id of its own")


def test_every_fault_of_a_document_is_named_in_one_round(clew: Command) -> None:
    facts = "child: JA\non: 2023-02-30\nact: {receipt: si}\nextra: yes\n"
    answer = clew("classify", "-", given=facts.encode())
    assert_refused(answer, "child", "on", "act.receipt", "extra", faults=4)


def test_every_fault_of_every_document_is_named_in_one_round(clew: Command) -> None:
    facts = "child: JA\n---\nid: b\n---\nid: c\non: 2023-02-30\n"
    answer = clew("classify", "-", given=facts.encode())
    assert_refused(answer, "document 1", "document 3", faults=2)


def test_a_fault_in_the_last_of_many_documents_leaves_no_answer_at_all(clew: Command) -> None:
    good = "".join(f"id: a{number}\nact: {{receipt: yes}}\n---\n" for number in range(200))
    answer = clew("classify", "-", "--json", given=f"{good}id: last\nchild: JA\n".encode())
    assert_refused(answer, "document 201", "line 602", "child")
    assert clew("classify", "-", "--json", given=f"{good}id: last\n".encode()).code == 0


def test_a_last_document_without_a_law_leaves_no_answer_either(clew: Command) -> None:
    facts = f"{WHOLE}---\nid: b\njurisdiction: ZZ\n"
    answer = clew("classify", "-", given=facts.encode())
    assert_refused(answer, "document 2", "jurisdiction", '"ZZ"')


def test_the_line_of_a_fault_in_json_is_the_line_it_stands_on(clew: Command) -> None:
    facts = '{\n "id": "a",\n "child": "JA"\n}\n'
    assert_refused(clew("classify", "-", given=facts.encode()), "line 3", "child")


def test_half_a_character_is_refused_before_it_breaks_the_answer(clew: Command) -> None:
    assert_refused(clew("classify", "-", "--json", given=b'{"id": "\\ud800"}'))
