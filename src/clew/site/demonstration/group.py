"""The exploiting group: houses, offenders with roles, agencies, employers, vehicles, methods."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Final

from clew.site.demonstration.exploited import held_again, made_exploited
from clew.site.demonstration.figures import ACTIVE_HOUSES, HELD_SINCE, HOUSES
from clew.site.demonstration.group_records import (
    Account,
    Agency,
    Employer,
    Group,
    House,
    Method,
    Offender,
    Vehicle,
)
from clew.site.demonstration.names import mobile
from clew.site.demonstration.story_days import StoryDays

STREETS: Final = tuple(
    line.strip()
    for line in """
Alder Street, Bobbin Lane, Caraway Road, Damson Terrace, Elderflower Walk, Fennel Street,
Gorse Rise, Hazelnut Road, Ivyleaf Terrace, Jay Street, Kestrel Row, Lapwing Road,
Mallow Street, Nettle Lane, Osier Walk, Plover Street, Quince Road, Rushlight Lane,
Sorrel Street, Tansy Row, Umber Street, Vetch Road, Wren Terrace, Yarrow Street,
""".replace("\n", " ").split(",")
    if line.strip()
)
TOWNS: Final = (("Northmoor", "NM1 4ZZ"), ("Ashby Wold", "AW0 2ZZ"), ("Saltfield", "SF0 9ZZ"))
LANDMARKS: Final = (
    "behind the closed carpet shop",
    "opposite a church with a green door",
    "next to the bus depot",
    "by the canal, where the towpath is broken",
    "over a shop that sells phone cards",
    "with a sofa in the front garden",
    "across from the tyre yard",
    "at the end, by the railway arch",
)
AGENCIES: Final = (
    Agency("agency_1", "Brightpath Labour (made up)", "insider"),
    Agency("agency_2", "Keel Workforce (made up)", "corrupt"),
    Agency("agency_3", "Fairhand Staffing (made up)", "ordinary"),
    Agency("agency_4", "Two Rivers Temps (made up)", "ordinary"),
)
EMPLOYERS: Final = (
    Employer("employer_1", "Greenloop Sorting (made up)", "recycling"),
    Employer("employer_2", "Longfurrow Onions (made up)", "farm"),
    Employer("employer_3", "Hollin Poultry (made up)", "poultry"),
    Employer("employer_4", "Swiftbox Parcels (made up)", "parcels"),
    Employer("employer_5", "Oakpanel Sheds (made up)", "sheds and fencing"),
    Employer("employer_6", "Castlegate Builders (made up)", "construction"),
    Employer("employer_7", "work on the group's own houses", "house repairs"),
    Employer("employer_8", "Nightowl Parcels (made up)", "parcels"),
)
VEHICLES: Final = (
    Vehicle("vehicle_1", "NM00 QQA", "white minibus, one door another white"),
    Vehicle("vehicle_2", "NM00 QQB", "blue van without windows"),
    Vehicle("vehicle_3", "SF00 QQC", "silver estate car, cracked lamp"),
    Vehicle("vehicle_4", "AW00 QQD", "grey people carrier"),
    Vehicle("vehicle_5", "NM00 QQE", "black car with pale seats"),
)
# role, name, nickname, verdict, trial. Eleven convicted, one of them in absence; four are abroad.
_OFFENDERS: Final = """
leader|Borys Kowadło|the Uncle|convicted|1
leader|Jolanta Kaczeniec|Auntie|convicted|1
leader|Dorian Moździerz|the Tall One|absent|2
leader|Seba Żarnik|the Baker|abroad|
recruiter|Cyryl Dzwonnica|Smiler|convicted|1
recruiter|Lolek Barszcznik|the Cousin|none|
recruiter|Gerard Podkowa|Captain|none|
recruiter|Mela Szyszka|Mela from the bus|abroad|
recruiter|Iwo Pałeczka|Whistle|none|
recruiter|Tolek Sznurek|Grey Hat|abroad|
transporter|Hilary Obręcz|the Driver|convicted|2
transporter|Zenek Kołatka|Radio|none|
transporter|Ksawery Lejek|Long Coat|none|
house_supervisor|Apolinary Gwóźdź|Keys|convicted|1
house_supervisor|Wit Szpikulec|the Dog Man|convicted|2
house_supervisor|Oktawian Cebrzyk|Slippers|none|
house_supervisor|Roch Pogrzebacz|Poker|abroad|
house_supervisor|Dyzio Korytko|Half Tooth|none|
house_supervisor|Nina Maglownica|Nina Upstairs|none|
account_escort|Pola Kałamarz|the Teacher|convicted|1
account_escort|Wanda Stempelek|Miss Forms|none|
account_escort|Rita Segregator|Rita|none|
agency|Gavin Letterbox|Mr Gavin|convicted|3
agency|Celeste Inkwell|Celeste|none|
enforcer|Kosma Obuch|Boxer|convicted|3
enforcer|Ziemowit Dyszel|the Quiet One|convicted|3
enforcer|Alan Pasek|Belt|none|
enforcer|Igor Kłoda|Log|none|
launderer|Trevor Coalscuttle|the Accountant|none|
"""
METHODS: Final = tuple(
    Method(*line.split("|"))
    for line in """
