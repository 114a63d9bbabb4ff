"""Inviting a member."""

from django import forms

from clew.ground.accounts.roles import STAFF, Role


class InviteForm(forms.Form):
    """Who is invited, and what they are here for."""

    shown_name = forms.CharField(max_length=80, error_messages={"required": "Write their name."})
    email = forms.EmailField(error_messages={"required": "Write their e-mail address."})
    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.value) for role in Role if role in STAFF],
        error_messages={"required": "Pick at least one thing they are here for."},
    )
