"""A name in the wrong place never comes back: error messages end up in tickets and in logs."""

import pytest

from clew.rules.indicators import answers
from clew.rules.law import facts
from clew.rules.sources import records
from tests.site.calls import Command
from tests.site.facts_texts import WHOLE

WITH_A_SPACE = "Ana Novakova"
LONG = "AnaNovakovaWhoSleepsOverTheBakery"  # one word, over 30 characters
NAMES = pytest.mark.parametrize("name", [WITH_A_SPACE, LONG], ids=["two words", "long"])
LABOUR = "instrument: ilo-forced-labour-11\n"

FACTS = {
    "value": "child: {name}\n",
    "group": "act: {name}\n",
    "part": "act: {{receipt: {name}}}\n",
    "list": "act: [{name}]\n",
    "mapping": "child: {{{name}: {name}}}\n",
    "on": "on: {name}\n",
    "born": "born: {name}\n",
    "jurisdiction": "jurisdiction: {name}\n",
    "compelled": "charged: {{compelled: {name}}}\n",
    "sentence": "{name}\n",
    "items": "- {name}\n",
    "long id": "id: {name}{name}{name}{name}{name}{name}{name}{name}{name}\n",
    "in json": '{{"child": "{name}"}}',
    "second id": "id: {name}\n---\nid: {name}\n",
    "broken": "{name}: [{name}\n",
    "quote": "id: '{name}\n",
}
KEYS = {
    "key": "{name}: yes\n",
    "key of a part": "act: {{{name}: yes}}\n",
    "key twice": "{name}: a\n{name}: b\n",
    "key twice in json": '{{"{name}": 1, "{name}": 2}}',
}
WORDS = {
    "alias": "id: *{word}\n",
    "anchor and alias": "id: &{word} a\nchild: *{word}\n",
    "tag": "id: !{word} a\n",
}
ANSWERS = {
    "instrument": "instrument: {name}\n",
    "answers": LABOUR + "answers: {name}\n",
    "answer": LABOUR + "answers: {{ILO11.01: {name}}}\n",
    "indicator": LABOUR + "answers: {{{name}: present}}\n",
    "key": LABOUR + "{name}: present\n",
    "sentence": "{name}\n",
}


def assert_not_repeated(err: str, name: str) -> None:
    """Assert that a message holds no part of a name that would know the person again."""
    for part in (*name.split(), name[:20], "Novak"):
        assert part not in err


@NAMES
@pytest.mark.parametrize("form", [*FACTS, *KEYS])
def test_a_name_among_facts_is_refused_and_not_repeated(
    clew: Command, form: str, name: str
) -> None:
    given = (FACTS | KEYS)[form].format(name=name)
    answer = clew("classify", "-", given=given.encode())
    assert (answer.code, answer.out) == (2, "")
    assert_not_repeated(answer.err, name)


@pytest.mark.parametrize("form", WORDS)
def test_a_name_in_the_signs_of_yaml_is_refused_and_not_repeated(clew: Command, form: str) -> None:
    answer = clew("classify", "-", given=WORDS[form].format(word=LONG).encode())
    assert (answer.code, answer.out) == (2, "")
    assert_not_repeated(answer.err, LONG)


@NAMES
@pytest.mark.parametrize("form", ANSWERS)
def test_a_name_among_answers_is_refused_and_not_repeated(
    clew: Command, form: str, name: str
) -> None:
    answer = clew("screen", "-", given=ANSWERS[form].format(name=name).encode())
    assert (answer.code, answer.out) == (2, "")
    assert_not_repeated(answer.err, name)


@NAMES
@pytest.mark.parametrize(
    "words",
    [
        ["recovery-period", "--jurisdiction", "{name}", "--from", "2023-02-01"],
        ["recovery-period", "--jurisdiction", "GB", "--from", "{name}"],
        ["recovery-period", "--jurisdiction", "GB", "--from", "2023-02-01", "{name}"],
        ["recovery-period", "--jurisdiction", "GB", "--from", "2023-02-01", "--{name}"],
        ["classify", "-", "{name}"],
        ["screen", "-", "{name}"],
        ["{name}"],
        ["serve", "--data", "{name}"],
        ["settings", "{name}"],
    ],
    ids=" ".join,
)
def test_a_name_on_the_command_line_is_refused_and_not_repeated(
    clew: Command, words: list[str], name: str
) -> None:
    answer = clew(*(word.format(name=name) for word in words), given=WHOLE.encode())
    assert (answer.code, answer.out) == (2, "")
    assert_not_repeated(answer.err, name)


@NAMES
@pytest.mark.parametrize("form", ["value", "part", "on"])
def test_the_name_is_heard_when_messages_repeat(
    clew: Command, monkeypatch: pytest.MonkeyPatch, form: str, name: str
) -> None:
    # Red control: with descriptions off, the same check finds the name.
    for module in (facts, answers, records):
        monkeypatch.setattr(module, "describe", str)
    answer = clew("classify", "-", given=FACTS[form].format(name=name).encode())
    assert name in answer.err
    with pytest.raises(AssertionError):
        assert_not_repeated(answer.err, name)


def test_a_short_word_is_repeated_because_it_mends_fastest(clew: Command) -> None:
    assert '"JA"' in clew("classify", "-", given=b"child: JA\n").err
