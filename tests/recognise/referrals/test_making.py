"""Making a referral: what was agreed and shown leaves, whole, or nothing does."""

import pytest
from django.db import IntegrityError, transaction

from clew.ground.accounts.guarded import NoViewer
from clew.ground.notices.models import Notice
from clew.recognise.referrals import actions, erasure, queries
from clew.recognise.referrals.items import fingerprint, offers, picked
from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.permissions import NotForYourRole
from clew.rules.consent.kinds import Kind
from clew.survivor.people import actions as people
from clew.survivor.people.permissions import NotYours
from clew.survivor.release import actions as release
from clew.survivor.release.models import Release, ReleasedItem
from tests.cast import CANARY, TODAY, Cast, member
from tests.recognise.referrals.making import AGREED, NEEDS, NOON, agreed, referred, somebody

pytestmark = pytest.mark.django_db


def test_what_was_agreed_leaves_and_nothing_else(cast: Cast) -> None:
    fay = cast.first_responder
    person = somebody(fay)
    agreed(fay, person, cast.house)
    referral = referred(fay, person, cast.house)
    actions.receive(actor=cast.advocate_a, referral=referral, at=NOON)
    parts = queries.read_parts(cast.advocate_a, referral, on=TODAY)
    assert [(part.kind, part.name) for part in parts] == [
        ("identity", "full_name"),
        ("identity", "called"),
        ("screening", "unodc-general"),
        ("classification", "trafficking"),
        ("needs", "needs"),
    ]
    assert (parts[0].value, parts[-1].value) == (f"Marek {CANARY}", NEEDS)
    assert referral.release.kinds == sorted(kind.value for kind in AGREED)
    assert (referral.channel, referral.training_session) == ("hospital", "session_2")
    told = Notice.objects.filter(code="referral.received")
    assert {row.member for row in told} == {cast.advocate_a, cast.advocate_b, cast.case_lead}
    assert {row.path for row in told} == {f"/referrals/in/{referral.id}/"}


def test_without_a_yes_every_kind_stays_with_its_reason(cast: Cast) -> None:
    person = somebody(cast.first_responder)
    found = offers(actor=cast.first_responder, person=person, to=cast.house, on=TODAY)
    assert [offer.is_locked for offer in found] == [True] * len(found)
    assert [offer.items for offer in found] == [()] * len(found)
    assert all(offer.citations for offer in found)
    agreed(cast.first_responder, person, cast.house, [Kind.IDENTITY])
    found = offers(actor=cast.first_responder, person=person, to=cast.house, on=TODAY)
    assert [offer.kind for offer in found if not offer.is_locked] == [Kind.IDENTITY]


def test_a_yes_to_one_organisation_opens_nothing_for_another(cast: Cast) -> None:
    person = somebody(cast.first_responder)
    agreed(cast.first_responder, person, cast.house)
    found = offers(actor=cast.first_responder, person=person, to=cast.elsewhere, on=TODAY)
    assert [offer.kind for offer in found if not offer.is_locked] == []


def test_a_consent_that_changed_since_the_preview_stops_the_sending(cast: Cast) -> None:
    fay, to = cast.first_responder, cast.house
    person = somebody(fay)
    consent = agreed(fay, person, to)
    found = offers(actor=fay, person=person, to=to, on=TODAY)
    keys = [item.key for offer in found for item in offer.items]
    shown = fingerprint(picked(found, keys, ""))
    release.withdraw(actor=fay, consent=consent)
    with pytest.raises(release.StaleConsent):
        actions.make(actor=fay, person=person, to=to, keys=keys, on=TODAY, epoch=1, shown=shown)
    assert not Release.rows.exists()
    assert not Referral.rows.exists()


def test_a_value_that_changed_since_the_preview_stops_the_sending(cast: Cast) -> None:
    fay, to = cast.first_responder, cast.house
    person = somebody(fay)
    agreed(fay, person, to)
    found = offers(actor=fay, person=person, to=to, on=TODAY)
    keys = ["identity:called"]
    shown = fingerprint(picked(found, keys, ""))
    people.correct(actor=fay, person=person, known={"called": "Mirek"}, version=1)
    with pytest.raises(actions.ChangedSincePreview):
        actions.make(actor=fay, person=person, to=to, keys=keys, on=TODAY, epoch=1, shown=shown)
    assert not Release.rows.exists()
    again = fingerprint(picked(offers(actor=fay, person=person, to=to, on=TODAY), keys, ""))
    assert actions.make(  # red control: what is shown now is sent
        actor=fay, person=person, to=to, keys=keys, on=TODAY, epoch=1, shown=again
    )


