"""What was pasted or chosen, as a text; or one sentence about why it is none.

The text is never repeated in a sentence, nor is the name of a file: both can name a person.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from clew.engines.texts.languages import in_english
from clew.engines.texts.reading import Reading
from clew.inform.framing.apart import NotRead, read_apart
from clew.rules.sources.faults import WrongInput

TEXT: Final = "f-text"
FILE: Final = "f-file"
MOST_CHARACTERS: Final = 200_000
MOST_BYTES: Final = 900_000  # the house takes no request of more than a megabyte
_ENDS: Final = re.compile(r"\r\n?|\u2028|\u2029")
# What no text holds, and no document can: everything below a space except tab, new line, new page.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Taken:
    """A text, or what is wrong with what was sent, by the id of its field."""

    text: str
    errors: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What its reader should know of how it was read."""


def taken(request: HttpRequest) -> Taken:
    """Return the text that was sent: the chosen file if there is one, what was pasted otherwise."""
    pasted = plain(request.POST.get("text", ""))
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _english(_bounded(pasted, TEXT, pasted), TEXT)
    try:
        reading = _text_of(file.read(), file.name or "")
    except NotRead as error:
        return Taken(pasted, {FILE: str(error)})
    return _english(_bounded(reading.text, FILE, pasted), FILE, reading.notes)


def plain(text: str) -> str:
    """Return a text with its lines ended one way and without signs that no text holds."""
    return _CONTROLS.sub(" ", _ENDS.sub("\n", text))


def _text_of(data: bytes, name: str) -> Reading:
    if len(data) > MOST_BYTES:
        raise NotRead(
            _("The file is larger than 900 kilobytes. Choose a part of it, or paste the text.")
        )
    reading = read_apart(data, name)
    return Reading(plain(reading.text), reading.notes)


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


def _english(sent: Taken, where: str, notes: tuple[str, ...] = ()) -> Taken:
    """Return an English text with its notes, any other with a sentence that says so."""
    if sent.errors:
        return sent
    try:
        more = in_english(sent.text, _("The text"))
    except WrongInput as error:
        fault = error.faults[0]
        said = _("This is %(found)s. Wanted: %(wanted)s.") % {
            "found": fault.found,
            "wanted": fault.wanted,
        }
        return Taken(sent.text, {where: said})
    return Taken(sent.text, notes=(*notes, *more))
