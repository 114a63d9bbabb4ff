"""Notices: seen by whom they are for, and silent about everybody."""

import pytest

from clew.ground.notices.actions import tell
from clew.ground.notices.models import Notice
from clew.ground.notices.words import WORDS
from tests.cast import Cast, signed_in


@pytest.mark.django_db
def test_a_notice_is_seen_by_whom_it_is_for_and_says_nothing_of_anybody(cast: Cast) -> None:
    tell([cast.advocate_a], code="referral.received", path="/referrals/in/")
    shown = signed_in(cast.advocate_a).get("/notices/").content.decode()
    assert str(WORDS["referral.received"]) in shown
    assert str(WORDS["referral.received"]) not in (
        signed_in(cast.advocate_b).get("/notices/").content.decode()
    )
    signed_in(cast.advocate_b).post("/notices/")
    assert Notice.objects.filter(member=cast.advocate_a, read_at=None).count() == 1
    signed_in(cast.advocate_a).post("/notices/")
    assert Notice.objects.filter(read_at=None).count() == 0


@pytest.mark.django_db
def test_a_notice_without_words_is_not_sent(cast: Cast) -> None:
    with pytest.raises(KeyError):
        tell([cast.advocate_a], code="nothing.known", path="/")
    assert not Notice.objects.exists()
