"""The questions on a bill, and the result. Answers come with a request and go with its answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from clew.ground.accounts.actors import today_of
from clew.inform.framing.review_printing import printed
from clew.inform.framing.reviewing import ANSWERS, Review, review_of


@require_http_methods(["GET", "HEAD", "POST"])
def bill(request: HttpRequest) -> HttpResponse:
    """Ask the questions, or show what the answers come to above them."""
    return _page(request, review_of(request.POST.dict()))


@require_POST
def bill_pdf(request: HttpRequest) -> HttpResponse:
    """Hand out the result as an accessible PDF."""
    review = review_of(request.POST.dict())
    if review.errors or not review.answered:
        return _page(request, review)
    name = 'attachment; filename="bill-read.pdf"'
    return HttpResponse(
        printed(review, on=today_of(request)),
        content_type="application/pdf",
        headers={"Content-Disposition": name},
    )


def _page(request: HttpRequest, review: Review) -> HttpResponse:
    asked = request.method == "POST"
    nothing = asked and not review.errors and not review.answered
    context = {
        "review": review,
        "errors": review.errors,
        "answers": ANSWERS,
        "shown": asked and review.answered and not review.errors,
        "nothing": nothing,
    }
    status = 422 if review.errors or nothing else 200
    return render(request, "framing/bill.html", context, status=status)
