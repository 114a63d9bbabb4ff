"""Making people, consents and releases for tests, and sending the forms of a page. All made up."""

import uuid
from datetime import date, timedelta
from html.parser import HTMLParser

from django.test import Client

from clew.ground.accounts.models import Circle, Organisation
from clew.ground.vault import permits
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import offered
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY, Cast

INVESTIGATE = Purpose.INVESTIGATE


def somebody(cast: Cast, **known: str) -> Person:
    """Write somebody down whom advocate A stands by."""
    full = {"full_name": f"Marek {CANARY}", "called": "Marek", "nationality": "Nowhere"}
    person = people.write_down(actor=cast.advocate_a, on=TODAY, known=full | known)
    permits.clear()
    return person


def yes(
    cast: Cast,
    person: Person,
    recipient: Organisation | Circle,
    *kinds: Kind,
    purpose: Purpose = INVESTIGATE,
    until: date | None = None,
) -> Consent:
    """Record a yes, to advocate A."""
    return consents.record(
        actor=cast.advocate_a, person=person, recipient=recipient, kinds=kinds, purpose=purpose,
        from_on=TODAY, until_on=until or TODAY + timedelta(days=30),
    )  # fmt: skip


def sent(
    cast: Cast,
    person: Person,
    recipient: Organisation | Circle,
    *kinds: Kind,
    purpose: Purpose = INVESTIGATE,
) -> Release:
    """Release all there is of some kinds; a consent covers it already."""
    person.refresh_from_db(fields=["consent_epoch"])
    items = offered(cast.advocate_a, person, kinds)
    done = release.commit(
        actor=cast.advocate_a, person=person, items=items, recipient=recipient, purpose=purpose,
        on=TODAY, epoch=person.consent_epoch,
    )  # fmt: skip
    permits.clear()
    return done


def key(recipient: Organisation | Circle) -> str:
    """Return what a form calls a recipient."""
    return f"{'circle' if isinstance(recipient, Circle) else 'organisation'}:{recipient.id}"


def token() -> str:
    """Return the token of a form that was not sent yet."""
    return str(uuid.uuid4())


def text_of(client: Client, path: str) -> str:
    """Return the page at a path. It must be there."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


class _Fields(HTMLParser):
    """Collects the hidden fields of the form that goes to one address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("action") == self.action
        if tag == "input" and self.inside and given.get("type") == "hidden":
            self.found.setdefault(given["name"] or "", []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def hidden(page: str, action: str) -> dict[str, list[str]]:
    """Return the hidden fields of the form that goes to an address."""
    reader = _Fields(action)
    reader.feed(page)
    return reader.found
