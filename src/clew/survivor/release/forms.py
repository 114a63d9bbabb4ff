"""What is carried from step to step: ids and codes, never a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clew.ground.accounts.models import Circle, Organisation
from clew.rules.consent.kinds import Purpose


@dataclass(frozen=True, slots=True)
class Choice:
    """To whom, what for, which parts; and of the preview, which consents and values it showed."""

    typed: Mapping[str, str]
    keys: tuple[str, ...]
    errors: Mapping[str, str]
    recipient: Organisation | Circle | None
    purpose: Purpose | None
    epoch: int
    seen: str


def choice_of(
    sent: Mapping[str, str],
    keys: Sequence[str],
    recipients: Mapping[str, Organisation | Circle],
) -> Choice:
    """Read what was sent. Whoever is not among the recipients is nobody."""
    errors = {}
    recipient = recipients.get(sent.get("to", ""))
    if recipient is None:
        errors["f-to"] = _("Choose who would be told.")
    purpose = None
    try:
        purpose = Purpose(sent.get("for", ""))
    except ValueError:
        errors["f-for"] = _("Choose what it is for.")
    if isinstance(recipient, Circle) and purpose and purpose != recipient.purpose:
        errors["f-for"] = _("This circle is only for %(purpose)s.") % {
            "purpose": Purpose(recipient.purpose).label.lower()
        }
    epoch = sent.get("epoch", "")
    return Choice(
        typed={"to": sent.get("to", ""), "for": sent.get("for", "")},
        keys=tuple(dict.fromkeys(keys)),
        errors=errors,
        recipient=recipient,
        purpose=purpose,
        epoch=int(epoch) if epoch.isascii() and epoch.isdigit() and len(epoch) < 10 else -1,  # noqa: PLR2004 -- no epoch has ten digits
        seen=sent.get("seen", ""),
    )
