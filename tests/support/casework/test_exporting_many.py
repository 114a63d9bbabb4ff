"""Many people at once: one member alone hands over twenty within a day, and the brake holds."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from clew.ground.accounts.models import Member
from clew.ground.audit import unusual
from clew.ground.audit.models import Event
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.exchange.records import Record
from clew.site import exchange
from clew.site.control import Refused
from clew.support.casework.actions import exporting, import_records
from clew.support.casework.models import Case
from clew.survivor.consent.actions import record as record_consent
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY, Cast
from tests.support.casework.test_exporting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
MOST = 3


@pytest.fixture(autouse=True)
def _a_small_house(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the advocate be at the terminal, and three be many."""
    monkeypatch.setattr(exchange, "_shown", lambda *_shown: cast.advocate_a)
    monkeypatch.setattr(exchange.at_the_terminal, "today_for", lambda _member: TODAY)
    monkeypatch.setattr(exporting, "MOST_IN_A_DAY", MOST)
    monkeypatch.setattr(exchange.actions, "MOST_IN_A_DAY", MOST)


def people(cast: Cast, count: int, *, agreed: int | None = None) -> list[str]:
    """Take people in, and let the first of them agree that who they are may go elsewhere."""
    keeper: Member = cast.advocate_a
    rows = [
        Record(at, {"prs_FirstName": f"Made {at}", "prs_SecondName": CANARY}) for at in range(count)
    ]
    cases: list[Case] = import_records(
        actor=keeper, records=rows, name="made-up.csv", on=TODAY, at=NOW
    )
    for case in cases[: count if agreed is None else agreed]:
        record_consent(
            actor=keeper, person=case.person, recipient=cast.elsewhere, kinds=[Kind.IDENTITY],
            purpose=Purpose.SUPPORT, from_on=TODAY,
        )  # fmt: skip
    return [case.person.code for case in cases]


def handed_over(cast: Cast, codes: Sequence[str] = (), *, send: bool = True) -> int:
    """Hand over as the command does; return of how many."""
    told: list[str] = []
    exchange.export_htcds(
        told.append, people=codes, to=cast.elsewhere.name, purpose="support", send=send,
        address="", passphrase="", code="",
    )  # fmt: skip
    return int(json.loads(told[-1])["leaves"])


@pytest.mark.both
def test_more_people_than_one_member_alone_hands_over_stay(cast: Cast) -> None:
    codes = people(cast, MOST + 1)
    with pytest.raises(Refused, match=f"found {MOST + 1} people within a day") as wrong:
        handed_over(cast)
    assert "a colleague who stands by the others" in str(wrong.value)
    assert not Release.rows.exists()
    refused = Event.objects.get(name="export.refused")  # an auditor sees who tried
    assert (refused.kind, refused.actor) == ("refused", cast.advocate_a.actor_id)
    assert handed_over(cast, send=False) == MOST + 1  # looked at, they may be
    assert handed_over(cast, codes[:MOST]) == MOST


def test_a_table_in_two_halves_is_one_table_and_the_same_people_count_once(cast: Cast) -> None:
    codes = people(cast, MOST + 1)
    assert handed_over(cast, codes[:2]) == 2
    assert handed_over(cast, codes[:MOST]) == MOST
    with pytest.raises(Refused):
        handed_over(cast, codes[MOST:])
    assert Release.rows.values("person").distinct().count() == MOST


def test_without_the_bound_all_of_them_leave(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control of the tests above.
    monkeypatch.setattr(exporting, "MOST_IN_A_DAY", MOST + 1)
    people(cast, MOST + 1)
    assert handed_over(cast) == MOST + 1


def test_who_has_said_no_yes_does_not_count(cast: Cast) -> None:
    people(cast, MOST + 2, agreed=MOST)
    assert handed_over(cast) == MOST


@pytest.mark.both
def test_the_brake_on_many_people_holds_at_the_terminal_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(cast, MOST)
    small = {"many_people": replace(unusual.limits()["many_people"], brake=2)}
    monkeypatch.setattr(unusual, "limits", lambda: small)
    with pytest.raises(Refused, match="Nothing left; go on later"):
        handed_over(cast, send=False)
    refused = Event.objects.filter(name="pace.refused", actor=cast.advocate_a.actor_id)
    assert refused.count() == 1


def test_without_that_brake_everybody_is_opened(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control of the test above.
    people(cast, MOST)
    small = {"many_people": replace(unusual.limits()["many_people"], brake=2)}
    monkeypatch.setattr(unusual, "limits", lambda: small)
    monkeypatch.setattr("clew.ground.audit.reads.check_pace", lambda *_asked: None)
    assert handed_over(cast, send=False) == MOST
