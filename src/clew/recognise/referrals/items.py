"""What may go with a referral: parts of the floor below, and what this floor recognised.

Whether a kind may go at all is asked of the gate first; only then is anything of it opened. What
a screening or a sheet says of crossing, papers and status is in no part (`stays`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member, Organisation
from clew.recognise.classification import queries as classification
from clew.recognise.referrals.services import service as service_of
from clew.recognise.referrals.stays import stays
from clew.recognise.screening import queries as screening
from clew.rules.consent.deciding import Allowed, Refused
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.rules.law.deadlines import in_words
from clew.rules.sources.citations import Citation
from clew.survivor.people.models import Person
from clew.survivor.release.gate import ask_each
from clew.survivor.release.items import Item, fingerprint, offered
from clew.survivor.release.words import label_of as label_below

__all__ = [
    "KINDS",
    "LONGEST_NEEDS",
    "PURPOSE",
    "Offer",
    "fingerprint",
    "label_of",
    "offers",
    "picked",
    "purpose_of",
]

PURPOSE: Final = Purpose.SUPPORT
KINDS: Final = (
    Kind.IDENTITY, Kind.CONTACT, Kind.SCREENING, Kind.CLASSIFICATION, Kind.NEEDS, Kind.CLAIM,
    Kind.IMMIGRATION,
)  # fmt: skip
LONGEST_NEEDS: Final = 2_000
_BELOW: Final = frozenset({Kind.IDENTITY, Kind.CONTACT, Kind.CLAIM, Kind.IMMIGRATION})
_OUTCOMES: Final = {
    "undetermined": "Still open: more answers are needed.",
    "not_covered": "The published table does not cover this combination.",
    "indicators_present": "Signs are present.",
    "no_indicator_present": "No sign was found.",
    "not_scored": "These signs are not added up.",
}
_LABELS: Final[dict[str, Promise]] = {
    "trafficking": _("What was concluded"),
    "needs": _("What they need"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind: its parts where the gate would let it through, or why it stays."""

    kind: Kind
    items: tuple[Item, ...] = field(repr=False)
    stays_because: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def is_locked(self) -> bool:
        """Whether the kind may not go."""
        return bool(self.stays_because)


def purpose_of(service: str) -> Purpose:
    """Return what is asked for: the purpose of a service, or support. Raises `NoSuchService`."""
    asked_for = service_of(service)
    return asked_for.purpose if asked_for else PURPOSE


def offers(
    *, actor: Member, person: Person, to: Organisation, on: date, service: str = ""
) -> tuple[Offer, ...]:
    """Return every kind, with its parts or the reason why it stays; opened with a trace.

    With a `service` only the kinds that it needs are there.

    Raises:
        NotYours: the actor does not stand by the person.
        NoSuchService: nothing of this name can be asked for.
    """
    asked_for = service_of(service)
    kinds = asked_for.kinds if asked_for else KINDS
    asked = ask_each(
        actor=actor, person=person, kinds=kinds, recipient=to, purpose=purpose_of(service), on=on
    )
    opened = _open(actor, person, [kind for kind in asked if isinstance(asked[kind], Allowed)])
    return tuple(
        Offer(kind, (), answer.because, answer.citations)
        if isinstance(answer, Refused)
        else Offer(kind, tuple(item for item in opened if item.kind is kind))
        for kind, answer in asked.items()
    )


def picked(found: Sequence[Offer], keys: Collection[str], needs: str) -> list[Item]:
    """Return the parts with some keys, and what the worker wrote of needs, in the order shown."""
    items = [item for offer in found for item in offer.items if item.key in keys]
    if needs.strip():
        items.append(Item(Kind.NEEDS, "needs", needs.strip()))
    return items


def label_of(kind: str, name: str) -> str:
    """Return what people call a part: those of this floor here, the others below."""
    if name in _LABELS:
        return str(_LABELS[name])
    if name in instrument_ids():
        return instrument(name).title
    return label_below(kind, name)


def _open(actor: Member, person: Person, kinds: Collection[Kind]) -> list[Item]:
    below = [kind for kind in kinds if kind in _BELOW]
    found = offered(actor, person, below) if below else []
    if Kind.SCREENING in kinds:
        found += [_screening(kept) for kept in screening.latest_of_each(actor, person)]
    if Kind.CLASSIFICATION in kinds:
        concluded = classification.trafficking_of(actor, person)
        found += [_classification(concluded)] if concluded else []
    return found


def _screening(kept: screening.Kept) -> Item:
    """Write a screening for the receiver: the outcome, and the signs that may be named.

    The number of signs is not told: with some of them unnamed it would tell of those.
    """
    when, version = in_words(kept.row.started_on), kept.row.instrument_version
    lines = [f"Answered on {when}. Version of the signs: {version}."]
    if kept.outcome is not None:
        overall = kept.outcome.overall
        lines.append(
            f"The table’s class: {overall.published_name}."
            if overall.published_name
            else _OUTCOMES.get(overall.outcome, overall.outcome)
        )
        named = [sign.label for sign, _words in kept.present if sign.id not in stays().signs]
        if named:
            lines.append(f"Signs present: {'; '.join(named)}.")
    lines.append("A reason to look further, never a verdict.")
    return Item(Kind.SCREENING, kept.row.instrument, "\n".join(lines))


def _classification(concluded: classification.Trafficking) -> Item:
    """Write a conclusion for the receiver: trafficking, by whom, when, and from which elements."""
    row = concluded.row
    who = row.concluded_by.shown_name if row.concluded_by else ""
    when = in_words(row.concluded_at.date()) if row.concluded_at else ""
    lines = [f"{who} concluded trafficking on {when}. Law: {concluded.law}.", *concluded.elements]
    return Item(Kind.CLASSIFICATION, "trafficking", "\n".join(lines))
