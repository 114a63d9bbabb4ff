"""What holds a referral back: a notice that would name somebody, an age that is contradicted."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault.compartments import Compartment
from clew.recognise.mechanisms.form import Shape
from clew.recognise.mechanisms.leaves import Leaf, as_copied
from clew.recognise.mechanisms.naming import Told, told_in
from clew.recognise.mechanisms.proposing import under_18
from clew.recognise.mechanisms.queries import Opened
from clew.rules.consent.kinds import Kind

_OF_THEIRS: Final = (Kind.IDENTITY, Kind.CONTACT, Kind.IMMIGRATION)


def naming_in(actor: Member, opened: Opened, leaves: Sequence[Leaf]) -> list[tuple[Leaf, Told]]:
    """Return each answer that would leave and names somebody, with what of them it tells."""
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


def age_is_contradicted(actor: Member, opened: Opened, *, on: date) -> bool:
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
