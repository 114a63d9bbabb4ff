"""The words of a PDF: lines put together again to sentences, without page numbers and headers."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from clew.engines.texts.reading import LARGEST_TEXT, refuse
from clew.rules.sources.faults import WrongInput

_MOST_PAGES: Final = 3_000
_LARGEST_PAGE: Final = 20_000_000  # bytes of drawing orders; a page of text has some thousands
_LETTERS: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\u00a0": " ", "\u200b": "", "\ufeff": "", "\x00": ""}
)
"""Letters that print joined: *trafficking* is often written with one sign for *ffi*."""
_NUMBER: Final = re.compile(
    r"(?:page\s{0,3})?\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL: Final = 0.8  # of a page's usual width: a shorter line ends a paragraph or is a heading
_HYPHENS: Final = ("-", "\u00ad", "\u2010")
_BEFORE_A_HYPHEN: Final = frozenset({"anti", "non", "ex", "co", "pre", "post", "self", "counter"})
_ENDS: Final = frozenset('.!?…:”"')
_REPEATED: Final = 3  # pages that begin or end with the same line


def text_of(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF, and how many of its pages have none.

    Raises `WrongInput` where it is locked, broken or scanned.
    """
    # What it meets in a broken file it would tell on standard error, in words for programmers.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _pages(raw, name)
    except (FileNotDecryptedError, DependencyError):
        refuse(name, "a PDF locked with a password", "one that opens without")
    except MemoryError:
        refuse(name, "a PDF that unpacks to too much", "a smaller one")
    except WrongInput:
        raise
    except Exception:  # noqa: BLE001 -- a broken file breaks its reader in any way there is
        refuse(name, "a PDF that is broken", "one that opens in a reader of PDF")
    blank = sum(not page for page in pages)
    if blank == len(pages):
        found = "a PDF whose pages are pictures, without any text"
        refuse(
            name, found, "one whose words can be selected: let a program recognise the text first"
        )
    told = "one page" if blank == 1 else f"{blank:,} pages"
    note = f"{name}: {told} of {len(pages):,} hold no text (pictures, or blank); not read"
    return _joined(_without_headers(pages)), (note,) if blank else ()


def _pages(raw: bytes, name: str) -> list[list[str]]:
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        refuse(name, "a PDF locked with a password", "one that opens without")
    if len(reader.pages) > _MOST_PAGES:
        refuse(name, f"a PDF of more than {_MOST_PAGES:,} pages", "a shorter one: split it")
    pages, size = [], 0
    for page in reader.pages:
        orders = page.get_contents()
        if orders is not None and len(orders.get_data()) > _LARGEST_PAGE:
            refuse(name, "a PDF with a page that unpacks to too much", "a smaller one")
        text = page.extract_text().translate(_LETTERS)
        size += len(text)
        if size > LARGEST_TEXT:
            found = f"more than {LARGEST_TEXT:,} characters of text"
            refuse(name, found, "a shorter one: split it")
        pages.append([line for each in text.splitlines() if (line := " ".join(each.split()))])
    return pages


def _without_headers(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield pages without their numbers, and without lines that many begin or end with."""
    edges = Counter(_shape(line) for page in pages for line in {*page[:1], *page[-1:]})
    repeated = {line for line, many in edges.items() if many >= max(_REPEATED, len(pages) / 2)}
    for page in pages:
        first, last = 0, len(page)
        while first < last and _is_header(page[first], repeated):
            first += 1
        while last > first and _is_header(page[last - 1], repeated):
            last -= 1
        yield page[first:last]


def _is_header(line: str, repeated: set[str]) -> bool:
    return bool(_NUMBER.fullmatch(line)) or _shape(line) in repeated


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _joined(pages: Iterator[list[str]]) -> str:
    """Return lines as paragraphs; a sentence goes on over the end of its page."""
    laid = list(pages)
    words = _words([line for page in laid for line in page])
    before = ""
    made: list[list[str]] = []  # of each paragraph its lines, put together once
    for page in laid:
        widths = sorted(len(line) for line in page)
        full = _FULL * widths[len(widths) * 9 // 10] if widths else 0
        for line in page:
            if made and _goes_on(before, line, full):
                made[-1][-1] = _ending(made[-1][-1], line, words)
                made[-1].append(line)
            else:
                made.append([line])
            before = line
    return "\n\n".join("".join(lines) for lines in made)


def _words(lines: Sequence[str]) -> Counter[str]:
    """Return how often each word stands in lines, without the halves of those that were parted."""
    found: Counter[str] = Counter()
    before = ""
    for line in lines:
        words = [word.casefold() for word in _WORD.findall(line)]
        first = 1 if before.endswith(_HYPHENS) else 0
        found.update(words[first : -1 if line.endswith(_HYPHENS) else None])
        before = line
    return found


def _goes_on(before: str, line: str, full: float) -> bool:
    """Say whether a line goes on with what the line before began."""
    if line[0].islower():
        return True
    return 0 < full <= len(before) and (before[-1] not in _ENDS or len(line) >= full)


def _ending(before: str, line: str, words: Counter[str]) -> str:
    """Return a line as it goes over into the next; a word that was parted is one again."""
    if not before.endswith(_HYPHENS):
        return f"{before} "
    begun = _WORD.findall(before[:-1].rpartition(" ")[2])
    ended = _WORD.match(line)
    if not begun or ended is None or not line[0].islower():
        return before
    first, last = begun[-1].casefold(), ended.group().casefold()
    if before[-1] == "-" and not words[first + last]:
        of_two = words[last] and (words[first] or first in _BEFORE_A_HYPHEN)
        if words[f"{first}-{last}"] or of_two:
            return before
    return before[:-1]
