"""A release as a package: to keys that two people compared, and only while all is as it was."""

from datetime import timedelta

import pyrage
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clew.engines.packages.opening import NotAsItWasSent, open_package
from clew.ground.audit.chain import House
from clew.ground.audit.heads import check_signed_head, public_key
from clew.ground.audit.models import Event, Mention
from clew.ground.audit.viewer import looking
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import CannotBeDone
from clew.ground.pairs.permissions import SamePerson
from clew.rules.consent.kinds import Kind
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from clew.survivor.release import actions as release
from clew.survivor.release import packaging, trusting
from clew.survivor.release.models import Fetch, PartnerKey, Release
from clew.survivor.release.packaging import Built, NotOpen, NoTrustedKey, build, hand_out
from clew.survivor.release.steps import Step
from tests.cast import CANARY, TODAY, Cast
from tests.survivor.made import sent, yes

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOW = timezone.now()
THEIRS = pyrage.x25519.Identity.generate()
NEW = pyrage.x25519.Identity.generate()


def entered(cast: Cast, identity: object = THEIRS, **more: object) -> PartnerKey:
    """Enter a key of the police, by advocate A."""
    return trusting.enter(
        actor=cast.advocate_a, partner=cast.police, at=NOW,
        public_key=str(identity.to_public()), **more,  # type: ignore[attr-defined,arg-type]  # an identity
    )  # fmt: skip


def compared(cast: Cast, key: PartnerKey) -> PartnerKey:
    """Let the case lead compare it as the second person."""
    waiting = Proposal.rows.get(about=key.id, state="waiting")
    pairs.confirm(actor=cast.case_lead, proposal=waiting, at=NOW)
    key.refresh_from_db()
    return key


def left(cast: Cast, person: Person) -> Release:
    """Release who the person is to the police."""
    yes(cast, person, cast.police, Kind.IDENTITY)
    return sent(cast, person, cast.police, Kind.IDENTITY)


def built(cast: Cast, row: Release) -> Built:
    return build(actor=cast.police_liaison, release=row, on=TODAY, at=NOW)


def test_a_package_holds_what_was_released_for_whom_the_key_belongs_to(
    cast: Cast, person: Person
) -> None:
    compared(cast, entered(cast))
    row = left(cast, person)
    made = built(cast, row)
    assert not Fetch.rows.exists()  # built, and nothing has left
    fetch = hand_out(actor=cast.police_liaison, built=made, on=TODAY)
    opened = open_package(made.data, [THEIRS], on=TODAY)
    assert f"Marek {CANARY}" in opened.files["parts.txt"].decode()
    assert opened.manifest.id == str(fetch.id)
    assert opened.manifest.consents == tuple(row.consents)
    assert (opened.manifest.sender, opened.manifest.recipient) == (
        "Lantern House",
        "Northmoor Police",
    )
    assert opened.manifest.until_on == TODAY + timedelta(days=30)
    assert opened.sender_words == packaging.house_words()
    check_signed_head(dict(opened.manifest.audit_head), key=public_key())
    assert CANARY.encode() not in made.data
    assert person.code.encode() not in pyrage.decrypt(made.data, [THEIRS])
    with pytest.raises(NotAsItWasSent):
        open_package(made.data, [NEW], on=TODAY)
    event = Event.objects.get(name="package.fetched")
    assert person.id in Mention.objects.filter(event=event).values_list("subject", flat=True)


