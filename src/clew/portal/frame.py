"""The frame of every page here: its words, its language, its way out, and no name of ours.

The title is the same on all pages and says nothing: it stands in the list of pages of a phone that
others may look at. That this makes pages harder to tell apart there is meant.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.portal.actions import NoSuchOption
from clew.portal.words import Text, language_of, languages, text
from clew.survivor.consent.queries import NoSuchConsent
from clew.survivor.people.queries import NoSuchPerson

_Rest = ParamSpec("_Rest")
_NOT_HERE: Final = (NoSuchPerson, NoSuchConsent, NoSuchOption)


def words_for(request: HttpRequest, language: str = "") -> Text:
    """Return the words to show: of the address, of the member, or of what the phone asks for.

    Nothing is stored on the phone for it. Raises KeyError for a `language` without words.
    """
    if language:
        return text(language)
    if isinstance(request.user, Member):
        return text(language_of(request.user.language))
    for wish in request.headers.get("Accept-Language", "").split(","):
        code = wish.partition(";")[0].strip().replace("_", "-").partition("-")[0].casefold()
        if code in languages():
            return text(code)
    return text(language_of(""))


def show(
    request: HttpRequest, template: str, words: Text, /, *, status: int = 200, **context: object
) -> HttpResponse:
    """Render a page in its frame."""
    own = isinstance(request.user, Member) and request.user.has(Role.SURVIVOR)
    others = [text(code) for code in languages()]
    frame = {"words": words, "say": words.pages, "others": others, "own": own}
    return render(request, f"portal/{template}", frame | context, status=status)


def not_here(request: HttpRequest) -> HttpResponse:
    """Say that there is no such page, in this frame: the house's own page would name it."""
    words = words_for(request)
    return show(request, "not_here.html", words, status=404, said=words.pages["page_not_here"])


_SAID: Final = {
    "accounts/already_done.html": "page_done_once",
    "accounts/no_trace.html": "page_no_trace",
    "accounts/too_many.html": "signin_slow",
    "403_csrf.html": "page_too_old",
    "400.html": "page_error",
    "ui/cut_off.html": "page_error",
    "500.html": "page_error",
}


def say_quietly(
    request: HttpRequest, page: str, status: int, context: dict[str, object]
) -> HttpResponse:
    """Say what one of the house's pages would say, in this frame (see `Manner`)."""
    words = words_for(request)
    if page == "accounts/away.html":
        key = "signin_away_kept" if context["kept"] else "page_away"
        return show(request, "away.html", words, status=status, said=words.pages[key])
    said = words.pages[_SAID.get(page, "page_not_here")]
    return show(request, "not_here.html", words, status=status, said=said)


def framed(
    view: Callable[Concatenate[HttpRequest, _Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _Rest], HttpResponse]:
    """Let a view answer `not_here` for what is not the person's own, or not at all."""

    @wraps(view)
    def answered(
        request: HttpRequest, /, *args: _Rest.args, **kwargs: _Rest.kwargs
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except _NOT_HERE:
            return not_here(request)

    return answered
