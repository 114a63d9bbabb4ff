"""Requests that somebody might try who wants to see more: drawn by dice, the same for a seed.

Every address of the house by every method, with ids of things that are theirs and of things that
are closed to them, and with parameters, headers and fields that make other programs talk.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
WORDS: Final = (
    "sort", "order", "order_by", "ordering", "filter", "q", "search", "fields", "include", "expand",
    "nationality", "-nationality", "immigration", "status_facts", "person__nationality",
    "release__person__nationality", "person.nationality", "*", "kind", "next", "id", "format",
    "json", "csv", "callback", "debug", "page", "limit", "offset", "case", "person", "member",
    "role", "as", "impersonate", "is_staff", "owner", "organisation", "circle", "value", "_method",
)  # fmt: skip
VALUES: Final = (
    "", "1", "0", "-1", "1.5", "1e9", "99999999999999999999", "true", "null", "[]", "{}", "Zq",
    "' OR 1=1 --", "1; SELECT 1", "{{7*7}}", "%s", "../../root.key", "..%2f..%2froot.key",
    "/people/new/", "//clew.invalid/", "\x00", "\u202e", "\ud800", "Ａ", "a" * 3000,
)  # fmt: skip
HEADERS: Final = (
    ("Accept", "application/json"), ("Accept", "text/csv"), ("Accept-Language", "ar,fr;q=0.5"),
    ("Content-Type", "application/json"), ("Content-Type", "text/plain"),
    ("Content-Type", "multipart/form-data; boundary=x"), ("HX-Request", "true"),
    ("X-Requested-With", "XMLHttpRequest"), ("X-HTTP-Method-Override", "GET"),
    ("X-HTTP-Method-Override", "DELETE"), ("X-Forwarded-For", "127.0.0.1"),
    ("X-Forwarded-Host", "clew.invalid"), ("X-Forwarded-Proto", "https"), ("Forwarded", "for=::1"),
    ("X-Original-URL", "/people/"), ("X-Rewrite-URL", "/cases/"), ("X-Remote-User", "admin"),
    ("Range", "bytes=0-99"), ("If-None-Match", "*"), ("If-Modified-Since", "Thu, 01 Jan 2026"),
    ("Referer", "http://localhost/people/"), ("Authorization", "Basic YWRtaW46YWRtaW4="),
    ("Host", "clew.invalid"), ("Expect", "100-continue-not"), ("Prefer", "return=representation"),
)  # fmt: skip
_PART: Final = re.compile(r"<(?:(\w+):)?(\w+)>")
_LETS_OUT: Final = 0.5  # how often an address is one that is answered there
_OWN: Final = 0.6  # how often an id is one of what was released


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody who asks has heard of."""

    open_patterns: Sequence[str]  # addresses that are answered
    patterns: Sequence[str]  # all addresses of the house
    own: Sequence[str]  # ids of what was released to somebody
    rows: Sequence[str]  # ids of rows of every table
    codes: Sequence[str]  # spoken codes of people


@dataclass(frozen=True, slots=True)
class Request:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, str]

    def body(self, **more: str) -> bytes:
        """Return the form."""
        return urlencode({**more, **self.fields}, errors="surrogatepass").encode()


def plain(known: Known) -> Iterator[Request]:
    """Yield a plain reading of every address, with each code and each id of what was released."""
    for pattern in known.patterns:
        paths = {_plain_path(pattern, code, own) for code in known.codes for own in known.own}
        yield from (Request("GET", path, {}, {}) for path in sorted(paths))


def _plain_path(pattern: str, code: str, own: str) -> str:
    ids = {"uuid": own, "int": "2026"}
    return "/" + _PART.sub(lambda part: ids.get(part[1], code), pattern)


def draw(dice: random.Random, known: Known) -> Request:
    """Draw a request."""
    pattern = dice.choice(known.open_patterns if dice.random() < _LETS_OUT else known.patterns)
    path = "/" + _PART.sub(lambda part: _id(dice, known, part[1] or "str"), pattern)
    path += dice.choice(("",) * 12 + ("/", "%2e%2e/", "..;/", "%00", ".json", "?", "//"))
    asked = _words(dice, known)
    if asked:
        path += "?" + urlencode(asked, errors="surrogatepass")
    method = dice.choice(METHODS) if dice.random() < _LETS_OUT else "GET"
    headers = dict(dice.sample(HEADERS, dice.choice((0, 0, 1, 2))))
    return Request(method, path, headers, _words(dice, known) if method != "GET" else {})


def _id(dice: random.Random, known: Known, kind: str) -> str:
    if kind == "uuid":
        return dice.choice(known.own if dice.random() < _OWN else known.rows)
    if kind == "int":
        return dice.choice(("0", "1", "2", "2026", "99999999999999999999"))
    return quote(dice.choice((*known.codes, "QQQQQQ", "en", "help_only", "unodc-general")))


def _words(dice: random.Random, known: Known) -> dict[str, str]:
    many = dice.choice((0, 1, 2, 4))
    values = (*VALUES, *WORDS, *known.codes, dice.choice(known.rows))
    return {dice.choice(WORDS): dice.choice(values) for _ in range(many)}
