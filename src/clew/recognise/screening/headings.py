"""What a screening comes to, in a few words: the same wherever somebody reads it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.rules.indicators.screening import Overall

_WORDS: Final = {
    "undetermined": _("Still open"),
    "not_covered": _("Not covered by the published table"),
    "indicators_present": _("Signs are present"),
    "no_indicator_present": _("No sign was found"),
    "not_scored": _("These signs are not added up"),
}


def heading_of(overall: Overall) -> str:
    """Return the class of the published table, or what else it comes to.

    Raises `KeyError` for an outcome without words: none is ever read as another one.
    """
    if overall.published_name:
        return str(_("The table’s class: %(name)s") % {"name": overall.published_name})
    return str(_WORDS[overall.outcome])
