"""What would leave, what stays and why; and letting it go, through the one gate.

An adult's referral leaves on their yes. A child's leaves on the duty to protect it. A notice about
an adult who declined leaves without what names them, on a duty of those whom the law binds; of any
other house it leaves on the adult's yes or not at all. Crossing, nationality and papers leave on a
yes alone, whatever the way; without it their fields stay here, and the export says so. Beside what
leaves on a duty they are a release of their own: who takes that yes back recalls them and no more.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Final

from clew.ground.accounts.models import Member, Organisation
from clew.ground.audit.writing import changes
from clew.recognise.mechanisms.actions import AlreadyLeft
from clew.recognise.mechanisms.bound import duty_of
from clew.recognise.mechanisms.form import Route
from clew.recognise.mechanisms.holding_back import age_is_contradicted, naming_in
from clew.recognise.mechanisms.leaves import Leaf, as_copied, sorted_out
from clew.recognise.mechanisms.models import Preparation, Sending
from clew.recognise.mechanisms.naming import Told
from clew.recognise.mechanisms.permissions import check_prepare
from clew.recognise.mechanisms.queries import Opened, authorities, open_whole, preparation_for
from clew.recognise.mechanisms.walking import (
    is_anonymous,
    route_of,
)
from clew.rules.consent.deciding import Allowed, Refused
from clew.rules.consent.kinds import Kind
from clew.survivor.release import actions as release
from clew.survivor.release.gate import ask_each
from clew.survivor.release.items import Item, fingerprint

KINDS: Final = (Kind.IDENTITY, Kind.CONTACT, Kind.ACCOUNT, Kind.NEEDS, Kind.IMMIGRATION)


class NotAnAuthority(Exception):
    """No authority for this mechanism, or none that is known here."""


class NotComplete(Exception):
    """A mandatory field has no confirmed answer, or it is not known which way it goes."""


class ChangedSincePreview(Exception):
    """What would leave is no longer what was shown. Nothing left; look again."""


class AgeContradicted(Exception):
    """The age that decides the way is not what a date of birth says. Nothing left."""


class NamesThem(Exception):
    """An answer of a notice that must name nobody would name them. Nothing left."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Everything of one referral that would leave, or the reason why nothing can."""

    route_id: str
    route: Route
    duty: str  # on which it leaves; nothing where the way has none, or this house is not bound
    leaves: tuple[Leaf, ...] = dataclasses.field(repr=False)
    refused: Refused | None
    naming: tuple[tuple[Leaf, Told], ...] = dataclasses.field(repr=False)
    against: bool  # a date of birth says another age than the answer that decides the way
    anonymous: bool
    on_duty: frozenset[Kind]  # what leaves without a yes of theirs
    without_status: bool  # whether or not anything of it was answered: a gap must not tell
    epoch: int

    @property
    def going(self) -> list[Leaf]:
        """What would leave."""
        return [leaf for leaf in self.leaves if leaf.stays is None]

    @property
    def staying(self) -> list[Leaf]:
        """What was answered and stays."""
        return [leaf for leaf in self.leaves if leaf.stays is not None]

    @property
    def items(self) -> list[Item]:
        """What would leave, as the gate takes it."""
        return [
            Item(leaf.field.leaves, leaf.field.code, as_copied(leaf.said)) for leaf in self.going
        ]

    @property
    def parcels(self) -> tuple[list[Item], list[Item]]:
        """What leaves together, and what leaves beside it on a yes of its own."""
        rest = [item for item in self.items if item.kind is not Kind.IMMIGRATION]
        of_status = [item for item in self.items if item.kind is Kind.IMMIGRATION]
        if rest and {item.kind for item in rest} <= self.on_duty:
            return rest, of_status
        return self.items, []

    @property
    def may_go(self) -> bool:
        """Whether nothing stands in the way."""
        return self.refused is None and not self.naming and not self.against


