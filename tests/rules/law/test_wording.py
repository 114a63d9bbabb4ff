"""Every fact is put to a worker in words, and no words are for a fact that does not exist."""

from clew.rules.law.facts import GROUPS, names_of
from clew.rules.law.wording import wordings

NOT_ASKED_AS_A_FACT = {"charged.offence"}


def facts_by_name() -> set[str]:
    return {f"{group}.{name}" for group, kind in GROUPS.items() for name in names_of(kind)}


def test_every_fact_has_words_and_no_words_are_left_over() -> None:
    assert set(wordings()) - {"child"} == facts_by_name() - NOT_ASKED_AS_A_FACT


def test_no_two_facts_are_put_in_the_same_words() -> None:
    assert len(set(wordings().values())) == len(wordings())


def test_words_for_a_fact_are_a_question_or_a_form_of_exploitation() -> None:
    for name, words in wordings().items():
        assert words.endswith("?") or name.startswith("purpose."), name
        assert words == words.strip()