def test_a_key_is_trusted_only_when_a_second_person_has_compared_it(
    cast: Cast, person: Person
) -> None:
    row, key = left(cast, person), entered(cast)
    with pytest.raises(NoTrustedKey):
        built(cast, row)
    waiting = Proposal.rows.get(about=key.id)
    with pytest.raises(SamePerson):
        pairs.confirm(actor=cast.advocate_a, proposal=waiting, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it too
        PartnerKey.objects.filter(id=key.id).update(confirmed_by=cast.advocate_a, confirmed_at=NOW)
    with pytest.raises(NoTrustedKey):
        built(cast, row)
    assert compared(cast, key).state == "trusted"
    assert built(cast, row).data  # red control


def test_a_revoked_key_is_refused_also_between_building_and_handing_out(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, row = compared(cast, entered(cast)), left(cast, person)
    made = built(cast, row)
    trusting.revoke(actor=cast.advocate_b, key=key, at=NOW)
    with pytest.raises(NoTrustedKey):
        hand_out(actor=cast.police_liaison, built=made, on=TODAY)
    with pytest.raises(NoTrustedKey):
        built(cast, row)
    assert not Fetch.rows.exists()
    monkeypatch.setattr(packaging, "check_as_built", lambda *_, **__: row)
    assert hand_out(actor=cast.police_liaison, built=made, on=TODAY)  # red control


def test_a_new_key_takes_the_place_of_the_old_when_it_is_compared(
    cast: Cast, person: Person
) -> None:
    old, row = compared(cast, entered(cast)), left(cast, person)
    new = entered(cast, NEW, replaces=old)
    open_package(built(cast, row).data, [THEIRS], on=TODAY)  # until then the old one holds
    compared(cast, new)
    old.refresh_from_db()
    assert (old.state, new.state) == ("rotated", "trusted")
    data = built(cast, row).data
    open_package(data, [NEW], on=TODAY)
    with pytest.raises(NotAsItWasSent):
        open_package(data, [THEIRS], on=TODAY)


def test_a_key_that_is_over_does_not_come_back(cast: Cast) -> None:
    key = entered(cast)
    trusting.revoke(actor=cast.advocate_a, key=key, at=NOW)
    with pytest.raises(trusting.KnownKey):
        entered(cast)
    with pytest.raises(trusting.KeyIsOver):
        trusting.ask_second(actor=cast.advocate_a, key=key, at=NOW)
    with pytest.raises(CannotBeDone):
        compared(cast, key)
    key.refresh_from_db()
    assert key.state == "revoked"


@pytest.mark.parametrize(
    "typed", ["", "age1", "AGE-SECRET-KEY-1ABC", "ssh-ed25519 AAAA", "age1" + "q" * 58]
)
def test_what_is_no_key_is_not_entered(cast: Cast, typed: str) -> None:
    with pytest.raises(trusting.NotAKey):
        trusting.enter(actor=cast.advocate_a, partner=cast.police, public_key=typed, at=NOW)
    assert not PartnerKey.objects.exists()


def test_another_organisation_s_keys_are_unknown(cast: Cast) -> None:
    key = entered(cast)
    with pytest.raises(trusting.NoSuchKey):
        trusting.revoke(actor=cast.advocate_elsewhere, key=key, at=NOW)
    assert not trusting.trusted(by=cast.elsewhere.id, partner=cast.police.id).exists()


@pytest.mark.parametrize("step", [Step.BUILT, Step.HELD, Step.RECORDED])
def test_a_withdrawal_at_any_step_hands_out_nothing_or_is_shown_as_fetched_before(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch, step: Step
) -> None:
    # Inside the change the release is held: whoever takes back waits, as the races show. Here the
    # withdrawal joins the change, which is the worst that could happen.
    compared(cast, entered(cast))
    row = left(cast, person)
    consent = row.consents[0]
    taken: list[Step] = []

    def take_back(at: Step) -> None:
        if at is step and not taken:
            taken.append(at)
            with looking(House()):  # it joins a change of the recipient's, who sees no consent
                found = release.Consent.rows.get(id=consent)
                release.withdraw(actor=cast.advocate_a, consent=found)

    monkeypatch.setattr(packaging, "reached", take_back)
    made = built(cast, row)
    if step is Step.BUILT:
        with pytest.raises(NotOpen):
            hand_out(actor=cast.police_liaison, built=made, on=TODAY)
        assert not Fetch.rows.exists()
    else:
        hand_out(actor=cast.police_liaison, built=made, on=TODAY)
        assert Fetch.rows.count() == 1
    assert taken == [step]
    row.refresh_from_db()
    assert row.recalled_at
    with pytest.raises(NotOpen):
        built(cast, row)


def test_after_the_last_day_there_is_no_package(cast: Cast, person: Person) -> None:
    compared(cast, entered(cast))
    row = left(cast, person)
    made = built(cast, row)
    after = TODAY + timedelta(days=31)
    with pytest.raises(NotOpen):
        build(actor=cast.police_liaison, release=row, on=after, at=NOW)
    with pytest.raises(NotOpen):
        hand_out(actor=cast.police_liaison, built=made, on=after)
    assert not Fetch.rows.exists()


def test_nobody_else_builds_a_package(cast: Cast, person: Person) -> None:
    compared(cast, entered(cast))
    row = left(cast, person)
    for who in (cast.lawyer, cast.advocate_b, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            build(actor=who, release=row, on=TODAY, at=NOW)


def test_the_words_in_the_package_show_that_it_was_opened(cast: Cast, person: Person) -> None:
    compared(cast, entered(cast))
    row = left(cast, person)
    made = built(cast, row)
    hand_out(actor=cast.police_liaison, built=made, on=TODAY)
    words = open_package(made.data, [THEIRS], on=TODAY).receipt_words
    said = {"release": row, "at": NOW}
    for wrong in ("", "lusab-babad", packaging.house_words()):
        with pytest.raises(packaging.WrongReceipt):
            packaging.record_receipt(actor=cast.advocate_a, words=wrong, **said)
    with pytest.raises(NotYours):
        packaging.record_receipt(actor=cast.police_liaison, words=words, **said)
    fetch = packaging.record_receipt(actor=cast.advocate_a, words=words.upper(), **said)
    assert (fetch.receipt_by, fetch.receipt_at) == (cast.advocate_a, NOW)
