"""The pages of what arrived from devices: the list, one draft, and the devices themselves."""

from datetime import date, timedelta
from typing import Final
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
from clew.recognise.offline.permissions import NotYourDevice, may_use
from clew.recognise.offline.together import Answer, Story
from clew.recognise.screening import actions as screening
from clew.recognise.screening.channels import CHOICES
from clew.recognise.screening.forms import SPOKEN, KeepForm
from clew.recognise.screening.interview import Choice
from clew.recognise.screening.models import Screening
from clew.recognise.screening.queries import NobodyOfYours, person_stood_by

_PLACES: Final = {
    "whom": "whom-new",
    "called": "called",
    "code": "code",
    "started_on": "started_on",
    "channel": "channel",
    "training_session": "training_session",
}


def drafts(request: HttpRequest) -> HttpResponse:
    """List what arrived and waits to be kept: days and devices, nothing of what was said."""
    rows = queries.waiting(actor_of(request))
    return render(request, "offline/drafts.html", {"rows": rows})


def devices(request: HttpRequest) -> HttpResponse:
    """List the devices that may screen without network, one's own or all of them."""
    actor = actor_of(request)
    context = {"rows": queries.devices_for(actor), "may_use": may_use(actor), "actor": actor}
    return render(request, "offline/devices.html", context)


def end(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """End a device."""
    actor = actor_of(request)
    try:
        actions.end(
            actor=actor, device=queries.device_for(actor, device_id), at=clock.moment()
        )  # fmt: skip
    except (queries.NoSuchDevice, NotYourDevice) as unknown:
        raise Http404 from unknown
    return HttpResponseRedirect(reverse("offline:devices"))


def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show one draft with what it comes to, and keep it for a person."""
    actor = actor_of(request)
    found = _read_or_404(actor, draft_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        form = KeepForm(request.POST)
        if form.is_valid():
            try:
                kept = _keep(request, actor, found, form.cleaned_data)
            except actions.MoreCame:
                more = _("More of it arrived just now. Read it again, then keep it.")
                errors = {"whom-new": more}
            except actions.AlreadyClosed:
                return HttpResponseRedirect(reverse("offline:drafts"))
            except NobodyOfYours:
                errors = {
                    "code": _(
                        "Nobody you stand by has this code. Look at it again, letter by letter."
                    )
                }
            except screening.NotYet:
                errors = {"started_on": _("This day is still to come. Give the day you talked.")}
            except screening.NothingAnswered:
                errors = {"whom-new": _("Nothing was answered, so there is nothing to keep.")}
            else:
                return HttpResponseRedirect(reverse("screening:kept", args=[kept.id]))
        else:
            errors = {_PLACES[name]: str(told[0]) for name, told in form.errors.items()}
    return _page(request, actor, found, errors)


def drop(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, when that was ticked."""
    actor = actor_of(request)
    found = _read_or_404(actor, draft_id)
    if request.POST.get("sure") != "yes":
        where = {"sure": _("Tick the box first: what was said here is then gone for good.")}
        return _page(request, actor, found, where)
    try:
        actions.drop(
            actor=actor, draft=found.row, seen=request.POST.get("seen", ""), at=clock.moment()
        )
    except actions.MoreCame:
        where = {"sure": _("More of it arrived just now. Read it again first.")}
        return _page(request, actor, found, where)
    except actions.AlreadyClosed:
        pass
    return HttpResponseRedirect(reverse("offline:drafts"))


def _read_or_404(actor: Member, draft_id: UUID) -> queries.Read:
    try:
        return queries.read(actor, queries.draft_for(actor, draft_id))
    except queries.NoSuchDraft as unknown:
        raise Http404 from unknown


def _keep(
    request: HttpRequest, actor: Member, found: queries.Read, wanted: dict[str, object]
) -> Screening:
    held = found.story.interview
    if held is None:
        raise screening.NothingAnswered
    person = None
    if wanted["whom"] == "existing":
        person = person_stood_by(actor, str(wanted["code"]))
    started = wanted["started_on"]
    return actions.keep(
        actor=actor,
        draft=found.row,
        held=held,
        seen=request.POST.get("seen", ""),
        on=today_of(request),
        at=clock.moment(),
        started_on=started if isinstance(started, date) else None,
        person=person,
        called="" if person else str(wanted["called"]),
        channel=str(wanted["channel"]),
        training_session=str(wanted["training_session"]),
    )


def _page(
    request: HttpRequest, actor: Member, found: queries.Read, errors: dict[str, str]
) -> HttpResponse:
    story, row = found.story, found.row
    held = story.interview
    zone = ZoneInfo(actor.organisation.time_zone)
    day = found.began_at.astimezone(zone).date() if found.began_at else None
    typed = request.POST.dict() or {"started_on": day.isoformat() if day else ""}
    context = {
        "row": row,
        "story": story,
        "held": held,
        "result": held.result() if held else None,
        "answers": _answers(story),
        "changed": _changed(story),
        "day": day,
        "ahead": _ahead(found.clock_off),
        "others": queries.same_interview(actor, row),
        "typed": typed,
        "channels": CHOICES,
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
