"""Where a request ends: a request that says it in two ways is refused, and its connection closed.

A body that has both a length and chunks ends in two places. A proxy in front that believes the
one, and a server that believes the other, disagree about where the next request begins; what lies
between could be read as somebody else's (RFC 9112, section 6.1).
"""

from typing import Final

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

_LENGTH: Final = b"content-length"
_CODING: Final = b"transfer-encoding"


class OneEnd(HTTPRequestParser):  # type: ignore[misc]  # it ships no types
    """Reads the head of a request, and refuses one whose body ends in two places."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head.

        Raises:
            ParsingError: it names a length beside chunks, or chunks in a version without them.
        """
        first, *lines = header_plus.split(b"\r\n")
        names = [line.partition(b":")[0].strip().lower() for line in lines]
        if _CODING in names and (_LENGTH in names or not first.rstrip().endswith(b"HTTP/1.1")):
            msg = "The end of the request is not clear"
            raise ParsingError(msg)
        super().parse_header(header_plus)


class Channel(HTTPChannel):  # type: ignore[misc]  # it ships no types
    """A connection on which every request has one end."""

    parser_class = OneEnd
