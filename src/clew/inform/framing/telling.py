"""What a report says in words besides its notes, on paper and in Word alike."""

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
