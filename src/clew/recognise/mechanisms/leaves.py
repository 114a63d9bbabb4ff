"""Which answers of a referral would leave and which stay, and how one is written in a copy."""

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.recognise.mechanisms.form import Field, Mechanism, Page, Said, Shape
from clew.recognise.mechanisms.walking import NOTHING, Values, fields_asked, pages_asked
from clew.rules.consent.kinds import Kind

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


def _why_it_stays(each: Field, *, allowed: Collection[Kind], anonymous: bool) -> Stays | None:
    if not each.sent:
        return Stays.NOT_SENT
    if anonymous and each.names:
        return Stays.NAMES
    if each.leaves is Kind.IMMIGRATION and each.leaves not in allowed:
        return Stays.NO_YES
    return None
