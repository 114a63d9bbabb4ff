"""What would leave, what stays and why; and letting it go, through the one gate.

An adult's referral leaves on their yes. A child's leaves on the duty to protect it. A notice about
an adult who declined leaves without what names them, on a duty of those whom the law binds; of any
other house it leaves on the adult's yes or not at all. Crossing, nationality and papers leave on a
yes alone, whatever the way; without it their fields stay here, and the export says so.
"""

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member, Organisation
from clew.ground.audit import reads
from clew.ground.audit.writing import changes
from clew.ground.vault.compartments import Compartment
from clew.recognise.mechanisms.actions import AlreadyLeft
from clew.recognise.mechanisms.bound import duty_of
from clew.recognise.mechanisms.form import Field, Mechanism, Page, Route, Said, Shape
from clew.recognise.mechanisms.models import Preparation, Sending
from clew.recognise.mechanisms.naming import Told, told_in
from clew.recognise.mechanisms.permissions import check_prepare
from clew.recognise.mechanisms.proposing import under_18
from clew.recognise.mechanisms.queries import Opened, authorities, open_whole, preparation_for
from clew.recognise.mechanisms.walking import (
    NOTHING,
    Values,
    fields_asked,
    is_anonymous,
    pages_asked,
    route_of,
)
from clew.rules.consent.deciding import Allowed, Refused
from clew.rules.consent.kinds import Kind
from clew.survivor.release import actions as release
from clew.survivor.release.gate import ask_each
from clew.survivor.release.items import Item, fingerprint

KINDS: Final = (Kind.IDENTITY, Kind.CONTACT, Kind.ACCOUNT, Kind.NEEDS, Kind.IMMIGRATION)
_OF_THEIRS: Final = (Kind.IDENTITY, Kind.CONTACT, Kind.IMMIGRATION)
_JOINED: Final = ";"  # codes of several choices in one copy; no code has it


class Stays(StrEnum):
    """Why an answer does not leave."""

    NO_YES = "no_yes"
    NAMES = "names"
    NOT_SENT = "not_sent"

    @property
    def words(self) -> Promise:
        """Why, in one sentence."""
        return _WHY[self]


_WHY: Final = {
    Stays.NO_YES: _("There is no yes of theirs to telling this."),
    Stays.NAMES: _("It would name them, and this notice names nobody."),
    Stays.NOT_SENT: _("The form does not send it."),
}


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
class Leaf:
    """One answer of this way: what it says, and why it stays if it does."""

    page: Page
    field: Field
    said: Said = dataclasses.field(repr=False)
    stays: Stays | None = None

    @property
    def words(self) -> str:
        """What it says, as a person reads it."""
        return self.field.words_of(self.said)


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
    naming = tuple(_naming(actor, opened, leaves)) if anonymous else ()
    return Departure(
        route_id=route_id,
        route=route,
        duty=duty,
        leaves=leaves,
        refused=refused,
        naming=naming,
        against=_age_is_contradicted(actor, opened, on=on),
        anonymous=anonymous,
        without_status=Kind.IMMIGRATION not in allowed,
        epoch=person.consent_epoch,
    )


def sorted_out(
    mechanism: Mechanism, values: Values, *, allowed: Collection[Kind], anonymous: bool
) -> list[Leaf]:
    """Return each answer of this way through the form, in its order, and whether it stays.

    Only immigration stays field by field. Where another kind may not go, the whole does not: a
    referral with half an account helps nobody.
    """
    found = []
    for page in pages_asked(mechanism, values):
        for each in fields_asked(page, values):
            said = values.get(each.id, "")
            if said not in NOTHING:
                stays = _why_it_stays(each, allowed=allowed, anonymous=anonymous)
                found.append(Leaf(page, each, said, stays))
    return found


def as_copied(said: Said) -> str:
    """Write an answer as a copy holds it."""
    return _JOINED.join(said) if isinstance(said, list) else said


def from_copy(each: Field, copied: str) -> Said:
    """Read what `as_copied` wrote."""
    return copied.split(_JOINED) if each.shape is Shape.MANY else copied


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
        left = release.commit(
            actor=actor, person=row.person, items=found.items, recipient=to,
            purpose=found.route.purpose, on=on, epoch=epoch, duty=found.duty,
        )  # fmt: skip
        sending = Sending(
            person=row.person,
            organisation_id=row.organisation_id,
            mechanism=row.mechanism,
            release=left,
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
            "national_referral.left", about=sending, subjects=[row.person_id, left.id],
            fields=left.kinds,
        )  # fmt: skip
    return sending


def _why_it_stays(each: Field, *, allowed: Collection[Kind], anonymous: bool) -> Stays | None:
    if not each.sent:
        return Stays.NOT_SENT
    if anonymous and each.names:
        return Stays.NAMES
    if each.leaves is Kind.IMMIGRATION and each.leaves not in allowed:
        return Stays.NO_YES
    return None


def _naming(actor: Member, opened: Opened, leaves: Sequence[Leaf]) -> list[tuple[Leaf, Told]]:
    person = opened.row.person
    reads.record(
        actor=actor,
        name="national_referral.names_compared",
        subjects=[person.id],
        compartments=[Compartment.IDENTITY],
        purpose="release",
    )
    names = [str(name) for name in (person.full_name, person.called) if name]
    names += _typed(opened, [Kind.IDENTITY], [Shape.LINE])
    born = _typed(opened, [Kind.IDENTITY], [Shape.DATE])
    born += [str(person.born)] if person.born else []
    known = _typed(opened, _OF_THEIRS, [Shape.LINE, Shape.PHONE])
    return [
        (leaf, told)
        for leaf in leaves
        if leaf.stays is None and not leaf.field.choices
        for told in told_in(
            as_copied(leaf.said), names=names, code=person.code, born=born, known=known
        )
    ]


def _typed(opened: Opened, about: Collection[Kind], shapes: Collection[Shape]) -> list[str]:
    """Return what the form holds of theirs on any way, confirmed or not: typed, it is known."""
    return [
        as_copied(opened.answers[each.id].said)
        for each in opened.mechanism.fields()
        if each.about in about and each.shape in shapes and each.id in opened.answers
    ]


def _age_is_contradicted(actor: Member, opened: Opened, *, on: date) -> bool:
    """Say whether a date of birth, of the file or of the form, speaks against the age answered.

    On the age hangs whether anybody is asked for consent. Not sure stands against no date that is
    not sure either; against one that is, it does not.
    """
    asks, person = opened.mechanism.age, opened.row.person
    if asks is None:
        return False
    reads.record(
        actor=actor,
        name="national_referral.age_compared",
        subjects=[person.id],
        compartments=[Compartment.IDENTITY],
        purpose="release",
    )
    typed = opened.values.get(asks.born, "") if asks.born else ""
    ages = {"yes": asks.child, "no": asks.grown_up}
    dates = {under_18(str(born), on=on) for born in (person.born, typed) if born}
    return bool({ages[each] for each in dates if each in ages} - {opened.values.get(asks.field)})
