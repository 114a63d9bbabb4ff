"""The forms of a case. What was typed is kept when something needs another look."""

import re
from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.rules.law.periods import jurisdictions, recovery_periods
from clew.rules.network.grades import grade_words
from clew.rules.network.kinds import Certainty, entity_kinds
from clew.support.casework.states import (
    MOMENT_WORDS,
    NEXT,
    STAGE_WORDS,
    TASK_WORDS,
    MomentKind,
    Stage,
    TaskState,
)

_LONGEST_LINE: Final = 600
_LONGEST_NOTE: Final = 20_000
_PARTIAL_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_CERTAINTY_WORDS: Final = {
    Certainty.CONFIRMED: _("Confirmed"),
    Certainty.SUSPECTED: _("Suspected"),
    Certainty.DISPROVED: _("Disproved"),
    Certainty.UNKNOWN: _("Not known"),
}


class CaseForm(forms.Form):
    """A form whose fields know the ids that the list of errors links to."""

    use_required_attribute = False  # the page says in its own words what is missing

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Name every field `f-…`."""
        options["auto_id"] = "f-%s"
        super().__init__(*args, **options)

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Offer the choices of a field that only this page knows."""
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    @property
    def sentences(self) -> dict[str, str]:
        """The first error of each field by the field's id."""
        return {f"f-{name}": str(found[0]) for name, found in self.errors.items()}


class Words(forms.CharField):
    """Own words over several lines. A browser sends each line end as two characters."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:  # noqa: ANN401 -- Django's options
        """Show a text area."""
        widget = forms.Textarea(attrs={"class": "area", "rows": rows})
        super().__init__(widget=widget, **options)

    def to_python(self, value: object) -> str:
        """Read the words with line ends as the page counted them."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")


def _line(**options: Any) -> forms.CharField:  # noqa: ANN401 -- Django's options
    return forms.CharField(
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}), **options
    )


def _day(**options: Any) -> forms.DateField:  # noqa: ANN401 -- Django's options
    wanted = _("Write a day, such as 2026-03-16.")
    return forms.DateField(
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"class": "in in-short", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": wanted, "required": wanted},
        **options,
    )


def _choice(choices: Iterable[tuple[str, Any]], **options: Any) -> forms.ChoiceField:  # noqa: ANN401 -- Django's options
    wanted = _("Choose one.")
    return forms.ChoiceField(
        choices=list(choices),
        widget=forms.Select(attrs={"class": "sel"}),
        error_messages={"required": wanted, "invalid_choice": wanted},
        **options,
    )


class FiveLinesForm(CaseForm):
    """The case in five lines."""

    base = forms.UUIDField(required=False, widget=forms.HiddenInput)
    who = Words(label=_("Who they are"), required=False, max_length=_LONGEST_LINE, rows=2)
    happened = Words(label=_("What happened"), required=False, max_length=_LONGEST_LINE, rows=2)
    stands = Words(label=_("Where it stands"), required=False, max_length=_LONGEST_LINE, rows=2)
    wants = Words(
        label=_("What they want, in their own words"), required=False, max_length=_LONGEST_LINE,
        rows=2,
    )  # fmt: skip
    next = Words(label=_("What comes next"), required=False, max_length=_LONGEST_LINE, rows=2)

    def clean(self) -> dict[str, Any]:
        """Ask for one line at least."""
        found = super().clean() or {}
        if not any(found.get(name) for name in ("who", "happened", "stands", "wants", "next")):
            self.add_error("who", _("Write at least one line. The next worker needs it."))
        return found


class NoteForm(CaseForm):
    """A new note."""

    happened_on = _day(label=_("Day it is about"))
    text = Words(
        label=_("Note"), max_length=_LONGEST_NOTE, rows=10,
        error_messages={"required": _("Write the note.")},
    )  # fmt: skip
    is_testimony = forms.BooleanField(
        label=_("This is what they told of themselves, or about their health"),
        help_text=_("Only those who stand by them can open it."),
        required=False,
    )


class NoteTextForm(CaseForm):
    """Another text of a note, written from a version."""

    version = forms.UUIDField(widget=forms.HiddenInput)
    text = Words(
        label=_("Note"), max_length=_LONGEST_NOTE, rows=12,
        error_messages={"required": _("Write the note.")},
    )  # fmt: skip


class TogetherForm(CaseForm):
    """One text out of two."""

    first = forms.UUIDField(widget=forms.HiddenInput)
    second = forms.UUIDField(widget=forms.HiddenInput)
    text = Words(
        label=_("The text to keep"), max_length=_LONGEST_NOTE, rows=12,
        error_messages={"required": _("Write or choose the text to keep.")},
    )  # fmt: skip


