"""The first page of a case, and what is written from it: lines, stage, clock, moments."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.mechanisms.casefile import recovery_from
from clew.rules.consent.kinds import Kind, Purpose, within
from clew.support.casework import actions, queries
from clew.support.casework.clock import RecoveryClock, recovery_clock
from clew.support.casework.forms import FiveLinesForm, MomentForm, RecoveryForm, StageForm
from clew.support.casework.looked import who_looked
from clew.support.casework.models import Case
from clew.support.casework.states import (
    MOMENT_WORDS,
    NEXT,
    STAGE_WORDS,
    TASK_WORDS,
    MomentKind,
    Stage,
    TaskState,
)
from clew.support.casework.views.finding import case_to_change, case_to_see
from clew.survivor.consent.queries import holds
from clew.survivor.people.models import Person

_ENDS_SOON_DAYS = 14


def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show a case: how to reach them first, then the five lines, what is owed, the thread."""
    found = case_to_see(request, code)
    actor, on = actor_of(request), today_of(request)
    file = queries.open_file(actor, found)
    show = request.GET.get("show", "")
    kinds = {kind.value: MOMENT_WORDS[kind] for kind in MomentKind} | {"note": _("Notes")}
    context = {
        "case": found,
        "file": file,
        "on": on,
        "called": _called(found.person),
        "stage": STAGE_WORDS[Stage(found.stage)],
        "tasks": [(task, TASK_WORDS[TaskState(task.state)]) for task in file.tasks],
        "thread": queries.timeline(actor, file, on=on, kind=show if show in kinds else ""),
        "kinds": kinds,
        "show": show if show in kinds else "",
        "clock": _clock(found, request),
        "allows": _allows(file, on),
        "looked": who_looked(actor, found.person_id),
        "may_change": file.may_change,
        "has_next_stage": bool(NEXT[Stage(found.stage)]),
    }
    return render(request, "casework/case.html", context)


def five_lines(request: HttpRequest, code: str) -> HttpResponse:
    """Write the five lines anew."""
    found = case_to_change(request, code)
    actor = actor_of(request)
    form = FiveLinesForm(request.POST or None)
    newer = None
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        base = typed.pop("base")
        try:
            actions.write_five_lines(
                actor=actor, case=found, lines=actions.Lines(**typed), base=base,
                on=today_of(request),
            )  # fmt: skip
        except actions.LinesChanged:
            newer = queries.latest_lines(actor, found)
            form.data = request.POST.copy()
            form.data["base"] = str(newer.id) if newer else ""
            form.add_error("who", _("Newer lines were written since you began. Look at both."))
        else:
            return _back(found)
    elif request.method != "POST":
        now = queries.latest_lines(actor, found)
        names = ("who", "happened", "stands", "wants", "next")
        initial = {name: getattr(now, name) for name in names} | {"base": now.id} if now else {}
        form = FiveLinesForm(initial=initial)
    return _form(request, found, form, "casework/five_lines.html", newer=newer)


def moment_new(request: HttpRequest, code: str) -> HttpResponse:
    """Add to the timeline."""
    found = case_to_change(request, code)
    form = MomentForm(request.POST or None, initial={"happened_on": today_of(request)})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.add_moment(
            actor=actor_of(request), case=found, kind=MomentKind(typed["kind"]),
            happened_on=typed["happened_on"], title=typed["title"], detail=typed["detail"],
        )  # fmt: skip
        return _back(found, "#tl-title")
    return _form(request, found, form, "casework/moment_new.html")


def moment(request: HttpRequest, code: str, moment_id: UUID) -> HttpResponse:
    """Show one entry of the timeline."""
    found = case_to_see(request, code)
    try:
        entry = queries.moment_for(actor_of(request), found, moment_id)
    except queries.NoSuchMoment as error:
        raise Http404 from error
    words = entry.health or {"title": entry.title, "detail": entry.detail}
    kind = MOMENT_WORDS[MomentKind(entry.kind)]
    context = {"case": found, "moment": entry, "words": words, "kind": kind}
    return render(request, "casework/moment.html", context)


def recovery(request: HttpRequest, code: str) -> HttpResponse:
    """Write down when the time to recover began, and show how it is counted."""
    found = case_to_change(request, code)
    initial = {
        "from_on": found.recovery_from_on or recovery_from(actor_of(request), found.person),
        "jurisdiction": found.jurisdiction or found.organisation.jurisdiction,
        "version": found.version,
    }
    form = RecoveryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_recovery(
                actor=actor_of(request), case=found, version=typed["version"],
                from_on=typed["from_on"], jurisdiction=typed["jurisdiction"],
            )  # fmt: skip
        except actions.ChangedMeanwhile:
            _changed(request, form, "from_on", found.version)
        else:
            return _back(found)
    clock = _clock(found, request)
    return _form(request, found, form, "casework/recovery.html", clock=clock)


def stage(request: HttpRequest, code: str) -> HttpResponse:
    """Move the case to another stage."""
    found = case_to_change(request, code)
    now = Stage(found.stage)
    form = StageForm(request.POST or None, now=now, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.change_stage(
                actor=actor_of(request), case=found, version=typed["version"],
                stage=Stage(typed["stage"]), on=today_of(request),
            )  # fmt: skip
        except actions.ChangedMeanwhile:
            _changed(request, form, "stage", found.version)
        else:
            return _back(found)
    return _form(request, found, form, "casework/stage.html", now=STAGE_WORDS[now])


def _form(
    request: HttpRequest, found: Case, form: FiveLinesForm | MomentForm | RecoveryForm | StageForm,
    template: str, **more: object,
) -> HttpResponse:  # fmt: skip
    errors = form.sentences
    context = {"case": found, "form": form, "errors": errors} | more
    return render(request, template, context, status=422 if errors else 200)


def _changed(
    request: HttpRequest, form: RecoveryForm | StageForm, field: str, version: int
) -> None:
    """Say that somebody was faster; a second sending is then meant."""
    form.data = request.POST.copy()
    form.data["version"] = str(version)
    form.add_error(field, _("Somebody changed the case since you began. Look, then send again."))


def _back(found: Case, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("casework:case", args=[found.person.code]) + anchor)


def _called(person: Person) -> str:
    return str(person.called or person.full_name or "")


def _clock(found: Case, request: HttpRequest) -> dict[str, object]:
    clock = recovery_clock(
        from_on=found.recovery_from_on, jurisdiction=found.jurisdiction, on=today_of(request)
    )
    return {"runs": isinstance(clock, RecoveryClock), "is": clock}


def _allows(file: queries.CaseFile, on: date) -> list[dict[str, object]]:
    """Return what the person allows today, and what ended or was taken back, in words."""
    rows = []
    for row in file.consents:
        days = (row.until_on - on).days
        state = "no"
        if holds(row, on):
            state = "ends" if days <= _ENDS_SOON_DAYS else "yes"
        rows.append(
            {
                "state": state,
                "recipient": row.recipient.name,
                "parts": ", ".join(within(Kind(kind)) for kind in row.kinds),
                "purpose": Purpose(row.purpose).label,
                "until_on": row.until_on,
                "days": days,
                "taken_back": hasattr(row, "withdrawal"),
            }
        )
    return rows
