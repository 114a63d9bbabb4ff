"""The person's door: opening their page with card and word, and closing it."""

from typing import Final
from zoneinfo import ZoneInfo

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts import kept, tries
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.tries import Tried
from clew.portal.cards import actions, queries
from clew.portal.cards.code_and_word import WordTooShort, bare
from clew.portal.frame import framed, not_here, show, words_for
from clew.portal.words import languages, text
from clew.survivor.people.queries import own_record

_BACKEND: Final = "clew.ground.accounts.backend.Backend"
LAST_OPENED: Final = "clew_last_opened"


def sign_in(request: HttpRequest, language: str = "") -> HttpResponse:
    """Ask for the code of the card and the word; open the page of whoever has both."""
    if language and language not in languages():
        return not_here(request)
    words = words_for(request, language)
    wrong = ""
    if request.method == "POST":
        code = request.POST.get("code", "")
        taken = tries.take(Tried.SURVIVOR_CARD, of=bare(code), source=tries.source_of(request))
        try:
            card = queries.card_that_opens(code, request.POST.get("word", ""))
        except queries.DoesNotOpen:
            wrong = words.pages["signin_wrong"]
        else:
            taken.was_right()
            before = card.used_at
            actions.note_use(card=card)
            login(request, card.account, backend=_BACKEND)
            zone = ZoneInfo(card.account.organisation.time_zone)
            if before:
                on = timezone.localdate(before, timezone=zone)
                request.session[LAST_OPENED] = on.isoformat()
            waits = kept.waiting(request, member=card.account_id)
            page = "portal:kept" if waits else "portal:home"
            return HttpResponseRedirect(reverse(page), status=303)
    closed = request.GET.get("closed") == "1"
    return show(
        request,
        "sign_in.html",
        words,
        status=422 if wrong else 200,
        wrong=wrong,
        closed=closed,
        switches=[(text(code), reverse("portal:sign_in_in", args=[code])) for code in languages()],
    )


def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the page: the session ends here and now."""
    logout(request)
    answer = HttpResponseRedirect(f"{reverse('portal:sign_in')}?closed=1", status=303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@framed
def kept_form(request: HttpRequest) -> HttpResponse:
    """Show the words that were sent when the session had ended, ready to be sent again."""
    waiting = kept.waiting(request, member=actor_of(request).id)
    if waiting is None:
        return HttpResponseRedirect(reverse("portal:home"))
    kept.forget(request)
    return show(request, "kept.html", words_for(request), waiting=waiting)


@framed
def card(request: HttpRequest) -> HttpResponse:
    """Let the person choose another word, or stop their card."""
    actor, words = actor_of(request), words_for(request)
    errors: dict[str, str] = {}
    changed = False
    if request.method == "POST":
        now, new = request.POST.get("word", ""), request.POST.get("new", "")
        try:
            actions.choose_word(actor=actor, word=now, new=new)
            changed = True
        except (actions.WrongWord, queries.NoCard):
            errors["word"] = words.pages["signin_word_not"]
        except WordTooShort:
            errors["new"] = words.pages["signin_word_short"]
    return show(
        request, "card.html", words, status=422 if errors else 200, errors=errors, changed=changed
    )


@framed
def stop_card(request: HttpRequest) -> HttpResponse:
    """Stop the card at once, and close the page with it."""
    actor, words = actor_of(request), words_for(request)
    actions.end(actor=actor, person=own_record(actor))
    logout(request)
    return show(request, "stopped.html", words)
