"""People of a circle are taken in, asked about and let go; each with its right and its trace."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models.signals import pre_delete

from clew.connect.matching import letting_go, statements
from clew.connect.matching.erasure import erase
from clew.connect.matching.learnt import NoModel
from clew.connect.matching.letting_go import lapse_due
from clew.connect.matching.models import (
    Key,
    LearntModel,
    PersonBasis,
    PersonKey,
    PersonLink,
    PersonRecord,
)
from clew.connect.matching.people import ask, take_in, take_model
from clew.connect.matching.permissions import NoSuchCircle
from clew.connect.matching.queries import sightings
from clew.engines.linkage.resolving import resolve
from clew.ground.accounts.models import Circle
from clew.ground.accounts.roles import Role
from clew.ground.audit import whole
from clew.ground.audit.models import Event
from clew.ground.vault import permits, tombstones
from clew.ground.vault.permits import NoTrace
from clew.rules.consent.kinds import Purpose
from clew.rules.linkage.identity import SaysNotWho
from clew.survivor.contact import actions as contact
from clew.survivor.release.models import ReleasedClaim
from tests.cast import CANARY, TODAY, Cast, member
from tests.connect.matching.learning import groups, learn, told
from tests.connect.releasing import NOW, PHONE, Released, Said, released
from tests.engines.linkage.made_up import people, write
from tests.engines.linkage.test_resolving import quietly
from tests.survivor.rights.erased import erased

pytestmark = [pytest.mark.django_db, pytest.mark.both]

ANNA: Final[tuple[Said, ...]] = (
    ("full_name", f"Anna {CANARY}"),
    ("born", "1990-03-14"),
    ("own_phone", "07700 900123"),
    ("own_email", "anna@clew.invalid"),
)
ANYA: Final[tuple[Said, ...]] = (
    ("full_name", f"{CANARY} Anya"),
    ("born", "1990-03-14"),
    ("own_phone", "+44 7700 900123"),
)
OTHER: Final[tuple[Said, ...]] = (("full_name", "Chinedu Mirabosi"), ("born", "1971-08-02"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learnt")
    rows = [{"record_id": row["record_id"], **told(row)} for row in people(90, seed=3)[0]]
    resolve(write(folder / "known.csv", rows), folder / "known", quietly)
    return folder / "known"


@pytest.fixture
def circle(cast: Cast, out: Path) -> Circle:
    learn(cast.investigator, cast.find_others, out)
    permits.clear()
    return cast.find_others


def three(cast: Cast, circle: Circle) -> tuple[Released, Released, Released]:
    """Release three people of two organisations, two of whom are one, and take them in."""
    found = (
        released(cast.advocate_a, circle, *ANNA),
        released(cast.first_responder, circle, *ANYA),
        released(cast.advocate_a, circle, *OTHER),
    )
    assert take_in(actor=cast.investigator, circle=circle) == 3
    permits.clear()
    return found


def names(cast: Cast, circle: Circle, *said: Said) -> list[set[str]]:
    """Ask, and return who is shown, by pseudonym."""
    statements = [(kind, value) for kind, value, *_ in said]
    found = ask(actor=cast.investigator, circle=circle, statements=statements)
    permits.clear()
    return [set(each.pseudonyms) for each in found]


def events(name: str) -> list[Event]:
    return list(Event.objects.filter(name=name).order_by("seq"))


def test_one_person_of_two_organisations_is_found_by_either_with_reasons(
    cast: Cast, circle: Circle
) -> None:
    anna, anya, other = three(cast, circle)
    assert groups(circle) == {frozenset({anna.name, anya.name}), frozenset({other.name})}
    for actor in (cast.investigator, cast.investigator_kitchen):
        (found,) = ask(
            actor=actor, circle=circle, statements=[("full_name", f"Ania {CANARY}"),
                                                    ("born", "1990-03-14")],
        )  # fmt: skip
        assert set(found.pseudonyms) == {anna.name, anya.name}
        assert found.probability > 0.5
        assert "the dates of birth are the same" in found.because
        assert CANARY not in found.because
    assert names(cast, circle, ("full_name", "Zyx Wvutsrq"), ("born", "1931-02-03")) == []


def test_who_may_not_look_into_the_circle_learns_nothing(
    cast: Cast, circle: Circle, out: Path
) -> None:
    three(cast, circle)
    elsewhere = member(cast.elsewhere, "Ida Elsewhere", Role.INVESTIGATOR)
    for stranger in (elsewhere, cast.police_liaison, cast.advocate_a, cast.case_lead):
        with pytest.raises(NoSuchCircle):
            ask(actor=stranger, circle=circle, statements=[("born", "1990-03-14")])
        with pytest.raises(NoSuchCircle):
            take_in(actor=stranger, circle=circle)
        with pytest.raises(NoSuchCircle):
            take_model(actor=stranger, circle=circle, folder=out / "index")


def test_asking_leaves_a_trace_with_its_purpose_and_names_whoever_is_shown(
    cast: Cast, circle: Circle
) -> None:
    anna, anya, other = three(cast, circle)
    before = len(events("circle.people_compared"))
    names(cast, circle, *ANNA)
    compared = events("circle.people_compared")[before:]
    assert [(event.actor, event.purpose) for event in compared] == [
        (str(cast.investigator.id), "find_others")
    ]
    (found,) = events("circle.person_found")
    shown = set(found.mentions.values_list("subject", flat=True))
    assert shown == {anna.person.id, anya.person.id}
    assert other.person.id not in shown
    assert CANARY.encode() not in b"".join(bytes(event.body) for event in Event.objects.all())
    names(cast, circle, ("full_name", "Zyx Wvutsrq"), ("born", "1931-02-03"))
    assert len(events("circle.person_found")) == 1  # nobody was shown


def test_without_the_trace_nothing_is_compared(
    cast: Cast, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(cast, circle)
    with monkeypatch.context() as patch:
        patch.setattr("clew.connect.matching.people.reads.record", lambda **_: None)
        with pytest.raises(NoTrace):
            names(cast, circle, *ANNA)
    assert names(cast, circle, *ANNA)  # red control


def test_everybody_is_taken_in_once_and_more_that_is_released_makes_the_record_anew(
    cast: Cast, circle: Circle
) -> None:
    three(cast, circle)
    assert take_in(actor=cast.investigator, circle=circle) == 0
    released(cast.advocate_a, circle, ("phone", PHONE))  # says nothing of who somebody is
    assert take_in(actor=cast.investigator, circle=circle) == 0
    assert PersonRecord.rows.count() == 3
    claim = ReleasedClaim.rows.get(kind="own_email")
    before = PersonRecord.rows.get(pseudonym=claim.pseudonym)
    ReleasedClaim(
        release=claim.release, circle=circle, source=claim.source, pseudonym=claim.pseudonym,
        kind="other_name", grade="B2", certainty="confirmed", value="Zyx Wvutsrq",
    ).save(force_insert=True)  # fmt: skip
    assert take_in(actor=cast.investigator, circle=circle) == 1
    assert PersonRecord.rows.count() == 3
    again = PersonRecord.rows.get(pseudonym=claim.pseudonym)
    assert again.id != before.id
    assert PersonBasis.rows.filter(record=again).count() == 5
    assert claim.pseudonym in names(cast, circle, ("full_name", "Zyx Wvutsrq"))[0]


def test_what_is_taken_back_goes_at_once_and_the_rest_is_grouped_anew(
    cast: Cast, circle: Circle
) -> None:
    anna, anya, other = three(cast, circle)
    assert names(cast, circle, *ANNA) == [{anna.name, anya.name}]
    anna.withdraw()
    left = {anya.name, other.name}
    assert set(PersonRecord.rows.values_list("pseudonym", flat=True)) == left
    assert set(PersonKey.rows.values_list("record__pseudonym", flat=True)) == left
    assert not PersonLink.rows.exists()
    assert names(cast, circle, *ANNA) == [{anya.name}]
    assert groups(circle) == {frozenset({anya.name}), frozenset({other.name})}
    entity = PersonRecord.rows.get(pseudonym=anya.name)
    assert entity.entity == entity.number  # it bore the name of the one who went
    assert not PersonRecord.rows.filter(anew=True).exists()


def test_without_its_guard_a_withdrawal_would_leave_the_record(cast: Cast, circle: Circle) -> None:
    # Red control of the one above.
    anna, *_ = three(cast, circle)
    guard = {"sender": ReleasedClaim, "dispatch_uid": "a record goes"}
    assert pre_delete.disconnect(letting_go.claim_goes, **guard)
    try:
        anna.withdraw()
    finally:
        pre_delete.connect(letting_go.claim_goes, **guard)
    assert PersonRecord.rows.filter(pseudonym=anna.name).exists()


def test_after_the_last_day_of_a_yes_the_record_is_gone_before_anybody_is_compared(
    cast: Cast, circle: Circle
) -> None:
    anna, anya, _ = three(cast, circle)
    last = PersonRecord.rows.get(pseudonym=anna.name).until_on
    assert last is not None
    assert last > NOW
    for day, found in ((last, [{anna.name, anya.name}]), (last + timedelta(days=1), [])):
        matches = ask(
            actor=cast.investigator, circle=circle, on=day,
            statements=[(kind, value) for kind, value, *_ in ANNA],
        )  # fmt: skip
        assert [set(each.pseudonyms) for each in matches] == found
    assert not PersonRecord.rows.exists()
    assert not PersonKey.rows.exists()


def test_the_house_lets_them_go_when_their_last_day_is_over_in_every_zone(
    cast: Cast, circle: Circle
) -> None:
    anna, anya, other = three(cast, circle)
    later = PersonRecord.rows.exclude(pseudonym=anna.name)
    later.update(until_on=NOW + timedelta(days=3000))
    last = PersonRecord.rows.get(pseudonym=anna.name).until_on
    assert last is not None
    over_in_the_last_zone = datetime.combine(last + timedelta(days=1), time(12), UTC)
    assert lapse_due(at=over_in_the_last_zone - timedelta(minutes=1)) == 0
    assert events("circle.people_lapsed") == []
    assert lapse_due(at=over_in_the_last_zone) == 1
    left = {anya.name, other.name}
    assert set(PersonRecord.rows.values_list("pseudonym", flat=True)) == left
    assert set(PersonKey.rows.values_list("record__pseudonym", flat=True)) == left
    [event] = events("circle.people_lapsed")
    assert set(event.mentions.values_list("subject", flat=True)) == {circle.id}
    assert lapse_due(at=over_in_the_last_zone) == 0  # it bears being run again
    assert names(cast, circle, *ANNA) == [{anya.name}]


def test_an_erasure_takes_keys_links_and_what_was_sealed(cast: Cast, circle: Circle) -> None:
    anna, anya, _ = three(cast, circle)
    contact.agree_on(
        actor=cast.advocate_a, person=anna.person, how="made up", when="", never="",
        checked_with="person", checked_on=TODAY,
    )  # fmt: skip
    erased(cast, anna.person)
    assert not PersonRecord.rows.filter(pseudonym=anna.name).exists()
    assert not PersonLink.rows.exists()
    assert names(cast, circle, *ANNA) == [{anya.name}]


def test_what_a_backup_brings_back_of_an_erased_person_goes_again(
    cast: Cast, circle: Circle
) -> None:
    anna, anya, _ = three(cast, circle)
    tombstones.replay([uuid4()])  # control: somebody else
    assert PersonRecord.rows.count() == 3
    tombstones.replay([anna.person.id])
    assert not ReleasedClaim.rows.filter(pseudonym=anna.name).exists()
    assert not PersonRecord.rows.filter(pseudonym=anna.name).exists()
    assert names(cast, circle, *ANNA) == [{anya.name}]


def test_the_room_itself_forgets_what_was_made_from_a_claim(cast: Cast, circle: Circle) -> None:
    anna, anya, _ = three(cast, circle)
    sightings(cast.investigator, circle)
    claims = list(ReleasedClaim.rows.filter(pseudonym=anna.name).values_list("id", flat=True))
    erase(claims)
    assert not PersonRecord.rows.filter(pseudonym=anna.name).exists()
    assert not PersonBasis.rows.filter(claim__in=claims).exists()
    assert not Key.rows.filter(claim__in=claims).exists()
    assert PersonRecord.rows.filter(pseudonym=anya.name).get().anew


def test_two_circles_of_one_house_know_nothing_of_each_other(
    cast: Cast, circle: Circle, out: Path
) -> None:
    three(cast, circle)
    second = Circle.objects.create(name="Second circle", purpose=Purpose.FIND_OTHERS)
    second.organisations.add(cast.house)
    learn(cast.investigator, second, out)
    assert names(cast, second, *ANNA) == []
    own = released(cast.advocate_a, second, *ANNA)
    take_in(actor=cast.investigator, circle=second)
    assert names(cast, second, *ANNA) == [{own.name}]
    assert len(names(cast, circle, *ANNA)[0]) == 2


def test_a_circle_without_a_model_of_this_version_says_so(
    cast: Cast, circle: Circle, out: Path
) -> None:
    three(cast, circle)
    second = Circle.objects.create(name="Second circle", purpose=Purpose.FIND_OTHERS)
    second.organisations.add(cast.house)
    with pytest.raises(NoModel):
        names(cast, second, *ANNA)
    with pytest.raises(NoModel):
        take_in(actor=cast.investigator, circle=second)
    learn(cast.investigator, circle, out)  # the one before is let go, and nobody misses it
    assert whole.verified({}, deep=True).broken_at is None
    model = LearntModel.rows.get(circle=circle)
    model.delete()
    model.id, model.weights = uuid4(), {**model.weights, "version": 1}
    model.save(force_insert=True)
    with pytest.raises(NoModel):
        names(cast, circle, *ANNA)
    learn(cast.investigator, circle, out)
    assert names(cast, circle, *ANNA) == []  # those who were compared by the other one are gone
    assert take_in(actor=cast.investigator, circle=circle) == 3
    assert len(names(cast, circle, *ANNA)[0]) == 2
    assert LearntModel.rows.filter(circle=circle).count() == 1
    assert len(events("circle.model_taken")) == 3


def test_nationality_is_not_compared(cast: Cast, circle: Circle) -> None:
    with pytest.raises(SaysNotWho):
        ask(actor=cast.investigator, circle=circle, statements=[("nationality", "Nowhere")])


def test_who_takes_a_claim_back_waits_for_who_takes_people_in(
    cast: Cast, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(cast, circle)
    waited: list[UUID] = []
    monkeypatch.setattr(letting_go, "wait_for_turns", waited.extend)
    claim = ReleasedClaim.rows.filter(circle=circle, kind="born").first()
    assert claim is not None
    claim.delete()
    assert set(waited) == {circle.id}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway")
def test_a_turn_is_held_until_the_transaction_ends() -> None:
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
    before = statements.told(held)[0][0]
    statements.wait_for_turns([uuid4(), uuid4()])
    assert statements.told(held)[0][0] == before + 2
