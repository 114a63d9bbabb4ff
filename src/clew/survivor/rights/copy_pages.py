"""The copy: read first by who stands by the person, then handed over as pages or as a file."""

import io
import json
import zipfile
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.rules.consent.reaching import Channel
from clew.rules.consent.redaction import hidings
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person
from clew.survivor.rights import copying
from clew.survivor.rights.kept import everything, who_has_looked
from clew.survivor.rights.models import Copy
from clew.survivor.rights.rooms import kept
from clew.survivor.rights.states import Copying
from clew.survivor.rights.views import attempt

_LONGEST = 2000


def copy(request: HttpRequest, code: str) -> HttpResponse:
    """Show the copy to who stands by the person; hide words of others; give it out as a file."""
    person = kept_person(request, code)
    row = copying.open_copy(person)
    if row is None or row.state != Copying.READY:
        raise Http404
    wanted = request.POST.get("do", "")
    if request.method != "POST":
        return _page(request, person, row)
    if wanted == "file":
        return _file(request, person, row)
    if wanted == "hide":
        words = request.POST.get("words", "")[:_LONGEST]
        wrong = attempt(lambda: copying.hide_also(actor=actor_of(request), copy=row, words=words))
        after = reverse("rights:copy", args=[code])
    else:
        wrong = attempt(
            lambda: copying.handed_over(
                actor=actor_of(request), copy=row, channel=_channel(request), at=timezone.now()
            )
        )
        after = reverse("rights:person", args=[code])
    return _page(request, person, row, wrong) if wrong else HttpResponseRedirect(after)


def _channel(request: HttpRequest) -> Channel:
    """Return the way that was pressed. Raises `NotThisWay` for one there is not."""
    try:
        return Channel(request.POST.get("channel", ""))
    except ValueError as unknown:
        raise copying.NotThisWay from unknown


def _content(request: HttpRequest, person: Person, row: Copy) -> dict[str, Any]:
    return {
        "person": person,
        "copy": row,
        "today": today_of(request),
        "sections": everything(actor=actor_of(request), copy=row, records=kept()),
        "looked": who_has_looked(person),
        "hidings": hidings().values(),
        "channels": list(Channel),
    }


def _page(request: HttpRequest, person: Person, row: Copy, wrong: str = "") -> HttpResponse:
    context = _content(request, person, row) | {"errors": {"hand": wrong} if wrong else {}}
    return render(request, "rights/copy.html", context, status=422 if wrong else 200)


def _file(request: HttpRequest, person: Person, row: Copy) -> HttpResponse:
    """Give the copy out as an archive of a page to read and the same for machines.

    It is made anew each time and stored nowhere; its name says nothing.
    """
    content = _content(request, person, row)
    page = render_to_string("rights/copy_file.html", content)
    told = {
        "code": person.code,
        "made_on": content["today"].isoformat(),
        "kept": [
            {"what": part.title, "rows": [dict(pairs) for pairs in part.rows]}
            for part in content["sections"]
        ],
        "looked": [
            {"on": day.isoformat(), "who": who, "what": what, "for": why}
            for day, who, what, why in content["looked"]
        ],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("copy.html", page)
        archive.writestr("copy.json", json.dumps(told, ensure_ascii=False, indent=1))
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="copy.zip"'
    return answer
