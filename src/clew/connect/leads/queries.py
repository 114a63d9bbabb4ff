"""Who else may be held in a circle: each lead with its reasons, and what people decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from clew.connect.leads.models import Confirmed, Judgement
from clew.connect.leads.states import State
from clew.connect.leads.withdrawing import settle
from clew.connect.matching.queries import circle_for, sightings
from clew.connect.matching.sightings import Sighting, Sightings
from clew.engines.graphs.sharing import Lead, Reason, leads
from clew.ground.accounts.models import Circle, Member
from clew.ground.audit import reads
from clew.ground.vault.compartments import Compartment
from clew.rules.network.kinds import Certainty, kind_of

MOST: Final = 50
_CLAIMS_SHOWN: Final = 4
_KINDS_NAMED: Final = 3


class NoSuchLead(Exception):
    """Nobody called so is a lead in this circle now, or was judged as one."""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: the sentence, and claims that it rests on, the person's own first."""

    sentence: str
    entity: str
    claims: tuple[Sighting, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided, opened. Words are empty where the basis was withdrawn."""

    id: UUID
    state: State
    reason: str = field(repr=False)
    plan: dict[str, str] = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LeadSeen:
    """A lead as it is read: no score. `stands` is false where only a decision is left."""

    circle: UUID
    pseudonym: str
    title: str
    state: State
    stands: bool
    because: tuple[Why, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]
    decided: tuple[Decided, ...]
    basis: tuple[UUID, ...]

    @property
    def newest(self) -> Decided | None:
        """The decision that holds."""
        return self.decided[0] if self.decided else None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Somebody of the circle, and whether a named person concluded that the group held them."""

    pseudonym: str
    claims: int
    concluded: bool
    reason: str = field(repr=False)
    by: str
    at: datetime | None


def leads_in(actor: Member, circle: Circle, *, at: datetime) -> list[LeadSeen]:
    """Return the leads of a circle, best first, then those that were judged and stand no more.

    At most fifty that nobody has judged.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
    """
    circle, seen, confirmed = _opened(actor, circle, at)
    judged: dict[str, list[Judgement]] = {}
    rows = Judgement.rows.filter(circle=circle).select_related("decided_by")
    for row in rows.order_by("-decided_at", "-id"):
        judged.setdefault(row.pseudonym, []).append(row)
    # All are ranked: a lead that was judged is shown wherever it stands, and never called gone.
    ranked = leads(seen.mentions, confirmed=confirmed, limit=len(seen.pseudonyms))
    found = [
        _seen(lead, seen, confirmed, judged.pop(lead.subject, []))
        for place, lead in enumerate(ranked)
        if place < MOST or lead.subject in judged
    ]
    return found + [_left(circle, name, past) for name, past in sorted(judged.items())]


def lead_for(actor: Member, circle: Circle, pseudonym: str, *, at: datetime) -> LeadSeen:
    """Return one lead. Raises `NoSuchLead`, and `NoSuchCircle` as above."""
    for each in leads_in(actor, circle, at=at):
        if each.pseudonym == pseudonym:
            return each
    raise NoSuchLead


def conclusions(actor: Member, circle: Circle, *, at: datetime) -> list[Conclusion]:
    """Return everybody of a circle, those first of whom somebody concluded something.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
    """
    circle, seen, _confirmed = _opened(actor, circle, at)
    rows = {
        row.pseudonym: row
        for row in Confirmed.rows.filter(circle=circle).select_related("concluded_by")
    }
    found = []
    for name in seen.pseudonyms:
        row = rows.get(name)
        claims = len({each.claim.id for each in seen.of(pseudonym=name)})
        if row is None:
            found.append(Conclusion(name, claims, concluded=False, reason="", by="", at=None))
        else:
            found.append(
                Conclusion(
                    name, claims, concluded=True, reason=str(row.reason or ""),
                    by=row.concluded_by.shown_name, at=row.concluded_at,
                )
            )  # fmt: skip
    return sorted(found, key=lambda each: (not each.concluded, each.pseudonym))


def _opened(
    actor: Member, circle: Circle, at: datetime
) -> tuple[Circle, Sightings, frozenset[str]]:
    """Read a circle, settle what was withdrawn, and leave a trace for the words kept here."""
    circle = circle_for(actor, circle.id)
    seen = sightings(actor, circle)
    claims = {each.claim.id for each in seen.found}
    settle(actor=actor, circle=circle, claims=claims, people=seen.pseudonyms, at=at)
    reads.record(
        actor=actor,
        name="leads.read",
        subjects=[circle.id],
        compartments=[Compartment.INTELLIGENCE],
        purpose=circle.purpose,
    )
    confirmed = Confirmed.rows.filter(circle=circle).values_list("pseudonym", flat=True)
    return circle, seen, frozenset(confirmed)


def _seen(
    lead: Lead, seen: Sightings, confirmed: frozenset[str], past: list[Judgement]
) -> LeadSeen:
    because, basis = [], set()
    for reason in lead.because:
        rests = _rests_on(reason, lead.subject, seen, confirmed)
        basis |= {each.claim.id for each in rests}
        shown = tuple(rests[:_CLAIMS_SHOWN])
        because.append(
            Why(_sentence(reason.sentence), reason.entity, shown, len(rests) - len(shown))
        )
    decided = tuple(map(_decided, past))
    return LeadSeen(
        circle=seen.circle,
        pseudonym=lead.subject,
        title=_title(lead),
        state=decided[0].state if decided else State.OPEN,
        stands=True,
        because=tuple(because),
        against=tuple(map(_sentence, lead.against)),
        unknown=tuple(map(_sentence, lead.unknown)),
        decided=decided,
        basis=tuple(sorted(basis)),
    )


def _left(circle: Circle, name: str, past: list[Judgement]) -> LeadSeen:
    """Return a lead of which only decisions are left."""
    decided = tuple(map(_decided, past))
    title = _("%(name)s: no reason stands any more") % {"name": name}
    return LeadSeen(
        circle=circle.id, pseudonym=name, title=title, state=decided[0].state, stands=False,
        because=(), against=(), unknown=(), decided=decided, basis=(),
    )  # fmt: skip


def _rests_on(
    reason: Reason, subject: str, seen: Sightings, confirmed: frozenset[str]
) -> list[Sighting]:
    """Return the claims that make a reason: the person's own, then those of confirmed people."""
    found = [
        each
        for each in seen.of(entity=reason.entity)
        if each.claim.pseudonym == subject
        or (each.claim.pseudonym in confirmed and each.claim.pseudonym in reason.shared_with)
    ]
    said = [each for each in found if each.certainty is not Certainty.DISPROVED]
    return sorted(said, key=lambda each: each.claim.pseudonym != subject)


def _title(lead: Lead) -> str:
    kinds = list(dict.fromkeys(kind_of(reason.kind).label.lower() for reason in lead.because))
    named = kinds[:_KINDS_NAMED]
    if len(kinds) > _KINDS_NAMED:
        named.append(_("more"))
    return _("%(name)s may share with people who were held: %(kinds)s") % {
        "name": lead.subject,
        "kinds": get_text_list(named, _("and")),
    }


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _decided(row: Judgement) -> Decided:
    plan = row.plan or {}
    return Decided(
        id=row.id,
        state=State(row.state),
        reason=str(row.reason or ""),
        plan={str(part): str(words) for part, words in _parts(plan)},
        by=row.decided_by.shown_name,
        at=row.withdrawn_at or row.decided_at,
    )


def _parts(plan: object) -> Iterable[tuple[object, object]]:
    return plan.items() if isinstance(plan, dict) else ()
