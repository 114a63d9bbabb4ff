"""How far each chain came: from a screening over a referral and a case to a charge.

A chain is one person's way. Somebody known to two organisations is two persons; a referral that
was accepted joins them. Only codes and days are read, nothing sealed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import circles_of
from clew.inform.statistics.categories import STAGES
from clew.recognise.referrals import counting as referrals
from clew.recognise.screening import counting as screenings
from clew.support.casework import counting as cases
from clew.survivor.release import counting as releases

_ORDER: Final = tuple(STAGES)
_OF_MILESTONE: Final[Mapping[str, str]] = {
    "report": "reported",
    "statement": "reported",
    "charge": "charged",
    "trial": "charged",
    "conviction": "charged",
}


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain: whose, where it began, how far it came, and why a referral was declined.

    `people` are the persons it is made of, for the trace; nothing frozen keeps them.
    """

    people: frozenset[UUID]
    session: str
    began_on: date
    reached: str
    ended: str = ""


def chains_near(actor: Member, *, until: date) -> list[Chain]:
    """Return the chains of the actor's organisation and of those in its circles, up to a day."""
    near = {actor.organisation_id}
    for circle in circles_of(actor):
        near |= set(circle.organisations.values_list("id", flat=True))
    opened = cases.to_count(near, until=until)
    sent = referrals.to_count(near, until=until)
    people = {case.person for case in opened} | {referral.person for referral in sent}
    return linked(
        screenings.to_count(near, until=until),
        sent,
        opened,
        releases.released_to_police(people, until=until),
    )


def linked(
    screened: Iterable[screenings.Screened],
    sent: Iterable[referrals.Sent],
    opened: Iterable[cases.Opened],
    police: frozenset[UUID],
) -> list[Chain]:
    """Return one chain for each person's way, joined by referrals.

    Args:
        screened: screenings, the earliest first.
        sent: referrals, the earliest first; a person's last one counts, since a referral that was
            declined may be made again elsewhere.
        opened: cases.
        police: the people about whom something was handed to the police.
    """
    first: dict[UUID, screenings.Screened] = {}
    for each in screened:
        first.setdefault(each.person, each)
    last = {referral.person: referral for referral in sent}
    by_referral = {case.referral: case for case in opened if case.referral is not None}
    own = {case.person: case for case in opened if case.referral is None}
    joined = set()
    chains = []
    for person in sorted(first.keys() | last.keys()):
        screening, referral = first.get(person), last.get(person)
        case = by_referral.get(referral.id) if referral else None
        if case is None:
            case = own.pop(person, None)
        else:
            joined.add(case.referral)
        chains.append(_chain(person, screening, referral, case, police))
    left = [case for key, case in by_referral.items() if key not in joined]
    chains += [_chain(case.person, None, None, case, police) for case in (*own.values(), *left)]
    return chains


def _chain(
    person: UUID,
    screening: screenings.Screened | None,
    referral: referrals.Sent | None,
    case: cases.Opened | None,
    police: frozenset[UUID],
) -> Chain:
    passed = ["recognised"]
    if referral:
        passed.append("accepted" if referral.accepted else "referred")
    if case:
        passed.append("case_opened")
        passed += [_OF_MILESTONE[code] for code in case.milestones if code in _OF_MILESTONE]
    if person in police or (case and case.person in police):
        passed.append("released")
    steps = [step for step in (screening, referral, case) if step is not None]
    return Chain(
        people=frozenset({person, case.person} if case else {person}),
        session=next((step.session for step in steps if step.session), ""),
        began_on=min(step.on for step in steps),
        reached=max(passed, key=_ORDER.index),
        ended=referral.ended if referral and not case else "",
    )
