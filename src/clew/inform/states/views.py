"""The page on recovery periods."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clew.inform.states import comparison
from clew.inform.states.forms import form_of
from clew.rules.law.periods import jurisdictions, recovery_periods
from clew.rules.sources.states import State


@require_safe
def recovery(request: HttpRequest) -> HttpResponse:
    """Answer for one country and day, and compare all of them."""
    form = form_of(request.GET.dict())
    rows = comparison.rows()
    checked = [row for row in rows if row.period.state is not State.UNVERIFIED]
    context = {
        "form": form,
        "errors": form.errors,
        "countries": [
            (code, found.country) for code in jurisdictions() if (found := recovery_periods(code))
        ],
        "checked": checked,
        "unchecked": rows[len(checked) :],
        "histories": comparison.histories(),
        "without": comparison.without_period(),
        "rows": rows,
    }
    return render(request, "states/recovery.html", context, status=422 if form.errors else 200)