class TaskForm(CaseForm):
    """A new task."""

    what = _line(
        label=_("What"), max_length=300, error_messages={"required": _("Write what is owed.")}
    )
    owner = _choice([], label=_("Who owes it"))
    due_on = _day(label=_("By"), required=False, help_text=_("Leave it empty if there is no day."))

    def __init__(self, *args: Any, owners: Iterable[Member], **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Offer those who can owe it."""
        super().__init__(*args, **options)
        self._owners = {str(member.id): member for member in owners}
        self.offer("owner", [(key, member.shown_name) for key, member in self._owners.items()])

    @property
    def who_owes(self) -> Member:
        """Who was chosen."""
        return self._owners[self.cleaned_data["owner"]]


class TaskStateForm(TaskForm):
    """How far a task is."""

    what = None  # type: ignore[assignment]  # Django's way to leave a field out
    version = forms.IntegerField(widget=forms.HiddenInput)
    state = _choice([(s.value, TASK_WORDS[s]) for s in TaskState], label=_("State"))
    why = _line(
        label=_("If it is not needed: why"), required=False, max_length=300,
        help_text=_("The next worker needs the reason."),
    )  # fmt: skip
    field_order = ("state", "why", "owner", "due_on", "version")

    def clean(self) -> dict[str, Any]:
        """Ask why a task is not needed."""
        found = super().clean() or {}
        if found.get("state") == TaskState.NOT_NEEDED and not found.get("why"):
            self.add_error("why", _("Say why it is not needed. The next worker needs it."))
        return found


class MomentForm(CaseForm):
    """One thing that happened, or will."""

    kind = _choice([(kind.value, MOMENT_WORDS[kind]) for kind in MomentKind], label=_("Kind"))
    happened_on = _day(label=_("Day"))
    title = _line(
        label=_("What happened, in one line"), max_length=200,
        error_messages={"required": _("Write one line.")},
    )  # fmt: skip
    detail = Words(label=_("More, if it helps"), required=False, max_length=2000)


class RecoveryForm(CaseForm):
    """When the time to recover began, and under whose law."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    from_on = _day(label=_("The day it began"), required=False)
    jurisdiction = _choice([], label=_("Whose law"))

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Offer the places whose periods are in the data."""
        super().__init__(*args, **options)
        found = [(code, recovery_periods(code)) for code in jurisdictions()]
        named = [(code, periods.country) for code, periods in found if periods]
        self.offer("jurisdiction", sorted(named, key=lambda choice: choice[1]))


class StageForm(CaseForm):
    """The next stage."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    stage = _choice([], label=_("New stage"))

    def __init__(self, *args: Any, now: Stage, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Offer what may follow."""
        super().__init__(*args, **options)
        self.offer("stage", [(found.value, STAGE_WORDS[found]) for found in NEXT[now]])


class ClaimForm(CaseForm):
    """One statement of fact, with its source and grade."""

    kind = _choice([], label=_("What kind of thing"))
    value = _line(
        label=_("What it is"), max_length=300, error_messages={"required": _("Write what it is.")}
    )
    words = Words(
        label=_("How it was said"), required=False, max_length=2000,
        help_text=_("In the words of whoever said it."),
    )  # fmt: skip
    source = _choice([], label=_("How reliable is the source"))
    content = _choice([], label=_("How likely is it right"))
    certainty = _choice([], label=_("Certainty"))
    seen_on = _line(
        label=_("When, as far as known"), required=False, max_length=10,
        help_text=_("A year, a month or a day: 2025, 2025-11 or 2025-11-03."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Offer the kinds and grades that the rules know."""
        super().__init__(*args, **options)
        grades = [(key, f"{key} · {words.label}") for key, words in grade_words().items()]
        offered: dict[str, list[tuple[str, Any]]] = {
            "kind": [(key, kind.label) for key, kind in entity_kinds().items()],
            "source": [choice for choice in grades if choice[0].isalpha()],
            "content": [choice for choice in grades if choice[0].isdigit()],
            "certainty": [(found.value, _CERTAINTY_WORDS[found]) for found in Certainty],
        }
        for name, choices in offered.items():
            self.offer(name, [("", "—"), *choices])

    def clean_seen_on(self) -> str:
        """Take a year, a month or a day."""
        typed = str(self.cleaned_data["seen_on"]).strip()
        if typed and not _PARTIAL_DATE.fullmatch(typed):
            raise forms.ValidationError(_("Write a year, a month or a day, such as 2025-11."))
        return typed

    @property
    def grade(self) -> str:
        """The letter and the number together, such as B2."""
        return f"{self.cleaned_data['source']}{self.cleaned_data['content']}"
