"""Everything that goes out to a person passes one gate, and says nothing of anybody."""

import ast
import dataclasses
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Self
from unittest.mock import patch

import pytest
from django.conf import settings

from clew.ground.audit.models import Event
from clew.rules.consent.reaching import Channel, Plan, Reach, Silent
from clew.survivor.contact import actions, outgoing, posting
from clew.survivor.contact.models import Message, Way
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.architecture.files import SRC
from tests.architecture.source import calls_of, imports_of, sources
from tests.cast import CANARY, TODAY, Cast

pytestmark = pytest.mark.django_db
NOW = datetime.combine(TODAY, time(10), UTC)  # a Monday
ADDRESS = "someone@example.invalid"
PLAN = Plan(frozenset({Channel.EMAIL}), time(9), time(12), frozenset({0}), alias="The library")


@pytest.fixture(autouse=True)
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the outbox be a folder of this test."""
    kept = settings.CLEW.root_key
    monkeypatch.setattr(type(settings.CLEW), "root_key", kept)
    monkeypatch.setattr(type(settings.CLEW), "folder", tmp_path)
    return tmp_path / "outbox"


def agree(cast: Cast, person: Person, plan: Plan | None) -> None:
    actions.agree_on(
        actor=cast.advocate_a, person=person, how=CANARY, when="", never="",
        checked_with="person", checked_on=TODAY, plan=plan,
    )  # fmt: skip


def with_address(cast: Cast, person: Person, plan: Plan | None = PLAN) -> None:
    actions.add_way(actor=cast.advocate_a, person=person, kind="email", value=ADDRESS, at=NOW)
    agree(cast, person, plan)


def put(cast: Cast, person: Person, at: datetime = NOW) -> Message | Silent:
    return outgoing.put(actor=cast.advocate_a, person=person, kind="note", at=at)


def letters(outbox: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(outbox.glob("*"))] if outbox.exists() else []


def test_a_note_goes_in_the_agreed_hour_and_says_nothing(
    cast: Cast, person: Person, outbox: Path
) -> None:
    with_address(cast, person)
    early = NOW - timedelta(hours=3)
    put(cast, person, early)
    outgoing.hand_over_due(at=early)
    assert letters(outbox) == []
    assert outgoing.hand_over_due(at=NOW) == 1
    (letter,) = letters(outbox)
    read = message_from_bytes(letter)
    assert (read["To"], read["Subject"]) == (ADDRESS, "A note")
    assert str(read["From"]).startswith("The library")
    assert str(read.get_payload()).strip() == "You have a note."
    text = letter.decode()
    for word in (CANARY, "Marek", person.code, "Lantern", "case", "http", "Clew"):
        assert word not in text
    assert outgoing.hand_over_due(at=NOW) == 0
    sent = Message.rows.get()
    assert (sent.state, sent.address) == ("sent", None)


@pytest.mark.parametrize(
    "plan",
    [
        None,
        Plan(frozenset()),
        Plan(frozenset({Channel.PHONE, Channel.LETTER})),
        Plan(frozenset({Channel.EMAIL}), watched=True),
        Plan(frozenset({Channel.EMAIL}), days=frozenset()),
    ],
)
def test_what_was_not_agreed_on_is_never_laid_into_the_outbox(
    cast: Cast, person: Person, outbox: Path, plan: Plan | None
) -> None:
    with_address(cast, person, plan)
    assert isinstance(put(cast, person), Silent)
    assert not Message.rows.exists()
    always = Reach(Channel.EMAIL, NOW, "", "", voicemail=False)
    with patch("clew.survivor.contact.outgoing.reach", return_value=always):  # red control
        put(cast, person)
        assert outgoing.hand_over_due(at=NOW) == 1
    assert len(letters(outbox)) == 1


def test_nobody_agreed_on_anything_so_nothing_goes(cast: Cast, person: Person) -> None:
    assert isinstance(put(cast, person), Silent)


def test_what_was_agreed_is_asked_again_at_the_moment_it_goes(
    cast: Cast, person: Person, outbox: Path
) -> None:
    with_address(cast, person)
    put(cast, person)
    agree(cast, person, Plan(frozenset({Channel.EMAIL}), watched=True))
    assert outgoing.hand_over_due(at=NOW) == 0
    assert letters(outbox) == []
    assert Message.rows.get().state == "stopped"


def test_an_address_that_ended_is_never_written_to(
    cast: Cast, person: Person, outbox: Path
) -> None:
    with_address(cast, person)
    put(cast, person)
    Way.rows.filter(person=person).update(ends_before=TODAY)
    assert outgoing.hand_over_due(at=NOW) == 0
    assert letters(outbox) == []


def test_one_that_fails_waits_and_stops_no_other(cast: Cast, person: Person, outbox: Path) -> None:
    with_address(cast, person)
    for _ in range(2):
        put(cast, person)
    first = Message.rows.order_by("id").first()
    assert first is not None
    real = posting.post

    def one_fails(letter: object, *, name: object) -> None:
        if name == first.id:
            raise OSError
        real(letter, name=name)  # type: ignore[arg-type]

    with (
        patch("clew.survivor.contact.outgoing.posting.post", one_fails),
        pytest.raises(OSError),  # noqa: PT011 -- any will do
    ):
        outgoing.hand_over_due(at=NOW)
    assert len(letters(outbox)) == 1
    assert sorted(Message.rows.values_list("state", flat=True)) == ["sent", "waiting"]
    assert outgoing.hand_over_due(at=NOW) == 1
    assert len(letters(outbox)) == 2


def test_each_asking_and_each_use_of_an_address_is_an_event(cast: Cast, person: Person) -> None:
    with_address(cast, person)
    put(cast, person)
    names = set(Event.objects.filter(purpose="contact").values_list("name", flat=True))
    assert {"contact.rules_asked", "contact.address_used", "message.put"} <= names


def test_an_alias_breaks_out_of_no_header() -> None:
    said = str(posting.sender("Library\r\nBcc: other@example.invalid"))
    assert "\r" not in said
    assert "\n" not in said


@pytest.mark.parametrize("mark", ["\r\n", "\n", "\r"])
def test_an_address_breaks_out_of_no_header_and_stops_no_other(
    cast: Cast, person: Person, outbox: Path, mark: str
) -> None:
    hostile = f"library@example.invalid{mark}Bcc: other@example.invalid"
    actions.add_way(actor=cast.advocate_a, person=person, kind="email", value=hostile, at=NOW)
    agree(cast, person, PLAN)
    put(cast, person)
    other = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": "Made Up"})
    with_address(cast, other)
    put(cast, other)
    assert outgoing.hand_over_due(at=NOW) == 1
    (letter,) = letters(outbox)
    assert b"other@example.invalid" not in letter
    assert ADDRESS.encode() in letter  # control: the other one went
    assert Message.rows.get(person=person).state == "stopped"


@pytest.mark.parametrize("name", ["smtplib", "send_mail", "EmailMessage", "send_messages"])
def test_nothing_else_in_the_house_sends(name: str) -> None:
    using = {
        place
        for place, tree in sources(SRC)
        for use in (*imports_of(tree), *calls_of(tree))
        if name in use.name.split(".")
    }
    assert using <= {
        "src/clew/survivor/contact/posting.py", "src/clew/survivor/contact/outgoing.py",
    }  # fmt: skip


def test_only_the_gate_writes_messages() -> None:
    writing = {
        place
        for place, tree in sources(SRC)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message"
    }
    assert writing == {"src/clew/survivor/contact/outgoing.py"}


def test_with_a_relay_named_it_goes_there_and_nowhere_else(
    cast: Cast, person: Person, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, int, str]] = []

    class Relay:
        def __init__(self, host: str, port: int, timeout: float) -> None:
            assert timeout
            self.at = (host, port)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def send_message(self, letter: dict[str, str]) -> None:
            given.append((*self.at, str(letter["To"])))

    monkeypatch.setattr(settings, "CLEW", dataclasses.replace(settings.CLEW, mail_relay="relay:25"))
    monkeypatch.setattr("clew.survivor.contact.posting.smtplib.SMTP", Relay)
    with_address(cast, person)
    put(cast, person)
    assert outgoing.hand_over_due(at=NOW) == 1
    assert given == [("relay", 25, ADDRESS)]
    assert letters(outbox) == []
