"""Whoever poses as somebody else does not get the next call: phrase, second person, a day."""

from datetime import UTC, datetime, time, timedelta

import pytest

from clew.ground.audit.models import Event
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.permissions import SamePerson
from clew.survivor.contact import actions, changing
from clew.survivor.contact.models import CodePhrase, Way
from clew.survivor.contact.queries import holding_ways
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
NOW = datetime.combine(TODAY, time(10), UTC)
PHRASE, OLD, NEW = "seven blue herons", "07700 900123", "07700 900456"
REASON = "The old phone is lost."


@pytest.fixture
def phone(cast: Cast, person: Person) -> Way:
    """Write the first phone down and agree on a phrase."""
    way = actions.add_way(actor=cast.advocate_a, person=person, kind="phone", value=OLD, at=NOW)
    changing.agree_phrase(actor=cast.advocate_a, person=person, phrase=PHRASE, at=NOW)
    return way


def change(cast: Cast, person: Person, phone: Way, phrase: str = PHRASE) -> Proposal:
    return changing.propose_way(
        actor=cast.advocate_a, person=person, kind="phone", value=NEW, phrase=phrase,
        reason=REASON, at=NOW, replaces=phone,
    )  # fmt: skip


def holding(person: Person, at: datetime) -> list[object]:
    return [row.id for row in holding_ways(person, at=at)]


def test_a_new_number_holds_a_day_after_a_second_person_said_yes(
    cast: Cast, person: Person, phone: Way
) -> None:
    proposal = change(cast, person, phone, "  Seven BLUE  herons ")
    later = NOW + timedelta(days=2)
    assert holding(person, later) == [phone.id]  # nobody confirmed
    with pytest.raises(SamePerson):
        pairs.confirm(actor=cast.advocate_a, proposal=proposal, at=NOW)
    pairs.confirm(actor=cast.advocate_b, proposal=proposal, at=NOW)
    assert holding(person, NOW + changing.DELAY - timedelta(seconds=1)) == [phone.id]
    after = NOW + changing.DELAY
    assert holding(person, after) == [proposal.about]


def test_a_wrong_phrase_changes_nothing_leaves_a_trace_and_shuts_after_five(
    cast: Cast, person: Person, phone: Way
) -> None:
    for _ in range(changing.TRIES):
        with pytest.raises(changing.WrongPhrase):
            change(cast, person, phone, "a guess")
    with pytest.raises(changing.PhraseShut):
        change(cast, person, phone)  # the right one too, until tomorrow
    assert Event.objects.filter(name="phrase.wrong").count() == changing.TRIES
    assert not Proposal.rows.exists()
    assert Way.rows.count() == 1
    changing.check_phrase(
        actor=cast.advocate_a, person=person, phrase=PHRASE, at=NOW + changing.DELAY
    )


def test_without_the_phrase_the_change_would_be_proposed(
    cast: Cast, person: Person, phone: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    monkeypatch.setattr(changing, "check_phrase", lambda **_: None)
    assert change(cast, person, phone, "a guess").about


def test_once_settled_nobody_adds_a_way_alone(cast: Cast, person: Person, phone: Way) -> None:
    for at in (NOW, NOW + changing.SETTLED_AFTER):
        with pytest.raises(actions.Settled):
            actions.add_way(
                actor=cast.advocate_a, person=person, kind="email", value="x@example.invalid", at=at
            )
    assert list(Way.rows.values_list("id", flat=True)) == [phone.id]


def test_without_a_phrase_a_second_person_and_the_day_still_stand_between(
    cast: Cast, person: Person
) -> None:
    first = actions.add_way(actor=cast.advocate_a, person=person, kind="phone", value=OLD, at=NOW)
    Way.rows.filter(id=first.id).update(recorded_at=NOW - changing.SETTLED_AFTER)
    proposal = change(cast, person, first, "")
    assert holding(person, NOW + timedelta(days=3)) == [first.id]
    pairs.confirm(actor=cast.advocate_b, proposal=proposal, at=NOW)
    assert holding(person, NOW + timedelta(days=3)) == [proposal.about]


def test_a_phrase_is_changed_by_who_knows_the_former_and_is_read_by_nobody(
    cast: Cast, person: Person, phone: Way
) -> None:
    with pytest.raises(changing.WrongPhrase):
        changing.agree_phrase(
            actor=cast.advocate_a, person=person, phrase="another phrase", at=NOW, former="no"
        )
    with pytest.raises(changing.TooShort):
        changing.agree_phrase(actor=cast.advocate_a, person=person, phrase="short", at=NOW)
    with pytest.raises(NotYours):
        changing.agree_phrase(actor=cast.advocate_b, person=person, phrase=PHRASE, at=NOW)
    changing.agree_phrase(
        actor=cast.advocate_a, person=person, phrase="another phrase", at=NOW, former=PHRASE
    )
    assert PHRASE not in str(CodePhrase.rows.get(person=phone.person).digest)
    assert str(CodePhrase.rows.get().digest).startswith("argon2")
