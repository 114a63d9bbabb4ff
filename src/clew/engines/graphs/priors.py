"""How many innocent people to suppose behind an identifier, by its form. Set by hand.

Every figure is an assumption of this project: an account is held by one or two people, a landlord
or a coach is met by dozens, an agency by thousands. They were set before anything was measured and
were not fitted; what was fitted is the re-ranker, and its card says on what.
"""

from typing import Final

INNOCENTS: Final = {
    ("account", "number"): 4.0,
    ("account", "last4"): 15.0,
    ("phone", "end"): 12.0,
    ("address", "town"): 4.0,
    ("address", "street"): 15.0,
    ("vehicle", "starts"): 20.0,
    ("vehicle", "starts3"): 60.0,
    ("vehicle", "ends"): 40.0,
    ("person", "given"): 60.0,
    ("person", "heard"): 20.0,
}
"""By kind and form; a form that is not here has the figure of its kind."""

INNOCENTS_OF_KIND: Final = {
    "account": 1.0,
    "document": 1.0,
    "phone": 2.0,
    "email": 2.0,
    "address": 3.0,
    "vehicle": 4.0,
    "person": 8.0,
    "travel": 25.0,
    "place_of_recruitment": 60.0,
    "employer": 4000.0,
    "agency": 4000.0,
}
"""A kind that is not here is made for many people and never speaks."""

FAMILIES: Final = (
    *("account", "contact", "address", "vehicle", "person", "journey", "work"),
    "identity",
)
"""Kinds that leave a like trace, for counting; see `FAMILY_OF`. The last is no thing: records that
may be one person."""

FAMILY_OF: Final = {
    "account": 0,
    "document": 0,
    "phone": 1,
    "email": 1,
    "address": 2,
    "vehicle": 3,
    "person": 4,
    "travel": 5,
    "place_of_recruitment": 5,
    "employer": 6,
    "agency": 6,
    "same": 7,
}

GENERIC: Final = frozenset({"travel", "place_of_recruitment", "employer", "agency"})
"""Kinds often written in words that many would use: "a friend", "coach". What is under suspicion
spreads no further over them, and used by more people than `kinds.yaml` calls ordinary they are
silent."""

MOST_HOLDERS: Final = 60
"""An identifier of more people, known and supposed, is a hub."""

LEAST_SHARE: Final = 0.01
"""A hub speaks only from here on: one in a hundred of its people, the supposed ones counted,
confirmed or under suspicion. A hostel with two confirmed guests says nothing."""

LEAST_HEARD: Final = 0.002
"""The same for what is no hub: below, following it further finds nobody."""


def innocents(kind: str, form: str) -> float:
    """Return how many innocent people to suppose; infinite for benign kinds."""
    return INNOCENTS.get((kind, form), INNOCENTS_OF_KIND.get(kind, float("inf")))