def test_what_was_not_agreed_does_not_leave_by_hand(cast: Cast) -> None:
    fay, to = cast.first_responder, cast.house
    person = somebody(fay)
    agreed(fay, person, to, [Kind.IDENTITY])
    found = offers(actor=fay, person=person, to=to, on=TODAY)
    by_hand = ["identity:called", "immigration:nationality", "screening:unodc-general"]
    items = picked(found, by_hand, "")
    assert [item.name for item in items] == ["called"]
    with pytest.raises(release.RefusedNow):
        actions.make(
            actor=fay, person=person, to=to, keys=by_hand, needs=NEEDS, on=TODAY, epoch=1,
            shown=fingerprint(picked(found, by_hand, NEEDS)),
        )  # fmt: skip
    assert not ReleasedItem.rows.exists()


def test_who_may_not_refer_does_not(cast: Cast) -> None:
    person = somebody(cast.advocate_a)
    agreed(cast.advocate_a, person, cast.elsewhere)
    for nobody, why in (
        (cast.lawyer, NotForYourRole),
        (cast.police_liaison, NotForYourRole),
        (cast.advocate_b, NotYours),
        (cast.case_lead, NotYours),
        (cast.advocate_elsewhere, NotYours),
    ):
        with pytest.raises(why):
            actions.make(
                actor=nobody, person=person, to=cast.elsewhere, keys=[], needs=NEEDS, on=TODAY,
                epoch=1, shown="",
            )  # fmt: skip
    for nowhere in (cast.house, cast.police, cast.law_firm, cast.kitchen):
        with pytest.raises((actions.NotARecipient, release.RefusedNow)):
            actions.make(
                actor=cast.advocate_a, person=person, to=nowhere, keys=[], needs=NEEDS, on=TODAY,
                epoch=1, shown="",
            )  # fmt: skip
    assert not Referral.rows.exists()


def test_nothing_and_too_much_are_refused(cast: Cast) -> None:
    fay, to = cast.first_responder, cast.house
    person = somebody(fay)
    agreed(fay, person, to)
    with pytest.raises(release.NothingPicked):
        actions.make(
            actor=fay, person=person, to=to, keys=[], on=TODAY, epoch=1, shown=fingerprint([])
        )
    with pytest.raises(actions.NeedsTooLong):
        referred(fay, person, to, needs="x" * 2001)
    assert not Release.rows.exists()


def test_only_those_who_could_answer_are_asked(cast: Cast) -> None:
    assert list(queries.recipients(cast.first_responder)) == [cast.elsewhere, cast.house]
    assert list(queries.recipients(cast.advocate_a)) == [cast.elsewhere]
    gone = member(cast.kitchen, "Gus Gone")
    gone.is_active = False
    gone.save()
    assert list(queries.recipients(cast.advocate_a)) == [cast.elsewhere]


def test_both_sides_see_it_and_nobody_else(cast: Cast) -> None:
    fay = cast.first_responder
    person = somebody(fay)
    agreed(fay, person, cast.house)
    hers = referred(fay, person, cast.house)
    theirs = somebody(cast.advocate_a)
    agreed(cast.advocate_a, theirs, cast.elsewhere)
    other = referred(cast.advocate_a, theirs, cast.elsewhere)
    assert queries.sent(fay) == [hers]
    assert queries.inbox(fay) == []
    assert queries.inbox(cast.advocate_b) == [hers]
    assert queries.sent(cast.advocate_b) == []
    assert queries.sent(cast.case_lead) == [other]
    assert queries.inbox(cast.advocate_elsewhere) == [other]
    for nobody in (cast.lawyer, cast.police_liaison, cast.investigator, cast.survivor):
        assert list(queries.visible_to(nobody)) == []
    for wrong in (cast.advocate_elsewhere, cast.first_responder, cast.investigator):
        with pytest.raises(queries.NoSuchReferral):
            queries.read_parts(wrong, hers, on=TODAY)


def test_the_database_refuses_what_cannot_be(cast: Cast) -> None:
    fay = cast.first_responder
    person = somebody(fay)
    agreed(fay, person, cast.house)
    row = referred(fay, person, cast.house)
    for wrong in (
        {"to_organisation": cast.kitchen},
        {"state": "accepted"},
        {"decided_at": NOON},
        {"state": "declined", "decided_by": fay, "decided_at": NOON},
        {"decline_reason": "no_room"},
        {"opened_by": fay, "opened_at": NOON},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.rows.filter(id=row.id).update(**wrong)
    with pytest.raises(NoViewer):
        Referral.objects.all()


def test_forgetting_leaves_codes_and_days(cast: Cast) -> None:
    fay = cast.first_responder
    person = somebody(fay)
    agreed(fay, person, cast.house)
    referral = referred(fay, person, cast.house)
    actions.receive(actor=cast.advocate_a, referral=referral, at=NOON)
    actions.decline(actor=cast.advocate_a, referral=referral, reason="other", words=CANARY, at=NOON)
    erasure.erase(person)
    assert erasure.left_behind(person) == 1
    assert queries.read_reason(fay, referral) == ""
    assert queries.sent_for(fay, referral.id).decline_reason == "other"