def departure(actor: Member, opened: Opened, to: Organisation, *, on: date) -> Departure:
    """Sort out what of an opened preparation would leave to an authority today.

    Raises:
        NotYours: the actor does not stand by the person.
        NotComplete: it is not known yet which way the form goes.
    """
    person, values = opened.row.person, opened.values
    way = route_of(opened.mechanism, values)
    if way is None:
        raise NotComplete
    route_id, route = way
    anonymous = is_anonymous(route, values)
    duty = duty_of(actor, route)
    answers = ask_each(
        actor=actor, person=person, kinds=KINDS, recipient=to, purpose=route.purpose, on=on,
        duty=duty,
    )  # fmt: skip
    allowed = frozenset(kind for kind, said in answers.items() if isinstance(said, Allowed))
    leaves = tuple(sorted_out(opened.mechanism, values, allowed=allowed, anonymous=anonymous))
    wanted = {leaf.field.leaves for leaf in leaves if leaf.stays is None}
    refused = next(
        (said for kind, said in answers.items() if kind in wanted and isinstance(said, Refused)),
        None,
    )
    naming = tuple(naming_in(actor, opened, leaves)) if anonymous else ()
    return Departure(
        route_id=route_id,
        route=route,
        duty=duty,
        leaves=leaves,
        refused=refused,
        naming=naming,
        against=age_is_contradicted(actor, opened, on=on),
        anonymous=anonymous,
        on_duty=frozenset(
            kind
            for kind, said in answers.items()
            if isinstance(said, Allowed) and not said.consents
        ),
        without_status=Kind.IMMIGRATION not in allowed,
        epoch=person.consent_epoch,
    )


def send(
    *,
    actor: Member,
    preparation: Preparation,
    to: Organisation,
    on: date,
    epoch: int,
    shown: str,
) -> Sending:
    """Let a referral or a notice leave: copies at the gate, and the row that says so.

    On which duty it leaves is worked out here from the confirmed answers, never taken from a page.

    Args:
        actor: who sends; one who stands by the person.
        preparation: what was prepared.
        to: the authority.
        on: the day.
        epoch: the state of the consents that the preview was made on.
        shown: `fingerprint` of what the preview showed.

    Raises:
        NoSuchPreparation: it is not the actor's, or its last day is over.
        NotAnAuthority: `to` is none.
        NotComplete: something mandatory is missing.
        AgeContradicted: a date of birth says another age.
        NamesThem: an anonymous notice would name them.
        RefusedNow: the consents do not cover it.
        StaleConsent: a consent changed since the preview.
        ChangedSincePreview: an answer changed since the preview.
        AlreadyLeft: it was sent before.
    """
    check_prepare(actor)
    row = preparation_for(actor, preparation.id, on=on)
    if not authorities(actor).filter(id=to.id).exists():
        raise NotAnAuthority
    opened = open_whole(actor, row)
    if opened.missing():
        raise NotComplete
    found = departure(actor, opened, to, on=on)
    if found.against:
        raise AgeContradicted
    if found.naming:
        raise NamesThem
    if found.refused is not None:
        raise release.RefusedNow(found.refused)
    if row.person.consent_epoch != epoch:
        raise release.StaleConsent
    if fingerprint(found.items) != shown:
        raise ChangedSincePreview
    return _let_go(actor, row, found, to, on=on, epoch=epoch)


def _let_go(
    actor: Member,
    row: Preparation,
    found: Departure,
    to: Organisation,
    *,
    on: date,
    epoch: int,
) -> Sending:
    with changes(actor=actor, purpose="release") as trace:
        held = Preparation.rows.select_for_update().get(id=row.id)
        if held.left_on is not None:
            raise AlreadyLeft
        if held.version != row.version:
            raise ChangedSincePreview
        together, beside = found.parcels
        left = release.commit(
            actor=actor, person=row.person, items=together, recipient=to,
            purpose=found.route.purpose, on=on, epoch=epoch, duty=found.duty,
        )  # fmt: skip
        on_yes = release.commit(
            actor=actor, person=row.person, items=beside, recipient=to,
            purpose=found.route.purpose, on=on, epoch=epoch,
        ) if beside else None  # fmt: skip
        sending = Sending(
            person=row.person,
            organisation_id=row.organisation_id,
            mechanism=row.mechanism,
            release=left,
            on_yes=on_yes,
            preparation=held,
            form_version=row.form_version,
            route=found.route_id,
            left_on=on,
            left_by=actor,
            anonymous=found.anonymous,
            without_status=found.without_status,
        )
        sending.save(force_insert=True)
        held.left_on = on
        held.save(update_fields=["left_on"])
        trace.record(
            "national_referral.closed", about=held, subjects=[row.person_id], fields=["left_on"]
        )
        trace.record(
            "national_referral.left", about=sending,
            subjects=[row.person_id, left.id, *([on_yes.id] if on_yes else [])],
            fields=[*left.kinds, *(on_yes.kinds if on_yes else [])],
        )  # fmt: skip
    return sending