recruit|meets people at bus stations, shelters and prison gates, with a job and a bed promised|\
place of recruitment, wording of the promise, nickname
travel|pays the coach ticket and calls it a debt; several people on one coach|\
coach and day of arrival, vehicle that collects
house|four to a room, and a supervisor who lives there|address, landmark, what is broken
paper_identity|one escort opens accounts and answers for the person|\
letter address, phone on the form, branch and day
work|a worker inside the agency signs people on without asking them|\
agency, introducer, days on which people start
money|pay goes to cards the group holds, or straight to its own accounts|\
several people paid into one account, cash drawn within minutes of pay
control|says they are here illegally and would be arrested, and invents debts|\
the same threat in different accounts
move|moves people between houses when anybody asks questions|\
one person at several addresses, one address with changing people
exit|puts out those who are ill; others come to a kitchen for food|\
first contact in the notes of a charity, not of the police
""".replace("\\\n", "")
    .strip()
    .splitlines()
)
_PHONES: Final = 14
_EXPLOITERS_ACCOUNTS: Final = 6
_FIRST_GROUP_PHONE: Final = 100


def offenders() -> tuple[Offender, ...]:
    """Return the cast of the group, the same in every world: roles known, full cast assumed."""
    found = []
    for number, line in enumerate(_OFFENDERS.strip().splitlines(), start=1):
        role, name, nickname, verdict, trial = line.split("|")
        numbered = int(trial) if trial else None
        found.append(Offender(f"offender_{number}", name, nickname, role, verdict, numbered))
    return tuple(found)


def made_houses(rng: Random, start: date, end: date) -> tuple[House, ...]:
    """Return thirty houses of which nine are open on every day from `start` to `end`."""
    weeks = (end - start).days // 7
    places = [(str(number), street) for street in STREETS for number in range(3, 60, 7)]
    rng.shuffle(places)
    runs = [4] * (HOUSES - 3 * ACTIVE_HOUSES) + [3] * (4 * ACTIVE_HOUSES - HOUSES)
    houses: list[House] = []
    for run in runs:
        cuts = [round(weeks * (step + rng.uniform(-0.2, 0.2)) / run) for step in range(1, run)]
        edges = [start, *(start + timedelta(weeks=cut) for cut in cuts), end]
        for opened, closed in pairwise(edges):
            number, street = places[len(houses)]
            town, postcode = rng.choices(TOWNS, weights=(6, 2, 2))[0]
            houses.append(
                House(
                    key=f"house_{len(houses) + 1}",
                    number=number,
                    street=street,
                    town=town,
                    postcode=postcode,
                    landmark=rng.choice(LANDMARKS),
                    rooms=rng.choice((2, 2, 3)),
                    opened_on=opened,
                    closed_on=closed,
                )
            )
    return tuple(houses)


def made_group(rng: Random, days: StoryDays) -> Group:
    """Return the group of one world."""
    period = (days.group_from, days.arrests)
    houses = made_houses(rng, *period)
    phones = tuple(mobile(_FIRST_GROUP_PHONE + 7 * number) for number in range(_PHONES))
    cast = offenders()
    own = _exploiters_accounts(cast, days, phones)
    people, theirs = made_exploited(
        rng, period=period, houses=houses, cast=cast, phones=phones, own=own
    )
    # The two houses opened again: the last of two slots, closed since the arrests.
    again = [house for house in houses if house.closed_on == days.arrests][:2]
    held, held_accounts = held_again(
        rng,
        today=days.today,
        houses=[replace(house, closed_on=days.today) for house in again],
        cast=cast,
        phone=phones[-1],
        own=own[-1],
        total=HELD_SINCE,
    )
    return Group(
        period=period,
        exploited=people,
        held_since=held,
        houses=houses,
        accounts=(*own, *theirs, *held_accounts),
        agencies=AGENCIES,
        employers=EMPLOYERS,
        vehicles=VEHICLES,
        offenders=cast,
        phones=phones,
        methods=METHODS,
    )


def _exploiters_accounts(
    cast: tuple[Offender, ...], days: StoryDays, phones: tuple[str, ...]
) -> tuple[Account, ...]:
    holders = [item for item in cast if item.role in {"leader", "account_escort", "launderer"}]
    return tuple(
        Account(
            key=f"account_x{number + 1}",
            holder=holders[number].key,
            bank="Wold Building Society (made up)",
            sort_code="00-00-00",
            number=f"0000{9001 + number}",
            opened_on=days.group_from + timedelta(days=40 * number),
            correspondence=f"{number + 2} Clockmaker Court, Northmoor NM1 4ZZ",
            phone=phones[number],
            escort="",
            exploiters=True,
        )
        for number in range(_EXPLOITERS_ACCOUNTS)
    )
