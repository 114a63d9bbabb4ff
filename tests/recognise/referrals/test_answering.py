"""Answering a referral: read first, then accepted or declined with a reason; or taken back."""

import uuid

import pytest

from clew.ground.audit import queries as audit
from clew.ground.notices.models import Notice
from clew.recognise.referrals import actions, queries
from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.permissions import NotForYourRole
from clew.recognise.referrals.states import NotNext, State
from clew.survivor.consent.models import Consent
from clew.survivor.release import actions as release
from clew.survivor.release.models import ReleasedItem
from tests.cast import CANARY, TODAY, Cast
from tests.recognise.referrals.making import NOON, agreed, referred, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent(cast: Cast) -> Consent:
    """Record the yes that the referral rests on."""
    person = somebody(cast.first_responder)
    return agreed(cast.first_responder, person, cast.house)


@pytest.fixture
def referral(cast: Cast, consent: Consent) -> Referral:
    """Refer somebody from the kitchen to the house."""
    return referred(cast.first_responder, consent.person, cast.house)


def accepted(cast: Cast, referral: Referral) -> Referral:
    actions.receive(actor=cast.advocate_a, referral=referral, at=NOON)
    return actions.accept(actor=cast.advocate_a, referral=referral, at=NOON)


def test_nothing_is_read_before_it_is_received_and_the_reading_is_traced(
    cast: Cast, referral: Referral
) -> None:
    assert queries.read_parts(cast.advocate_a, referral, on=TODAY) == []
    actions.receive(actor=cast.advocate_a, referral=referral, at=NOON)
    actions.receive(actor=cast.advocate_b, referral=referral, at=NOON)  # the first one counts
    assert len(queries.read_parts(cast.advocate_b, referral, on=TODAY)) == 5
    row = queries.received_for(cast.advocate_a, referral.id)
    assert row.received_by == cast.advocate_a
    looked = audit.looked(referral.person_id)
    assert (looked[0].name, looked[0].actor) == ("release.read", str(cast.advocate_b.id))


def test_accepting_tells_who_made_it(cast: Cast, referral: Referral) -> None:
    row = accepted(cast, referral)
    assert (row.state, row.decided_by, row.decided_at) == ("accepted", cast.advocate_a, NOON)
    told = Notice.objects.get(code="referral.accepted")
    assert (told.member, told.path) == (cast.first_responder, f"/referrals/sent/{row.id}/")


def test_declining_wants_a_reason_which_the_sender_reads(cast: Cast, referral: Referral) -> None:
    actor = cast.advocate_a
    actions.receive(actor=actor, referral=referral, at=NOON)
    for reason, words in (("", "x"), ("because", "x"), ("other", " "), ("no_room", "x" * 2001)):
        with pytest.raises(actions.NoReason):
            actions.decline(actor=actor, referral=referral, reason=reason, words=words, at=NOON)
    row = actions.decline(
        actor=actor, referral=referral, reason="no_room", words=f"{CANARY} in May", at=NOON
    )
    assert row.standing is State.DECLINED
    for side in (cast.first_responder, cast.advocate_b):
        assert queries.read_reason(side, row) == f"{CANARY} in May"
    with pytest.raises(queries.NoSuchReferral):
        queries.read_reason(cast.advocate_elsewhere, row)
    assert Notice.objects.get(code="referral.declined").member == cast.first_responder


def test_an_answer_stands(cast: Cast, referral: Referral) -> None:
    with pytest.raises(NotNext):
        actions.accept(actor=cast.advocate_a, referral=referral, at=NOON)  # nobody has read it
    accepted(cast, referral)
    with pytest.raises(NotNext):
        actions.decline(actor=cast.advocate_b, referral=referral, reason="no_room", at=NOON)
    with pytest.raises(NotNext):
        actions.receive(actor=cast.advocate_b, referral=referral, at=NOON)
    with pytest.raises(actions.NothingTakenBack):
        actions.put_away(actor=cast.first_responder, referral=referral)
    assert Notice.objects.filter(code__startswith="referral.").exclude(
        code="referral.received"
    ).count() == 1  # fmt: skip


def test_nobody_else_answers(cast: Cast, referral: Referral) -> None:
    with pytest.raises(queries.NoSuchReferral):
        actions.receive(actor=cast.advocate_elsewhere, referral=referral, at=NOON)
    for nobody in (cast.first_responder, cast.investigator, cast.police_liaison):
        with pytest.raises(NotForYourRole):
            actions.accept(actor=nobody, referral=referral, at=NOON)
    assert queries.received_for(cast.advocate_a, referral.id).state == "made"


