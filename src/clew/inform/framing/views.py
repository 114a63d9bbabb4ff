"""The page of words, and its report. A text comes with a request and goes with its answer."""

from datetime import date
from typing import Final, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from clew.ground.accounts.actors import today_of
from clew.inform.framing.definitions import definitions
from clew.inform.framing.marking import SEVERITIES, Marked, marked
from clew.inform.framing.printing import printed
from clew.inform.framing.taking import MOST_BYTES, MOST_CHARACTERS, Taken, taken
from clew.inform.framing.writing import written

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class _Maker(Protocol):
    """What makes a report of a marked text."""

    def __call__(self, found: Marked, *, on: date) -> bytes:
        """Return the file."""


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Ask for a text, or show the one that was sent with its marks and notes."""
    if request.method != "POST":
        return _page(request, Taken(""))
    sent = taken(request)
    return _page(request, sent, None if sent.errors else marked(sent.text))


@require_POST
def report_pdf(request: HttpRequest) -> HttpResponse:
    """Hand out the report on the text that was sent, as an accessible PDF."""
    return _report(request, printed, "application/pdf", "pdf")


@require_POST
def report_word(request: HttpRequest) -> HttpResponse:
    """Hand out the report on the text that was sent, for a word processor."""
    return _report(request, written, _WORD, "docx")


def _report(request: HttpRequest, make: _Maker, kind: str, ending: str) -> HttpResponse:
    sent = taken(request)
    if sent.errors:
        return _page(request, sent)
    made = make(marked(sent.text), on=today_of(request))
    name = f'attachment; filename="words-read.{ending}"'
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": name})


def _page(request: HttpRequest, sent: Taken, found: Marked | None = None) -> HttpResponse:
    context = {
        "text": sent.text,
        "errors": sent.errors,
        "notes": sent.notes,
        "found": found,
        "severities": SEVERITIES.items(),
        "definitions": definitions(),
        "most_characters": MOST_CHARACTERS,
        "most_in_words": f"{MOST_CHARACTERS:,}",
        "most_bytes": MOST_BYTES,
    }
    return render(request, "framing/words.html", context, status=422 if sent.errors else 200)
