"""What of this room a copy for the person shows, and what its fields are called.

A copy calls nothing the person's that they did not say: what the worker saw, was told by others or
thought, and what stood before another answer, each stands under what it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.recognise.screening.about import Age, Between
from clew.recognise.screening.forms import SEEN, SPOKEN
from clew.recognise.screening.interview import Choice, Interview
from clew.recognise.screening.models import Screening, Unfinished
from clew.recognise.screening.noting import Source
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.survivor.people.records import Records

_FROM: Final[dict[Source | None, Promise]] = {
    Source.TOLD: _("What you answered"),
    Source.SEEN: _("What the worker saw or heard, not said by you"),
    Source.OTHERS: _("What somebody else told the worker, not said by you"),
    Source.PAPER: _("What stood in a paper or a message, not said by you"),
    None: _("What was written down to a question that is no longer asked"),
}
_Part = tuple[str | Promise, object]


def told_apart(row: Screening | Unfinished) -> Iterator[_Part]:
    """Yield what a row holds by whose word it is, each with what people call it."""
    said = cast("dict[str, dict[str, Any]] | None", row.said)
    if said is None:  # emptied
        return
    held = Interview(instrument(row.instrument)) if row.instrument in instrument_ids() else None
    labels = _labels(held) if held else {}
    notes = said.get("notes", {})
    for source, title in _FROM.items():
        answers = _answers(said, SEEN if source is Source.SEEN else SPOKEN)
        yield (
            title,
            {
                labels.get(name, name): _all_of(*answer, _day(notes.get(name, {}).get("on")))
                for name, answer in answers.items()
                if _source(held, name, notes) is source
            },
        )
    yield (
        _("What the worker thought, not said by you"),
        {labels.get(name, name): note.get("opinion") for name, note in notes.items()},
    )
    yield from _earlier(said.get("earlier", {}), labels)
    about = said.get("about", {})
    yield _("Your age, as the worker put it down"), _word(about.get("age"), Age)
    yield _("Who interpreted"), _word(about.get("between"), Between)


def _answers(
    said: Mapping[str, Mapping[str, Any]], words: Mapping[Choice, Promise]
) -> dict[str, list[object]]:
    names = [*said["choices"], *(name for name in said["words"] if name not in said["choices"])]
    return {
        name: [_choice(said["choices"].get(name), words), said["words"].get(name)] for name in names
    }


def _choice(value: str | None, words: Mapping[Choice, Promise]) -> Promise | None:
    return words.get(Choice(value), SPOKEN[Choice(value)]) if value else None


def _source(
    held: Interview | None, name: str, notes: Mapping[str, Mapping[str, str]]
) -> Source | None:
    """Return where an answer comes from; None where nobody noted it and the question is gone."""
    noted = notes.get(name, {}).get("source")
    if noted:
        return Source(noted)
    if held is None or held.instrument.indicator(name) is None:
        return None
    return held.source_of(name)


def _day(noted: str | None) -> date | None:
    return date.fromisoformat(noted) if noted else None


def _all_of(*parts: object) -> list[object]:
    return [part for part in parts if part]


def _labels(held: Interview) -> dict[str, str]:
    """Return what each sign is called; two that are called the same have their code with it."""
    called = [item.label for item in held.order]
    return {
        item.id: item.label if called.count(item.label) == 1 else f"{item.label} ({item.id})"
        for item in held.order
    }


def _earlier(
    given: Mapping[str, list[dict[str, str]]], labels: Mapping[str, str]
) -> Iterator[_Part]:
    """Yield what was answered in the same talk before the answer that stands."""
    said, thought = {}, {}
    for name, answers in given.items():
        label = labels.get(name, name)
        said[label] = _all_of(
            *(
                part
                for one in answers
                for part in (_choice(one.get("choice"), SPOKEN), one.get("words"))
            )
        )
        thought[label] = _all_of(*(one.get("opinion") for one in answers))
    yield _("What was answered in this talk before that"), said
    yield _("What the worker thought before that, not said by you"), thought


def _word(value: str | None, among: type[Age] | type[Between]) -> Promise | None:
    return among(value).label if value in set(among) else None


KEPT: Final = (
    Records(
        Screening,
        "person",
        _("What you were asked when you were first seen"),
        {
            "instrument": _("Which questions"),
            "started_on": _("On"),
            "said": _("What you answered"),
        },
        {"said": told_apart},
    ),
    Records(
        Unfinished,
        "person",
        _("What you were asked, in a talk that is not finished"),
        {
            "instrument": _("Which questions"),
            "begun_on": _("On"),
            "said": _("What you answered"),
        },
        {"said": told_apart},
    ),
)
