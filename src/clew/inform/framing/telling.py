"""What a report says in words besides its notes, on paper and in Word alike."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from clew.inform.framing.marking import Marked, Note
from clew.rules.law.deadlines import in_words
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State

TITLE: Final = "Smuggling or trafficking: a text, read"
LEDE: Final = (
    "Wordings that blur the two are underlined and numbered; the notes say why. Nothing here says "
    "what a person is, and a wording may be right as it stands: whoever writes decides."
)
KEY: Final = "Behind the number: n a note (dotted), c should change (dashed), h does harm (double)."
NOT_PRINTED: Final = "□ stands for a sign that the letters of this file do not have."
NO_LETTER: Final = "□"
# What the letters of the PDF hold, with which nothing is refused; a test prints them all.
_HELD: Final = (
    range(0x20, 0x7F),
    range(0xA0, 0x300),
    range(0x370, 0x500),
    range(0x1E00, 0x2000),
    range(0x2010, 0x2028),
    range(0x2030, 0x2041),
    range(0x20A0, 0x20C0),
    range(0x2190, 0x2300),
)
NOTHING: Final = "Nothing to change was found. The check can miss things."


def read_on(on: date) -> str:
    """Say when and with what a text was read."""
    return f"Read by Clew on {in_words(on)}, in English, by rules. No copy was kept."


def left_out(found: Marked) -> str:
    """Say how many findings are not in the report."""
    return f"{found.left} more were found and do not stand here. Send the text in parts."


def label_of(note: Note) -> str:
    """Say what the suggestion of a note is: other words, or a question where facts are missing."""
    return "Not enough in the text to say" if note.asks else "Better"


def cited(citations: Iterable[Citation]) -> str:
    """Return citations in one line, each with how far it was checked unless it was read."""
    return "; ".join(
        each.text if each.state is State.VERIFIED else f"{each.text} ({each.state.in_words})"
        for each in citations
    )


def printable(text: str) -> str:
    """Return a text in signs that the letters of the PDF hold; a square stands for another."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_printable(each) for each in composed if unicodedata.category(each) != "Cf")


def _printable(sign: str) -> str:
    if sign in "\n\t" or unicodedata.category(sign) == "Zs":
        return sign
    assigned = unicodedata.category(sign) != "Cn"
    return sign if assigned and any(ord(sign) in held for held in _HELD) else NO_LETTER
