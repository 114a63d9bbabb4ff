"""What people share, each a number of its kind, and the text that stands for it."""

from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from bench.worlds.first.places import CITIES
from bench.worlds.first.pools import cultures

# Numbers below the first are everybody's, below the second a ring's; above, one household's.
OF_RINGS: Final = 10_000
OF_ONE: Final = 100_000
ABROAD: Final = 10**12  # a number from home carries its culture above this
EPOCH: Final = date(1970, 1, 1)

_PREFIXES: Final = tuple(f"07{a}{b}" for a in "134589" for b in "0123456789" if a + b != "70")
_PER_PREFIX: Final = 10**7
_PRIME: Final = 179_424_673
_LETTERS: Final = "ABCDEFGHJKLMNOPRSTUVWXY"
_WORDS: Final = (
    "Lantern",
    "Northgate",
    "Kestrel",
    "Orchard",
    "Bluebell",
    "Foundry",
    "Harbour",
    "Summit",
    "Meadow",
    "Anchor",
    "Cobalt",
    "Thistle",
    "Juniper",
    "Beacon",
    "Granite",
    "Sycamore",
    "Falcon",
    "Pennine",
    "Trident",
    "Willow",
    "Amber",
    "Castle",
    "Mercia",
    "Severn",
    "Humber",
    "Fenland",
    "Chiltern",
    "Cotswold",
    "Lomond",
    "Solent",
    "Tamar",
    "Wessex",
)
_TRADES: Final = (
    "Foods",
    "Parcels",
    "Recycling",
    "Poultry",
    "Farms",
    "Produce",
    "Logistics",
    "Packing",
    "Cleaning",
    "Care",
    "Builders",
    "Beds",
    "Car-Wash",
    "Nails",
    "Hotels",
    "Bakery",
    "Laundry",
    "Timber",
    "Plastics",
    "Metals",
)
_BEFORE: Final = ("", "New", "First", "Royal", "Star", "City", "Prime", "Old", "Great", "United")
_AGENCIES: Final = ("Recruitment", "Staffing", "Labour", "Personnel", "Workforce", "Resourcing")

_SECOND: Final = ("", "and Sons", "Bros", "Group", "Direct", "North", "South", "UK")
_EMPLOYERS: Final = len(_BEFORE) * len(_SECOND) * len(_WORDS) * len(_TRADES) * len(CITIES)
_MOST_AGENCIES: Final = len(_WORDS) * len(_AGENCIES) * len(CITIES)


class Kind(IntEnum):
    """The kinds of `clew network`."""

    PHONE = 0
    ADDRESS = 1
    ACCOUNT = 2
    AGENCY = 3
    EMPLOYER = 4
    VEHICLE = 5
    PERSON = 6
    TRAVEL = 7
    DOCUMENT = 8
    EMAIL = 9

    @property
    def word(self) -> str:
        """Return the word that stands in `mentions.parquet`."""
        return self.name.lower()


def phone(number: int) -> str:
    """Return a phone number as dialled at home, or with its country code when it is foreign."""
    culture, here = divmod(number, ABROAD)
    mixed = here * _PRIME
    if culture:
        home = cultures()[culture - 1]
        digits = mixed % 10 ** (home.digits - 1)
        return f"{home.code}{6 + culture % 3}{digits:0{home.digits - 1}d}"
    mixed %= len(_PREFIXES) * _PER_PREFIX
    return f"{_PREFIXES[mixed // _PER_PREFIX]}{mixed % _PER_PREFIX:07d}"


def account(number: int) -> str:
    """Return sort code and account number: 20-45-71 12345678."""
    mixed = number * _PRIME % 10**8
    branch = number * 7919 % 97
    return (
        f"{20 + branch % 40:02d}-{branch % 89 + 10:02d}-{(branch * 13) % 89 + 10:02d} {mixed:08d}"
    )


def plate(number: int) -> str:
    """Return a plate in the shape of two letters, two digits, three letters."""
    base = len(_LETTERS)
    mixed = number * 15_485_863 % (base**5 * 60)
    out = []
    for _place in range(5):
        mixed, letter = divmod(mixed, base)
        out.append(_LETTERS[letter])
    return f"{out[0]}{out[1]}{mixed + 6:02d} {out[2]}{out[3]}{out[4]}"


def document(number: int) -> str:
    """Return a passport number in the shape of its country."""
    culture, here = divmod(number, ABROAD)
    home = cultures()[culture - 1]
    mixed = here * _PRIME % 10**home.paper_digits
    base = len(_LETTERS)
    high = here * _PRIME // 10**home.paper_digits
    letters = "".join(
        _LETTERS[(high // base**place + culture) % base] for place in range(home.paper_letters)
    )
    return f"{letters}{mixed:0{home.paper_digits}d}"


def agency(number: int) -> str:
    """Return the name of an agency that supplies workers."""
    # Those of rings follow those of everybody at once, so that no name tells which it is.
    place = number if number < OF_RINGS else number - OF_RINGS + 1_000
    rest, word = divmod(place * 3_331 % _MOST_AGENCIES, len(_WORDS))
    town, kind = divmod(rest, len(_AGENCIES))
    return f"{_WORDS[word]} {_AGENCIES[kind]} {CITIES[town % len(CITIES)][0]} Ltd"


def employer(number: int) -> str:
    """Return the name of a place of work."""
    again, place = divmod(number, _EMPLOYERS)
    rest, trade = divmod(place * 7_919 % _EMPLOYERS, len(_TRADES))
    rest, word = divmod(rest, len(_WORDS))
    rest, town = divmod(rest, len(CITIES))
    before, second = divmod(rest, len(_SECOND))
    words = (_BEFORE[before], _WORDS[word], _SECOND[second], _TRADES[trade].replace("-", " "))
    end = f" {again + 1}" if again else ""
    return f"{' '.join(one for one in words if one)} {CITIES[town][0]}{end}"


def trip(culture: int, place: int, city: int, on: int) -> int:
    """Return the number of a coach trip: from a place of a culture to a city, on a day."""
    return ((culture * 64 + place) * 64 + city) * 100_000 + on


def travel(number: int, late: int = 0) -> str:
    """Return a trip as told: where from, where to, the day; `late` days off when misremembered."""
    rest, on = divmod(number, 100_000)
    rest, city = divmod(rest, 64)
    culture, place = divmod(rest, 64)
    day = EPOCH + timedelta(days=on + late)
    return f"coach {cultures()[culture].places[place]} - {CITIES[city][0]} {day.isoformat()}"
