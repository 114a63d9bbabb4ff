"""Facts proposed for a sheet: from screenings, from claims, and from what was found in the case.

A proposal states nothing. A person confirms it, and then it is evidence; or sets it aside, and
then it is said that it was looked at. *Not sure*, *would rather not say* and *later* propose
nothing, and a sign answered *no* is no *no* to a fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.audit.writing import changes
from clew.ground.vault.compartments import Compartment
from clew.recognise.classification.holding import (
    LONGEST_WORDS,
    Evidence,
    Held,
    Source,
    of_status,
)
from clew.recognise.classification.models import Proposed
from clew.recognise.screening import queries as screenings
from clew.recognise.screening.interview import Choice
from clew.recognise.screening.permissions import check_keep
from clew.rules.law.bearing import fact_names, of_claim, of_sign
from clew.rules.law.deadlines import in_words
from clew.rules.law.known import Known
from clew.rules.network.kinds import entity_kinds
from clew.survivor.claims.queries import of_person as claims_of
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


class NotAFact(Exception):
    """What was sent is no fact of the worksheet, or neither yes nor no."""


class NoWords(Exception):
    """Nothing says what was found, or it is longer than somebody would read."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that says something of one fact, and where it stands.

    `unverified`: that it bears on this fact is the project's own reading; somebody picked it out
    otherwise.
    """

    fact: str
    evidence: Evidence = field(repr=False)
    where: str
    unverified: bool

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.fact}|{self.evidence.key}"

    @property
    def is_against(self) -> bool:
        """Whether it says no."""
        return self.evidence.says is Known.NO


def proposals(actor: Member, person: Person, held: Held, *, on: date) -> list[Proposal]:
    """Return what is proposed for a sheet and nobody has looked at yet, in the order of the law.

    Opens the screenings and claims of the person, each with a trace.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    check_change(actor, person)
    found = [
        *_from_screenings(actor, person, on),
        *_from_claims(actor, person, on),
        *_from_the_case(actor, person, on),
    ]
    looked_at = {f"{name}|{item.key}" for name, items in held.cited.items() for item in items}
    order = {name: place for place, name in enumerate(fact_names())}
    left = {item.key: item for item in found if item.key not in looked_at}
    return sorted(left.values(), key=lambda item: (order[item.fact], item.where, item.key))


def confirmed(held: Held, proposal: Proposal) -> Held:
    """Return the sheet resting on a proposal. It answers the fact only where nothing is answered.

    One that says no is evidence and answers nothing: unknown never becomes no by itself.
    """
    more = held.citing(proposal.fact, proposal.evidence)
    if proposal.is_against or held.answer(proposal.fact):
        return more
    return more.answering(proposal.fact, Known.YES.value)


def put_aside(held: Held, proposal: Proposal) -> Held:
    """Return the sheet with a proposal looked at, and not rested on."""
    return held.citing(proposal.fact, replace(proposal.evidence, set_aside=True))


def propose(
    *,
    actor: Member,
    person: Person,
    fact: str,
    says: str,
    source: Source,
    ref: UUID | None,
    words: str,
    on: date,
) -> Proposed:
    """Propose a fact that was found in the case file, for the sheets of the person.

    Raises:
        NotForYourRole: the actor keeps no worksheets.
        NotYours: the actor does not stand by the person.
        NotAFact: `fact` is none, or `says` is neither yes nor no.
        NoWords: there are no words, or more than `LONGEST_WORDS` characters.
    """
    check_keep(actor)
    check_change(actor, person)
    if fact not in fact_names() or says not in {Known.YES.value, Known.NO.value}:
        raise NotAFact
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise NoWords
    said = {
        "fact": fact,
        "says": says,
        "source": source.value,
        "ref": str(ref or ""),
        "words": words.strip(),
    }
    column = "status_said" if of_status(fact) else "said"
    with changes(actor=actor, purpose="support") as trace:
        row = Proposed(person=person, by=actor, made_on=on, **{column: said})
        row.save(force_insert=True)
        trace.record("classification.proposed", about=row, subjects=[person.id], fields=[column])
    return row


def _from_screenings(actor: Member, person: Person, on: date) -> Iterator[Proposal]:
    rows = screenings.visible_to(actor).filter(person=person).order_by("kept_at", "id")
    kept = [screenings.read(actor, row) for row in rows]
    present = {sign.id for each in kept for sign, _words in each.present}
    for each in kept:
        held = each.interview
        if held is None:
            continue
        where = f"Screening of {in_words(each.row.started_on)}"
        for sign in held.order:
            bearing, choice = of_sign(sign.id), held.choices.get(sign.id)
            # A no is told only where another screening says yes: the two contradict each other.
            says = {Choice.PRESENT: Known.YES, Choice.ABSENT: Known.NO}.get(choice or Choice.LATER)
            if bearing is None or says is None or (says is Known.NO and sign.id not in present):
                continue
            words = held.words.get(sign.id, "")
            for fact in bearing.facts:
                evidence = Evidence(
                    source=Source.SIGN,
                    ref=f"{each.row.id}/{sign.id}",
                    says=says,
                    words=f"{sign.label}: “{words}”" if words else sign.label,
                    by=str(actor.id),
                    on=on.isoformat(),
                    status=bearing.status,
                )
                yield Proposal(fact, evidence, where, unverified=True)


def _from_claims(actor: Member, person: Person, on: date) -> Iterator[Proposal]:
    rows = [row for row in claims_of(actor, person) if of_claim(row.kind)]
    if not rows:
        return
    reads.record(
        actor=actor,
        name="claims.opened",
        subjects=[person.id],
        compartments=[Compartment.TESTIMONY],
        about=f"people.Person:{person.id}",
    )
    for row in rows:
        bearing = of_claim(row.kind)
        if bearing is None or row.certainty == "disproved":
            continue
        label = entity_kinds()[row.kind].label if row.kind in entity_kinds() else row.kind
        for fact in bearing.facts:
            evidence = Evidence(
                source=Source.CLAIM,
                ref=str(row.id),
                says=Known.YES,
                words=f"{label}: {row.value}",
                by=str(actor.id),
                on=on.isoformat(),
            )
            yield Proposal(fact, evidence, f"Claim, graded {row.grade}", unverified=True)


def _from_the_case(actor: Member, person: Person, on: date) -> Iterator[Proposal]:
    rows = list(Proposed.rows.filter(person=person).select_related("by").order_by("made_at", "id"))
    if not rows:
        return
    reads.record(
        actor=actor,
        name="classification.proposals_read",
        subjects=[person.id],
        compartments=[Compartment.TESTIMONY, Compartment.IMMIGRATION],
    )
    for row in rows:
        said = cast("dict[str, str]", row.said or row.status_said)
        if said["fact"] not in fact_names():
            continue  # a fact that the worksheet no longer asks
        evidence = Evidence(
            source=Source(said["source"]),
            ref=said["ref"],
            says=Known(said["says"]),
            words=said["words"],
            by=str(row.by_id),
            on=on.isoformat(),
        )
        where = f"Case file, {row.by.shown_name}, {in_words(row.made_on)}"
        yield Proposal(said["fact"], evidence, where, unverified=False)
