"""One door, however it is written. Never a street alone: a whole street is not a shared door.

A postcode of Great Britain, Ireland or the Netherlands covers a few doors, so there the number and
the postcode name the house even where the street is misspelt. Elsewhere the street is needed too.
"""

import re
from dataclasses import dataclass
from typing import Final

from clew.rules.linkage.folding import fold, one_script

_FEW_DOORS = frozenset({"GB", "IE", "NL"})
_POSTCODES = {
    "GB": re.compile(r"\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b"),
    "IE": re.compile(r"\b[a-z][0-9][0-9w] ?[a-z0-9]{4}\b"),
    "NL": re.compile(r"\b[0-9]{4} ?[a-z]{2}\b"),
    "PL": re.compile(r"\b[0-9]{2} [0-9]{3}\b"),
    **dict.fromkeys(("CZ", "SK", "SE", "GR"), re.compile(r"\b[0-9]{3} ?[0-9]{2}\b")),
}
_ELSEWHERE = re.compile(r"\b[0-9]{4,6}\b(?!.*\b[0-9]{4,6}\b)")
_UNIT = re.compile(r"\b(?:flat|apartment|apt|unit|suite|appt|lok|lokal) (?P<unit>[a-z0-9]{1,4})\b")
# A room or a floor is in the house; who sleeps upstairs shares the door.
_INSIDE = re.compile(r"\b(?:room|rm|floor|basement|bed) [a-z0-9]{1,3}\b")
_BEFORE = re.compile(r"(?P<number>[0-9]{1,5}[a-z]?)(?: [0-9]{1,5}[a-z]?)? (?P<street>[a-z].*)")
_AFTER = re.compile(
    r"(?P<street>[a-z].*?) (?P<number>[0-9]{1,5}[a-z]?)(?: (?:m |lok )?(?P<unit>[0-9]{1,4}[a-z]?))?"
    r"(?: (?P<town>[a-z]{3}.*))?"
)
# "3/14 Alder Street" is flat 3 of number 14; after the street ("Polna 5/3") the flat stands last.
_FLAT_FIRST = re.compile(r"(?P<before>^|[,;\n])\s*(?P<unit>[0-9]{1,4})/(?P<number>[0-9]{1,5})(?= )")
_NUMBER = re.compile(r"[0-9]{1,5}[a-z]?")
SHORT_FORMS: Final = {
    "st": "street",
    "str": "street",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "ln": "lane",
    "dr": "drive",
    "cl": "close",
    "ct": "court",
    "pl": "place",
    "sq": "square",
    "cres": "crescent",
    "ter": "terrace",
    "terr": "terrace",
    "gdns": "gardens",
    "gr": "grove",
    "pk": "park",
    "blvd": "boulevard",
}
"""Words of streets as they are shortened on forms, written out."""
_TYPES = frozenset(SHORT_FORMS.values()) | {
    "row",
    "way",
    "walk",
    "hill",
    "mews",
    "rise",
    "yard",
    "green",
}
_DROPPED = frozenset({"the", "ul", "ulica", "os", "osiedle", "al", "aleja", "no", "nr", "number"})
_COUNTRIES = frozenset(
    {"uk", "gb", "united kingdom", "great britain", "england", "wales", "scotland", "poland"}
    | {"northern ireland", "ireland", "polska", "germany", "netherlands", "nederland"}
)


@dataclass(frozen=True, slots=True)
class _Door:
    number: str
    street: str
    unit: str
    town: str


def address_parts(text: str, region: str) -> tuple[str, ...]:
    """Return the parts of an address, the strongest first; () without a house number.

    `home:` is a flat, `house:` a door with its postcode, `town:` a door with its town, `street:` a
    door whose town is not known (weak: most towns have a Station Road).
    """
    if not one_script(text):
        return ()
    segments = [fold(piece) for piece in re.split(r"[,;\n]", _flat_named(text))]
    segments, postcode = _take_postcode(segments, region)
    door = _door(segments)
    if door is None:
        return ()
    parts = []
    if postcode and (door.street or region in _FEW_DOORS):
        street = "" if region in _FEW_DOORS else f"{door.street}|"
        house = f"{door.number}|{street}{postcode}"
        parts += [f"home:{door.unit}|{house}"] if door.unit else []
        parts.append(f"house:{house}")
    if door.street and door.town:
        parts.append(f"town:{door.number}|{door.street}|{door.town}")
    if door.street:
        parts.append(f"street:{door.number}|{door.street}")
    return tuple(parts)


def _flat_named(text: str) -> str:
    return _FLAT_FIRST.sub(r"\g<before>flat \g<unit> \g<number>", text)


def _take_postcode(segments: list[str], region: str) -> tuple[list[str], str]:
    """Return the segments without the postcode, and the postcode without spaces."""
    pattern = _POSTCODES.get(region, _ELSEWHERE)
    for at in range(len(segments) - 1, -1, -1):
        found = list(pattern.finditer(segments[at]))
        if found:
            start, end = found[-1].span()
            rest = f"{segments[at][:start]} {segments[at][end:]}"
            cut = [*segments[:at], " ".join(rest.split()), *segments[at + 1 :]]
            return cut, found[-1].group().replace(" ", "")
    return segments, ""


def _door(segments: list[str]) -> _Door | None:
    unit, left = "", []
    for segment in segments:
        found = _UNIT.search(segment)
        unit = unit or (found.group("unit") if found else "")
        bare = _INSIDE.sub(" ", _UNIT.sub(" ", segment))
        words = [word for word in bare.split() if word not in _DROPPED]
        if words and " ".join(words) not in _COUNTRIES:
            left.append(" ".join(words))
    left = _joined_number(left)
    for at, segment in enumerate(left):
        match = _BEFORE.fullmatch(segment) or _AFTER.fullmatch(segment)
        if match:
            street, town = _street(match.group("street"))
            after = [piece for piece in left[at + 1 :] if not any(map(str.isdecimal, piece))]
            named = match.groupdict()
            town = town or named.get("town") or next(iter(after), "")
            return _Door(match.group("number"), street, unit or named.get("unit") or "", town)
    alone = next((segment for segment in left if _NUMBER.fullmatch(segment)), None)
    return _Door(alone, "", unit, "") if alone else None


def _joined_number(segments: list[str]) -> list[str]:
    """Join '14' and 'alder street' where a comma stood between them."""
    for at in range(len(segments) - 1):
        if _NUMBER.fullmatch(segments[at]) and not segments[at + 1][:1].isdecimal():
            both = f"{segments[at]} {segments[at + 1]}"
            return [*segments[:at], both, *segments[at + 2 :]]
    return segments


def _street(text: str) -> tuple[str, str]:
    """Return a street with its short forms written out, and what follows it: the town."""
    words = [_long(word) for word in text.split()]
    if words[0] == "street" and len(words) > 1:
        words[0] = "saint"
    for at in range(1, len(words)):
        if words[at] in _TYPES:
            end = at + 1
            while end < len(words) and words[end] in _TYPES:
                end += 1
            return " ".join(words[:end]), " ".join(words[end:])
    return " ".join(words), ""


def _long(word: str) -> str:
    for ending in ("strasse", "str"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + "strasse"
    return SHORT_FORMS.get(word, word)
