"""Telephone numbers, accounts, plates, documents, coaches and firms, each from its own number.

The first ten thousand telephones are institutions', on the numbers Ofcom keeps for drama; people's
are drawn from a block of mobiles. Sort codes begin with 99, mail ends at .invalid.
"""

from typing import Final

from bench.worlds.second.arrays import listed
from bench.worlds.second.calendars import on

INSTITUTIONS: Final = 10_000
HELPLINE: Final = 0
AGENCY_PHONES: Final = 100
HOSTEL_PHONES: Final = 2_000
_DRAMA: Final = (
    "0121496",
    "0113496",
    "0161496",
    "0114496",
    "0115496",
    "0116496",
    "0117496",
    "0151496",
    "0191498",
    "0118496",
)
_LETTERS: Final = "ABCDEFGHJKLMNOPRSTUVWXY"
_MOBILES: Final = 399_999_959
"""Less than the mobiles in 071 to 074; shares no factor with the step, so no number comes twice."""


def phone(number: int) -> str:
    """Return a telephone number in its national form, without spaces."""
    if number < INSTITUTIONS:
        return f"{_DRAMA[number // 1000]}0{number % 1000:03d}"
    return f"07{100_000_000 + number * 179_424_673 % _MOBILES}"


def as_typed(national: str, way: int, slip: int) -> str:
    """Return a telephone number as one clerk types it.

    Args:
        national: eleven digits.
        way: 0 to 4, habit of the clerk: plain, with spaces, +44, 0044, without its zero.
        slip: 0 for none; else which two neighbouring digits change places.
    """
    if slip:
        at = 3 + slip % 7
        national = national[:at] + national[at + 1] + national[at] + national[at + 2 :]
    if way == 1:
        return f"{national[:5]} {national[5:8]} {national[8:]}"
    return (national, national, "+44" + national[1:], "0044 " + national[1:], national[1:])[way]


def account(number: int) -> str:
    """Return sort code and account number."""
    return f"99-{number // 90 % 90 + 10}-{number % 90 + 10} {number * 48_271 % 99_999_989:08d}"


def plate(number: int) -> str:
    """Return a number plate."""
    mixed = number * 2_654_435_761 % 4_294_967_296
    letters = "".join(_LETTERS[mixed // 23**place % 23] for place in range(5))
    return f"{letters[:2]}{2 + mixed // 7 % 16:02d} {letters[2:]}"


def document(person: int, culture: int) -> str:
    """Return a passport's number."""
    return f"{'GPRLUVCNAE'[culture]}{'XYZ'[person % 3]}{person * 7_919 % 9_999_991:07d}"


def coach(number: int) -> str:
    """Return a coach trip: line and day. The number is line, month and day in one."""
    line, rest = divmod(number, 10_000)
    month, day = divmod(rest, 31)
    return f"Line {line + 10} {on(month, day + 1)}"


def days_later(number: int, days: int) -> int:
    """Return the coach of the same line some days on; none leaves its month."""
    line, rest = divmod(number, 10_000)
    month, day = divmod(rest, 31)
    return line * 10_000 + month * 31 + min(27, day + days)


_FIRM: Final = listed("""
Brackwell Tollgate Hexbury Marlowe Penfold Quillan Ravenby Skelton Thornley Umberside Vexford Wendle
Yarrowby Ashgrove Bellwether Corvane Dunmere Eastlake Fenwick Garrowby Hollin Inkwell Jarrow Kestrel
""")
TRADES: Final = (
    "Recycling", "Farms", "Poultry", "Parcels", "Fencing", "Construction", "Repairs", "Foods",
    "Packing", "Cleaning", "Care", "Logistics", "Warehousing", "Bakery", "Laundry", "Nails",
    "Hand Car Wash", "Catering",
)  # fmt: skip
FIRMS: Final = len(_FIRM)


def employer(number: int, way: int = 0) -> str:
    """Return a firm's name, with or without what the law puts behind it."""
    name = f"{_FIRM[number % FIRMS]} {TRADES[number // FIRMS % len(TRADES)]}"
    if number >= FIRMS * len(TRADES):
        name = f"{name} {number // (FIRMS * len(TRADES)) + 1}"
    return name + ("", " Ltd", " Limited")[way]


def agency(number: int, way: int = 0) -> str:
    """Return an employment agency's name."""
    name = (
        f"{_FIRM[number * 7 % FIRMS]} {('Staffing', 'Recruitment', 'Labour', 'People')[number % 4]}"
    )
    if number >= FIRMS:
        name = f"{name} {number // FIRMS + 1}"
    return name + ("", " Ltd", " Agency")[way]
