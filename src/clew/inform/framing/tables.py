"""What coders bring: sentences in a table or in lines of JSON, and coding files. UTF-8, bounded.

Words are read by `taking`, which asks for English prose; a table is none.
"""

from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from clew.inform.framing.apart import NotRead
from clew.inform.framing.taking import (
    FILE,
    MOST_BYTES,
    MOST_CHARACTERS,
    TEXT,
    Taken,
    plain,
    taken,
)
from clew.rules.framing.units import is_listed

_ENDINGS: Final = (".csv", ".jsonl")


def listed_or_taken(request: HttpRequest) -> Taken:
    """Return the sentences that were sent as a list, or else the text that was."""
    file, pasted = request.FILES.get("file"), plain(request.POST.get("text", ""))
    if isinstance(file, UploadedFile):
        if not (file.name or "").lower().endswith(_ENDINGS):
            return taken(request)
        try:
            return _bounded(table_of(file.read()), FILE)
        except NotRead as error:
            return Taken(pasted, {FILE: str(error)})
    return _bounded(pasted, TEXT) if is_listed(pasted) else taken(request)


def table_of(data: bytes) -> str:
    """Return the text of a table that was chosen. Raises `NotRead`."""
    if len(data) > MOST_BYTES:
        raise NotRead(_("The file is larger than 900 kilobytes. Choose a part of it."))
    try:
        return plain(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotRead(_("This file is no text in UTF-8. Save it as CSV in UTF-8.")) from error


def _bounded(text: str, where: str) -> Taken:
    if len(text) > MOST_CHARACTERS:
        said = _("These are %(has)s characters. Up to %(most)s are read at once: send it in parts.")
        return Taken("", {where: said % {"has": f"{len(text):,}", "most": f"{MOST_CHARACTERS:,}"}})
    return Taken(text)
