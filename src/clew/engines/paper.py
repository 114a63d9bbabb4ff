"""Accessible papers (PDF/UA-1) of what people wrote, in whatever letters.

The letters that come with the typesetter are Latin, Greek, Cyrillic and Arabic. It refuses a paper
with a sign that they lack, and a name in Amharic or Chinese must not stop a referral: such signs
are written in Latin letters by machine, between ‹ and ›, and the paper says so.
"""

import itertools
import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

SAID_OF_IT: Final = (
    "What stands between ‹ and › was written in other letters, which this file cannot show: a "
    "machine wrote it in Latin ones. Ask for the words as they were written."
)
# What the typesetter's letters hold, with which nothing is refused; a test prints them.
HELD: Final = (
    range(0x20, 0x7F),
    range(0xA0, 0x300),
    range(0x370, 0x500),
    range(0x621, 0x63B),
    range(0x641, 0x64B),
    range(0x1E00, 0x2000),
    range(0x2010, 0x2028),
    range(0x2030, 0x2041),
    range(0x20A0, 0x20C0),
    range(0x2190, 0x2300),
)
_LINES: Final = frozenset("\n\r\t")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs"})  # nobody sees them, and no letter is lost
_LACKS = "could not be displayed with font"


def printed(page: str, said: Mapping[str, Any]) -> bytes:
    """Return a paper as a PDF.

    Args:
        page: the page in the language of typst; it reads `sys.inputs.said`, JSON.
        said: what stands on it. `in_other_letters` is added: a sentence, or nothing, for the page
            to show.

    Raises:
        typst.TypstError: the page itself is wrong.
    """
    import typst  # noqa: PLC0415 -- only where somebody prints

    try:
        return _compiled(page, {**said, "in_other_letters": ""})
    except typst.TypstError as error:
        if _LACKS not in str(error):
            raise
    return _compiled(page, {**_in_held_letters(said), "in_other_letters": SAID_OF_IT})


def in_held_letters(text: str) -> str:
    """Return a text with the signs that the letters lack in Latin ones, between ‹ and ›."""
    composed = unicodedata.normalize("NFC", text)
    seen = (
        sign for sign in composed if sign in _LINES or unicodedata.category(sign) not in _UNSEEN
    )
    runs = itertools.groupby(seen, key=_is_held)
    return "".join("".join(signs) if held else _in_latin("".join(signs)) for held, signs in runs)


def _in_latin(signs: str) -> str:
    from anyascii import anyascii  # noqa: PLC0415 -- its tables, only where a sign is lacking

    latin = "".join(sign for sign in anyascii(signs) if _is_held(sign)).strip()
    return f"‹{latin}›" if latin else "‹?›"


def _is_seen(sign: str) -> bool:
    return sign in _LINES or unicodedata.category(sign) not in _UNSEEN


def _is_held(sign: str) -> bool:
    assigned = unicodedata.category(sign) != "Cn"
    blank = sign in _LINES or unicodedata.category(sign) == "Zs"
    return blank or (assigned and any(ord(sign) in held for held in HELD))


def _in_held_letters(value: Any) -> Any:  # noqa: ANN401 -- JSON
    if isinstance(value, str):
        return in_held_letters(value)
    if isinstance(value, Mapping):
        return {name: _in_held_letters(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_in_held_letters(each) for each in value]
    return value


def _compiled(page: str, said: Mapping[str, Any]) -> bytes:
    import typst  # noqa: PLC0415 -- only where somebody prints

    made: bytes = typst.compile(
        page.encode(),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return made
