"""One question of the interview as a form, and what is asked when a screening is kept."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from clew.recognise.screening.about import AGES, BETWEEN
from clew.recognise.screening.channels import CHOICES
from clew.recognise.screening.interview import LONGEST_WORDS, Choice
from clew.recognise.screening.noting import SOURCES, Note, Source
from clew.rules.law.deadlines import in_words

EARLIEST: Final = date(2000, 1, 1)
YES_OR_NO: Final = [("", ""), ("yes", _("Yes")), ("no", _("No"))]

SPOKEN = {
    Choice.PRESENT: _("Yes"),
    Choice.ABSENT: _("No"),
    Choice.NOT_SURE: _("Not sure"),
    Choice.NOT_SAID: _("Would rather not say"),
    Choice.LATER: _("Ask another day"),
}
SEEN = {
    Choice.PRESENT: _("Yes, I have seen this"),
    Choice.ABSENT: _("No, I have not"),
    Choice.NOT_SURE: _("Not sure"),
    Choice.LATER: _("Look again another day"),
}


class WordsField(forms.CharField):
    """Own words. A browser sends each line end as two characters and counts it as one."""

    def to_python(self, value: object) -> str:
        """Read the words with line ends as the page counted them."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")


def wrong_day(day: date, today: date) -> str:
    """Say in one sentence what is wrong with a day that was given; nothing where it can be."""
    if day > today:
        said = _("You gave %(given)s, but today is %(today)s: give the day it was.")
    elif day < EARLIEST:
        said = _("You gave %(given)s, but today is %(today)s: look at the clock of this device.")
    else:
        return ""
    return str(said % {"given": in_words(day), "today": in_words(today)})


class QuestionForm(forms.Form):
    """The answer to one question, where it comes from, and what the worker thinks of it.

    Args:
        today: the day it is where the worker is; without it no day is compared.
    """

    choice = forms.ChoiceField(
        choices=[(choice.value, choice.value) for choice in Choice],
        error_messages={
            "required": _("Choose one answer, or press Skip. Skipping counts against nobody."),
            "invalid_choice": _("Choose one of the answers shown."),
        },
    )
    words = WordsField(
        required=False,
        strip=False,
        max_length=LONGEST_WORDS,
        error_messages={
            "max_length": _("Keep it under %(limit_value)d characters; it has %(show_value)d."),
        },
    )
    source = forms.ChoiceField(
        required=False,
        choices=[("", ""), *SOURCES],
        error_messages={"invalid_choice": _("Choose one of the sources shown, or none.")},
    )
    seen_on = forms.DateField(
        required=False,
        error_messages={"invalid": _("Give the day as year, month and day: 2026-03-16.")},
    )
    opinion = WordsField(
        required=False,
        strip=False,
        max_length=LONGEST_WORDS,
        error_messages={
            "max_length": _("Keep it under %(limit_value)d characters; it has %(show_value)d."),
        },
    )

    def __init__(self, *args: Any, today: date | None = None, **options: Any) -> None:  # noqa: ANN401 -- Django's
        """Keep the day it is."""
        super().__init__(*args, **options)
        self._today = today

    def clean_seen_on(self) -> date | None:
        """Refuse a day that is still to come, or that only a clock set back can mean."""
        day: date | None = self.cleaned_data["seen_on"]
        wrong = wrong_day(day, self._today) if day and self._today else ""
        if wrong:
            raise forms.ValidationError(wrong)
        return day

    @property
    def note(self) -> Note:
        """What stands beside the answer. Call it once the form was found valid."""
        found = self.cleaned_data
        source = found.get("source")
        return Note(
            Source(source) if source else None, found.get("seen_on"), found.get("opinion", "")
        )


class ConsentForm(forms.Form):
    """Whether the place is right, and whether the person wants to talk now."""

    private = forms.ChoiceField(required=False, choices=YES_OR_NO)
    safe = forms.ChoiceField(required=False, choices=YES_OR_NO)
    between = forms.ChoiceField(required=False, choices=[("", ""), *BETWEEN])
    age = forms.ChoiceField(required=False, choices=[("", ""), *AGES])

    talk = forms.ChoiceField(
        choices=[("yes", _("Yes, they want to talk")), ("no", _("Not now"))],
        error_messages={
            "required": _("Choose what the person said. Both are fine."),
            "invalid_choice": _("Choose one of the answers shown."),
        },
    )


class KeepForm(forms.Form):
    """For whom a screening is kept, and where the person was met."""

    whom = forms.ChoiceField(
        choices=[("new", _("Somebody new")), ("existing", _("Somebody I stand by"))],
        error_messages={"required": _("Choose for whom you keep it.")},
    )
    called = forms.CharField(required=False, max_length=80)
    code = forms.CharField(required=False, max_length=20)
    started_on = forms.DateField(
        error_messages={
            "required": _("Give the day you talked."),
            "invalid": _("Give the day as year, month and day: 2026-03-16."),
        }
    )
    channel = forms.ChoiceField(
        required=False,
        choices=[("", ""), *CHOICES],
        error_messages={"invalid_choice": _("Choose one of the ways shown, or none.")},
    )
    training_session = forms.RegexField(
        r"^[A-Za-z0-9_-]*$",
        required=False,
        max_length=40,
        error_messages={"invalid": _("A session’s code has letters, digits and dashes only.")},
    )
