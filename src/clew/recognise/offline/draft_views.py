"""One draft that arrived: what it tells, where two devices differ, and keeping or dropping it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.ground.accounts import clock
from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member
from clew.recognise.offline import actions, queries
from clew.recognise.offline.together import Answer, Story
from clew.recognise.screening import actions as screening
from clew.recognise.screening import queries as kept_talks
from clew.recognise.screening.channels import CHOICES
from clew.recognise.screening.differences import (
    AroundDifference,
    Difference,
    NotChosen,
    around,
    differences,
    joined,
    with_what_was_left,
)
from clew.recognise.screening.forms import SPOKEN, KeepForm
from clew.recognise.screening.headings import heading_of
from clew.recognise.screening.interview import Choice, Interview
from clew.recognise.screening.keeping import Wanted, faults_of, picked_in, wanted_in
from clew.recognise.screening.models import Screening
from clew.recognise.screening.queries import NobodyOfYours
from clew.recognise.training.attending import sessions_of


@dataclass(frozen=True, slots=True)
class Beside:
    """The same talk from a second device of the same sender, and where the two differ.

    Asked from another set, such as that for children, it cannot become one with the first; what it
    says around the talk is told all the same.
    """

    found: queries.Read
    same_set: bool
    differ: tuple[Difference, ...]
    around: tuple[AroundDifference, ...]


def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show one draft with what it comes to, and keep it for a person."""
    actor = actor_of(request)
    if request.method == "POST" and (kept_before := queries.kept_of(actor, draft_id)) is not None:
        return _to(kept_before)  # the same press once more
    found, beside = _read_or_404(actor, draft_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        form = KeepForm(request.POST)
        errors = faults_of(form, today_of(request))
        if not errors:
            try:
                kept = _keep(request, actor, found, beside, wanted_in(actor, form))
            except actions.AlreadyClosed:
                return _to(queries.kept_of(actor, draft_id))
            except (
                actions.MoreCame, NotChosen, NobodyOfYours, screening.NotYet,
                screening.NothingAnswered,
            ) as wrong:  # fmt: skip
                errors = _told(wrong)
            else:
                return _to(kept.id)
    return _page(request, actor, found, beside, errors)


def _to(screening_id: UUID | None) -> HttpResponse:
    """Go to what was kept; to the list where it was thrown away."""
    if screening_id is None:
        return HttpResponseRedirect(reverse("offline:drafts"))
    return HttpResponseRedirect(reverse("screening:kept", args=[screening_id]))


def drop(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, when that was ticked."""
    actor = actor_of(request)
    found, beside = _read_or_404(actor, draft_id)
    sentence = _("Tick the box first: what was said here is then gone for good.")
    if request.POST.get("sure") == "yes":
        try:
            actions.drop(
                actor=actor, draft=found.row, seen=request.POST.get("seen", ""), at=clock.moment()
            )
        except actions.MoreCame:
            sentence = _("More of it arrived just now. Read it again first.")
        except actions.AlreadyClosed:
            return HttpResponseRedirect(reverse("offline:drafts"))
        else:
            return HttpResponseRedirect(reverse("offline:drafts"))
    return _page(request, actor, found, beside, {"sure": sentence})


def _told(wrong: Exception) -> dict[str, str]:
    """Say in a sentence beside its place what stands in the way of keeping."""
    if isinstance(wrong, NotChosen):
        say = _("Two devices say something to this. Choose which stays.")
        return {f"here-{name}": say for name in wrong.indicators}
    if isinstance(wrong, NobodyOfYours):
        say = _("Nobody you stand by has this code. Look at it again, letter by letter.")
        return {"code": say}
    if isinstance(wrong, screening.NotYet):
        return {"started_on": _("This day is still to come. Give the day you talked.")}
    if isinstance(wrong, actions.MoreCame):
        return {"whom-new": _("More of it arrived just now. Read it again, then keep it.")}
    return {"whom-new": _("Nothing was answered, so there is nothing to keep.")}


def _read_or_404(actor: Member, draft_id: UUID) -> tuple[queries.Read, Beside | None]:
    """Open a draft, and the same talk from another device of the actor's where there is one."""
    try:
        row = queries.draft_for(actor, draft_id)
        found, *others = queries.read_with(actor, [row, *queries.of_the_same_talk(actor, row)[:1]])
    except queries.NoSuchDraft as unknown:
        raise Http404 from unknown
    found = _with_what_stood_around(actor, found)
    return found, _beside(found, others[0]) if others else None


def _with_what_stood_around(actor: Member, found: queries.Read) -> queries.Read:
    """Return what came late to a kept talk with its age and interpreter: they came before it."""
    row = found.row.screening
    try:
        kept = kept_talks.read(actor, row).interview if row is not None else None
    except kept_talks.NoSuchScreening:
        return found
    if kept is None:
        return found
    about = found.story.about.joined_with(kept.about)
    return replace(found, story=replace(found.story, about=about))


def _beside(found: queries.Read, other: queries.Read) -> Beside | None:
    """Set two drafts of one talk beside each other, where the sets of both are known here."""
    here, there = found.story.interview, other.story.interview
    if here is None or there is None:
        return None
    same = here.instrument.id == there.instrument.id
    return Beside(other, same, differences(here, there) if same else (), around(here, there))


def _held(request: HttpRequest, found: queries.Read, beside: Beside | None) -> Interview:
    """Return what is kept: of both devices one talk, where that was asked for."""
    held = found.story.interview
    if held is None:
        raise screening.NothingAnswered
    if request.POST.get("both") != "yes":
        return held
    there = beside.found.story.interview if beside and beside.same_set else None
    if there is None:  # kept or thrown away since the page was shown
        raise actions.MoreCame
    return with_what_was_left(joined(held, there, picked_in(request.POST.dict())), held, there)


def _keep(
    request: HttpRequest,
    actor: Member,
    found: queries.Read,
    beside: Beside | None,
    wanted: Wanted,
) -> Screening:
    held = _held(request, found, beside)
    both = beside is not None and request.POST.get("both") == "yes"
    return actions.keep(
        actor=actor,
        draft=found.row,
        held=held,
        seen=request.POST.get("seen", ""),
        beside=(beside.found.row, request.POST.get("seen_beside", "")) if both and beside else None,
        on=today_of(request),
        at=clock.moment(),
        started_on=wanted.started_on,
        person=wanted.person,
        called=wanted.called,
        channel=wanted.channel,
        training_session=wanted.training_session,
    )


def _page(
    request: HttpRequest,
    actor: Member,
    found: queries.Read,
    beside: Beside | None,
    errors: dict[str, str],
) -> HttpResponse:
    story, row = found.story, found.row
    held = story.interview
    zone = ZoneInfo(actor.organisation.time_zone)
    day = found.began_at.astimezone(zone).date() if found.began_at else None
    typed = request.POST.dict() or {
        "started_on": day.isoformat() if day else "",
        "both": "yes" if beside and beside.same_set else "",
    }
    result = held.result() if held else None
    context = {
        "row": row,
        "story": story,
        "held": held,
        "result": result,
        "heading": heading_of(result.overall) if result else "",
        "contradictions": held.contradictions if held else (),
        "answers": _answers(story),
        "changed": _changed(story),
        "day": day,
        "ahead": _ahead(found.clock_off),
        "others": queries.same_interview(actor, row),
        "beside": beside,
        "spoken": SPOKEN,
        "picked": picked_in(typed),
        "not_chosen": {name.removeprefix("here-") for name in errors},
        "typed": typed,
        "channels": CHOICES,
        "sessions": sessions_of(actor),
        "errors": errors,
    }
    return render(request, "offline/draft.html", context, status=422 if errors else 200)


def _answers(story: Story) -> list[dict[str, object]]:
    """Return every answer in words, in the order of asking; those no longer asked come last."""
    held = story.interview
    labels = {} if held is None else {item.id: item.label for item in held.order}
    names = [*(name for name in labels if name in story.answers),
             *(name for name in story.answers if name not in labels)]  # fmt: skip
    return [
        {
            "label": labels.get(name, name),
            "no_longer_asked": name not in labels,
            "said": _said(story.answers[name][-1].choice),
            "words": story.answers[name][-1].words,
            "thought": story.thoughts.get(name, ""),
        }
        for name in names
    ]


def _changed(story: Story) -> list[tuple[str, list[tuple[str, Answer]]]]:
    held = story.interview
    labels = {} if held is None else {item.id: item.label for item in held.order}
    return [
        (labels.get(name, name), [(_said(answer.choice), answer) for answer in given])
        for name, given in story.changed.items()
    ]


def _said(choice: Choice | None) -> str:
    return _("taken back") if choice is None else str(SPOKEN[choice])


def _ahead(off: timedelta | None) -> str:
    """Say how far the device's clock was off."""
    if off is None:
        return ""
    minutes = abs(round(off.total_seconds() / 60))
    days, hours = minutes // 1440, minutes // 60
    if days:
        amount = _("%(number)s days") % {"number": days}
    elif hours:
        amount = _("%(number)s hours") % {"number": hours}
    else:
        amount = _("%(number)s minutes") % {"number": minutes}
    where = _("%(amount)s ahead") if off > timedelta(0) else _("%(amount)s behind")
    return where % {"amount": amount}
