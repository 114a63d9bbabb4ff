"""Pages that anybody may read: the rights, and the plain page that the way out leads to.

Nothing about a person is on them, and they need no database.
"""

from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clew.portal.frame import not_here, show, words_for
from clew.portal.words import languages, text
from clew.rules.sources.states import State

ICONS: Final = {
    "safe_place": "home",
    "rest": "rest",
    "lawyer": "scale",
    "language": "language",
    "health": "doctor",
    "no_punishment": "shield",
    "police": "talk",
    "see_record": "eye",
    "change_mind": "undo",
    "complain": "hand",
    "money": "money",
    "who_knows": "lock",
    "under_18": "care",
}
"""The icon beside each right, by its id."""
_MEASURES: Final = ("teaspoon", "tablespoon", "cup", "low", "hot")


def rights(request: HttpRequest, language: str = "") -> HttpResponse:
    """Show all rights, short."""
    if language and language not in languages():
        return not_here(request)
    words = words_for(request, language)
    rows = [
        (found, ICONS.get(found.id, "info"), _address("right", language, found.id))
        for found in words.rights
    ]
    switches = [(text(code), _address("rights", code)) for code in languages()]
    return show(request, "rights.html", words, rights=rows, switches=switches)


def right(request: HttpRequest, right_id: str, language: str = "") -> HttpResponse:
    """Show one right, whole, with where it comes from folded below."""
    if language and language not in languages():
        return not_here(request)
    words = words_for(request, language)
    try:
        found = words.right(right_id)
    except KeyError:
        return not_here(request)
    return show(
        request,
        "right.html",
        words,
        right=found,
        unchecked=found.state is State.UNVERIFIED,
        all_rights=_address("rights", language),
        switches=[(text(code), _address("right", code, found.id)) for code in languages()],
    )


def nothing(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say in this frame that there is no such page."""
    return not_here(request)


def _address(page: str, language: str, *which: str) -> str:
    """Return the address of a page, in a language where one was asked for by address."""
    if language:
        return reverse(f"portal:{page}_in", args=[language, *which])
    return reverse(f"portal:{page}", args=which)


def leave(request: HttpRequest) -> HttpResponse:
    """Sign out and show a plain page that could be anybody's.

    A GET that ends a session is meant: the way out must work as a plain link, with one request, and
    no form can be too old for it. No other site can press it, as our cookies stay with our pages.
    The page itself is true and of use; it connects nowhere and holds nothing of ours.
    """
    logout(request)
    words = words_for(request)
    rows = [
        (words.pages[f"exit_plain_{name}"], words.pages[f"exit_plain_{name}_much"])
        for name in _MEASURES
    ]
    context = {"words": words, "say": words.pages, "rows": rows}
    response = render(request, "portal/leave.html", context)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
