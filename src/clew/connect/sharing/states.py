"""The states of a request for information: of each thing asked for, and of a lawful order."""

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ItemState(StrEnum):
    """What became of one thing that was asked for."""

    ASKED = "asked"
    AGREED = "agreed"  # it will go through the gate, once the person has said yes
    REFUSED = "refused"
    NOT_HELD = "not_held"


class Reason(StrEnum):
    """Why something is refused. None of them says whether it is there."""

    NO_CONSENT = "no_consent"
    NOT_NEEDED = "not_needed"
    PRIVILEGED = "privileged"
    DANGER = "danger"
    OTHER = "other"


REASONS: Final[dict[Reason, Promise]] = {
    Reason.NO_CONSENT: _("There is no yes of the person’s for it"),
    Reason.NOT_NEEDED: _("It is not needed for this purpose"),
    Reason.PRIVILEGED: _("It is between the person and a lawyer"),
    Reason.DANGER: _("It could put somebody in danger"),
    Reason.OTHER: _("Another reason"),
}


class Basis(StrEnum):
    """On what something is asked for. An order is no way through the gate: people look at it."""

    CONSENT = "consent"
    ORDER = "order"


BASES: Final[dict[Basis, Promise]] = {
    Basis.CONSENT: _("The person’s consent: please ask them"),
    Basis.ORDER: _("An order of a court, or of a law"),
}


class OrderState(StrEnum):
    """Who has to look at a lawful order next."""

    NONE = ""
    COUNSEL = "counsel"
    PERSON = "person"
    SECOND = "second"
    CLEARED = "cleared"
    CONTESTED = "contested"


NEXT: Final[dict[OrderState, frozenset[OrderState]]] = {
    OrderState.NONE: frozenset(),
    OrderState.COUNSEL: frozenset({OrderState.PERSON, OrderState.CONTESTED}),
    OrderState.PERSON: frozenset({OrderState.SECOND, OrderState.CONTESTED}),
    OrderState.SECOND: frozenset({OrderState.CLEARED, OrderState.CONTESTED}),
    OrderState.CLEARED: frozenset({OrderState.CONTESTED}),
    OrderState.CONTESTED: frozenset(),
}
WHO_PRESSES: Final[dict[OrderState, Promise]] = {
    OrderState.COUNSEL: _(
        "A lawyer reads it and says what is privileged. Who stands by the person writes that down."
    ),
    OrderState.PERSON: _("Who stands by the person tells them, unless the order forbids it."),
    OrderState.SECOND: _("A second person looks at all of it, under Second eyes."),
    OrderState.CLEARED: _(
        "Two people looked at it. What the person says yes to goes through the gate; "
        "the rest your lawyer answers outside Clew."
    ),
    OrderState.CONTESTED: _("It is contested. Nothing leaves on it."),
}
