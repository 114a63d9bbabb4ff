"""The list of cases, the day, and opening a case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.queries import named_colleagues
from clew.ground.accounts.roles import Role
from clew.recognise.referrals.actions import AlreadyOpened
from clew.recognise.referrals.queries import (
    NoSuchReferral,
    TakenBack,
    accepted_for,
    accepted_waiting,
)
from clew.support.casework import actions, queries
from clew.support.casework.queries.listing import DueBy, Filter, Sort
from clew.support.casework.states import STAGE_WORDS, Stage
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import NoSuchPerson, person_for


def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases; what is wanted stands in the address, so that it can be kept."""
    actor, on = actor_of(request), today_of(request)
    wanted = _wanted(request)
    found = queries.caseload(actor, wanted, on=on)
    context = {
        "found": [(row, STAGE_WORDS[row.stage]) for row in found.rows],
        "list": found,
        "wanted": wanted,
        "stages": [(stage.value, STAGE_WORDS[stage]) for stage in Stage],
        "owners": named_colleagues(actor, Role.ADVOCATE, Role.CASE_LEAD),
        "before": _page(request, found.page - 1) if found.page > 1 else "",
        "after": _page(request, found.page + 1) if found.page < found.pages else "",
    }
    return render(request, "casework/cases.html", context)


def today(request: HttpRequest) -> HttpResponse:
    """Show what the viewer owes today."""
    on = today_of(request)
    found = queries.today(actor_of(request), on=on)
    context = {"on": on, "found": found, "late": len(found.late), "due": len(found.today)}
    return render(request, "casework/today.html", context)


def open_referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Open a case from a referral that was accepted. What came with it is read on the press."""
    actor = actor_of(request)
    waiting = {row.id: row for row in accepted_waiting(actor)}
    if request.method != "POST":
        if referral_id not in waiting:
            raise Http404
        return render(request, "casework/open_referral.html", {"referral": waiting[referral_id]})
    try:
        accepted = accepted_for(actor, referral_id, on=today_of(request))
        case = actions.open_case(
            actor=actor, accepted=accepted, on=today_of(request), at=timezone.now()
        )
    except (AlreadyOpened, actions.AlreadyOpen):
        return HttpResponseRedirect(reverse("casework:list"))  # a case is there already
    except (NoSuchReferral, TakenBack) as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("casework:case", args=[case.person.code]))


def open_for(request: HttpRequest, code: str) -> HttpResponse:
    """Open a case for a person who was written down here."""
    actor = actor_of(request)
    try:
        person = person_for(actor, code)
    except NoSuchPerson as error:
        raise Http404 from error
    if request.method == "POST":
        try:
            actions.open_case_for(actor=actor, person=person, on=today_of(request))
        except actions.AlreadyOpen:
            pass  # the case is there: that is where they wanted to go
        except NotYours as error:
            raise Http404 from error
        return HttpResponseRedirect(reverse("casework:case", args=[person.code]))
    return render(request, "casework/open_for.html", {"code": person.code})


def _wanted(request: HttpRequest) -> Filter:
    """Read the address. What cannot be read in it is left out, never an error."""
    asked = request.GET
    stage, due = asked.get("stage", ""), asked.get("due", "")
    sort, page = asked.get("sort", ""), asked.get("page", "")
    return Filter(
        stage=Stage(stage) if stage in set(Stage) else None,
        due=DueBy(due) if due in set(DueBy) else DueBy.ANY,
        owner=_id(asked.get("owner", "")),
        sort=Sort(sort) if sort in set(Sort) else Sort.DUE,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,  # noqa: PLR2004 -- no list has 100,000 pages
    )


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _page(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"?{asked.urlencode()}"
