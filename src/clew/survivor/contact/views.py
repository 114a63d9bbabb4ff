"""The rules of safe contact, and the ways to reach somebody: each opened on its own."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.permissions import NotYourOperation
from clew.rules.consent.reaching import Channel, Silent
from clew.survivor.contact import actions, changing, outgoing, planning, queries
from clew.survivor.contact.forms import LONGEST, WEEK, RulesForm, WayForm, rules_of, way_of
from clew.survivor.contact.models import Message
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person, seen_person
from clew.survivor.people.permissions import may_change

STOPPED: Final[dict[type[Exception], str | Promise]] = {
    changing.TooShort: _("A code phrase has eight letters at least. Two or three words are good."),
    changing.WrongPhrase: _("This is not the phrase that was agreed on. Nothing was changed."),
    changing.PhraseShut: _("Too many wrong tries. Nobody may try again before tomorrow."),
    pairs.NoReason: _("Write one line on why. Name nobody."),
    pairs.NobodyToAsk: _("Nobody here could be the second person. Ask your administrator."),
    NotYourOperation: _("Your part here does not let you propose this."),
    outgoing.NoSuchWay: _("They agreed to e-mail, and no address is written down."),
}
"""What stands in the way, as one sentence for the page."""


def rules(request: HttpRequest, code: str) -> HttpResponse:
    """Show how to reach the person; agree on rules, a way, a phrase; let them know of a note."""
    if request.method != "POST":
        return _page(request, seen_person(request, code))
    person, sent = kept_person(request, code), request.POST.dict()
    doing = {"way": _way, "phrase": _phrase, "note": _note}.get(sent.get("do", ""), _rules)
    return doing(request, person, sent) or HttpResponseRedirect(
        reverse("contact:rules", args=[code])
    )


def _rules(request: HttpRequest, person: Person, sent: dict[str, str]) -> HttpResponse | None:
    form = rules_of(sent, on=today_of(request))
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
        plan=form.plan,
    )
    return None


def _way(request: HttpRequest, person: Person, sent: dict[str, str]) -> HttpResponse | None:
    """Add a way at once while the first ones are written down; later, propose it."""
    way, actor, now = way_of(sent), actor_of(request), timezone.now()
    if way.errors:
        return _page(request, person, way=way)
    kind, value = way.typed["kind"], way.typed["value"]
    if not changing.settled(person, at=now):
        actions.add_way(actor=actor, person=person, kind=kind, value=value, at=now)
        return None
    replaced = {str(row.id): row for row in queries.ways(actor, person)}.get(
        sent.get("replaces", "")
    )
    return _unless_stopped(
        request, person,
        lambda: changing.propose_way(
            actor=actor, person=person, kind=kind, value=value, phrase=sent.get("phrase", ""),
            reason=sent.get("reason", "")[:LONGEST], at=now, replaces=replaced,
        ),
    )  # fmt: skip


def _phrase(request: HttpRequest, person: Person, sent: dict[str, str]) -> HttpResponse | None:
    return _unless_stopped(
        request, person,
        lambda: changing.agree_phrase(
            actor=actor_of(request), person=person, phrase=sent.get("phrase", ""),
            former=sent.get("former", ""), at=timezone.now(),
        ),
    )  # fmt: skip


def _note(request: HttpRequest, person: Person, sent: dict[str, str]) -> HttpResponse | None:  # noqa: ARG001 -- every press's shape
    """Let the person know that they have a note, if that was agreed on."""
    answer: list[Message | Silent] = []
    stopped = _unless_stopped(
        request, person,
        lambda: answer.append(
            outgoing.put(actor=actor_of(request), person=person, kind="note", at=timezone.now())
        ),
    )  # fmt: skip
    if stopped is None and answer and isinstance(answer[0], Silent):
        return _page(request, person, wrong=answer[0].because)
    return stopped


def _unless_stopped(
    request: HttpRequest, person: Person, act: Callable[[], object]
) -> HttpResponse | None:
    """Do something; answer with the page and one sentence where something stands in the way."""
    try:
        act()
    except tuple(STOPPED) as stopped:
        return _page(request, person, wrong=str(STOPPED[type(stopped)]))
    return None


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
    wrong: str = "",
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    found = queries.history(actor, person)
    errors = {**(form.errors if form else {}), **(way.errors if way else {})}
    if wrong:
        errors["ways"] = wrong
    context = {
        "person": person,
        "keeps": may_change(actor, person),
        "rules": found[0] if found else None,
        "former": found[1:],
        "ways": queries.ways(actor, person),
        "form": form or RulesForm({"checked_on": today_of(request).isoformat()}, {}),
        "way_form": way or WayForm({}, {}),
        "settled": changing.settled(person, at=now),
        "has_phrase": queries.has_phrase(person),
        "plan": planning.read(found[0].plan) if found and found[0].plan else None,
        "channels": list(Channel),
        "week": list(enumerate(WEEK)),
        "errors": errors,
    }
    return render(request, "contact/rules.html", context, status=422 if errors else 200)
