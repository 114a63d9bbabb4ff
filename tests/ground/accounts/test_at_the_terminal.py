"""Who shows at a terminal who they are leaves the trace of a sign-in, and is told of it."""

import json

import pytest
from django.core.cache import cache

from clew.ground.accounts import at_the_terminal, signed_in, spare_codes
from clew.ground.accounts.models import Member
from clew.ground.audit.models import Event
from clew.ground.audit.writing import changes
from clew.ground.notices.models import Notice
from clew.ground.notices.words import WORDS
from tests.cast import CANARY, Cast
from tests.cast import signed_in as browser_of
from tests.ground.accounts.signing import PASSPHRASE, a_wrong_code, code_now, with_factor

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def ada(cast: Cast) -> Member:
    """An advocate with a passphrase and an app."""
    cache.clear()
    return with_factor(cast.advocate_a)


def show(who: Member, code: str, passphrase: str = PASSPHRASE) -> Member:
    return at_the_terminal.shown(address=who.email, passphrase=passphrase, code=code)


def left(who: Member) -> list[list[str]]:
    """Return the fields of the events that a member's sign-ins left."""
    found = Event.objects.filter(name=signed_in.NAME, actor=who.actor_id).order_by("seq")
    return [json.loads(bytes(event.body))["fields"] for event in found]


def told(who: Member) -> int:
    return Notice.objects.filter(member=who, code="terminal.used").count()


def test_each_time_leaves_an_event_with_the_factor_and_a_notice(ada: Member) -> None:
    with changes(actor=ada, purpose="membership"):
        spare = spare_codes.renew(ada)[0]
    assert show(ada, code_now()) == ada
    assert show(ada, spare) == ada
    assert left(ada) == [["code", "terminal"], ["spare_code", "terminal"]]
    assert told(ada) == 2
    assert "terminal" in str(WORDS["terminal.used"])


def test_who_was_not_let_in_leaves_neither(ada: Member) -> None:
    # Red control: what is told is a sign-in that went well, and nothing else.
    for code, passphrase in ((a_wrong_code(), PASSPHRASE), (code_now(), f"not hers {CANARY}")):
        with pytest.raises(at_the_terminal.NotShown):
            show(ada, code, passphrase)
    assert (left(ada), told(ada)) == ([], 0)
    refused = Event.objects.filter(name="sign_in.refused")
    assert refused.count() == 2
    assert not [event for event in refused if CANARY.encode() in bytes(event.body)]


def test_a_trace_that_cannot_be_left_lets_nobody_in(
    ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_member: Member, _how: str) -> None:
        raise OSError

    monkeypatch.setattr(signed_in, "note_at_terminal", fails)
    with pytest.raises(OSError):  # noqa: PT011 -- raised above
        show(ada, code_now())


def test_the_member_reads_it_beside_their_other_sign_ins(ada: Member) -> None:
    show(ada, code_now())
    assert [each.device for each in signed_in.of(ada)] == ["A terminal of the house"]
    page = browser_of(ada).get("/account/sessions/").content.decode()
    assert "A terminal of the house" in page