@pytest.mark.parametrize("was_read", [False, True])
def test_taking_the_yes_back_takes_an_undecided_referral_back(
    cast: Cast, consent: Consent, referral: Referral, *, was_read: bool
) -> None:
    if was_read:
        actions.receive(actor=cast.advocate_a, referral=referral, at=NOON)
        assert len(queries.read_parts(cast.advocate_a, referral, on=TODAY)) == 5  # red control
    release.withdraw(actor=cast.first_responder, consent=consent)
    row = queries.received_for(cast.advocate_a, referral.id)
    assert row.standing is State.WITHDRAWN
    assert queries.read_parts(cast.advocate_a, row, on=TODAY) == []
    assert not ReleasedItem.rows.exists()
    for step in (actions.receive, actions.accept):
        with pytest.raises(queries.TakenBack):
            step(actor=cast.advocate_a, referral=row, at=NOON)
    with pytest.raises(queries.TakenBack):
        actions.decline(actor=cast.advocate_a, referral=row, reason="no_room", at=NOON)
    with pytest.raises(queries.NoSuchReferral):
        actions.put_away(actor=cast.advocate_elsewhere, referral=row)
    assert actions.put_away(actor=cast.advocate_a, referral=row).state == "withdrawn"
    with pytest.raises(NotNext):
        actions.put_away(actor=cast.first_responder, referral=row)


def test_a_decided_referral_stays_decided_when_the_yes_is_taken_back(
    cast: Cast, consent: Consent, referral: Referral
) -> None:
    actions.receive(actor=cast.advocate_a, referral=referral, at=NOON)
    actions.decline(actor=cast.advocate_a, referral=referral, reason="other", words=CANARY, at=NOON)
    release.withdraw(actor=cast.first_responder, consent=consent)
    row = queries.sent_for(cast.first_responder, referral.id)
    assert (row.standing, row.decline_reason) == (State.DECLINED, "other")
    assert queries.read_reason(cast.first_responder, row) == ""  # its key went with the release


def test_an_accepted_referral_waits_for_its_file(cast: Cast, referral: Referral) -> None:
    assert queries.accepted_waiting(cast.advocate_a) == []
    with pytest.raises(queries.NoSuchReferral):
        queries.accepted_for(cast.advocate_a, referral.id, on=TODAY)
    with pytest.raises(queries.NoSuchReferral):
        actions.mark_opened(actor=cast.advocate_a, referral_id=referral.id, at=NOON)
    accepted(cast, referral)
    (waiting,) = queries.accepted_waiting(cast.advocate_b)
    assert (waiting.id, waiting.from_organisation, waiting.channel) == (
        referral.id, "Mill Street Kitchen", "hospital",
    )  # fmt: skip
    assert queries.accepted_waiting(cast.first_responder) == []
    assert queries.accepted_waiting(cast.advocate_elsewhere) == []
    found = queries.accepted_for(cast.advocate_b, referral.id, on=TODAY)
    assert (found.made_on, found.training_session) == (TODAY, "session_2")
    assert [part.name for part in found.parts][:2] == ["full_name", "called"]
    assert CANARY not in repr(found)
    for wrong in (cast.first_responder, cast.advocate_elsewhere):
        with pytest.raises(queries.NoSuchReferral):
            queries.accepted_for(wrong, referral.id, on=TODAY)
    actions.mark_opened(actor=cast.advocate_b, referral_id=referral.id, at=NOON)
    assert queries.accepted_waiting(cast.advocate_b) == []
    with pytest.raises(actions.AlreadyOpened):
        actions.mark_opened(actor=cast.advocate_a, referral_id=referral.id, at=NOON)
    with pytest.raises(queries.NoSuchReferral):
        actions.mark_opened(actor=cast.advocate_a, referral_id=uuid.uuid4(), at=NOON)


def test_an_accepted_referral_that_is_taken_back_begins_no_file(
    cast: Cast, consent: Consent, referral: Referral
) -> None:
    accepted(cast, referral)
    release.withdraw(actor=cast.first_responder, consent=consent)
    assert queries.accepted_waiting(cast.advocate_a) == []
    with pytest.raises(queries.TakenBack):
        queries.accepted_for(cast.advocate_a, referral.id, on=TODAY)
    with pytest.raises(queries.TakenBack):
        actions.mark_opened(actor=cast.advocate_a, referral_id=referral.id, at=NOON)
