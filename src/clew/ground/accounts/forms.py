"""Inviting members, coming in, and what members change about their own account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.roles import STAFF, Role
from clew.rules.consent.kinds import Purpose, RecipientKind


class InviteForm(forms.Form):
    """Who is invited, and what they are here for."""

    shown_name = forms.CharField(max_length=80, error_messages={"required": "Write their name."})
    email = forms.EmailField(error_messages={"required": "Write their e-mail address."})
    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.value) for role in Role if role in STAFF],
        error_messages={"required": "Pick at least one thing they are here for."},
    )


class RolesForm(forms.Form):
    """What a member is here for from now on."""

    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.value) for role in Role if role in STAFF],
        error_messages={"required": "Pick at least one thing they are here for."},
    )


class _NewPassphrase(forms.Form):
    """A new passphrase, typed twice: 15 letters or more, none that is common, no other rule."""

    password1 = forms.CharField(
        strip=False, max_length=1024, error_messages={"required": "Choose a passphrase."}
    )
    password2 = forms.CharField(
        strip=False, max_length=1024, error_messages={"required": "Type the passphrase again."}
    )

    def clean_password1(self) -> str:
        """Refuse one that is short or common."""
        chosen = str(self.cleaned_data["password1"])
        validate_password(chosen, Member(email=self.cleaned_data.get("email", "")))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Refuse two that are not the same."""
        found = super().clean() or {}
        first, second = found.get("password1"), found.get("password2")
        if first and second and first != second:
            self.add_error("password2", "These two are not the same. Type both again.")
        return found


class NewPassphraseForm(_NewPassphrase):
    """A new passphrase for somebody who is signed in."""


class ComeInForm(_NewPassphrase):
    """The address and one-time code of somebody who was invited, and the passphrase they choose."""

    email = forms.EmailField(error_messages={"required": "Write the address you were invited by."})
    code = forms.CharField(
        max_length=64, error_messages={"required": "Type the code you were given."}
    )
    field_order = ("email", "code", "password1", "password2")


class AddressForm(forms.Form):
    """The address that somebody signs in with."""

    email = forms.EmailField(error_messages={"required": "Write an e-mail address."})


class PartnerForm(forms.Form):
    """An organisation that something could be released to."""

    name = forms.CharField(max_length=120, error_messages={"required": "Write its name."})
    kind = forms.ChoiceField(
        choices=[(k.value, k.label) for k in RecipientKind if k is not RecipientKind.CIRCLE]
    )


class CircleForm(forms.Form):
    """Organisations that look for others together, for one purpose."""

    circle_name = forms.CharField(max_length=120, error_messages={"required": "Write its name."})
    purpose = forms.ChoiceField(
        choices=[(p.value, p.label) for p in (Purpose.FIND_OTHERS, Purpose.INVESTIGATE)]
    )
    partners = forms.ModelMultipleChoiceField(
        queryset=Organisation.objects.none(),
        error_messages={"required": "Pick at least one other organisation."},
    )
