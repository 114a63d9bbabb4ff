"""Bank accounts: an IBAN, a sort code with a number, a Polish number, or only its end.

An IBAN of the United Kingdom holds the sort code and the number, so both ways of writing one
account give the same part. Check digits: ISO 7064 mod 97-10, as ISO 13616 (IBAN) prescribes.
"""

import re

from clew.rules.linkage.folding import fold, one_script, placeholder

_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}")
_SORT_CODE, _NUMBER, _POLISH = 6, 8, 26
_END = 4
_LONGEST_END = 7  # "ending 12345": too short to be a number, so it is an end
_LONGEST_NUMBER = 20
# Length of an IBAN where words may follow it. Elsewhere the whole rest must pass the check.
_IBAN_LENGTHS = {
    **dict.fromkeys(("NL", "DK", "FI"), 18),
    **dict.fromkeys(("AT", "EE", "LT", "LU", "XK", "BA"), 20),
    **dict.fromkeys(("CH", "HR", "LV"), 21),
    **dict.fromkeys(("GB", "IE", "DE", "BG", "RS", "ME"), 22),
    **dict.fromkeys(("ES", "CZ", "SK", "RO", "SE", "MD"), 24),
    **dict.fromkeys(("FR", "IT", "GR"), 27),
    **dict.fromkeys(("PL", "HU", "AL", "CY"), 28),
    "BE": 16,
    "NO": 15,
    "SI": 19,
    "MK": 19,
    "PT": 25,
    "TR": 26,
    "UA": 29,
    "MT": 31,
}


def account_parts(text: str, region: str) -> tuple[str, ...]:
    """Return the parts of an account, the strongest first; () where there is none.

    `iban:` and `gb:` name one account. `number:` (a number without its bank) and `last4:` are
    weak: they may belong to many. A full account also carries its weak ones, so that a remembered
    end can meet it. An IBAN whose check digits are wrong gives its end only.
    """
    if not one_script(text):
        return ()
    match = _IBAN.search(fold(text).upper())
    if match:
        return _iban(match.group().replace(" ", ""))
    groups = re.findall(r"[0-9]+", re.sub(r"(?<=[0-9])[\s\-.]+(?=[0-9])", "", text))
    return _digits(groups, region)


def _iban(candidate: str) -> tuple[str, ...]:
    iban = candidate[: _IBAN_LENGTHS.get(candidate[:2], len(candidate))]
    if not _checked(iban):
        return _ends(iban)
    if iban.startswith("GB"):
        sort_code, number = iban[8:14], iban[14:22]
        return (f"iban:{iban}", f"gb:{sort_code}-{number}", f"number:{number}", *_ends(number))
    return (f"iban:{iban}", *_ends(iban))


def _checked(iban: str) -> bool:
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def _digits(groups: list[str], region: str) -> tuple[str, ...]:
    """Read the numbers of a text that holds no IBAN: one run, or a sort code and a number."""
    lengths = sorted(map(len, groups))
    if lengths == [_SORT_CODE, _NUMBER]:
        return _british(*sorted(groups, key=len))
    if len(groups) != 1 or placeholder(groups[0]):
        return ()
    run = groups[0]
    if len(run) == _SORT_CODE + _NUMBER and region == "GB":
        return _british(run[:_SORT_CODE], run[_SORT_CODE:])
    if len(run) == _POLISH and _checked(f"PL{run}"):
        return _iban(f"PL{run}")
    if len(run) <= _LONGEST_END:
        return _ends(run)
    return (f"number:{run}", *_ends(run)) if len(run) <= _LONGEST_NUMBER else ()


def _british(sort_code: str, number: str) -> tuple[str, ...]:
    """Return a sort code with its number; both written in digits, six and eight."""
    if placeholder(number):
        return ()
    return (f"gb:{sort_code}-{number}", f"number:{number}", *_ends(number))


def _ends(number: str) -> tuple[str, ...]:
    end = number[-_END:]
    return (f"last4:{end}",) if len(end) == _END and end.isdecimal() else ()
