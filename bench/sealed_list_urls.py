"""The two pages of the sealed-list bench, beside every other address, and their rules."""

from datetime import date, timedelta
from typing import Final, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.sealed_rows import PlainRow, SealedRow
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.policy import Rule, signed_in
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.site.policy import POLICY as HOUSE
from clew.site.urls import handler404, handler500
from clew.site.urls import urlpatterns as house

_Row = TypeVar("_Row", bound=Model)
PAGE: Final = 50
_PARTS: Final = (Compartment.IDENTITY, Compartment.OPERATIONS)
__all__ = ["POLICY", "handler404", "handler500", "urlpatterns"]


def due(place: int) -> date:
    """Return the day on which the row at a place is due: 50 rows a day."""
    return date(2026, 1, 1) + timedelta(days=place // PAGE)


def sealed(request: HttpRequest, place: int) -> HttpResponse:
    """Show 50 sealed rows, traced."""
    rows = list(_page(SealedRow.objects.all(), place))
    subjects = [row.id for row in rows]
    reads.record(
        actor=actor_of(request), name="bench.listed", subjects=subjects, compartments=_PARTS
    )
    keyring.warm(subjects, _PARTS)
    return render(request, "sealed_list.html", {"rows": rows})


def plain(request: HttpRequest, place: int) -> HttpResponse:
    """Show the same 50 rows from a table in clear, untraced."""
    return render(request, "sealed_list.html", {"rows": list(_page(PlainRow.objects.all(), place))})


def _page(rows: QuerySet[_Row], place: int) -> QuerySet[_Row]:
    return rows.filter(due_on__gte=due(place)).order_by("due_on", "code")[:PAGE]


urlpatterns = [
    path("bench/sealed/<int:place>/", sealed, name="bench-sealed"),
    path("bench/plain/<int:place>/", plain, name="bench-plain"),
    *house,
]
POLICY: Final[dict[str, Rule]] = {
    **HOUSE,
    "bench-sealed": signed_in(),
    "bench-plain": signed_in(),
}
