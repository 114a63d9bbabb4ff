"""How a line of the log looks: one line whatever a name holds, and no address of anybody's page.

A name can be made to look like a second line, to colour a terminal, or to turn the reading order
around; each such character is written as its number.
"""

import logging
import traceback
import unicodedata
from typing import Final, TextIO

_SHOWN_AS_NUMBER: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_FRAMES: Final = 4


class OneLine(logging.Formatter):
    """Writes a record as one line: its level, its logger, its sentence, where a fault arose."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = _place(record) or record.getMessage()
        line = f"{record.levelname} {record.name} {said}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f" [{_fault(record)}]"
        return escaped(line)


class Lines(logging.StreamHandler[TextIO]):
    """Writes lines to a stream. A line that cannot be written is dropped.

    The library's own handler would then print the fault that was to be logged, with its message
    and what was being done: on a full disk a name would stand where nobody may read one.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- the library's name
        """Drop the line."""


def escaped(text: str) -> str:
    """Return a text on one line: control, format and reordering characters as their numbers."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) in _SHOWN_AS_NUMBER else letter
        for letter in text
    )


def _place(record: logging.LogRecord) -> str:
    """Name the view of a request instead of its address, which holds the code of a person."""
    request = getattr(record, "request", None)
    if request is None:
        return ""
    match = getattr(request, "resolver_match", None)
    status = getattr(record, "status_code", "")
    return f"{status} {match.view_name if match else 'no such address'}".strip()


def _fault(record: logging.LogRecord) -> str:
    """Say what arose and where, without its message: that can hold what somebody typed."""
    kind, _, where = record.exc_info or (None, None, None)
    frames = traceback.extract_tb(where)[-_FRAMES:]
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{kind.__name__ if kind else 'fault'} in {places}"
