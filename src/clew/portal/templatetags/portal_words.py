"""Words with values in them: each value stands apart, so that it cannot turn the line around.

A Latin name in an Arabic line, or an Arabic one in English, moves commas and numbers about it
unless it is isolated (Unicode Standard Annex 9; HTML's `bdi`).
"""

from datetime import date
from typing import Final

from babel.dates import format_date, format_skeleton
from django import template
from django.utils.html import escape, format_html

from clew.portal.words import Text

register = template.Library()
_LOCALES: Final = {"en": "en_GB"}  # "en" alone writes the month before the day


@register.simple_tag
def told(words: Text, key: str, **places: object) -> str:
    """Say words with their places filled, each value set apart."""
    given = {
        name: in_days(words, value) if isinstance(value, date) else str(value)
        for name, value in places.items()
    }
    words.say(key, **given)  # refuses an empty place and a made-up one
    apart = {name: format_html("<bdi>{}</bdi>", value) for name, value in given.items()}
    return format_html(escape(words.pages[key]), **apart)


@register.simple_tag
def in_month(words: Text, value: date) -> str:
    """Write a month as the language does: 'January 2026' in English."""
    locale = _LOCALES.get(words.language, words.language)
    return str(format_skeleton("yMMMM", value, locale=locale))


@register.simple_tag
def in_days(words: Text, value: date) -> str:
    """Write a date as the language does: '2 January 2026' in English."""
    locale = _LOCALES.get(words.language, words.language)
    return str(format_date(value, format="long", locale=locale))
