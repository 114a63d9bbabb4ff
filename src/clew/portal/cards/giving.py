"""Giving a card, or ending a lost one: a page for those who stand by the person."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of
from clew.portal.cards import actions, queries
from clew.portal.cards.code_and_word import SHORTEST_WORD, WordOnTheCard, WordTooShort
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import NoSuchPerson, kept_person_for


def card(request: HttpRequest, code: str) -> HttpResponse:
    """Show whether the person has a card; on a post give one, or end it.

    The code is on the answer to that one post and nowhere else: it is kept as a digest.
    """
    actor = actor_of(request)
    try:
        person = kept_person_for(actor, code)
    except (NoSuchPerson, NotYours) as error:
        raise Http404 from error
    given, errors = "", {}
    if request.POST.get("do") == "end":
        actions.end(actor=actor, person=person)
        return HttpResponseRedirect(reverse("cards:card", args=[person.code]), status=303)
    if request.method == "POST":
        try:
            given = actions.give(actor=actor, person=person, word=request.POST.get("word", ""))
        except (WordTooShort, WordOnTheCard):
            errors["f-word"] = (
                f"Choose a word or several with {SHORTEST_WORD} letters or more, "
                "and not the same letter again and again."
            )
    context = {
        "person": person,
        "card": queries.card_of(actor, person),
        "given": given,
        "errors": errors,
        "address": request.build_absolute_uri(reverse("portal:sign_in")),
        "shortest": SHORTEST_WORD,
    }
    return render(request, "cards/card.html", context, status=422 if errors else 200)
