"""Asking for a yes in two steps: whom and what for; then which parts, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clew.ground.accounts.models import Circle, Organisation
from clew.rules.consent.duration import duration, last_day, latest_day
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.wall import Shut, shut, warning
from clew.rules.law.deadlines import in_words
from clew.rules.sources.citations import Citation
from clew.survivor.consent.queries import recipient_of

LANGUAGES: Final = {  # ISO 639
    "sq": gettext_lazy("Albanian"),
    "am": gettext_lazy("Amharic"),
    "ar": gettext_lazy("Arabic"),
    "bn": gettext_lazy("Bengali"),
    "bg": gettext_lazy("Bulgarian"),
    "my": gettext_lazy("Burmese"),
    "zh": gettext_lazy("Chinese"),
    "cs": gettext_lazy("Czech"),
    "prs": gettext_lazy("Dari"),
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "hi": gettext_lazy("Hindi"),
    "hu": gettext_lazy("Hungarian"),
    "ku": gettext_lazy("Kurdish"),
    "lv": gettext_lazy("Latvian"),
    "lt": gettext_lazy("Lithuanian"),
    "om": gettext_lazy("Oromo"),
    "ps": gettext_lazy("Pashto"),
    "fa": gettext_lazy("Persian"),
    "pl": gettext_lazy("Polish"),
    "pt": gettext_lazy("Portuguese"),
    "pa": gettext_lazy("Punjabi"),
    "ro": gettext_lazy("Romanian"),
    "ru": gettext_lazy("Russian"),
    "sk": gettext_lazy("Slovak"),
    "so": gettext_lazy("Somali"),
    "es": gettext_lazy("Spanish"),
    "tl": gettext_lazy("Tagalog"),
    "th": gettext_lazy("Thai"),
    "ti": gettext_lazy("Tigrinya"),
    "tr": gettext_lazy("Turkish"),
    "uk": gettext_lazy("Ukrainian"),
    "ur": gettext_lazy("Urdu"),
    "vi": gettext_lazy("Vietnamese"),
    "wo": gettext_lazy("Wolof"),
    "yo": gettext_lazy("Yoruba"),
    "other": gettext_lazy("Another language"),
}
LONGEST: Final = 2000  # letters of each of WORDS
WORDS: Final = ("explained", "capacity", "present")
BASES: Final = {  # GDPR art. 6(1); consent.models.Basis
    "": gettext_lazy("Not said"),
    "consent": gettext_lazy("Consent"),
    "legal_obligation": gettext_lazy("A duty in law"),
    "vital_interests": gettext_lazy("Life and health"),
    "public_task": gettext_lazy("A public task"),
    "legitimate_interests": gettext_lazy("Legitimate interests"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that could be told: open to a yes, or locked, and why."""

    kind: Kind
    locked: Shut | None
    chosen: bool

    @property
    def citations(self) -> Sequence[Citation]:
        """Where the lock is written down."""
        return self.locked.citations if self.locked else ()


@dataclass(frozen=True, slots=True)
class AskForm:
    """What was typed, and what is wrong with it."""

    typed: Mapping[str, str]
    chosen: frozenset[str]
    errors: Mapping[str, str]
    recipient: Organisation | Circle | None = None
    purpose: Purpose | None = None
    until_on: date | None = None

    @property
    def parts(self) -> list[Part]:
        """Every kind, with its lock for this recipient and purpose."""
        if self.recipient is None or self.purpose is None:
            return []
        to = recipient_of(self.recipient).kind
        found = []
        for kind in Kind:
            closed, reason = shut(frozenset({kind}), recipient=to, purpose=self.purpose)
            found.append(Part(kind, reason if closed else None, kind.value in self.chosen))
        return found

    @property
    def kinds(self) -> list[Kind]:
        """The parts that were chosen."""
        return [kind for kind in Kind if kind.value in self.chosen]

    @property
    def warning(self) -> str | None:
        """What the person must hear before they answer."""
        return warning(recipient_of(self.recipient).kind) if self.recipient else None


def first_step(
    sent: Mapping[str, str], recipients: Mapping[str, Organisation | Circle], *, on: date
) -> AskForm:
    """Read whom and what for."""
    recipient = recipients.get(sent.get("to", ""))
    errors = {}
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
    typed = {"to": sent.get("to", ""), "for": sent.get("for", ""), "language": "en"}
    typed["until"] = last_day(on).isoformat()
    return AskForm(typed, frozenset(), errors, recipient, purpose)


def second_step(
    sent: Mapping[str, str],
    chosen: Sequence[str],
    recipients: Mapping[str, Organisation | Circle],
    *,
    on: date,
) -> AskForm:
    """Read all of it. What is locked stays locked, whatever was sent."""
    first = first_step(sent, recipients, on=on)
    errors = dict(first.errors)
    typed = dict(first.typed) | {
        name: sent.get(name, "").strip()
        for name in ("until", "language", "interpreter", *WORDS, "basis", "follows")
    }
    until, wrong = _until(typed["until"], on)
    if wrong:
        errors["f-until"] = wrong
    if typed["language"] not in LANGUAGES:
        errors["f-language"] = _("Choose the language it was explained in.")
    for name in WORDS:
        if len(typed[name]) > LONGEST:
            errors[f"f-{name}"] = _("Write at most %(most)d letters.") % {"most": LONGEST}
    if typed["basis"] not in BASES:
        errors["f-basis"] = _("Choose what the law lets it be held on, or “not said”.")
    form = AskForm(typed, frozenset(chosen), errors, first.recipient, first.purpose, until)
    open_parts = {part.kind.value for part in form.parts if part.locked is None}
    if not chosen:
        errors["f-parts"] = _("Choose at least one part, or press “They said no”.")
    elif not first.errors and form.chosen - open_parts:
        errors["f-parts"] = _("A locked part was chosen. It never goes there, so nothing was kept.")
    return form


def _until(typed: str, on: date) -> tuple[date | None, str]:
    """Return the last day, or a sentence on what is wrong with it."""
    try:
        until = date.fromisoformat(typed)
    except ValueError:
        return None, _("Write a day, such as %(day)s.") % {"day": last_day(on).isoformat()}
    if until < on:
        return None, _("This day is over. Choose today or a later day.")
    if until > latest_day(on):
        return None, _("A yes holds %(days)d days at most, until %(day)s. Then ask again.") % {
            "days": duration().longest_days,
            "day": in_words(latest_day(on)),
        }
    return until, ""
