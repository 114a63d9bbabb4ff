"""Letters and digits as they meet across keyboards: no accents, no case, one alphabet.

Used by every other module of this room. Nothing here knows what a phone or an address is.
"""

import re
import unicodedata

from anyascii import anyascii

_COUNTED = "1234567890"
LONGEST = 400  # characters; longer is a note, not a value
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
# Joined on purpose: "O'Brien" and "OBrien" are one word.
_INSIDE_A_WORD = re.compile(r"(?<=\w)['’‘`´ʼ](?=\w)")
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
_NO_SCRIPT = frozenset({"MODIFIER", "KATAKANA-HIRAGANA", "FEMININE", "MASCULINE"})


def clean(value: str) -> str:
    """Return a value in one form of Unicode, or "" for one that is empty or too long to be one."""
    if len(value) > LONGEST:
        return ""
    return unicodedata.normalize("NFKC", value).strip()


def fold(text: str) -> str:
    """Return lower-case words of a-z and 0-9 with single spaces: 'Żółta-Łąka 5' is 'zolta laka 5'.

    Signs and pictures are dropped before letters are carried over to Latin, because the carrying
    would spell them out.
    """
    text = _INSIDE_A_WORD.sub("", clean(text))
    if text.isascii():
        return _NOT_PLAIN.sub(" ", text.lower()).strip()
    kept = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text)
    return _NOT_PLAIN.sub(" ", anyascii(kept).lower()).strip()


def joined(text: str) -> str:
    """Return the folded text without its spaces."""
    return fold(text).replace(" ", "")


def digits_in(text: str) -> str:
    """Return the decimal digits of a text, of any script, as 0-9."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def one_script(text: str) -> bool:
    """Say whether all letters are of one script.

    A plate or an account with a Cyrillic letter between Latin ones looks like another and is not:
    nobody may meet under it. The scripts of East Asia are written together and count as one.
    """
    found = set()
    for char in text:
        if not unicodedata.category(char).startswith("L"):
            continue
        name = unicodedata.name(char, "").partition(" ")[0]
        if name and name not in _NO_SCRIPT:
            found.add("EAST ASIAN" if name in _EAST_ASIAN else name)
    return len(found) <= 1


def one_script_in_each_word(text: str) -> bool:
    """Say whether no word mixes scripts; a name may be given in two scripts, word by word."""
    return all(one_script(word) for word in text.split())


def placeholder(digits: str) -> bool:
    """Say whether digits only fill a field: one digit repeated, or five and more counted up."""
    counted_up = len(digits) >= len("12345") and ("0" + _COUNTED).find(digits) in {0, 1}
    return len(set(digits)) <= 1 or counted_up
