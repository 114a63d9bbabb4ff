"""The rules of safe contact, and the ways to reach somebody: each opened on its own."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.survivor.contact import actions, queries
from clew.survivor.contact.forms import RulesForm, WayForm, rules_of, way_of
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person, seen_person
from clew.survivor.people.permissions import may_change


def rules(request: HttpRequest, code: str) -> HttpResponse:
    """Show how to reach the person, now and formerly; agree on new rules, or add a way."""
    if request.method != "POST":
        return _page(request, seen_person(request, code))
    person, on = kept_person(request, code), today_of(request)
    sent = request.POST.dict()
    if sent.get("do") == "way":
        way = way_of(sent)
        if way.errors:
            return _page(request, person, way=way)
        actions.add_way(
            actor=actor_of(request), person=person, kind=way.typed["kind"], value=way.typed["value"]
        )
    else:
        form = rules_of(sent, on=on)
        if form.errors or form.checked_on is None:
            return _page(request, person, form=form)
        actions.agree_on(
            actor=actor_of(request),
            person=person,
            how=form.typed["how"],
            when=form.typed["when"],
            never=form.typed["never"],
            checked_with=form.typed["checked_with"],
            checked_on=form.checked_on,
        )
    return HttpResponseRedirect(reverse("contact:rules", args=[code]))


def show(request: HttpRequest, code: str, way_id: UUID) -> HttpResponse:
    """Open one way to reach the person. The page is not kept, and a reload leaves another trace."""
    person = seen_person(request, code)
    way = queries.show_way(actor_of(request), person, way_id, purpose="support")
    if way is None:
        raise Http404
    return render(request, "contact/shown.html", {"person": person, "way": way})


def _page(
    request: HttpRequest,
    person: Person,
    *,
    form: RulesForm | None = None,
    way: WayForm | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    found = queries.history(actor, person)
    errors = {**(form.errors if form else {}), **(way.errors if way else {})}
    context = {
        "person": person,
        "keeps": may_change(actor, person),
        "rules": found[0] if found else None,
        "former": found[1:],
        "ways": queries.ways(actor, person),
        "form": form or RulesForm({"checked_on": today_of(request).isoformat()}, {}),
        "way_form": way or WayForm({}, {}),
        "errors": errors,
    }
    return render(request, "contact/rules.html", context, status=422 if errors else 200)
