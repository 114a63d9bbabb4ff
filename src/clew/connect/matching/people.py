"""Who in a circle may be one person: taking released names in, and asking about somebody.

Start here. Each asks for the actor's right first and leaves a trace before anything is opened. What
was taken back is gone already (`letting_go`); what it touched is put right by the next question.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone

from clew.connect.matching import learnt
from clew.connect.matching.learnt import Learnt, learnt_of
from clew.connect.matching.letting_go import let_go
from clew.connect.matching.models import LearntModel, PersonBasis, PersonRecord
from clew.connect.matching.permissions import circle_for
from clew.connect.matching.sealed_store import SealedStore
from clew.connect.matching.statements import stored, told, wait_for_turns
from clew.engines.linkage.arriving import again
from clew.engines.linkage.standing import Standing
from clew.ground.accounts.models import Circle, Member
from clew.ground.audit import reads
from clew.ground.audit.writing import Trace, changes
from clew.ground.vault.compartments import Compartment
from clew.rules.consent.kinds import Purpose
from clew.rules.linkage.identity import IDENTITY, record_of
from clew.survivor.release.models import ReleasedClaim
from clew.survivor.release.queries import ClaimSeen, released_claims

_OPENS: Final = (Compartment.INTELLIGENCE,)
_COMPARED: Final = "circle.people_compared"
_SETTLED: Final = (
    "SELECT NOT EXISTS (SELECT 1 FROM matching_personrecord WHERE circle_id = %s AND anew) "
    "AND NOT EXISTS (SELECT 1 FROM matching_personrecord WHERE circle_id = %s AND until_on < %s)"
)


@dataclass(frozen=True, slots=True)
class MayBe:
    """Somebody known in a circle who may be the one asked about: by pseudonym, and why."""

    pseudonyms: tuple[str, ...]
    probability: float
    because: str


def take_model(*, actor: Member, circle: Circle, folder: Path) -> LearntModel:
    """Give a circle the model of an answer of `clew resolve`; it stays frozen.

    Where the circle had another one, its people are let go: `take_in` brings all of them in anew.

    Args:
        actor: who takes it.
        circle: for which circle.
        folder: the folder `index` of the answer. Its words and values are kept as tokens only.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
        WrongInput, OSError: the folder holds no model that can be read.
    """
    circle = circle_for(actor, circle.id)
    with changes(actor=actor, purpose=circle.purpose) as trace:
        wait_for_turns([circle.id])
        PersonRecord.rows.filter(circle=circle).delete()
        for before in LearntModel.rows.filter(circle=circle):
            trace.deletes("circle.model_let_go", about=before, subjects=[circle.id])
        model = LearntModel(circle=circle, taken_by=actor)
        learnt.write(model, folder)
        trace.record("circle.model_taken", about=model, subjects=[circle.id])
    return model


def take_in(*, actor: Member, circle: Circle, on: date | None = None) -> int:
    """Bring in those of whom something was released that says who they are; return how many.

    Pulled by whoever looks, as the gate knows nothing of this room. Of whom more was released, the
    record is made anew from all of it.

    Args:
        actor: who looks.
        circle: whose people.
        on: the day; today where the house stands, unless said otherwise.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
        NoModel: the circle has no model yet.
    """
    circle, day = circle_for(actor, circle.id), _day(actor, on)
    model = learnt_of(circle.id)
    _settle(actor, circle, model, day)
    waiting = ReleasedClaim.rows.filter(
        circle=circle, kind__in=IDENTITY, release__recalled_at=None, release__until_on__gte=day
    ).exclude(id__in=PersonBasis.rows.filter(record__circle=circle).values("claim"))
    who = sorted(set(waiting.values_list("pseudonym", flat=True)))
    if not who:
        return 0
    seen = released_claims(actor, Purpose(circle.purpose), on=day, pseudonyms=who)
    claims = [each for each in seen if each.circle == circle.id and each.kind in IDENTITY]
    with _one_at_a_time(actor, circle) as trace:
        # Whoever took one back meanwhile was first: nothing is made from it.
        there = ReleasedClaim.rows.filter(id__in=[claim.id for claim in claims])
        last_days = dict(there.values_list("id", "release__until_on"))
        left = [claim for claim in claims if claim.id in last_days]
        for pseudonym, group in groupby(left, key=lambda claim: claim.pseudonym):
            known = list(group)
            let_go(PersonRecord.rows.filter(circle=circle, pseudonym=pseudonym))
            _add(circle, model, pseudonym, known)
            last = min(filter(None, (last_days[claim.id] for claim in known)))
            PersonRecord.rows.filter(circle=circle, pseudonym=pseudonym).update(until_on=last)
        _compare_anew(circle, model)
        trace.record("circle.people_taken_in", about=circle, subjects=[circle.id])
    return len({claim.pseudonym for claim in left})


def ask(
    *,
    actor: Member,
    circle: Circle,
    statements: Iterable[tuple[str, str]],
    on: date | None = None,
) -> list[MayBe]:
    """Return who in a circle may be somebody, the most probable first. Nothing of it is kept.

    Call `take_in` first, so that what was released since is there. The trace says that the circle's
    people were compared, and names everybody who is shown.

    Args:
        actor: who asks.
        circle: among whom.
        statements: what is known of somebody: kinds of `rules.linkage.identity` with values.
        on: the day; today where the house stands, unless said otherwise.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
        NoModel: the circle has no model yet.
        SaysNotWho: a statement of another kind.
    """
    circle = circle_for(actor, circle.id)
    row = record_of(statements)
    model = learnt_of(circle.id)
    _settle(actor, circle, model, _day(actor, on))
    reads.record(
        actor=actor, name=_COMPARED, subjects=[circle.id], compartments=_OPENS,
        purpose=circle.purpose,
    )  # fmt: skip
    matches = Standing(SealedStore(circle.id, model), model.model).ask(row)
    found = [MayBe(match.record_ids, match.probability, match.because) for match in matches]
    shown = [pseudonym for each in found for pseudonym in each.pseudonyms]
    if shown:
        of = ReleasedClaim.rows.filter(circle=circle, pseudonym__in=shown)
        people = sorted(set(of.values_list("release__person", flat=True)))
        reads.record(
            actor=actor, name="circle.person_found", subjects=people, purpose=circle.purpose
        )
    return found


def _add(circle: Circle, model: Learnt, pseudonym: str, claims: Sequence[ClaimSeen]) -> None:
    store = SealedStore(circle.id, model)  # one for each: what was opened is forgotten with it
    row = record_of((claim.kind, claim.value) for claim in claims)
    Standing(store, model.model).add(pseudonym, row)
    store.write()
    record = PersonRecord.rows.get(circle=circle, pseudonym=pseudonym)
    PersonBasis.rows.bulk_create(PersonBasis(record=record, claim_id=claim.id) for claim in claims)


def _settle(actor: Member, circle: Circle, model: Learnt, day: date) -> None:
    """Let those go whose last day is over, and put right what those touched who went."""
    ((settled,),) = told(_SETTLED, [stored(circle.id), stored(circle.id), day.isoformat()])
    if settled:
        return
    with _one_at_a_time(actor, circle) as trace:
        let_go(PersonRecord.rows.filter(circle=circle, until_on__lt=day))
        _compare_anew(circle, model)
        trace.record("circle.people_settled", about=circle, subjects=[circle.id])


def _compare_anew(circle: Circle, model: Learnt) -> None:
    touched = PersonRecord.rows.filter(circle=circle, anew=True).order_by("arrival")
    numbers = list(touched.values_list("number", flat=True))
    if not numbers:
        return
    store = SealedStore(circle.id, model)
    again(store, model.model, numbers)
    store.write()
    PersonRecord.rows.filter(circle=circle, number__in=numbers).update(anew=False)


@contextmanager
def _one_at_a_time(actor: Member, circle: Circle) -> Iterator[Trace]:
    """Change a circle's people one change after the other: each rests on the one before."""
    with changes(actor=actor, purpose=circle.purpose) as trace:
        wait_for_turns([circle.id])
        trace.opens(_COMPARED, subjects=[circle.id], compartments=_OPENS)
        yield trace


def _day(actor: Member, on: date | None) -> date:
    return on or timezone.localdate(timezone=ZoneInfo(actor.organisation.time_zone))
