"""What the receipt of one release shows: what left, on which consents, and what became of it."""

from django.http import HttpRequest

from clew.ground.accounts.actors import actor_of, today_of
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent.queries import of_person as consents_of
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import may_change
from clew.survivor.release import packaging, queries
from clew.survivor.release.models import Release
from clew.survivor.release.packaging import NotOpen, check_open
from clew.survivor.release.recalling import may_remind, remindable_on
from clew.survivor.release.trusting import trusted


def receipt_context(request: HttpRequest, person: Person, release: Release) -> dict[str, object]:
    """Return what the page of one release needs. The reason of a recall's answer is opened."""
    actor, on = actor_of(request), today_of(request)
    recall = getattr(release, "recall", None)
    waits = recall is not None and not recall.answer and release.circle_id is None
    return {
        "errors": {},
        "person": person,
        "release": release,
        "purpose": Purpose(release.purpose),
        "kinds": [kind for kind in Kind if kind.value in release.kinds],
        "names": queries.names_in(release),
        "consents": [row for row in consents_of(actor, person) if str(row.id) in release.consents],
        "until": release.until_on,
        "keeps": may_change(actor, person),
        "fetches": packaging.fetches_of([release])[release.id],
        "house_words": packaging.house_words(),
        "keys": _keys(release),
        "is_open": _is_open(request, release),
        "reason": queries.reason_of(actor, release),
        "silent_until": remindable_on(recall) if waits and recall else None,
        "may_remind": bool(recall and waits and may_remind(recall, on=on)),
    }


def _keys(release: Release) -> int:
    if release.organisation_id is None:
        return 0
    found = trusted(by=release.source_id, partner=release.organisation_id)
    return int(found.count())


def _is_open(request: HttpRequest, release: Release) -> bool:
    try:
        check_open(release, on=today_of(request))
    except NotOpen:
        return False
    return True
