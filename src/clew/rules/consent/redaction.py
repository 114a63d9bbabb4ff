"""What a copy for the person does not show, because it is about others. Values: redaction.yaml.

The rule finds what has a form: codes, addresses, numbers. Names have none, so a person who reads
the copy first writes down which words to hide.
"""

import functools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.consent") / "data" / "redaction.yaml"
_CODE: Final = re.compile(r"\b[0-9A-HJKMNP-TV-Y]{6}-[0-9A-HJKMNP-TV-Y]\b")
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NUMBER: Final = re.compile(r"(?<![\w-])\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?![\w-])")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Hiding:
    """One kind of thing that is not shown, what stands instead, and why."""

    what: str
    instead: str
    citations: tuple[Citation, ...]


@functools.cache
def hidings() -> Mapping[str, Hiding]:
    """Return everything that is hidden, by kind."""
    return load_mapping(Hiding, _FILE)


def redacted(text: str, *, own: Collection[str], words: Collection[str] = ()) -> str:
    """Return a text without what is about others.

    Args:
        text: as it is kept.
        own: the person's own code, numbers and addresses; these stay.
        words: names and words that a person chose to hide, whatever their case.
    """
    mine = {_plain(one) for one in own}

    def unless_own(kind: str) -> Callable[[re.Match[str]], str]:
        def put(found: re.Match[str]) -> str:
            stays = _plain(found[0]) in mine or _DAY.match(found[0])
            return found[0] if stays else hidings()[kind].instead

        return put

    for word in sorted({word.strip() for word in words if word.strip()}, key=len, reverse=True):
        text = re.sub(re.escape(word), hidings()["words"].instead, text, flags=re.IGNORECASE)
    text = _ADDRESS.sub(unless_own("addresses"), text)
    text = _CODE.sub(unless_own("codes"), text)
    return _NUMBER.sub(unless_own("numbers"), text)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter == "@")
