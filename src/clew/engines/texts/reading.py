"""One file as plain text: what it is, by its first bytes and its name, and who reads it.

Places in a text that was read are characters of `Reading.text`, not bytes of the file.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, NoReturn

from clew.rules.sources.faults import Fault, WrongInput

LARGEST_TEXT: Final = 10_000_000  # characters: twenty novels; more is a corpus, and comes in files
LARGEST_FILE: Final = 50_000_000  # bytes of a PDF or a Word file, whose pictures weigh most of it
KINDS: Final = (".txt", ".docx", ".pdf", ".html", ".htm")
WANTED: Final = "text (.txt), Word (.docx), PDF with text in it, or a web page (.html)"
_START: Final = 1_024
_MAGIC: Final = {
    b"PK\x03\x04": ".docx",
    b"PK\x05\x06": ".docx",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc",
    b"{\\rtf": ".rtf",
}
_PAGES: Final = (b"<!doctype html", b"<html")
_FOREIGN: Final = {
    ".doc": "an old Word file, or one locked with a password",
    ".rtf": "a file in RTF",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The plain text of a file, and what its reader should know of how it was read."""

    text: str
    notes: tuple[str, ...] = ()


def read(raw: bytes, name: str) -> Reading:
    """Return the plain text of a file.

    Args:
        raw: the bytes of the file.
        name: what the file is called; its ending says what it should be, its bytes what it is.

    Raises:
        WrongInput: it is too large, locked, broken, of another kind, or there is no text in it.
    """
    kind = _kind(raw, name)
    most = LARGEST_TEXT if kind in {".txt", ".html"} else LARGEST_FILE
    if len(raw) > most:
        refuse(name, f"a file of more than {most:,} bytes", "a smaller one: split it")
    if kind in _FOREIGN:
        refuse(name, _FOREIGN[kind], WANTED)
    reading = _read(raw, name, kind)
    if not reading.text.strip():
        refuse(name, "no text", "sentences to read")
    if len(reading.text) > LARGEST_TEXT:
        refuse(name, f"more than {LARGEST_TEXT:,} characters of text", "a shorter one: split it")
    return reading


def refuse(name: str, found: str, wanted: str) -> NoReturn:
    """Stop reading a file with one sentence. Raises `WrongInput`."""
    raise WrongInput([Fault(name, "", found, wanted)]) from None


def _read(raw: bytes, name: str, kind: str) -> Reading:
    if kind == ".docx":
        from clew.engines.texts import word  # noqa: PLC0415 -- a text needs no reader of Word

        return Reading(word.text_of(raw, name))
    if kind == ".pdf":
        from clew.engines.texts import pdf  # noqa: PLC0415 -- slow to import

        return Reading(*pdf.text_of(raw, name))
    if kind == ".html":
        from clew.engines.texts import web  # noqa: PLC0415 -- slow to import

        return Reading(*web.text_of(raw, name))
    from clew.engines.texts import encodings  # noqa: PLC0415 -- beside the others

    return Reading(*encodings.text_of(raw, name))


def _kind(raw: bytes, name: str) -> str:
    """Return what a file is; what is named Word or PDF and is none is refused."""
    named = PurePath(name).suffix.lower()
    start = raw[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((kind for magic, kind in _MAGIC.items() if raw.startswith(magic)), "")
    if b"%PDF-" in raw[:_START]:
        found = ".pdf"
    if found:
        return found
    if named in {".docx", ".pdf"}:
        what = "a Word file (.docx)" if named == ".docx" else "a PDF"
        empty = "an empty file" if not raw else f"a file that is named {named} and is none"
        refuse(name, empty, what)
    if named in {".html", ".htm", ".xhtml"} or start.lower().startswith(_PAGES):
        return ".html"
    return ".txt"
