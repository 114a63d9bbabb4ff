"""In a person's copy of a screening only what they said is called theirs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from clew.recognise.screening import actions, later
from clew.recognise.screening.about import About
from clew.recognise.screening.access import KEPT
from clew.recognise.screening.interview import Choice, Earlier, Interview
from clew.recognise.screening.noting import Note, Source
from clew.rules.indicators.instruments import instrument
from clew.survivor.people.models import Person
from clew.survivor.people.records import Records
from clew.survivor.rights.kept import everything
from clew.survivor.rights.models import Copy
from clew.survivor.rights.states import Copying
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
THEIRS = "What you answered"


def talked() -> Interview:
    """A talk with every kind of thing that may stand in one."""
    held = Interview(instrument("unodc-general"), about=About.begun(age="unsure", between="phone"))
    ids = [item.id for item in held.order]
    found = {"said": Source.TOLD, "seen": Source.SEEN, "by others": Source.OTHERS,
             "on paper": Source.PAPER}  # fmt: skip
    for number, (words, source) in enumerate(found.items()):
        note = Note(source, date(2026, 3, 4), f"made up, thought {number}")
        held = held.with_answer(ids[number], Choice.PRESENT, f"made up, {words}", note)
    before = Earlier(Choice.ABSENT, "made up, said before", "made up, thought before")
    return replace(held, earlier={ids[0]: (before,)})


def told(cast: Cast, person: Person, records: tuple[Records, ...] = KEPT) -> list[tuple[str, str]]:
    asked = {"asked_by": cast.advocate_a, "asked_on": TODAY}
    ready = {"state": Copying.READY, "ready_at": timezone.now()}
    copy, _made = Copy.rows.get_or_create(person=person, defaults=asked | ready)
    found = everything(actor=cast.advocate_a, copy=copy, records=records)
    return [pair for section in found for row in section.rows for pair in row]


def of(shown: list[tuple[str, str]], words: str) -> str:
    """Under which heading words stand."""
    (label,) = {label for label, text in shown if words in text}
    return label.split(":", maxsplit=1)[0]


@pytest.fixture
def shown(cast: Cast) -> list[tuple[str, str]]:
    row = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    return told(cast, row.person)


def test_what_they_said_stands_as_what_they_answered(shown: list[tuple[str, str]]) -> None:
    assert of(shown, "made up, said,") == THEIRS
    assert [label for label, _text in shown if label.startswith(f"{THEIRS}:")] == [
        f"{THEIRS}: {talked().order[0].label}"
    ]


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("made up, seen", "What the worker saw or heard, not said by you"),
        ("made up, by others", "What somebody else told the worker, not said by you"),
        ("made up, on paper", "What stood in a paper or a message, not said by you"),
        ("made up, thought 0", "What the worker thought, not said by you"),
        ("made up, thought 3", "What the worker thought, not said by you"),
        ("made up, said before", "What was answered in this talk before that"),
        ("made up, thought before", "What the worker thought before that, not said by you"),
        ("In doubt, or nobody knows", "Your age, as the worker put it down"),
        ("A trained interpreter, by phone or video", "Who interpreted"),
    ],
)
def test_what_they_did_not_say_stands_under_what_it_is(
    shown: list[tuple[str, str]], words: str, heading: str
) -> None:
    assert of(shown, words) == heading


def test_told_as_it_is_stored_all_of_it_would_be_called_theirs(cast: Cast) -> None:
    # Red control.
    row = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    shown = told(cast, row.person, tuple(replace(one, parts={}) for one in KEPT))
    assert of(shown, "made up, thought 0") == THEIRS


def test_a_talk_that_is_not_finished_is_told_the_same_way_and_an_emptied_one_says_nothing(
    cast: Cast,
) -> None:
    now = timezone.now()
    row = later.put_by(actor=cast.advocate_a, held=talked(), at=now, on=TODAY)
    assert of(told(cast, row.person), "made up, thought 0") != THEIRS
    later.let_go(actor=cast.advocate_a, unfinished=row, at=now + timedelta(minutes=1))
    assert "made up" not in str(told(cast, row.person))


def test_where_nobody_noted_it_the_question_says_whether_it_was_said(cast: Cast) -> None:
    held = Interview(instrument("unodc-general"))
    for item in held.order:
        held = held.with_answer(item.id, Choice.NOT_SURE, "")
    row = actions.keep(actor=cast.advocate_a, held=held, on=TODAY)
    theirs = [label for label, _text in told(cast, row.person) if label.startswith(f"{THEIRS}:")]
    spoken = [one for one in held.order if held.source_of(one.id) is Source.TOLD]
    assert len(theirs) == len(spoken)
    assert 0 < len(spoken) <= len(held.order)


def test_an_answer_to_a_question_that_is_gone_is_told_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    monkeypatch.setattr("clew.recognise.screening.access.instrument_ids", frozenset)
    shown = told(cast, row.person)
    assert of(shown, "made up, said,") == THEIRS  # its source was noted
    bare = Interview(instrument("unodc-general")).with_answer(
        talked().order[0].id, Choice.PRESENT, "made up, of old"
    )
    row = actions.keep(actor=cast.advocate_a, held=bare, on=TODAY)
    assert "no longer asked" in of(told(cast, row.person), "made up, of old")
