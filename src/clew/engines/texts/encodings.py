"""Bytes as text: UTF-8, UTF-16 and UTF-32 by their marks, and Windows-1252 for single bytes.

A file put together from several holds more than one encoding. What is UTF-8 in it stays so; each
byte that is none is read as Windows-1252 by itself, and how many there were is said.
"""

import codecs
import re
from typing import Final

from clew.engines.texts.reading import WANTED, refuse

_MARKS: Final = (  # the longer first: UTF-32's begins as UTF-16's does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_START: Final = 4_096
_ZEROS: Final = 0.2  # of the first bytes: text of Latin letters in UTF-16 has a half
_TORN: Final = re.compile("[\udc80-\udcff]")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f\x7f\ufffd]")
_MOST_CONTROLS: Final = 0.02  # of the characters; a picture or a program has many times as many


def text_of(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text that bytes hold, and what is to be said of how it was read.

    Raises `WrongInput` where they hold none.
    """
    text, notes = decoded(raw, name)
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        refuse(name, "bytes that are no text", WANTED)
    return text, notes


def decoded(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return bytes as characters, whatever they are, and a note where they are no plain UTF-8."""
    encoding = _encoding(raw)
    if encoding is not None:
        text = raw.decode(encoding, "replace")
        return text, (f"{name} is in {encoding[:6].upper()}; it was read so",)
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    torn = len(_TORN.findall(text))
    if not torn:
        return text, ()
    bytes_were = "one byte that is" if torn == 1 else f"{torn:,} bytes that are"
    return text.translate(_WINDOWS), (
        f"{name} holds {bytes_were} not UTF-8; read as Windows-1252, so look at letters with marks",
    )


def _encoding(raw: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    start = raw[:_START]
    if start.count(0) > _ZEROS * len(start):
        odd, even = start[1::2].count(0), start[::2].count(0)
        # Both alike is no writing of Latin letters; it is left to be refused.
        if max(odd, even) > 2 * min(odd, even):
            return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


_WINDOWS: Final = {0xDC00 + byte: _windows(byte) for byte in range(0x80, 0x100)}
