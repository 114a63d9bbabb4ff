"""The words of a Word file: its paragraphs, then its notes.

Read here and not by python-docx, because that leaves out tables, notes and what was inserted with
changes tracked, and unpacks a file whole whatever it holds. Deleted words are not text any more.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from clew.engines.texts.reading import LARGEST_TEXT, refuse

_LARGEST_PART: Final = 60_000_000  # bytes of XML; ten times what a book of a thousand pages has
_MOST_PARTS: Final = 10_000
_WORDS: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MAIN: Final = "/officeDocument"
_OTHERS: Final = ("xl/", "ppt/")  # sheets and slides are packed alike
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")
_UNSAID: Final = frozenset({"del", "moveFrom", "Fallback"})
"""What was deleted, what was moved away, and the copy of a text box for old programs."""
_SIGNS: Final = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ParseError, DefusedXmlException, ValueError, KeyError, OSError),
)


def text_of(raw: bytes, name: str) -> str:
    """Return the text of a Word file, an empty line between paragraphs.

    Raises `WrongInput` where it is none, is locked or broken, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = set(packed.namelist())
            if len(packed.infolist()) > _MOST_PARTS or "[Content_Types].xml" not in parts:
                refuse(name, "a packed file that is no Word file", "a Word file (.docx)")
            main = _main(packed, name)
            if main is None or main not in parts or main.startswith(_OTHERS):
                refuse(name, "a packed file without a Word text", "a Word file (.docx)")
            wanted = [main, *(each for each in _NOTES if each in parts)]
            return "\n\n".join(_paragraphs(packed, wanted, name))
    except _BROKEN:
        refuse(name, "a Word file that is broken or locked", "one that opens in Word")


def _main(packed: zipfile.ZipFile, name: str) -> str | None:
    """Return the name of the part that holds the text, as the file itself says."""
    with packed.open("_rels/.rels") as opened:
        for _, element in iterparse(_Bounded(opened, name), events=("end",)):
            if element.get("Type", "").endswith(_MAIN):
                return str(element.get("Target", "")).lstrip("/")
    return None


def _paragraphs(packed: zipfile.ZipFile, parts: list[str], name: str) -> Iterator[str]:
    size = 0
    for part in parts:
        with packed.open(part) as opened:
            for paragraph in _in_part(_Bounded(opened, name)):
                size += len(paragraph)
                if size > LARGEST_TEXT:
                    found = f"more than {LARGEST_TEXT:,} characters of text"
                    refuse(name, found, "a shorter one: split it")
                yield paragraph


def _in_part(opened: "_Bounded") -> Iterator[str]:
    """Yield the paragraphs of a part. One inside a text box comes before the one around it."""
    open_ones: list[list[str]] = []
    unsaid = 0
    for event, element in iterparse(opened, events=("start", "end")):
        word = _word(element)
        if event == "start":
            unsaid += word in _UNSAID
            if word == "p":
                open_ones.append([])
            continue
        if word in _UNSAID:
            unsaid -= 1
        elif word == "p" and open_ones:
            paragraph = "".join(open_ones.pop()).strip()
            if paragraph:
                yield paragraph
        elif open_ones and not unsaid:
            open_ones[-1].append(element.text or "" if word == "t" else _SIGNS.get(word, ""))
        element.clear()  # what was read is not held


def _word(element: Element) -> str:
    """Return the name of an element of Word; nothing for one of another kind."""
    for space in _WORDS:
        if element.tag.startswith(space):
            return element.tag[len(space) :]
    return "Fallback" if element.tag.endswith("}Fallback") else ""


class _Bounded:
    """A part of a packed file that stops when it unpacks to too much, whatever its size said."""

    def __init__(self, opened: IO[bytes], name: str) -> None:
        self._opened = opened
        self._name = name
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next piece. Raises `WrongInput` where it has become too much."""
        piece = self._opened.read(min(size, 1 << 16) if size > 0 else 1 << 16)
        self._read += len(piece)
        if self._read > _LARGEST_PART:
            found = f"a Word file that unpacks to more than {_LARGEST_PART:,} bytes"
            refuse(self._name, found, "a smaller one")
        return piece
