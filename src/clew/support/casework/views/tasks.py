"""Tasks: a new one, and how far one is."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.support.casework import actions, queries
from clew.support.casework.forms import TaskForm, TaskStateForm
from clew.support.casework.models import Case
from clew.support.casework.permissions import may_change
from clew.support.casework.states import TASK_WORDS, TaskState
from clew.support.casework.views.finding import case_to_change, case_to_see


def task_new(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what is owed."""
    case = case_to_change(request, code)
    actor = actor_of(request)
    form = TaskForm(
        request.POST or None, owners=queries.owners(actor, case), initial={"owner": str(actor.id)}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.add_task(
            actor=actor, case=case, what=typed["what"], owner=form.who_owes,
            due_on=typed["due_on"], on=today_of(request),
        )  # fmt: skip
        return _back(case)
    context = {"case": case, "form": form, "errors": form.sentences}
    return render(request, "casework/task_new.html", context, status=422 if form.errors else 200)


def task(request: HttpRequest, code: str, task_id: UUID) -> HttpResponse:
    """Show a task, and change how far it is. Who leads the team reads it only."""
    case = (case_to_change if request.method == "POST" else case_to_see)(request, code)
    actor = actor_of(request)
    try:
        found = queries.task_for(actor, case, task_id)
    except queries.NoSuchTask as error:
        raise Http404 from error
    initial = {
        "state": found.state, "why": found.why, "owner": str(found.owner_id),
        "due_on": found.due_on, "version": found.version,
    }  # fmt: skip
    people = {member.id: member for member in [*queries.owners(actor, case), found.owner]}
    form = TaskStateForm(request.POST or None, owners=people.values(), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_task(
                actor=actor, task=found, version=typed["version"],
                state=TaskState(typed["state"]), owner=form.who_owes, due_on=typed["due_on"],
                on=today_of(request), why=typed["why"],
            )  # fmt: skip
        except actions.ChangedMeanwhile:
            form.data = request.POST.copy()
            form.data["version"] = str(found.version)
            words = {"state": TASK_WORDS[TaskState(found.state)]}
            sentence = _("Somebody changed this since you began: %(state)s. Look, then send again.")
            form.add_error("state", sentence % words)
        else:
            return _back(case)
    context = {
        "case": case, "task": found, "state": TASK_WORDS[TaskState(found.state)], "form": form,
        "errors": form.sentences, "may_change": may_change(actor, case),
    }  # fmt: skip
    return render(request, "casework/task.html", context, status=422 if form.errors else 200)


def _back(case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("casework:case", args=[case.person.code]) + "#next-title")
