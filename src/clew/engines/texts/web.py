"""The words of a web page: what a reader of the article sees, without menus and programs."""

import contextlib
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from clew.engines.texts.encodings import decoded
from clew.engines.texts.reading import refuse

_LEFT_OUT: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "nav", "title", "form", "button", "select"),
        *("textarea", "svg", "math", "iframe", "object", "audio", "video", "canvas", "map"),
        *("dialog",),
    )
)
_LEFT_OUT_OUTSIDE: Final = frozenset({"footer", "aside", "header"})  # of a page, not of an article
_ARTICLE: Final = frozenset({"article", "main"})
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu"})
_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *(
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
        ),
        *(
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
        ),
        *("table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_CELLS: Final = frozenset({"td", "th"})
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_:.-]{1,40})"
)
_START: Final = 4_096
_DECLARED: Final = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BLANKS: Final = re.compile(r"[ \t\r\n\f\xa0\u2009\u202f]+")
_PARAGRAPH, _LINE, _CELL = "\x01", "\x02", "\x03"  # put between words; no text keeps its own
_CONTROLS: Final = dict.fromkeys((*range(9), 11, *range(14, 32)))
_UNSEEN: Final = _CONTROLS | dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))
_ENCODINGS: Final = re.compile(
    r"windows-125\d|cp125\d|iso-8859-\d{1,2}|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|big5"
)


def text_of(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page, an empty line between blocks, and how its bytes were read.

    Raises `WrongInput` where nothing of it can be read.
    """
    page, notes = _decoded(raw, name)
    page = _DECLARED.sub("", page.translate(_CONTROLS), count=1)
    if not page.strip():
        refuse(name, "an empty page", "a web page with text")
    try:
        root = html.document_fromstring(
            page, parser=html.HTMLParser(no_network=True, huge_tree=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        refuse(name, "a web page that cannot be read", "a page saved by a browser")
    return _laid_out("".join(_pieces(root))), notes


def _decoded(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return a page as characters: by the encoding that it names, unless it names a wrong one."""
    named = _CHARSET.search(raw[:_START].lower())
    if named is not None and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = named.group(1).decode("ascii")
        if encoding == "iso-8859-1":
            encoding = "windows-1252"  # what browsers take it for
        if _ENCODINGS.fullmatch(encoding):
            with contextlib.suppress(LookupError, UnicodeError):
                return raw.decode(encoding), (f"{name} is in {encoding}; it was read so",)
    return decoded(raw, name)


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    """Yield words and breaks in their order, without recursion: hostile pages nest deep."""
    skipped = 0
    articles = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            yield "" if skipped else _said(element.tail)
            continue
        tag = element.tag
        leaves = _is_left_out(element, in_article=articles > 0)
        if event == "start":
            articles += tag in _ARTICLE
            skipped += leaves
            if not skipped:
                yield _opening(tag)
                yield _said(element.text)
            continue
        articles -= tag in _ARTICLE
        skipped -= _is_left_out(element, in_article=articles > 0)
        if not skipped:
            yield _closing(tag)
            if element is not root:
                yield _said(element.tail)


def _said(text: str | None) -> str:
    return (text or "").translate(_UNSEEN)


def _is_left_out(element: html.HtmlElement, *, in_article: bool) -> bool:
    tag = element.tag
    return (
        tag in _LEFT_OUT
        or (tag in _LEFT_OUT_OUTSIDE and not in_article)
        or element.get("role", "") in _ROLES
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
    )


def _opening(tag: str) -> str:
    if tag == "br":
        return _LINE
    if tag == "q":
        return "“"  # browsers show the marks, and they say whose words these are
    return _PARAGRAPH if tag in _BLOCKS else ""


def _closing(tag: str) -> str:
    if tag == "q":
        return "”"
    if tag in _CELLS:
        return _CELL
    return _PARAGRAPH if tag in _BLOCKS else ""


def _laid_out(text: str) -> str:
    """Return the words with one blank between them, lines and paragraphs as they are shown."""
    paragraphs = []
    for piece in text.split(_PARAGRAPH):
        lines = (
            "\t".join(_BLANKS.sub(" ", cell).strip() for cell in line.split(_CELL))
            for line in piece.split(_LINE)
        )
        paragraph = "\n".join(line.strip() for line in lines).strip()
        if paragraph:
            paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)
