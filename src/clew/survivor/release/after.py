"""After something left: the package for the partner, their receipt, asking again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person
from clew.survivor.release import packaging, queries
from clew.survivor.release.models import Release
from clew.survivor.release.packaging import NotOpen, NoTrustedKey, WrongReceipt
from clew.survivor.release.recalling import NotYet, remind
from clew.survivor.release.receipts import receipt_context


def package(request: HttpRequest, code: str, release_id: UUID) -> HttpResponse:
    """Give the package to whoever stands by the person, to be carried to the partner."""
    person, release = _theirs(request, code, release_id)
    try:
        return package_of(request, release)
    except NotOpen as over:
        raise Http404 from over
    except NoTrustedKey:
        return _again(request, person, release, {"f-package": no_key()})


def package_of(request: HttpRequest, release: Release) -> HttpResponse:
    """Build, hand out, and only then answer with the bytes. Raises as `packaging` does."""
    actor, on = actor_of(request), today_of(request)
    built = packaging.build(actor=actor, release=release, on=on, at=timezone.now())
    packaging.hand_out(actor=actor, built=built, on=on)
    answer = HttpResponse(built.data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{built.name}"'
    return answer


def no_key() -> str:
    """Say why no package was made, and what to do."""
    return _("No key of theirs was confirmed by two people. Enter it under “Partners’ keys”.")


def receipt_words(request: HttpRequest, code: str, release_id: UUID) -> HttpResponse:
    """Write down that they could open it: they said the words that stand in the package."""
    person, release = _theirs(request, code, release_id)
    words = request.POST.get("words", "")
    try:
        packaging.record_receipt(
            actor=actor_of(request), release=release, words=words, at=timezone.now()
        )
    except WrongReceipt:
        wrong = _("No package of this release holds these words. Have them read to you again.")
        return _again(request, person, release, {"f-words": wrong})
    return HttpResponseRedirect(reverse("release:receipt", args=[code, release_id]))


def remind_again(request: HttpRequest, code: str, release_id: UUID) -> HttpResponse:
    """Ask a recipient again who has not answered a recall."""
    person, release = _theirs(request, code, release_id)
    recall = getattr(release, "recall", None)
    if recall is None:
        raise Http404
    try:
        remind(actor=actor_of(request), recall=recall, at=timezone.now(), on=today_of(request))
    except NotYet:
        wrong = _("They were told a few days ago, or have answered. Nothing was sent.")
        return _again(request, person, release, {"f-remind": wrong})
    return HttpResponseRedirect(reverse("release:receipt", args=[code, release_id]))


def _theirs(request: HttpRequest, code: str, release_id: UUID) -> tuple[Person, Release]:
    person = kept_person(request, code)
    try:
        return person, queries.release_of(actor_of(request), person, release_id)
    except queries.NoSuchRelease as unknown:
        raise Http404 from unknown


def _again(
    request: HttpRequest, person: Person, release: Release, errors: dict[str, str]
) -> HttpResponse:
    context = receipt_context(request, person, release) | {"errors": errors}
    return render(request, "release/receipt.html", context, status=422)
