"""Signed heads: what a house has signed, and what partners signed too, cannot be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clew.ground.audit import heads, whole, witnesses
from clew.ground.audit.chain import House, head
from clew.ground.audit.heads import NotGenuine, SignedHead
from clew.ground.audit.models import Counter, Event, Head, Mention, Witnessed
from clew.ground.audit.writing import changes
from tests.append_only import by_hand
from tests.ground.audit.chains import write_events

NOW = datetime.now(UTC)


def partners_head(seq: int, digest: str = "ab" * 32, *, at: datetime = NOW) -> SignedHead:
    """Sign a head as another house would."""
    key = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
    public = key.public_key().public_bytes_raw().hex()
    unsigned = SignedHead(seq, digest, at.isoformat(timespec="seconds"), public, "")
    return replace(unsigned, signature=key.sign(unsigned.said).hex())


@pytest.mark.django_db
@pytest.mark.both
def test_the_newest_head_is_signed_and_kept() -> None:
    write_events(3)
    found = heads.latest_signed()
    assert (found.seq, found.digest) == (3, head()[1].hex())
    assert heads.kept() == [found]
    assert heads.check_signed_head(found.as_dict(), key=heads.public_key()) == found
    assert heads.latest_signed() == found, "nothing happened since"
    write_events(1)
    assert heads.latest_signed().seq == 4


@pytest.mark.django_db
def test_a_house_in_which_nothing_happened_has_a_head_too() -> None:
    found = heads.latest_signed()
    assert (found.seq, found.digest) == (0, "00" * 32)
    assert whole.verified(whole.kept_heads()).broken_at is None


@pytest.mark.django_db
def test_a_head_can_be_signed_inside_a_change() -> None:
    write_events(2)
    with changes(actor=House(), purpose="support"):
        assert heads.latest_signed().seq == 2


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["seq", "digest", "at", "key", "signature"])
def test_a_head_that_was_altered_is_refused(field: str) -> None:
    write_events(1)
    given = heads.latest_signed().as_dict()
    heads.check_signed_head(given)  # red control
    value = given[field]
    if isinstance(value, int):
        given[field] = value + 1
    else:
        given[field] = ("1" if value[0] != "1" else "2") + value[1:]
    with pytest.raises(NotGenuine):
        heads.check_signed_head(given)


@pytest.mark.parametrize(
    "given",
    [
        None, [], "x", {}, {"seq": 1}, partners_head(1).as_dict() | {"more": "x"},
        partners_head(1).as_dict() | {"seq": "1"}, partners_head(1).as_dict() | {"seq": True},
        partners_head(1).as_dict() | {"key": "zz" * 32},
        partners_head(1).as_dict() | {"signature": "ab"},
    ],
)  # fmt: skip
def test_what_is_no_head_is_refused_in_a_sentence(given: object) -> None:
    assert heads.read_head(partners_head(1).as_dict())  # red control
    with pytest.raises(NotGenuine, match=r"\.$"):
        heads.check_signed_head(given)


def test_a_head_under_another_key_than_the_compared_one_is_refused() -> None:
    found = partners_head(5)
    assert heads.check_signed_head(found, key=found.key) == found  # red control
    with pytest.raises(NotGenuine, match="another key"):
        heads.check_signed_head(found, key="00" * 32)


@pytest.mark.django_db
def test_a_head_is_signed_after_a_thousand_events_or_ten_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert heads.sign_when_due(now=NOW) is None, "nothing happened"
    write_events(1)
    first = heads.sign_when_due(now=datetime.now(UTC))
    assert first is not None
    write_events(3)
    assert heads.sign_when_due(now=datetime.now(UTC)) is None
    assert heads.sign_when_due(now=datetime.now(UTC) + timedelta(minutes=11)) is not None
    write_events(3)
    monkeypatch.setattr(heads, "EVERY_EVENTS", 3)
    assert heads.sign_when_due(now=datetime.now(UTC)) is not None
    assert [found.seq for found in heads.kept()] == [1, 4, 7]


@pytest.mark.django_db
@pytest.mark.both
def test_a_cut_tail_is_found_by_the_head_that_lies_beside_the_chain() -> None:
    write_events(6)
    heads.latest_signed()
    assert whole.verified(whole.kept_heads()).broken_at is None  # red control
    cut(from_number=5)
    found = whole.verified(whole.kept_heads())
    assert (found.events, found.broken_at) == (4, 5)
    assert "cut off" in found.because


@pytest.mark.django_db
def test_a_cut_tail_is_found_by_the_counts_where_its_head_was_cut_too() -> None:
    write_events(6)
    cut(from_number=5)
    found = whole.verified({})
    assert found.broken_at == 5
    assert "count" in found.because


@pytest.mark.django_db
def test_a_head_that_lies_here_and_was_altered_is_told() -> None:
    write_events(2)
    heads.latest_signed()
    with by_hand():
        Head.objects.update(digest=b"x" * 32)
    with pytest.raises(NotGenuine):
        whole.kept_heads()


@pytest.mark.django_db
def test_a_chain_written_anew_is_found_by_a_head_a_partner_signed() -> None:
    write_events(3)
    ours = heads.latest_signed()
    partner = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
    seen = partner.sign(ours.said_by_witness).hex()
    public = partner.public_key().public_bytes_raw().hex()
    witnesses.keep(ours.as_dict(), partner=public, countersignature=seen)
    cut(from_number=1)
    with by_hand():
        Head.objects.all().delete()
        Counter.objects.all().delete()
    write_events(3)  # by somebody who holds the root key: whole in itself
    assert whole.verified({}).broken_at is None
    found = whole.verified(whole.kept_heads())
    assert found.broken_at == 3
    assert "written anew" in found.because


@pytest.mark.django_db
def test_a_countersignature_that_the_partner_did_not_make_is_refused() -> None:
    write_events(1)
    ours = heads.latest_signed()
    with pytest.raises(NotGenuine):
        witnesses.keep(ours, partner="ab" * 32, countersignature="cd" * 64)
    with pytest.raises(NotGenuine, match="another key"):
        witnesses.keep(partners_head(1), partner="ab" * 32, countersignature="cd" * 64)
    assert not Witnessed.objects.exists()


@pytest.mark.django_db
@pytest.mark.both
def test_a_partners_head_is_kept_and_signed_too() -> None:
    given = partners_head(10)
    seen = witnesses.witness(given.as_dict(), key=given.key)
    heads.check_countersignature(given, witness=heads.public_key(), countersignature=seen)
    assert witnesses.witness(given) == seen, "the same again is kept once"
    assert Witnessed.objects.count() == 1
    later = partners_head(20, "cd" * 32, at=NOW + timedelta(hours=1))
    witnesses.witness(later)
    assert Witnessed.objects.count() == 2


@pytest.mark.django_db
def test_two_histories_of_one_partner_are_told_apart() -> None:
    witnesses.witness(partners_head(10))
    for other in (
        partners_head(10, "cd" * 32),  # the same place, another digest
        partners_head(4, "cd" * 32, at=NOW + timedelta(hours=1)),  # later, and fewer
        partners_head(40, "cd" * 32, at=NOW - timedelta(hours=1)),  # earlier, and more
    ):
        with pytest.raises(witnesses.Forked):
            witnesses.witness(other)
    assert Witnessed.objects.count() == 1


def cut(*, from_number: int) -> None:
    """Cut off the newest events, as somebody with the database would."""
    with by_hand():
        Mention.objects.filter(event__gte=from_number).delete()
        Event.objects.filter(seq__gte=from_number).delete()
