"""One question of the interview as a form, and what is asked when a screening is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clew.recognise.screening.channels import CHOICES
from clew.recognise.screening.interview import LONGEST_WORDS, Choice

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


class QuestionForm(forms.Form):
    """The answer to one question."""

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


class ConsentForm(forms.Form):
    """Whether the person wants to talk now."""

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
