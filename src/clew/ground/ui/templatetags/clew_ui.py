"""Template pieces that every room uses: icons, citations with their state, dates, words."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django import template
from django.templatetags.static import static

from clew.ground.accounts.policy import table
from clew.rules.law.deadlines import in_words
from clew.rules.law.findings import Finding
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State

register = template.Library()


@register.inclusion_tag("ui/_icon.html")
def icon(name: str, kind: str = "") -> dict[str, str]:
    """Draw an icon of the sprite beside its word. `kind` adds classes such as `i-turn`."""
    return {"href": f"{static('clew/icons.svg')}#{name}", "kind": kind}


@register.inclusion_tag("ui/_citations.html")
def citations(found: Iterable[Citation]) -> dict[str, object]:
    """Write citations, each with its mark when it was not read in its own source."""
    return {"citations": list(found)}


@register.inclusion_tag("ui/_state.html")
def state(value: State, source: str = "") -> dict[str, object]:
    """Mark what is not verified. Nothing is shown for what is."""
    return {"state": value, "source": source, "verified": value is State.VERIFIED}


@register.filter
def day(value: date) -> str:
    """Write a date as '2 January 2026'."""
    return in_words(value)


@register.filter
def as_words(value: object) -> str:
    """Write a rule's name as words: `not_met` as 'not met'."""
    return str(value).replace("_", " ")


@register.filter
def unique(values: Iterable[object]) -> list[object]:
    """Keep each value once, in order."""
    return list(dict.fromkeys(values))


@register.filter
def element(found: Iterable[Finding], name: str) -> Finding | None:
    """Pick the finding on one element."""
    return next((item for item in found if item.element == name), None)


@register.filter
def get(found: Mapping[str, object], key: str) -> object:
    """Look up a key that a template cannot write, such as one with a hyphen."""
    return found.get(key)


@register.simple_tag
def served(address: str) -> bool:
    """Say whether this process answers an address: that for partners answers few."""
    return address in table()


@register.inclusion_tag("ui/_once.html")
def once() -> dict[str, str]:
    """Give a form a token that is used up when it is carried out: sent twice, it acts once."""
    return {"token": str(uuid.uuid4())}
