"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.support.casework.models import (
    Case,
    FiveLines,
    ImportedRecord,
    Moment,
    NoteVersion,
    Task,
)
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Case,
        "person",
        _("Your case"),
        {
            "opened_on": _("Opened on"),
            "stage": _("Where it stands"),
            "recovery_from_on": _("Time to recover since"),
            "jurisdiction": _("Whose law"),
        },
    ),
    Records(
        FiveLines,
        "case__person",
        _("Your case in five lines"),
        {
            "written_on": _("Written on"),
            "who": _("Who"),
            "happened": _("What happened"),
            "stands": _("Where it stands"),
            "wants": _("What you want"),
            "next": _("What comes next"),
        },
    ),
    Records(
        NoteVersion,
        "note__case__person",
        _("Notes"),
        {
            "written_at": _("Written on"),
            "text": _("What was written"),
            "told": _("What you told"),
        },
    ),
    Records(
        Task,
        "case__person",
        _("What is owed to you"),
        {
            "what": _("What"),
            "due_on": _("Until"),
            "state": _("Where it stands"),
            "why": _("Why it is not needed"),
        },
    ),
    Records(
        Moment,
        "case__person",
        _("What happened, by day"),
        {
            "happened_on": _("On"),
            "kind": _("What kind"),
            "title": _("What"),
            "detail": _("More"),
            "health": _("On health"),
        },
    ),
    Records(
        ImportedRecord,
        "case__person",
        _("What another system knew of you"),
        {
            "imported_on": _("Taken over on"),
            "identity": _("Who you are"),
            "contact": _("How to reach you"),
            "status": _("Papers and nationality"),
            "told": _("What happened"),
            "working": _("What you need"),
        },
    ),
)
