"""What is typed about safe contact: the rules, and one way to reach somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clew.rules.consent.reaching import DAYS, Channel, Plan
from clew.rules.law.deadlines import in_words
from clew.survivor.contact.models import SafeContact, Way

WITH: Final = frozenset(dict(SafeContact._meta.get_field("checked_with").choices or ()))  # noqa: SLF001 -- Django's documented way
KINDS: Final = frozenset(dict(Way._meta.get_field("kind").choices or ()))  # noqa: SLF001 -- Django's documented way
LONGEST: Final = 1000  # letters
WEEK: Final = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"), gettext_lazy("Friday"), gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)  # fmt: skip
_PLAN_WORDS: Final = ("from", "until", "alias", "code_word")


@dataclass(frozen=True, slots=True)
class RulesForm:
    """How, when, never; with whom it was checked, and on which day."""

    typed: Mapping[str, str] = field(repr=False)
    errors: Mapping[str, str]
    checked_on: date | None = None
    plan: Plan | None = None


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
    plan, wrong = _plan_of(sent)
    return RulesForm(typed | _typed_plan(sent), errors | wrong, checked_on, plan)


def way_of(sent: Mapping[str, str]) -> WayForm:
    """Read one way to reach somebody."""
    typed = {name: sent.get(name, "").strip() for name in ("kind", "value")}
    errors = _too_long(typed)
    if typed["kind"] not in KINDS:
        errors["f-kind"] = _("Choose what it is.")
    if not typed["value"]:
        errors["f-value"] = _("Write down the number or the address.")
    elif typed["kind"] == "email" and not _is_address(typed["value"]):
        errors["f-value"] = _("This is no e-mail address. One looks like name@example.org.")
    return WayForm(typed, errors)


def _is_address(typed: str) -> bool:
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return True


def _too_long(typed: Mapping[str, str]) -> dict[str, str]:
    return {
        f"f-{name}": _("Write at most %(most)d letters.") % {"most": LONGEST}
        for name, value in typed.items()
        if len(value) > LONGEST
    }


def _typed_plan(sent: Mapping[str, str]) -> dict[str, str]:
    ticked = [f"by_{channel.value}" for channel in Channel] + [f"on_{day}" for day in range(DAYS)]
    names = (*ticked, "voicemail", "watched", *_PLAN_WORDS)
    return {name: sent.get(name, "").strip() for name in names}


def _plan_of(sent: Mapping[str, str]) -> tuple[Plan | None, dict[str, str]]:
    """Read the part a machine can hold to. Nothing ticked is no plan: the house sends nothing."""
    typed = _typed_plan(sent)
    channels = frozenset(channel for channel in Channel if typed[f"by_{channel.value}"])
    if not channels:
        return None, {}
    errors = _too_long({name: typed[name] for name in ("alias", "code_word")})
    days = frozenset(day for day in range(DAYS) if typed[f"on_{day}"])
    if not days:
        errors["f-on_0"] = _("Tick the days on which they may be reached.")
    hours = [time(0), time(0)]
    for place, name in enumerate(("from", "until")):
        try:
            hours[place] = time.fromisoformat(typed[name] or "00:00")
        except ValueError:
            errors[f"f-{name}"] = _("Write an hour, such as 09:00.")
    if errors or any(hour.tzinfo for hour in hours):
        return None, errors or {"f-from": _("Write an hour, such as 09:00.")}
    plan = Plan(
        channels, hours[0], hours[1], days, voicemail=bool(typed["voicemail"]),
        alias=typed["alias"], code_word=typed["code_word"], watched=bool(typed["watched"]),
    )  # fmt: skip
    return plan, {}
