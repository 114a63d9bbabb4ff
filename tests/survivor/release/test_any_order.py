"""Yeses, withdrawals, days and releases in any order: only what holds is ever readable."""

from dataclasses import dataclass
from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clew.ground.accounts.models import Organisation
from clew.ground.vault import permits
from clew.rules.consent.deciding import Allowed
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.consent.queries import of_whoever
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release import queries
from clew.survivor.release.items import Item, offered
from tests.cast import TODAY, Cast
from tests.survivor.made import somebody

pytestmark = pytest.mark.django_db

KINDS = [Kind.IDENTITY, Kind.IMMIGRATION]
FOR = {"police": Purpose.INVESTIGATE, "law_firm": Purpose.LEGAL_ADVICE}
ANY_OF = {
    "kinds": st.sets(st.sampled_from(KINDS), min_size=1),
    "to": st.sampled_from(sorted(FOR)),
}


@dataclass
class Yes:
    """What the person said, kept here apart from the ledger."""

    row: Consent
    to: str
    kinds: frozenset[Kind]
    first: date
    last: date
    stands: bool = True

    def covers(self, to: str, kind: Kind, on: date) -> bool:
        return (
            self.stands and self.to == to and kind in self.kinds and self.first <= on <= self.last
        )


@dataclass
class Seen:
    """A preview that somebody has open."""

    to: str
    items: list[Item]
    epoch: int


class Ledger(RuleBasedStateMachine):
    """The ledger and the gate beside a list of what was said."""

    cast: Cast
    sent: list[str]

    @initialize()
    def begin(self) -> None:
        self.person: Person = somebody(self.cast)
        self.on = TODAY
        self.said: list[Yes] = []
        self.previews: list[Seen] = []

    def organisation(self, to: str) -> Organisation:
        found: Organisation = getattr(self.cast, to)
        return found

    @rule(days=st.integers(0, 12), **ANY_OF)
    def say_yes(self, to: str, kinds: set[Kind], days: int) -> None:
        if to == "police":
            kinds = kinds - {Kind.IMMIGRATION} or {Kind.IDENTITY}  # nobody is asked for that
        last = self.on + timedelta(days=days)
        row = consents.record(
            actor=self.cast.advocate_a, person=self.person, recipient=self.organisation(to),
            kinds=kinds, purpose=FOR[to], from_on=self.on, until_on=last,
        )  # fmt: skip
        self.said.append(Yes(row, to, frozenset(kinds), self.on, last))

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(range(len(self.said))))
        release.withdraw(actor=self.cast.advocate_a, consent=self.said[one].row)
        self.said[one].stands = False

    @rule(days=st.integers(1, 5))
    def days_pass(self, days: int) -> None:
        self.on += timedelta(days=days)

    @rule(at_once=st.booleans(), **ANY_OF)
    def preview(self, to: str, kinds: set[Kind], at_once: bool) -> None:
        self.person.refresh_from_db(fields=["consent_epoch"])
        items = offered(self.cast.advocate_a, self.person, kinds)
        self.previews.append(Seen(to, items, self.person.consent_epoch))
        if at_once:
            self.send(self.previews[-1])

    @precondition(lambda self: self.previews)
    @rule(data=st.data())
    def send_one(self, data: st.DataObject) -> None:
        self.send(self.previews[data.draw(st.sampled_from(range(len(self.previews))))])

    def send(self, seen: Seen) -> None:
        self.person.refresh_from_db(fields=["consent_epoch"])
        fresh = seen.epoch == self.person.consent_epoch
        wanted = {item.kind for item in seen.items}
        may = all(any(yes.covers(seen.to, kind, self.on) for yes in self.said) for kind in wanted)
        if seen.to == "police" and Kind.IMMIGRATION in wanted:
            may = False
        try:
            release.commit(
                actor=self.cast.advocate_a, person=self.person, items=seen.items,
                recipient=self.organisation(seen.to), purpose=FOR[seen.to], on=self.on,
                epoch=seen.epoch,
            )  # fmt: skip
        except (release.StaleConsent, release.RefusedNow):
            assert not (fresh and may), "what was agreed was refused"
        else:
            assert fresh, "what was looked at before a change was sent after it"
            assert may, "what was not agreed was sent"
            self.sent.append(seen.to)

    @invariant()
    def only_what_holds_is_readable(self) -> None:
        for to, reader in (("police", self.cast.police_liaison), ("law_firm", self.cast.lawyer)):
            for row in queries.released_to(reader).filter(person=self.person):
                for part in queries.parts(reader, row.id, on=self.on):
                    kind = Kind(part.kind)
                    assert any(yes.covers(to, kind, self.on) for yes in self.said), (to, kind)
        permits.clear()

    def teardown(self) -> None:
        permits.clear()


SHORT = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,  # so that it is known that some of the orders send something
    suppress_health_check=list(HealthCheck),
)
AT_ONCE = settings(SHORT, phases=[Phase.generate], report_multiple_bugs=False)


def test_in_any_order_only_what_the_person_said_yes_to_is_sent_and_read(cast: Cast) -> None:
    machine = type("Ledger", (Ledger,), {"cast": cast, "sent": []})
    run_state_machine_as_test(machine, settings=SHORT)  # type: ignore[no-untyped-call]
    # Which orders are drawn hangs on which modules are loaded: one in which each gets something.
    straight = machine()
    straight.begin()
    for to in FOR:
        straight.say_yes(to, {Kind.IDENTITY}, days=5)
        straight.preview(to, {Kind.IDENTITY}, at_once=True)
    straight.teardown()
    assert set(machine.sent) == set(FOR), "to each of them something was sent"


def test_with_the_guard_of_the_last_moment_off_it_is_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    def believing(*, person: Person, **_said: object) -> Allowed:
        return Allowed(tuple(given.id for given in of_whoever(person)))

    monkeypatch.setattr(release, "check_still_agreed", believing)
    machine = type("Ledger", (Ledger,), {"cast": cast, "sent": []})
    with pytest.raises(AssertionError, match="was sent"):
        run_state_machine_as_test(machine, settings=AT_ONCE)  # type: ignore[no-untyped-call]
