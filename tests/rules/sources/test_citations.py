"""A citation points to a source that exists, and claims no reading that nobody recorded."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.sources import citations
from clew.rules.sources.bibliography import Kind, Source, bibliography
from clew.rules.sources.citations import Citation
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.loader import load_record
from clew.rules.sources.states import State, weakest
from tests.rules.sources.files import Text

UNREAD = "us-8-1324"  # in the bibliography without a date of reading
READ = "ecat"


@dataclass(frozen=True)
class Rule:
    days: int
    citation: Citation


def rule(citation: str) -> Rule:
    return load_record(Rule, Text("rule.yaml", f"days: 30\n{citation}"))


def test_a_value_with_its_citation_loads() -> None:
    loaded = rule(f"citation: {{source: {READ}, locator: art. 13(1), state: verified}}\n")
    assert loaded.citation.text == "Council of Europe Trafficking Convention, art. 13(1)"
    assert loaded.citation.entry is bibliography()[READ]


def test_no_citation_no_load() -> None:
    with pytest.raises(WrongInput) as refused:
        rule("")
    assert refused.value.sentences == (
        "rule.yaml, line 1: citation: found nothing, wanted a value.",
    )


@pytest.mark.parametrize("missing", ["source", "locator", "state"])
def test_a_citation_without_source_place_or_state_does_not_load(missing: str) -> None:
    parts = {"source": READ, "locator": "art. 13", "state": "verified"}
    del parts[missing]
    written = "".join(f"  {key}: {value}\n" for key, value in parts.items())
    with pytest.raises(WrongInput, match=rf"citation\.{missing}: found nothing"):
        rule(f"citation:\n{written}")


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(WrongInput, match=r"line 2: citation: .*no-such-treaty is not in it"):
        rule("citation: {source: no-such-treaty, locator: art. 1, state: unverified}\n")


@pytest.mark.parametrize("state", ["verified", "secondary"])
def test_a_source_nobody_read_cannot_be_claimed_as_read(state: str) -> None:
    assert bibliography()[UNREAD].read_on is None, "choose another unread source"
    with pytest.raises(WrongInput, match=f"a date on which {UNREAD} was read"):
        rule(f"citation: {{source: {UNREAD}, locator: (a), state: {state}}}\n")


def test_a_source_nobody_read_is_cited_as_unverified() -> None:
    loaded = rule(f"citation: {{source: {UNREAD}, locator: (a), state: unverified}}\n")
    assert loaded.citation.state is State.UNVERIFIED


def test_a_reading_recorded_with_the_citation_is_enough() -> None:
    loaded = rule(
        f"citation: {{source: {UNREAD}, locator: (a), state: verified, checked_on: 2026-11-23}}\n"
    )
    assert loaded.citation.checked_on == date(2026, 11, 23)


def test_the_refusal_comes_from_the_missing_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: the same citation loads once the bibliography records a reading.
    read = Source("Title", "Short", Kind.STATUTE, read_on=date(2026, 1, 1))
    monkeypatch.setattr(citations, "bibliography", lambda: {UNREAD: read})
    assert Citation(UNREAD, "(a)", State.VERIFIED).text == "Short, (a)"


def test_a_citation_of_a_whole_source_reads_without_a_comma() -> None:
    assert Citation(READ, "", State.VERIFIED).text == "Council of Europe Trafficking Convention"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], State.UNVERIFIED),
        ([State.VERIFIED], State.VERIFIED),
        ([State.SECONDARY], State.SECONDARY),
        ([State.VERIFIED, State.SECONDARY], State.SECONDARY),
        ([State.SECONDARY, State.VERIFIED, State.UNVERIFIED], State.UNVERIFIED),
        ([State.VERIFIED, State.UNVERIFIED, State.VERIFIED], State.UNVERIFIED),
    ],
)
def test_an_answer_is_no_better_than_its_weakest_part(states: list[State], expected: State) -> None:
    assert weakest(states) is expected
    assert weakest(reversed(states)) is expected


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(State)), st.sampled_from(State))
def test_one_part_more_never_makes_an_answer_stronger(states: list[State], more: State) -> None:
    order = [State.UNVERIFIED, State.SECONDARY, State.VERIFIED]
    if states:
        assert order.index(weakest([*states, more])) <= order.index(weakest(states))
    assert weakest([*states, more]) in {*states, more}


def test_each_state_is_said_in_words_of_its_own() -> None:
    words = {state.in_words for state in State}
    assert len(words) == len(State)
    assert State.UNVERIFIED.in_words == "not yet checked"
