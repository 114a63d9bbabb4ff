"""A kept sheet arranged for reading: elements with their facts, facts with their sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.queries import shown_names
from clew.recognise.classification import worksheet
from clew.recognise.classification.forms import FactsForm
from clew.recognise.classification.holding import Evidence, Held, Source
from clew.rules.law.bearing import fact_names
from clew.rules.law.known import Known
from clew.rules.law.wording import wordings

SOURCES: Final[dict[Source, Promise]] = {
    Source.SIGN: _("a screening"),
    Source.CLAIM: _("a claim"),
    Source.ACCOUNT: _("what they told"),
    Source.DOCUMENT: _("a document"),
    Source.SEEN: _("what was seen"),
}
_AGE: Final = _("Was the person under 18?")


@dataclass(frozen=True, slots=True)
class Cited:
    """One thing an answer rests on, as it is read: its words, what it is, and where it stands."""

    evidence: Evidence = field(repr=False)
    source: Promise
    by: str
    on: date
    link: str

    @property
    def is_against(self) -> bool:
        """Whether it says no."""
        return self.evidence.says is Known.NO


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a kept sheet: what is answered, and what it rests on."""

    name: str
    ask: str | Promise
    value: str
    cited: tuple[Cited, ...]
    set_aside: tuple[Cited, ...]
    against_itself: bool
    against_the_answer: bool

    @property
    def rests_on_nothing(self) -> bool:
        """Whether it is answered, and nothing is cited for it."""
        return bool(self.value) and not self.cited


@dataclass(frozen=True, slots=True)
class Read:
    """One element with the facts of it that are answered or cited."""

    lamp: worksheet.Lamp
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Reading:
    """A kept sheet as its page shows it."""

    trafficking: tuple[Read, ...]
    smuggling: tuple[Read, ...]
    beside: tuple[Read, ...]
    others: tuple[Fact, ...]
    trafficking_column: worksheet.Column
    smuggling_column: worksheet.Column


def reading(code: str, held: Held, form: FactsForm) -> Reading:
    """Arrange a sheet of the person with a code."""
    found = {fact.name: fact for fact in facts_of(code, held)}
    left, right = worksheet.trafficking(form), worksheet.smuggling(form)
    beside = worksheet.beside(form)
    shown = {row.name for lamp in (*left.lamps, *right.lamps, *beside) for row in lamp.rows}
    return Reading(
        _lit(left.lamps, found),
        _lit(right.lamps, found),
        _lit(beside, found),
        tuple(fact for name, fact in found.items() if name not in shown),
        left,
        right,
    )


def facts_of(code: str, held: Held) -> list[Fact]:
    """Return the facts that are answered or cited, in the order of the law."""
    against_themselves = set(held.against_themselves)
    against_the_answer = set(held.against_the_answer)
    everything = [item for items in held.cited.values() for item in items]
    names = shown_names({item.by for item in everything})
    found = []
    for name in fact_names():
        items = held.cited.get(name, ())
        if not items and not held.answer(name):
            continue
        read = [_cited(item, code, names) for item in items]
        found.append(
            Fact(
                name,
                asked(name),
                held.answer(name),
                tuple(item for item in read if not item.evidence.set_aside),
                tuple(item for item in read if item.evidence.set_aside),
                name in against_themselves,
                name in against_the_answer,
            )
        )
    return found


def asked(name: str) -> str | Promise:
    """Return how a fact is put to a worker."""
    return _AGE if name == "child" else wordings()[name]


def choices() -> list[tuple[str, str | Promise]]:
    """Return every fact with its words, for a list to choose from."""
    return [(name, asked(name)) for name in fact_names()]


def link_to(evidence: Evidence, code: str) -> str:
    """Return where a piece of evidence is kept here; nothing for what is only described."""
    if not evidence.ref:
        return ""
    match evidence.source:
        case Source.SIGN:
            return reverse("screening:kept", args=[evidence.ref.partition("/")[0]])
        case Source.CLAIM:
            return reverse("casework:claims", args=[code])
        case Source.ACCOUNT:
            return reverse("casework:note", args=[code, evidence.ref])
        case _:
            return ""


def _cited(item: Evidence, code: str, names: dict[str, str]) -> Cited:
    return Cited(
        item,
        SOURCES[item.source],
        names.get(item.by, "").partition(", ")[0],
        date.fromisoformat(item.on),
        link_to(item, code),
    )


def _lit(lamps: Sequence[worksheet.Lamp], found: dict[str, Fact]) -> tuple[Read, ...]:
    return tuple(Read(lamp, tuple(_facts(lamp.rows, found))) for lamp in lamps)


def _facts(rows: Iterable[worksheet.FactRow], found: dict[str, Fact]) -> Iterable[Fact]:
    return (found[row.name] for row in rows if row.name in found)
