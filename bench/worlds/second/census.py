"""How many innocent things look like a group's, and how large each is: `census.json`."""

from typing import Any, Final

import numpy as np

from bench.worlds.second.arrays import Array
from bench.worlds.second.ledger import SOURCE, SOURCES
from bench.worlds.second.making import Made
from bench.worlds.second.numbers import AGENCY_PHONES, HELPLINE, HOSTEL_PHONES
from bench.worlds.second.places import Kind

_LANDLORDS: Final = 90_000_000


def count(made: Made) -> dict[str, Any]:
    """Return counts of a world: people, records by source, look-alikes by size."""
    c, world = made.columns, made.world
    people = world.people
    victims = (
        np.concatenate([ring.victims for ring in made.rings]) if made.rings else np.empty(0, int)
    )
    ordinary = c["source"] != SOURCE["disclosure"]
    written = np.zeros(len(people.culture), bool)
    written[c["person"][ordinary]] = True
    lived = np.concatenate([homes for _, homes, _, _ in world.stays])
    through = np.bincount(lived, minlength=len(world.homes.kind))
    houses = {h for ring in made.rings for h in ring.holdings["address"]}
    free_houses = _innocent_tenants(made, houses)
    phones, friends = c["phone"], c["friend"]
    both = (people.partner >= 0) & (people.account >= 0)
    joint = both & (people.account[people.partner] == people.account)
    shelters = np.isin(c["home"], world.homes.of_kind(Kind.SHELTER))
    led = np.isin(friends, made.leaders[made.leaders >= 0])
    by_source = np.bincount(c["source"], minlength=len(SOURCES)).tolist()
    agency_phone = (phones >= AGENCY_PHONES) & (phones < HOSTEL_PHONES)
    hostel_phone = (phones >= HOSTEL_PHONES) & (phones < HOSTEL_PHONES + 900)
    return {
        "people": len(people.culture),
        "victims": len(victims),
        "victims_in_no_ordinary_record": int((~written[victims]).sum()),
        "accounts_of_victims": len(made.accounts),
        "records": len(c["person"]),
        "records_by_source": dict(zip(SOURCES, by_source, strict=True)),
        "lookalikes": {
            "hostel": _largest(through[world.homes.kind == Kind.HOSTEL]),
            "shared_house": _largest(through[world.homes.kind == Kind.SHARED]),
            "care_of_shelter": _largest(_sizes(c["home"][shelters])),
            "landlord_phone": _largest(_sizes(phones[(phones >= _LANDLORDS)])),
            "helpline_phone": _largest(_sizes(phones[phones == HELPLINE])),
            "payroll_phone": _largest(_sizes(phones[agency_phone])),
            "hostel_phone": _largest(_sizes(phones[hostel_phone])),
            "agency": _largest(_sizes(c["agency"][c["agency"] >= 0])),
            "employer": _largest(_sizes(c["employer"][c["employer"] >= 0])),
            "interpreter": _largest(_sizes(friends[led])),
            "coach": _largest(_sizes(c["coach"][c["coach"] >= 0])),
            "friends_introduced": int((friends[c["source"] == SOURCE["agency list"]] >= 0).sum()),
            "joint_account_couples": int(joint.sum()) // 2,
            "recycled_numbers": world.recycled,
            "group_houses": len(houses),
            "group_houses_let_to_others": free_houses,
            "group_phones": len({p for ring in made.rings for p in ring.holdings["phone"]}),
            "accounts_of_other_harm": int((~ordinary).sum()) - len(made.accounts),
        },
    }


def _innocent_tenants(made: Made, houses: set[int]) -> int:
    """Return how many houses a group held were home to others before or after."""
    ring = made.world.people.ring
    let: set[int] = set()
    for who, homes, _, _ in made.world.stays:
        inside = np.isin(homes, list(houses)) & (ring[who] < 0)
        let |= set(homes[inside].tolist())
    return len(let)


def _sizes(values: Array) -> Array:
    return np.unique(values, return_counts=True)[1]


def _largest(sizes: Array) -> dict[str, int]:
    """Return how many of a kind there are, and the size of the largest."""
    used = sizes[sizes > 0]
    return {"many": len(used), "largest": int(used.max()) if len(used) else 0}
