"""An address as far as it helps to tell people apart: its door, its street, its postcode.

Coarser and faster than `addresses`, which gives the exact parts that circles meet under.
"""

import functools
import re
from dataclasses import dataclass

from clew.rules.linkage.addresses import SHORT_FORMS
from clew.rules.linkage.folding import fold

_BRITISH = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?) ?([0-9][a-z]{2})\b")
_CODE = re.compile(r"\b[0-9]{2} [0-9]{3}\b|\b[0-9]{5,6}\b")
# Four digits are a postcode only beside another number: alone they are the house's.
_SHORT_CODE = re.compile(r"\b[0-9]{4}\b(?!.*\b[0-9]{4}\b)")
_NUMBERS_BESIDE_A_CODE = 2
_INSIDE = re.compile(r"\b(?:flat|apartment|apt|unit|suite|room|rm|floor|lok|ap|bl) [a-z0-9]{1,4}\b")
_NUMBER = re.compile(r"\b[0-9]{1,4}[a-z]?\b")
_DROPPED = frozenset(
    {"the", "ul", "ulica", "strada", "al", "aleja", "no", "nr", "number", "uk", "gb", "england"}
    | {"poland", "polska", "romania", "duong", "rruga", "calle", "via", "rue", "near", "at"}
)
_STREET_WORDS = 2


@dataclass(frozen=True, slots=True)
class DoorParts:
    """Parts of an address; "" where one is not known."""

    door: str
    house: str
    street: str
    code: str
    area: str


@functools.lru_cache(maxsize=300_000)
def door_parts(text: str) -> DoorParts:
    """Return the door (number with postcode or street and place), house, street, postcode, area.

    A postcode stands in the door where it is known: two streets of one name in one city are two.
    The house is the number with the postcode: it stays where the street is misspelt.
    """
    plain = fold(text)
    found = _BRITISH.search(plain) or _CODE.search(plain)
    rest = _INSIDE.sub(" ", _without(plain, found))
    if not found and len(_NUMBER.findall(rest)) >= _NUMBERS_BESIDE_A_CODE:
        found = _SHORT_CODE.search(rest)
        rest = _without(rest, found)
    code = found.group().replace(" ", "") if found else ""
    area = found.group(1) if found and found.re is _BRITISH else code[: min(3, len(code) - 2)]
    number = _NUMBER.search(rest)
    words = [SHORT_FORMS.get(word, word) for word in rest.split() if word not in _DROPPED]
    named = [word for word in words if not any(map(str.isdecimal, word))]
    street = " ".join(named[:_STREET_WORDS])
    place = code or " ".join(named[_STREET_WORDS:][-1:])
    door = f"{number.group()}|{named[0] if named else ''}|{place}" if number and street else ""
    if not door and number and code:
        door = f"{number.group()}||{code}"
    house = f"{number.group()}|{code}" if number and code else ""
    return DoorParts(door, house, f"{street}|{place}" if street else "", code, area)


def _without(text: str, found: re.Match[str] | None) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}" if found else text
