"""Inviting a member."""

from django import forms

from clew.ground.accounts.models import Organisation
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
