"""The letter to the defence solicitor: look at non-punishment, and where that is written.

It is made without opening the compartment of crossing, papers, status and charges: none of it can
slip in. It leaves through the gate of `survivor.release`, as one part, like anything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.queries import partners
from clew.ground.audit import reads
from clew.ground.vault import keyring, proofs
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.proofs import Lately
from clew.recognise.classification import queries
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.models import Classification
from clew.recognise.classification.versions import standing, told_basis_of
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.law.classification import Conclusion
from clew.rules.law.consequences import citations_of
from clew.rules.law.deadlines import in_words
from clew.rules.law.known import Known
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import may_change
from clew.survivor.release.items import Item, offered

PURPOSE: Final = Purpose.LEGAL_ADVICE
NAME: Final = "letter_to_the_defence"
KINDS: Final = (Kind.IDENTITY, Kind.CLASSIFICATION)
_RAISED: Final = frozenset({Conclusion.TRAFFICKING, Conclusion.TRAFFICKING_AND_SMUGGLING})


_ELEMENTS: Final = (("act", "Act"), ("means", "Means"), ("purpose", "Purpose"))
_ASKED: Final = (
    "A victim of trafficking who was compelled to an unlawful act should not simply be punished "
    "for it. Please look at once whether a defence or a review of the charge is open, and ask the "
    "prosecutor for clear reasons before any departure from an identification. Some offences may "
    "be left out: look at the notes below."
)
_OPEN: Final = (
    "too little is known yet to say whether this person was trafficked. That is not a no."
)


class NothingToRaise(Exception):
    """Nobody concluded trafficking, nor that it is open: a letter would rest on nothing."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter: its lines in order, and the articles it names."""

    heading: str
    paragraphs: tuple[str, ...] = field(repr=False)
    articles: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """The letter as plain text: what leaves, word for word."""
        lines = [self.heading, *self.paragraphs, "Where it is written:"]
        return "\n\n".join([*lines, "\n".join(f"- {each}" for each in self.cited)])

    @property
    def cited(self) -> tuple[str, ...]:
        """The articles, each with how far it was checked and its note."""
        return tuple(_in_words(each) for each in self.articles)


def solicitors(actor: Member) -> list[Organisation]:
    """Return the law firms a letter can go to."""
    return [row for row in partners(actor) if row.kind == RecipientKind.LAW_FIRM]


def letter(actor: Member, sheet: Classification) -> Letter:
    """Write the letter of a sheet from the conclusion that stands, to be read here, with a trace.

    Raises:
        NoSuchSheet: the actor does not stand by the person.
        NothingToRaise: no conclusion stands, or one from which nothing is to be raised.
    """
    return _letter(actor, sheet, "classification.alert_made")


def letter_on_paper(actor: Member, sheet: Classification) -> Letter:
    """Write the same letter to be taken away on paper: the trace says that it was taken.

    Raises:
        NoSuchSheet, NothingToRaise: as `letter`.
        StepUpNeeded: who asks has not shown within five minutes who they are.
    """
    proofs.want(Lately.FIVE_MINUTES)
    return _letter(actor, sheet, "classification.letter_taken")


def _letter(actor: Member, sheet: Classification, event: str) -> Letter:
    if not may_change(actor, sheet.person):
        raise queries.NoSuchSheet
    row = standing(queries.whole_sheet(actor, sheet).versions)
    if row is None:
        raise NothingToRaise
    reads.record(
        actor=actor,
        name=event,
        subjects=[sheet.person_id],
        compartments=[Compartment.TESTIMONY],  # not immigration: what is closed cannot slip out
        purpose="release",
        about=f"classification.Classification:{row.id}",
    )
    keyring.warm([sheet.person_id], [Compartment.TESTIMONY])
    concluded = row.concluded
    if concluded in _RAISED:
        return _raising(row)
    if concluded == Conclusion.INSUFFICIENT_INFORMATION:
        return _waiting(row)
    raise NothingToRaise


def items(actor: Member, person: Person, found: Letter, *, named: bool) -> list[Item]:
    """Return the parts that would leave: the letter, and the person's name where it may go along.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    parts = offered(actor, person, [Kind.IDENTITY]) if named else []
    names = [part for part in parts if part.name in {"full_name", "born"}]
    return [*names, Item(Kind.CLASSIFICATION, NAME, found.text)]


def _raising(row: Classification) -> Letter:
    law = _law(row)
    rule = "non_punishment"
    if row.facts.get("child") == Known.YES:
        rule = "non_punishment_charged_child"
    return Letter(
        "To the defence solicitor: please look at non-punishment now",
        (
            f"{_who(row)} concluded on {_when(row)} that this person was trafficked.",
            *_elements(row),
            _ASKED,
            *_closing(),
        ),
        citations_of(rule, law),
    )


def _waiting(row: Classification) -> Letter:
    return Letter(
        "To the defence solicitor: identification is open",
        (
            f"{_who(row)} wrote down on {_when(row)} that {_OPEN}",
            "Please ask that nothing is decided about a charge while identification is open.",
            *_closing(),
        ),
        citations_of("defer_charges", _law(row)) or citations_of("help_now", _law(row)),
    )


def _closing() -> Iterator[str]:
    yield (
        "Nothing in this letter is about how the person came into a country, about papers or "
        "status. They may tell you that themselves, if they wish."
    )
    yield "A competent authority identifies victims; this is what a named worker concluded."


def _elements(row: Classification) -> Iterator[str]:
    """Yield what was read when it was concluded; today's rules are asked of older sheets only."""
    because: Mapping[str, str]
    kept = told_basis_of(row)
    if kept is None:
        result = form_of(row.facts).result
        because = {each.element: each.because for each in result.elements} if result else {}
    else:
        because = {each.name: each.because for each in kept}
    for name, title in _ELEMENTS:
        if name in because:
            yield f"{title}: {because[name]}"


def _who(row: Classification) -> str:
    by = row.concluded_by
    return f"{by.shown_name}, {by.organisation.name}," if by else ""


def _when(row: Classification) -> str:
    """Return the day of the conclusion, where the house stands that drew it."""
    at = row.concluded_at
    assert at is not None  # noqa: S101 -- the version that stands is concluded
    return in_words(at.astimezone(ZoneInfo(row.organisation.time_zone)).date())


def _law(row: Classification) -> str:
    return row.rule_version.partition(" ")[0]


def _in_words(each: Citation) -> str:
    note = f" ({each.note})" if each.note else ""
    state = "" if each.state is State.VERIFIED else f" [{each.state.in_words}]"
    return f"{each.text}{state}{note}"
