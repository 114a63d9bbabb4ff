"""The pages of statistics. What is released anybody may read; the rest is for two people."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member
from clew.inform.statistics import actions, layout, queries
from clew.inform.statistics.forms import blank, reason_of, table_form
from clew.inform.statistics.models import Table
from clew.inform.statistics.permissions import NotForYou, OwnTable, may_decide, may_draft
from clew.inform.statistics.shown import shown
from clew.inform.statistics.states import (
    KIND_WORDS,
    REASON_WORDS,
    SHAPE_WORDS,
    Reason,
    State,
    WrongState,
)


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    """List what is released; for those who make and check tables also what is on its way."""
    actor = _reader(request)
    context = {
        "released": queries.tables_for(actor, State.RELEASED),
        "on_the_way": queries.tables_for(actor, State.WAITING, State.DRAFT, State.SENT_BACK),
        "may_draft": actor is not None and may_draft(actor),
    }
    return render(request, "statistics/tables.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a table; on a post, freeze if need be, and draft it."""
    actor, on = actor_of(request), today_of(request)
    form = table_form(request.POST.dict(), on=on) if request.method == "POST" else blank(on)
    made = request.method == "POST" and not form.errors
    if made and form.first_year is not None and form.last_year is not None:
        table = actions.draft(
            actor=actor,
            kind=form.kind,
            shape=form.shape,
            first_year=form.first_year,
            last_year=form.last_year,
            on=on,
        )
        return _to(table)
    context = {
        "form": form,
        "errors": form.errors,
        "kinds": KIND_WORDS.items(),
        "shapes": SHAPE_WORDS.items(),
        "last": on.year - 1,
    }
    return render(request, "statistics/new.html", context, status=422 if form.errors else 200)


@require_safe
def table(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Show one table."""
    return _table(request, _found(request, table_id))


@require_safe
def download(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Give a table as a file of the words that are shown."""
    found = shown(_found(request, table_id))
    answer = HttpResponse(layout.as_csv(found), content_type="text/csv; charset=utf-8")
    name = f"{found.kind.value}-{found.first_year}-{found.last_year}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def send(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Send a draft to a second person."""
    found = _found(request, table_id)
    try:
        actions.send(actor=actor_of(request), table=found)
    except NotForYou as error:
        raise Http404 from error
    except WrongState as error:
        return _table(request, found, {"next": str(error)})
    return _to(found)


@require_POST
def check(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Release a table or send it back, as the second person."""
    actor, on = actor_of(request), today_of(request)
    found = _found(request, table_id)
    reason = reason_of(request.POST.dict())
    try:
        if request.POST.get("do") == "release":
            actions.release(actor=actor, table=found, on=on)
        elif reason is None:
            return _table(request, found, {"f-reason": _CHOOSE})
        else:
            actions.send_back(actor=actor, table=found, reason=reason, on=on)
    except NotForYou as error:
        raise Http404 from error
    except (OwnTable, WrongState) as error:
        return _table(request, found, {"next": str(error)})
    except actions.AlreadyReleased:
        return _table(request, found, {"next": _TWICE})
    return _to(found)


_CHOOSE = "Choose a reason. Whoever made the table needs it."
_TWICE = "Some of these years are in a released table. Two together could give a person away."


def _reader(request: HttpRequest) -> Member | None:
    """Return the member who reads; None for anybody else."""
    return request.user if isinstance(request.user, Member) else None


def _found(request: HttpRequest, table_id: UUID) -> Table:
    try:
        return queries.table_for(_reader(request), table_id)
    except queries.NoSuchTable as error:
        raise Http404 from error


def _to(row: Table) -> HttpResponse:
    return HttpResponseRedirect(reverse("statistics:table", args=[row.id]), status=303)


def _table(request: HttpRequest, row: Table, errors: dict[str, str] | None = None) -> HttpResponse:
    actor = _reader(request)
    found = shown(row)
    context = {
        "table": found,
        "blocks": layout.blocks(found),
        "bars": layout.bars(found),
        "errors": errors or {},
        "is_member": actor is not None,
        "may_send": actor is not None and row.author_id == actor.id and found.state is State.DRAFT,
        "may_decide": actor is not None and may_decide(actor, row),
        "reasons": REASON_WORDS.items(),
        "sent_back_because": REASON_WORDS[Reason(found.reason)] if found.reason else "",
    }
    return render(request, "statistics/table.html", context, status=422 if errors else 200)
