"""The exact parts under which two organisations' values meet. Starts here; see `parts_of`.

Each part begins with what it is (`house:`, `last4:`), so a strong part never meets a weak one.
Used for keyed tokens: two circles' records meet only where a part is equal letter for letter.
"""

import re
from collections.abc import Callable

import phonenumbers

from clew.rules.linkage.accounts import account_parts
from clew.rules.linkage.addresses import address_parts
from clew.rules.linkage.folding import clean, digits_in, fold, joined, one_script, placeholder
from clew.rules.linkage.names import organisation_parts, person_parts

WEAK = frozenset({"last4", "number", "street", "given"})
"""Beginnings of parts that many unrelated people share; they never join two records alone."""

_PHONES = re.compile(r"\+?\(?\d[\d\s().\-/]{5,24}\d")
_DATE = re.compile(r"[0-9]{1,2}[./\-][0-9]{1,2}[./\-](?:[0-9]{2}){1,2}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FEWEST_PHONE_DIGITS = 7
_MOST_PHONES = 4
_EMAIL = re.compile(r"[a-z0-9._%+\-]{1,64}@[a-z0-9.\-]{1,190}\.[a-z]{2,24}")
_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
_PLATE_LENGTHS = range(4, 11)
# Two letters, two digits, three letters: the form in Great Britain since 2001. In it each place
# holds a letter or a digit, so O and 0, I and 1 can be told apart.
_GB_PLATE = re.compile(r"([A-Z01]{2})([0-9OI]{2})([A-Z01]{3})")
_DOCUMENT_LENGTHS = range(5, 25)
_FEWEST_DOCUMENT_DIGITS = 3
_SMALL_WORDS = frozenset({"the", "a", "at", "in", "of", "on", "by", "near", "from", "to"})


class UnknownKind(ValueError):
    """No way to normalise this kind of value is known."""


def parts_of(kind: str, value: str, *, region: str = "GB") -> tuple[str, ...]:
    """Return the normalised exact parts of a value, the strongest first; () where there is none.

    `kind` is a kind of entity (`KINDS`), `value` what somebody wrote, `region` the two-letter
    country whose habits hold where the value does not say (dialling code, postcode, sort code).
    No value raises: what is empty, longer than 400 characters, only signs, or mixes scripts within
    a number gives (). Raises `UnknownKind` for a kind that is not in `KINDS`.
    """
    normalise = _BY_KIND.get(kind)
    if normalise is None:
        msg = f"no such kind: wanted one of {', '.join(sorted(_BY_KIND))}"
        raise UnknownKind(msg)
    text = clean(value)
    return normalise(text, region.upper()) if text else ()


def is_weak(part: str) -> bool:
    """Say whether a part is one that unrelated people often share, such as four last digits."""
    return part.partition(":")[0] in WEAK


def _phones(text: str, region: str) -> tuple[str, ...]:
    """Return every number in E.164. A number known by its end only meets nothing."""
    if not one_script(text):
        return ()
    found: list[str] = []
    # A stroke with blanks stands between two numbers; without, it can stand inside one.
    for match in (match for side in text.split(" / ") for match in _PHONES.finditer(side)):
        if match.string[match.end() : match.end() + 1].isdigit():
            continue  # cut off in the middle, it would be somebody else's number
        whole = _phone(match.group(), region)
        pieces = match.group().split("/")
        found += whole or [part for piece in pieces for part in _phone(piece, region)]
    return tuple(dict.fromkeys(found))[:_MOST_PHONES]


def _phone(text: str, region: str) -> list[str]:
    if _DATE.fullmatch(text):
        return []
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return []
    # Possible, not assigned: ranges open faster than lists of them are renewed.
    if not phonenumbers.is_possible_number(number):
        return []
    national = phonenumbers.national_significant_number(number)
    if len(national) < _FEWEST_PHONE_DIGITS or placeholder(national):
        return []
    return [f"tel:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"]


def _email(text: str, _region: str) -> tuple[str, ...]:
    match = _EMAIL.fullmatch(text.lower().removeprefix("mailto:"))
    if match is None:
        return ()
    local, _, domain = match.group().partition("@")
    if domain in _GOOGLE:
        # One mailbox whatever the dots, the tag, and which of the two names.
        local, domain = local.partition("+")[0].replace(".", ""), "gmail.com"
    return (f"email:{local}@{domain}",) if local else ()


def _vehicle(text: str, region: str) -> tuple[str, ...]:
    if not one_script(text) or any(char in text for char in "?*…"):
        return ()  # part of a plate fits many cars
    plate = joined(text).upper()
    if len(plate) not in _PLATE_LENGTHS or not digits_in(plate) or len(set(plate)) == 1:
        return ()
    match = _GB_PLATE.fullmatch(plate) if region == "GB" else None
    if match:
        area, age, letters = match.groups()
        plate = _as_letters(area) + _as_digits(age) + _as_letters(letters)
    return (f"plate:{plate}",)


def _as_letters(text: str) -> str:
    return text.replace("0", "O").replace("1", "I")


def _as_digits(text: str) -> str:
    return text.replace("O", "0").replace("I", "1")


def _document(text: str, _region: str) -> tuple[str, ...]:
    number, digits = joined(text).upper(), digits_in(text)
    if not one_script(text) or len(number) not in _DOCUMENT_LENGTHS:
        return ()
    if len(digits) < _FEWEST_DOCUMENT_DIGITS or placeholder(number):
        return ()
    return (f"document:{number}",)


def _words(text: str, _region: str) -> tuple[str, ...]:
    """Return a place or a journey as its words in order, without the small ones."""
    words = [word for word in fold(text).split() if word not in _SMALL_WORDS]
    return (f"words:{' '.join(words)}",) if len("".join(words)) >= len("bus") else ()


def _organisation(text: str, _region: str) -> tuple[str, ...]:
    return organisation_parts(text)


def _person(text: str, _region: str) -> tuple[str, ...]:
    return person_parts(text)


_BY_KIND: dict[str, Callable[[str, str], tuple[str, ...]]] = {
    "phone": _phones,
    "address": address_parts,
    "account": account_parts,
    "vehicle": _vehicle,
    "email": _email,
    "document": _document,
    "person": _person,
    "interpreter": _person,
    "place_of_recruitment": _words,
    "travel": _words,
    **dict.fromkeys(
        (
            "agency",
            "employer",
            "organisation",
            "hostel",
            "shelter",
            "charity",
            "helpline",
            "public_office",
            "service",
        ),
        _organisation,
    ),
}
KINDS = frozenset(_BY_KIND)
"""Every kind of value that can be normalised."""
