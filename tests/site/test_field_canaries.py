"""Every sealed word about one person has a mark of its own; each role meets only its own marks.

All addresses a role may open are asked for, with everything about the person named in them. What
is found is compared with the table here, which is the answer to "who sees what".
"""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from clew.ground.accounts.policy import addresses, table
from clew.ground.accounts.roles import Role
from clew.ground.vault import permits
from clew.portal.models import Choice
from clew.recognise.classification.models import Classification
from clew.recognise.screening.models import Screening
from clew.rules.consent.kinds import Kind, Purpose
from clew.support.casework.actions.opening import open_case_for
from clew.support.casework.models import FiveLines, Moment, Note, NoteVersion, Task
from clew.survivor.claims import actions as claims
from clew.survivor.consent import actions as consents
from clew.survivor.contact import actions as contact
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import offered
from tests.cast import Cast, signed_in
from tests.factories.people import Ids
from tests.guard_off import everybody_is_shown
from tests.site.test_permission_sweep import cast_member, path_of, sent

pytestmark = pytest.mark.django_db

# What is kept, and the mark it is kept with.
MARKS = {
    "name": "Zqname", "called": "Zqcalled", "nationality": "Zqnation", "how to reach": "Zqhow",
    "never": "Zqnever", "way": "Zqway", "claim": "07700900555", "claim's words": "Zqclaim",
    "note": "Zqnote", "told": "Zqtold", "task": "Zqtask", "moment": "Zqmoment",
    "five lines": "Zqlines", "screening": "Zqscreen", "worksheet": "Zqsheet",
    "choice": "Zqchoice", "explained": "Zqexplained",
}  # fmt: skip
# Who leads a team reads its files when they have shown once more who they are, and never what was
# told. Where somebody comes from opens on no page by itself.
FILE = frozenset({"called", "how to reach", "never", "note", "task", "moment", "five lines"})
SEES: dict[Role | None, frozenset[str]] = {
    Role.ADVOCATE: FILE | {"name", "claim", "claim's words", "told", "way"},
    Role.CASE_LEAD: FILE | {"way"},
    Role.PARTNER_OFFICER: frozenset({"name", "called"}),
    Role.SURVIVOR: frozenset({"choice"}),
}
# What opens by a press alone.
PRESSED = ("contact:show",)


def written_down(cast: Cast) -> tuple[Person, Ids]:
    """Keep something of every kind about one person, each with its mark."""
    keeper, today = cast.advocate_a, timezone.localdate()
    person = people.write_down(
        actor=keeper, on=today,
        known={
            "full_name": MARKS["name"], "called": MARKS["called"],
            "nationality": MARKS["nationality"],
        },
    )  # fmt: skip
    people.give_account(actor=keeper, person=person, account=cast.survivor)
    contact.agree_on(
        actor=keeper, person=person, how=MARKS["how to reach"], when="", never=MARKS["never"],
        checked_with="person", checked_on=today,
    )  # fmt: skip
    way = contact.add_way(actor=keeper, person=person, kind="address", value=MARKS["way"])
    claims.state(
        actor=keeper, person=person, kind="phone", value=MARKS["claim"],
        words=MARKS["claim's words"], grade="A1", certainty="certain",
    )  # fmt: skip
    case = open_case_for(actor=keeper, person=person, on=today)
    FiveLines.rows.filter(case=case).delete()
    FiveLines.rows.create(
        case=case, number=1, author=keeper, written_on=today, stands=MARKS["five lines"]
    )
    note = Note.rows.create(case=case, happened_on=today, made_by=keeper)
    NoteVersion.rows.create(note=note, text=MARKS["note"], author=keeper)
    told = Note.rows.create(case=case, happened_on=today, made_by=keeper, is_testimony=True)
    NoteVersion.rows.create(note=told, told=MARKS["told"], author=keeper)
    task = Task.rows.create(
        case=case, what=MARKS["task"], owner=keeper, made_by=keeper, made_on=today,
        changed_by=keeper, changed_on=today,
    )  # fmt: skip
    moment = Moment.rows.create(
        case=case, kind="other", happened_on=today, title=MARKS["moment"], recorded_by=keeper
    )
    screening = Screening.rows.create(
        person=person, owner=keeper, organisation=keeper.organisation, instrument="unodc-general",
        instrument_version="made up", said={"choices": {}, "words": {"x": MARKS["screening"]}},
        answered=1, started_on=today,
    )  # fmt: skip
    sheet = Classification.rows.create(
        person=person, author=keeper, organisation=keeper.organisation, facts={},
        status_facts={"x": MARKS["worksheet"]}, points_to="neither", rule_version="made up",
        kept_on=today,
    )  # fmt: skip
    Choice.rows.create(
        person=person, option="court", answer="yes", language="en", version="1",
        words=MARKS["choice"],
    )  # fmt: skip
    consent = consents.record(
        actor=keeper, person=person, recipient=cast.police, kinds=[Kind.IDENTITY],
        purpose=Purpose.INVESTIGATE, from_on=today, until_on=today + timedelta(days=30),
        explained=MARKS["explained"],
    )  # fmt: skip
    person.refresh_from_db(fields=["consent_epoch"])
    left = release.commit(
        actor=keeper, person=person, items=offered(keeper, person, [Kind.IDENTITY]),
        recipient=cast.police, purpose=Purpose.INVESTIGATE, on=today, epoch=person.consent_epoch,
    )  # fmt: skip
    permits.clear()
    return person, {
        "code": person.code, "note_id": str(told.id), "task_id": str(task.id),
        "moment_id": str(moment.id), "way_id": str(way.id), "consent_id": str(consent.id),
        "release_id": str(left.id), "to": str(cast.police.id), "option": "court",
        "screening_id": str(screening.id), "sheet_id": str(sheet.id),
    }  # fmt: skip


def met(client: Client, ids: Ids) -> dict[str, list[str]]:
    """Return which marks the pages of every address show, and where."""
    found: dict[str, list[str]] = {}
    for name, _ in addresses():
        method = "POST" if name in PRESSED else "GET"
        if name not in table() or method not in table()[name].methods:
            continue
        answer = sent(client, method, path_of(name, ids))
        body = b"".join(answer) if answer.streaming else answer.content
        for what, mark in MARKS.items():
            if mark.encode() in body:
                found.setdefault(what, []).append(name)
    return found


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_meets_the_words_that_are_for_it(cast: Cast, role: Role | None) -> None:
    person, ids = written_down(cast)
    client = Client(HTTP_HOST="localhost")
    if role is not None:
        client = signed_in(cast_member(cast, role), shown_for=person.id)
    found = met(client, ids)
    assert set(found) == SEES.get(role, frozenset()), found


def test_a_room_without_its_guard_would_be_seen(cast: Cast) -> None:
    # Red control: everybody is shown to an advocate of another house.
    _, ids = written_down(cast)
    client = signed_in(cast.advocate_elsewhere)
    client.raise_request_exception = False  # other guards hold still, and some of them raise
    assert met(client, ids) == {}
    with (
        everybody_is_shown(),
        patch("clew.survivor.people.permissions.may_change", lambda *_: True),
    ):
        assert "name" in met(client, ids)
