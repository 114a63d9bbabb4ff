"""What was pasted or chosen, as a text; or one sentence about why it is none.

The text is never repeated in a sentence, nor is the name of a file: both can name a person.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

TEXT: Final = "f-text"
FILE: Final = "f-file"
MOST_CHARACTERS: Final = 200_000
MOST_BYTES: Final = 900_000  # the house takes no request of more than a megabyte
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENDS: Final = re.compile(r"\r\n?|\u2028|\u2029")
# What no text holds, and no document can: everything below a space except tab, new line, new page.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Taken:
    """A text, or what is wrong with what was sent, by the id of its field."""

    text: str
    errors: dict[str, str] = field(default_factory=dict)


class NotText(Exception):
    """What was chosen is no text that can be read. Its message says why, in one sentence."""


def taken(request: HttpRequest) -> Taken:
    """Return the text that was sent: the chosen file if there is one, what was pasted otherwise."""
    pasted = plain(request.POST.get("text", ""))
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _bounded(pasted, TEXT, pasted)
    try:
        return _bounded(text_of(file.read()), FILE, pasted)
    except NotText as error:
        return Taken(pasted, {FILE: str(error)})


def plain(text: str) -> str:
    """Return a text with its lines ended one way and without signs that no text holds."""
    return _CONTROLS.sub(" ", _ENDS.sub("\n", text))


def text_of(data: bytes) -> str:
    """Return the text of a chosen file. Raises `NotText`."""
    if len(data) > MOST_BYTES:
        raise NotText(
            _("The file is larger than 900 kilobytes. Choose a part of it, or paste the text.")
        )
    return plain(_decoded(data))


def _decoded(data: bytes) -> str:
    mark = next((name for start, name in _MARKS if data.startswith(start)), None)
    not_text = NotText(
        _("This file is not plain text. Choose a .txt file, or copy the text and paste it.")
    )
    if mark is None and b"\x00" in data:
        raise not_text
    try:
        return data.decode(mark or "utf-8")
    except UnicodeDecodeError as error:
        if mark is None and _CONTROLS.search(data.decode("latin-1")) is None:
            return data.decode("cp1252", errors="replace")  # how older programs write a text
        raise not_text from error


def _bounded(text: str, where: str, pasted: str) -> Taken:
    """Return a text that is neither empty nor too long; what was pasted stays on the page."""
    if not text.strip():
        said = _("There is no text yet. Paste one, or choose a file with text in it.")
        return Taken("", {where: said})
    if len(text) > MOST_CHARACTERS:
        said = _(
            "This text has %(has)s characters. Up to %(most)s are read at once: send it in parts."
        ) % {"has": f"{len(text):,}", "most": f"{MOST_CHARACTERS:,}"}
        return Taken(pasted if len(pasted) <= MOST_CHARACTERS else "", {where: said})
    return Taken(text)
