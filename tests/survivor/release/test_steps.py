"""A yes taken back at any step of a handing over: nothing is with the recipient afterwards."""

import threading

import pytest
from django.db import connections

from bench.racing import race
from clew.ground.accounts.models import Member
from clew.ground.audit.models import Event
from clew.ground.audit.viewer import looking
from clew.ground.vault import permits
from clew.rules.consent.deciding import Allowed
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent, Withdrawal
from clew.survivor.consent.queries import of_whoever
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release import queries
from clew.survivor.release.items import offered
from clew.survivor.release.models import Release, ReleasedItem
from clew.survivor.release.steps import Step
from tests.cast import TODAY, Cast
from tests.survivor.made import INVESTIGATE, somebody, yes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]

STEPS = (Step.ASKED, Step.HELD, Step.WRITTEN, Step.COPIED)


class Pause:
    """Stands at one step and lets somebody take the yes back there, in a thread of their own."""

    def __init__(self, at: Step, consent: Consent, by: Member) -> None:
        self.at, self.consent, self.by = at, consent, by
        self.thread: threading.Thread | None = None

    def __call__(self, step: Step) -> None:
        if step is self.at and self.thread is None:
            self.thread = threading.Thread(target=self._take_back)
            self.thread.start()
            # What it waits for is this very change: it cannot be waited for inside it.
            self.thread.join(timeout=60 if step is Step.ASKED else 0.05)

    def _take_back(self) -> None:
        try:
            permits.clear()
            with looking(self.by):
                release.withdraw(actor=self.by, consent=self.consent)
        finally:
            connections.close_all()

    def done(self) -> None:
        assert self.thread is not None, "the step was never reached"
        self.thread.join(timeout=60)
        assert not self.thread.is_alive()


def handed_over(cast: Cast, person: Person, pause: Pause, patch: pytest.MonkeyPatch) -> bool:
    """Release who the person is, with a pause on the way. Returns whether the gate let it go."""
    person.refresh_from_db(fields=["consent_epoch"])
    items = offered(cast.advocate_a, person, [Kind.IDENTITY])
    patch.setattr(release, "reached", pause)
    try:
        release.commit(
            actor=cast.advocate_a, person=person, items=items, recipient=cast.police,
            purpose=INVESTIGATE, on=TODAY, epoch=person.consent_epoch,
        )  # fmt: skip
    except release.StaleConsent:
        return False
    finally:
        pause.done()
        permits.clear()
    return True


def readable(cast: Cast) -> list[str]:
    """Return every value that the recipient can open."""
    rows = queries.inbox(cast.police_liaison, on=TODAY)
    return [
        part.value for row in rows for part in queries.parts(cast.police_liaison, row.id, on=TODAY)
    ]


@pytest.mark.parametrize("step", STEPS)
def test_a_withdrawal_at_any_step_leaves_nothing_with_the_recipient(
    cast: Cast, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = somebody(cast)
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    pause = Pause(step, consent, cast.advocate_a)
    left = handed_over(cast, person, pause, monkeypatch)
    assert left == (step is not Step.ASKED)
    assert Withdrawal.rows.filter(consent=consent).exists()
    assert readable(cast) == []
    assert not ReleasedItem.rows.exists()
    assert all(row.recalled_at for row in Release.rows.all())
    order = list(
        Event.objects.filter(name__in=["release.committed", "consent.withdrawn"])
        .order_by("seq").values_list("name", flat=True)
    )  # fmt: skip
    assert order == (["release.committed"] if left else []) + ["consent.withdrawn"]


def test_without_the_guard_it_would_leave(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: the same withdrawal, the check in the final transaction off.
    person = somebody(cast)
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    monkeypatch.setattr(
        release,
        "check_still_agreed",
        lambda **_: Allowed(tuple(given.id for given in of_whoever(person))),
    )
    assert handed_over(cast, person, Pause(Step.ASKED, consent, cast.advocate_a), monkeypatch)
    assert ReleasedItem.rows.exists()
    assert Release.rows.get().recalled_at is None


def test_races_end_in_a_recall_or_in_nothing(cast: Cast) -> None:
    held = race(20, keeper=cast.advocate_a, to=cast.police)
    assert (held.after, held.still_readable, held.failed) == (0, 0, 0)
    assert held.recalled + held.stopped == held.races == 20
    assert held.recalled
    assert held.stopped  # both ways of ending were seen


def test_without_the_guard_a_race_is_lost(cast: Cast) -> None:
    control = race(16, keeper=cast.advocate_a, to=cast.police, guarded=False)
    assert control.after  # red control
    assert control.still_readable


def test_a_yes_given_meanwhile_makes_the_preview_stale_too(cast: Cast) -> None:
    person = somebody(cast)
    yes(cast, person, cast.police, Kind.IDENTITY)
    person.refresh_from_db(fields=["consent_epoch"])
    epoch = person.consent_epoch
    consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.law_firm, kinds=[Kind.NEEDS],
        purpose=Purpose.SUPPORT, from_on=TODAY,
    )  # fmt: skip
    with pytest.raises(release.StaleConsent):
        release.commit(
            actor=cast.advocate_a, person=person,
            items=offered(cast.advocate_a, person, [Kind.IDENTITY]), recipient=cast.police,
            purpose=INVESTIGATE, on=TODAY, epoch=epoch,
        )  # fmt: skip
    assert not Release.rows.exists()


def test_taking_back_twice_recalls_once(cast: Cast) -> None:
    person = somebody(cast)
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    for _ in range(2):
        release.withdraw(actor=cast.advocate_a, consent=consent)
    assert Event.objects.filter(name="consent.withdrawn").count() == 1
