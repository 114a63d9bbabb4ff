"""Any walk through an interview ends with the outcome of the answers that were given."""

from dataclasses import dataclass, field
from typing import Final

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from clew.recognise.screening import views
from clew.recognise.screening.interview import Choice, Interview
from clew.rules.indicators.answers import Answers
from clew.rules.indicators.screening import Screening, screen
from tests.ground.reading import Page, plain
from tests.recognise.interviews import CHECK, USABLE, Talk, order_of

WORDS: Final = ["", "Říkali mi: „počkej“.", "<b>&amp;</b> 'so' \"said\"", "  two  "]
WAYS: Final = ["next", "next", "next", "skip", "back", "next_part", "stop"]


@dataclass(frozen=True)
class Press:
    """One press on a question: the button, what was chosen and typed; at the check, where to."""

    go: str
    choice: Choice | None
    words: str
    place: int


PRESSES: Final = st.builds(
    Press,
    go=st.sampled_from(WAYS),
    choice=st.sampled_from([None, *Choice, Choice.PRESENT, Choice.PRESENT]),
    words=st.sampled_from(WORDS),
    place=st.integers(0, 1_000),
)


@dataclass
class Told:
    """What was answered, as the worker remembers it: kept apart from the pages."""

    choices: dict[str, Choice] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def take(self, at: str, go: str, choice: Choice | None, words: str) -> bool:
        """Remember one press; say whether it was an answer at all."""
        shown = choice or self.choices.get(at)
        if go == "next" and shown is None:
            return False
        self.choices.pop(at, None)
        self.words.pop(at, None)
        if shown is not None and go != "skip":
            self.choices[at] = shown
        if words.strip():
            self.words[at] = words
        return True

    @property
    def carried(self) -> dict[str, str]:
        choices = {f"a-{name}": choice.value for name, choice in self.choices.items()}
        return choices | {f"w-{name}": words for name, words in self.words.items()}


def step(talk: Talk, told: Told, press: Press) -> None:
    """Take one step that the page allows, and check what the next page carries."""
    if talk.at == CHECK:
        ids = order_of(talk.instrument)
        talk.press(f"to:{ids[press.place % len(ids)]}")
        return
    at = talk.at
    go = press.go if press.go in talk.offers else "next"
    offered = talk.page.root.xpath("//input[@name='choice']/@value")
    choice = press.choice if press.choice in offered else None
    typed = {"words": press.words} | ({"choice": choice.value} if choice else {})
    talk.press(go, **typed)
    taken = told.take(at, go, choice, press.words)
    assert talk.page.status == (200 if taken else 422)
    now = {} if talk.at == CHECK else {f"a-{talk.at}", f"w-{talk.at}"}
    expected = {name: value for name, value in told.carried.items() if name not in now}
    assert talk.carried == expected
    if talk.at != CHECK and taken:
        checked = talk.page.root.xpath("//input[@name='choice'][@checked]/@value")
        expected_choice = told.choices.get(talk.at)
        assert checked == ([expected_choice.value] if expected_choice else [])
        assert talk.page.by_id("words").text_content() == told.words.get(talk.at, "")


def assert_shows(page: Page, result: Screening, told: Told) -> None:
    """Check that the outcome on the page is the one of the rules, with its reasons."""
    overall = result.overall
    assert plain(overall.because) in page.text
    if overall.published_name:
        assert overall.published_name in page.title
    reasons = [plain(item.because) for item in result.dimensions]
    assert page.words("//section[@aria-labelledby='parts']/ol/li/div/p") == reasons
    labels = [
        plain(item.label)
        for item in result.instrument.indicators
        if told.choices.get(item.id) is Choice.PRESENT
    ]
    assert page.words("//section[@aria-labelledby='signs']//li/strong") == labels


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.sampled_from(USABLE), st.lists(PRESSES, max_size=20))
def test_after_any_walk_the_outcome_is_that_of_the_answers_given(
    instrument_id: str, presses: list[Press]
) -> None:
    talk, told = Talk.begun(instrument_id), Told()
    for press in presses:
        step(talk, told, press)
    if talk.at != CHECK:
        # The stop at the end sends what the page shows, as a browser would.
        shown = talk.page.by_id("words").text_content()
        told.take(talk.at, "stop", None, shown)
    page = talk.finish()
    given_answers = {name: choice.answer for name, choice in told.choices.items()}
    result = screen(Answers(talk.instrument, given_answers))
    event(result.overall.outcome)
    assert talk.carried == told.carried
    assert_shows(page, result, told)


def test_a_page_that_forgets_what_was_said_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    carried = views._hidden  # noqa: SLF001 -- the guard that this control takes away

    def forgetting(held: Interview, without: str | None = None) -> list[tuple[str, str]]:
        return [pair for pair in carried(held, without) if not pair[0].startswith("w-")]

    monkeypatch.setattr(views, "_hidden", forgetting)
    with pytest.raises(AssertionError):
        step(Talk.begun("unodc-general"), Told(), Press("next", Choice.PRESENT, "said", 0))
