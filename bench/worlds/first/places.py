"""Cities, streets and postcodes. An address is a number; its text is worked out from it alone.

The cities exist, the streets and postcodes are put together: two numbers never give one text.
"""

from typing import Final

CITIES: Final = (
    ("Birmingham", "B"),
    ("London", "E"),
    ("Manchester", "M"),
    ("Leeds", "LS"),
    ("Glasgow", "G"),
    ("Sheffield", "S"),
    ("Bradford", "BD"),
    ("Liverpool", "L"),
    ("Bristol", "BS"),
    ("Cardiff", "CF"),
    ("Leicester", "LE"),
    ("Coventry", "CV"),
    ("Nottingham", "NG"),
    ("Newcastle", "NE"),
    ("Walsall", "WS"),
    ("Peterborough", "PE"),
    ("Boston", "PE"),
    ("Wisbech", "PE"),
    ("Lincoln", "LN"),
    ("Norwich", "NR"),
    ("Luton", "LU"),
    ("Slough", "SL"),
    ("Southampton", "SO"),
    ("Plymouth", "PL"),
    ("Hull", "HU"),
    ("Belfast", "BT"),
    ("Edinburgh", "EH"),
    ("Swansea", "SA"),
    ("Derby", "DE"),
    ("Oldham", "OL"),
)
_FIRST: Final = (
    "Heather",
    "Kettle",
    "Ferry",
    "Orchard",
    "Lantern",
    "Thimble",
    "Harbour",
    "Willow",
    "Mill",
    "Church",
    "Station",
    "Victoria",
    "Albert",
    "Park",
    "Castle",
    "Spring",
    "Meadow",
    "Bridge",
    "Chapel",
    "Wharf",
    "Hawthorn",
    "Elm",
    "Oak",
    "Ash",
    "Beech",
    "Poplar",
    "Cedar",
    "Rowan",
    "Juniper",
    "Laurel",
    "Canal",
    "Quarry",
    "Foundry",
    "Weaver",
    "Tanner",
    "Cooper",
    "Mason",
    "Saddler",
    "Thatcher",
    "Fuller",
    "North",
    "South",
    "East",
    "West",
    "Market",
    "Abbey",
    "Priory",
    "Bishop",
    "Deacon",
    "Friar",
    "Garden",
    "Grange",
    "Manor",
    "Lodge",
    "Hill",
    "Valley",
    "River",
    "Brook",
    "Lake",
    "Fen",
    "Moor",
    "Heath",
    "Warren",
    "Falcon",
    "Heron",
    "Kestrel",
    "Linnet",
    "Swift",
    "Plover",
    "Crown",
    "Anchor",
    "Bell",
    "Globe",
    "Swan",
    "Lion",
    "Hart",
    "Unicorn",
    "Rose",
    "Ivy",
    "Fern",
    "Clover",
    "Primrose",
)
_KINDS: Final = ("Road", "Street", "Avenue", "Lane", "Close", "Drive", "Terrace", "Grove")
_SHORT: Final = {
    "Road": "Rd",
    "Street": "St",
    "Avenue": "Ave",
    "Lane": "Ln",
    "Close": "Cl",
    "Drive": "Dr",
    "Terrace": "Terr",
    "Grove": "Gr",
}
_OLDER: Final = ("", "Upper ", "Lower ", "Old ", "New ", "Great ", "Little ", "Far ", "Near ")
_HOUSES: Final = 120
_SLOTS: Final = len(_FIRST) * len(_KINDS) * _HOUSES
_STEP: Final = 48_271  # shares no divisor with the number of slots, so no slot comes twice
_MIX: Final = 2_654_435_761
_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_FLATS: Final = 4  # every fourth address is a flat


def city_of(address: int) -> int:
    """Return the place in `CITIES` where an address lies; the first cities hold the most people."""
    spread = (address * _MIX >> 7) % 10_000 / 10_000
    city = int(len(CITIES) * spread**1.6)
    kind = address % _FLATS
    if kind == 0:
        return city
    # Three classes of houses share streets and numbers: each keeps to cities of its own.
    return min(city - city % 3 + kind - 1, len(CITIES) - 1)


def parts_of(address: int) -> tuple[str, str, str, str, str]:
    """Return flat, house number, street, city and postcode; the flat is empty for a house."""
    kind, place = address % _FLATS, address // _FLATS
    slot, layer = place % _SLOTS * _STEP % _SLOTS, place // _SLOTS
    street, house = divmod(slot, _HOUSES)
    first, second = divmod(street, len(_KINDS))
    city = city_of(address)
    town, area = CITIES[city]
    block = house // 30
    mixed = (street * 31 + block * 7 + layer * 13 + city * 101) * _MIX >> 5
    postcode = (
        f"{area}{mixed % 28 + 1} {mixed // 28 % 9 + 1}"
        f"{_LETTERS[mixed // 252 % 20]}{_LETTERS[mixed // 5040 % 20]}"
    )
    name = f"{_OLDER[layer % len(_OLDER)]}{_FIRST[first]} {_KINDS[second]}"
    flat = f"Flat {slot % 7 + 1 + 7 * (layer // len(_OLDER))}" if kind == 0 else ""
    return flat, str(house + 1), name, town, postcode


def shortened(street: str) -> str:
    """Return a street with its kind abbreviated: Mill Road, Mill Rd."""
    name, _space, kind = street.rpartition(" ")
    return f"{name} {_SHORT[kind]}"
