"""The ways in which people are held and hidden, each with its traces. All figures are [A]."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Way:
    """One way of holding people: who, and the share of victims each kind of thing touches."""

    name: str
    cultures: tuple[str, ...]
    women: float
    each_house: int  # people who pass through one house, 0 for none that anybody can name
    phone: float
    shared_account: float
    own_account: float
    agency: float  # on the books of the agency that is part of it
    honest_agency: float  # on the books of one that knows nothing
    employer: float
    vehicle: float
    travel: float
    bystanders: float  # people beside each victim who share such things and are not exploited
    months: int


LARGE: Final = Way(
    name="shared houses, one large group",
    cultures=("polish",),
    women=0.12,
    each_house=13,
    phone=0.50,
    shared_account=0.35,
    own_account=0.80,
    agency=0.35,
    honest_agency=0.55,
    employer=0.80,
    vehicle=0.60,
    travel=0.85,
    bystanders=0.15,
    months=64,
)
SMALL: Final = (
    Way(
        name="shared houses",
        cultures=("romanian", "polish", "ukrainian"),
        women=0.35,
        each_house=7,
        phone=0.55,
        shared_account=0.40,
        own_account=0.70,
        agency=0.0,
        honest_agency=0.60,
        employer=0.85,
        vehicle=0.55,
        travel=0.60,
        bystanders=0.3,
        months=30,
    ),
    Way(
        name="rural captivity",
        cultures=("english", "polish"),
        women=0.05,
        each_house=9,  # caravans of one site
        phone=0.04,
        shared_account=0.55,
        own_account=0.10,
        agency=0.0,
        honest_agency=0.0,
        employer=0.10,
        vehicle=0.70,
        travel=0.05,
        bystanders=0.1,
        months=70,
    ),
    Way(
        name="an agency among honest workers",
        cultures=("romanian", "ukrainian", "yoruba", "igbo"),
        women=0.45,
        each_house=10,
        phone=0.30,
        shared_account=0.30,
        own_account=0.80,
        agency=1.0,
        honest_agency=0.0,
        employer=0.90,
        vehicle=0.35,
        travel=0.20,
        bystanders=2.5,
        months=36,
    ),
    Way(
        name="crime online under guard",
        cultures=("chinese", "vietnamese", "habesha"),
        women=0.30,
        each_house=0,
        phone=0.45,
        shared_account=0.80,
        own_account=0.15,
        agency=0.25,
        honest_agency=0.0,
        employer=0.0,
        vehicle=0.0,
        travel=0.40,
        bystanders=0.2,
        months=20,
    ),
    Way(
        name="smuggled, some of them exploited",
        cultures=("vietnamese", "albanian", "habesha", "arabic"),
        women=0.30,
        each_house=6,
        phone=0.65,
        shared_account=0.15,
        own_account=0.05,
        agency=0.0,
        honest_agency=0.0,
        employer=0.40,
        vehicle=0.30,
        travel=0.95,
        bystanders=2.0,
        months=24,
    ),
)
