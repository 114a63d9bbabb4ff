"""The person's own pages. Rights and the way out stand in `open_pages`: anybody may read those."""

from contextlib import suppress
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.audit.who_looked import wanted_from
from clew.ground.audit.writing import AlreadyDone
from clew.portal import actions, queries, telling
from clew.portal.cards.doors import LAST_OPENED
from clew.portal.frame import framed, show, words_for
from clew.portal.models import Answer
from clew.portal.open_pages import ICONS
from clew.portal.words.keys import OPTIONS
from clew.survivor.people.queries import keepers_of, own_record
from clew.survivor.release.actions import withdraw

_SHORT: Final = 3
_RIGHTS_FIRST: Final = ("safe_place", "police", "lawyer", "change_mind")
_EMERGENCY: Final = {"GB": "999"}
"""The emergency number by country, where the words about a silent call are true as well."""


@framed
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page: what comes next, rights, what is shared, who has looked, whom to ask."""
    actor = actor_of(request)
    words = words_for(request)
    person = own_record(actor)
    zone = ZoneInfo(person.organisation.time_zone)
    yeses, _ = queries.shared(actor, on=today_of(request))
    holding = [row for row in yeses if row.holds]
    looks, _ = queries.looked(actor)
    country = person.organisation.jurisdiction.partition("-")[0]
    return show(
        request,
        "home.html",
        words,
        keepers=[member.shown_name for member in keepers_of(person)],
        rights=[(words.right(right_id), ICONS[right_id]) for right_id in _RIGHTS_FIRST],
        shared=[telling.shared_told(words, row, zone) for row in holding[:_SHORT]],
        looks=[telling.look_told(words, look) for look in looks[:_SHORT]],
        emergency=_EMERGENCY.get(country, ""),
        last_opened=_last_opened(request),
    )


def _last_opened(request: HttpRequest) -> date | None:
    """Return the day of the visit before this one: another hand at the card would show."""
    found = request.session.get(LAST_OPENED, "")
    return date.fromisoformat(found) if found else None


@framed
def choices(request: HttpRequest) -> HttpResponse:
    """Show every way to go on, with what the person answered to it."""
    actor = actor_of(request)
    words = words_for(request)
    given = queries.answers_of(actor, own_record(actor))
    return show(
        request, "choices.html", words, options=telling.options_told(words, queries.newest(given))
    )


@framed
def choice(request: HttpRequest, option: str) -> HttpResponse:
    """Show one way to go on; a press writes an answer down."""
    if option not in OPTIONS:
        raise actions.NoSuchOption
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _answered(request, option)
        if not errors:
            return HttpResponseRedirect(reverse("portal:choice", args=[option]))
    actor = actor_of(request)
    words = words_for(request)
    person = own_record(actor)
    given = queries.with_words(actor, person, option)
    zone = ZoneInfo(person.organisation.time_zone)
    return show(
        request,
        "choice.html",
        words,
        status=422 if errors else 200,
        option=telling.option_told(words, option, queries.newest(given)),
        answers=[(code.value, words.pages[key]) for code, key in telling.ANSWERS.items()],
        before=telling.answers_told(words, given, zone),
        errors=errors,
        typed=request.POST,
    )


def _answered(request: HttpRequest, option: str) -> dict[str, str]:
    """Write an answer down. Returns what is wrong with the form, by field."""
    words = words_for(request)
    actor = actor_of(request)
    try:
        actions.answer(
            actor=actor,
            person=own_record(actor),
            option=option,
            given=Answer(request.POST.get("answer", "")),
            words=request.POST.get("words", ""),
            language=words.language,
        )
    except ValueError:
        return {"answer": words.pages["choice_pick"]}
    except actions.TooLong:
        return {"words": words.pages["choice_too_long"]}
    except AlreadyDone:
        return {}  # pressed twice: it is kept, once
    return {}


@framed
def shared(request: HttpRequest) -> HttpResponse:
    """Show each yes, what left on it, and what became of it."""
    actor = actor_of(request)
    words = words_for(request)
    zone = ZoneInfo(actor.organisation.time_zone)
    yeses, others = queries.shared(actor, on=today_of(request))
    return show(
        request,
        "shared.html",
        words,
        shared=[telling.shared_told(words, row, zone) for row in yeses],
        others=[telling.release_told(words, release, zone) for release in others],
    )


@framed
def take_back(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take a yes back, at once and with one press. Pressed twice, it is taken back once."""
    actor = actor_of(request)
    row = queries.own_consent(actor, consent_id, on=today_of(request))
    with suppress(AlreadyDone):  # the same press, sent twice
        withdraw(actor=actor, consent=row.consent, at=timezone.now())
    return HttpResponseRedirect(reverse("portal:taken_back", args=[consent_id]))


@framed
def taken_back(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Say what taking back did, and that a yes can be given again."""
    actor = actor_of(request)
    row = queries.own_consent(actor, consent_id, on=today_of(request))
    if not hasattr(row.consent, "withdrawal"):
        return HttpResponseRedirect(reverse("portal:shared"))
    words = words_for(request)
    told = telling.shared_told(words, row, ZoneInfo(actor.organisation.time_zone))
    return show(request, "taken_back.html", words, row=told)


@framed
def looked(request: HttpRequest) -> HttpResponse:
    """Show who has looked, when, and what for: some at a time, by who it was and by month."""
    words, actor = words_for(request), actor_of(request)
    people, months = queries.lookers(actor)
    wanted = wanted_from(request.GET.dict(), [one for one, _ in people])
    looks, older = queries.looked(actor, wanted)
    return show(
        request,
        "looked.html",
        words,
        looks=[telling.look_told(words, look) for look in looks],
        people=[(one, telling.looker_told(words, one, name)) for one, name in people],
        months=months,
        wanted=wanted,
        older=older,
        chosen=wanted.who or wanted.month,
    )


def language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language from now on; one without words changes nothing."""
    wished = request.POST.get("language", "")
    with suppress(KeyError, AlreadyDone):
        actions.choose_language(actor=actor_of(request), language=wished)
    return HttpResponseRedirect(reverse("portal:home"))
