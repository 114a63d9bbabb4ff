"""The pages of evidence: which forms there are, and one form filled in."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clew.ground.accounts.actors import actor_of
from clew.inform.statistics.queries import released_tables
from clew.inform.submissions.answers import Answer, answer, used_tables
from clew.inform.submissions.questionnaire import Item, form, forms


@dataclass(frozen=True, slots=True)
class Answered:
    """One article with what can be told about it."""

    item: Item
    answers: tuple[Answer, ...]


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """List the forms."""
    found = [form(form_id, year) for form_id, year in forms()]
    return render(request, "submissions/evidence.html", {"forms": found})


@require_safe
def filled(request: HttpRequest, form_id: str, year: int) -> HttpResponse:
    """Show one form, article by article, filled in from what is released."""
    actor = actor_of(request)
    try:
        asked = form(form_id, year)
    except KeyError as error:
        raise Http404 from error
    tables = released_tables()
    jurisdiction = actor.organisation.jurisdiction
    articles = [
        Answered(
            item,
            tuple(
                answer(figure, tables, jurisdiction=jurisdiction, year=asked.year)
                for figure in item.figures
            ),
        )
        for item in asked.items
    ]
    used = used_tables(found for article in articles for found in article.answers)
    context = {"form": asked, "articles": articles, "used": used}
    return render(request, "submissions/filled.html", context)
