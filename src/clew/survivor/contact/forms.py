"""What is typed about safe contact: the rules, and one way to reach somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from clew.rules.law.deadlines import in_words
from clew.survivor.contact.models import SafeContact, Way

WITH: Final = frozenset(dict(SafeContact._meta.get_field("checked_with").choices or ()))  # noqa: SLF001 -- Django's documented way
KINDS: Final = frozenset(dict(Way._meta.get_field("kind").choices or ()))  # noqa: SLF001 -- Django's documented way
LONGEST: Final = 1000  # letters


@dataclass(frozen=True, slots=True)
class RulesForm:
    """How, when, never; with whom it was checked, and on which day."""

    typed: Mapping[str, str] = field(repr=False)
    errors: Mapping[str, str]
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class WayForm:
    """One way to reach somebody."""

    typed: Mapping[str, str] = field(repr=False)
    errors: Mapping[str, str]


def rules_of(sent: Mapping[str, str], *, on: date) -> RulesForm:
    """Read the rules of safe contact. Each of the three can stay empty, not all of them."""
    names = ("how", "when", "never", "checked_with", "checked_on")
    typed = {name: sent.get(name, "").strip() for name in names}
    errors = _too_long(typed)
    if not (typed["how"] or typed["when"] or typed["never"]):
        errors["f-how"] = _("Write down how, when or never: one of them at least.")
    if typed["checked_with"] not in WITH:
        errors["f-checked_with"] = _("Say whose words these are.")
    checked_on = None
    try:
        checked_on = date.fromisoformat(typed["checked_on"])
    except ValueError:
        errors["f-checked_on"] = _("Write a day, such as %(day)s.") % {"day": on.isoformat()}
    if checked_on and checked_on > on:
        errors["f-checked_on"] = _("This day is still to come. Today is %(day)s.") % {
            "day": in_words(on)
        }
    return RulesForm(typed, errors, checked_on)


def way_of(sent: Mapping[str, str]) -> WayForm:
    """Read one way to reach somebody."""
    typed = {name: sent.get(name, "").strip() for name in ("kind", "value")}
    errors = _too_long(typed)
    if typed["kind"] not in KINDS:
        errors["f-kind"] = _("Choose what it is.")
    if not typed["value"]:
        errors["f-value"] = _("Write down the number or the address.")
    return WayForm(typed, errors)


def _too_long(typed: Mapping[str, str]) -> dict[str, str]:
    return {
        f"f-{name}": _("Write at most %(most)d letters.") % {"most": LONGEST}
        for name, value in typed.items()
        if len(value) > LONGEST
    }
