"""`clew classify` for a person at a terminal: the law, the day, the reasons and how far checked."""

from dataclasses import replace

import pytest

from clew.rules.law.classification import classify
from clew.rules.law.facts import Facts
from clew.rules.sources.states import State
from clew.site.cli.classify import in_plain_words
from tests.site.calls import Command
from tests.site.facts_texts import SMUGGLED, WHOLE


def said(clew: Command, facts: str) -> str:
    """Classify facts; return what a person reads, with its lines joined."""
    answer = clew("classify", "-", given=facts.encode())
    assert (answer.code, answer.err) == (0, "")
    return " ".join(answer.out.split())


def test_the_answer_says_that_facts_point_and_a_person_concludes(clew: Command) -> None:
    words = said(clew, WHOLE)
    assert words.startswith("V01-10: the facts point to trafficking and smuggling Law:")
    assert "A named person concludes, not this program." in words


def test_the_law_is_named_with_the_day_in_words(clew: Command) -> None:
    assert " on 1 May 2024. " in said(clew, WHOLE)
    words = said(clew, WHOLE.replace("jurisdiction: INT", "jurisdiction: US"))
    assert "Law: United States federal law on 1 May 2024." in words


def test_without_a_day_the_newest_law_is_said_to_be_used(clew: Command) -> None:
    words = said(clew, "id: a\njurisdiction: NL\n")
    assert "Netherlands, the newest in our data." in words


def test_no_date_is_written_in_figures(clew: Command) -> None:
    # 02/01/2026 is read as two different days; so no day is written so.
    assert "2024-05-01" not in said(clew, WHOLE)


def test_every_element_shows_its_lamp_its_finding_and_its_article(clew: Command) -> None:
    words = said(clew, WHOLE)
    assert (
        "● means: met Met by coercion, abuse of vulnerability and payment to controller." in words
    )
    assert "? child: not known" in words
    assert "● benefit: met" in words
    assert "Source: Trafficking Protocol, art. 3(a)" in words


def test_an_element_that_is_not_met_has_an_open_lamp(clew: Command) -> None:
    assert "○ act: not met No act that this law names was found." in said(clew, SMUGGLED)


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        (State.UNVERIFIED, "Trafficking Protocol, art. 3(a) [not yet checked]"),
        (State.SECONDARY, "Trafficking Protocol, art. 3(a) [read in another source]"),
        (State.VERIFIED, "Trafficking Protocol, art. 3(a)."),
    ],
)
def test_an_article_says_how_far_it_was_checked(state: State, mark: str) -> None:
    facts = Facts(id="a")
    answer = classify(facts)
    act, *_ = answer.elements
    shown = tuple(replace(citation, state=state) for citation in act.citations)
    changed = replace(answer, elements=(replace(act, citations=shown),))
    assert f"Source: {mark}" in " ".join(" ".join(in_plain_words(facts, changed)).split())


def test_what_was_read_in_its_source_carries_no_mark(clew: Command) -> None:
    words = said(clew, "id: a\nbenefit: {financial_or_material: no}\n")
    assert "Source: Smuggling Protocol, art. 3(a)" in words
    assert "Smuggling Protocol, art. 3(a) [" not in words


def test_what_follows_and_what_to_ask_are_said(clew: Command) -> None:
    words = said(clew, SMUGGLED)
    assert "What follows - " in words
    assert "Ask next, if the person wants to talk - " in words
    assert "Settles: aggravation." in words


def test_a_document_without_an_id_is_called_by_its_place(clew: Command) -> None:
    words = said(clew, "child: yes\n---\nchild: no\n")
    assert "document 1: the facts point to" in words
    assert "document 2: the facts point to" in words


def test_no_name_of_the_program_reaches_a_reader(clew: Command) -> None:
    words = said(clew, f"{WHOLE}---\n{SMUGGLED}")
    for name in ("not_met", "illegal_entry_or_stay", "abuse_of_vulnerability", "Met.", "None"):
        assert name not in words.replace("Met by", "")


def test_lines_fit_a_narrow_terminal(clew: Command) -> None:
    answer = clew("classify", "-", given=WHOLE.encode())
    explained = [line for line in answer.out.splitlines() if line.startswith("    ")]
    assert explained
    assert max(map(len, explained)) <= 96
