"""Tokens: who has the tables without the key learns no value, and circles never meet."""

import hashlib
import uuid
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.connect.matching.actions import index
from clew.connect.matching.models import Key
from clew.connect.matching.queries import sightings
from clew.connect.matching.tokens import ref_of, token_in, token_of, tokens_of
from clew.ground.accounts.models import Circle
from clew.rules.consent.kinds import Purpose
from clew.survivor.release.models import ReleasedClaim
from clew.survivor.release.queries import released_claims
from tests.cast import Cast
from tests.connect.releasing import ACCOUNT, PHONE, released

pytestmark = pytest.mark.django_db
ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def test_one_value_written_in_two_ways_gives_one_token_in_a_circle() -> None:
    tokens = [
        tokens_of(ONE, claim=uuid.uuid4(), kind="phone", value=value)
        for value in ("07700 900123", "+44 7700 900123")
    ]
    assert tokens[0] == tokens[1]
    assert len(tokens[0]) == 1


def test_one_value_in_two_circles_gives_tokens_that_differ() -> None:
    part = "tel:+447700900123"
    assert token_of(ONE, "phone", part) != token_of(OTHER, "phone", part)
    assert token_of(ONE, "phone", part) == token_of(ONE, "phone", part)


def test_a_value_with_weak_parts_only_gets_a_strong_token_of_its_own() -> None:
    first, second = (
        tokens_of(ONE, claim=uuid.UUID(int=n), kind="account", value="ending 4471") for n in (1, 2)
    )
    weak = {token for token in first if token.weak}
    assert weak == {token for token in second if token.weak} != set()
    assert {token for token in first if not token.weak}.isdisjoint(second)


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_token_survives_its_way_through_an_address(token: int) -> None:
    assert token_in(ref_of(token)) == token


@given(st.text(max_size=20))
def test_what_stands_in_an_address_never_fails(text: str) -> None:
    found = token_in(text)
    assert found is None or len(text) == 16


def test_no_dictionary_of_numbers_opens_the_table(cast: Cast) -> None:
    released(cast.advocate_a, cast.find_others, ("phone", PHONE))
    sightings(cast.investigator, cast.find_others)
    stored = set(Key.rows.values_list("token", flat=True))
    assert stored == {token_of(cast.find_others.id, "phone", "tel:+447700900123")}

    def tried(number: int) -> list[int]:
        ways = (
            f"tel:+4477009{number:05d}", f"phone|tel:+4477009{number:05d}",
            f"+4477009{number:05d}", f"077009{number:05d}",
        )  # fmt: skip
        digests = [hashlib.sha256(way.encode()).digest() for way in ways]
        return [
            int.from_bytes(digest[:8], "big") >> shift for digest in digests for shift in (0, 1)
        ]

    every = set(chain.from_iterable(tried(number) for number in range(100_000)))
    assert len(every) > 790_000
    assert stored.isdisjoint(every)
    # Red control: a table of unkeyed digests would have been opened by these very tries.
    unkeyed = hashlib.sha256(b"phone|tel:+447700900123").digest()
    assert int.from_bytes(unkeyed[:8], "big") >> 1 in every


def test_a_withdrawn_claim_takes_its_tokens_along_in_the_database(cast: Cast) -> None:
    stays = released(cast.advocate_a, cast.find_others, ("phone", PHONE))
    goes = released(cast.first_responder, cast.find_others, ("phone", PHONE), ("account", ACCOUNT))
    sightings(cast.investigator, cast.find_others)
    assert Key.rows.filter(claim__pseudonym=goes.name).count() == 4  # a phone; bank, number, end
    goes.withdraw()
    left = ReleasedClaim.rows.filter(pseudonym=stays.name).values_list("id", flat=True)
    assert list(Key.rows.values_list("claim", flat=True)) == list(left)
    assert Key.rows.count() == 1


def test_a_claim_gets_its_tokens_once(cast: Cast) -> None:
    released(cast.advocate_a, cast.find_others, ("phone", PHONE))
    claims = released_claims(cast.investigator, Purpose.FIND_OTHERS)
    assert [index(actor=cast.investigator, claims=claims) for _ in range(2)] == [1, 0]
    assert Key.rows.count() == 1


def test_a_claim_that_was_taken_back_meanwhile_gets_none(cast: Cast) -> None:
    gone = released(cast.advocate_a, cast.find_others, ("phone", PHONE))
    claims = released_claims(cast.investigator, Purpose.FIND_OTHERS)
    gone.withdraw()
    index(actor=cast.investigator, claims=claims)
    assert not Key.rows.exists()


def test_the_same_number_in_two_circles_leaves_nothing_in_common(cast: Cast) -> None:
    second = Circle.objects.create(name="Second circle", purpose=Purpose.FIND_OTHERS)
    second.organisations.add(cast.house)
    for circle in (cast.find_others, second):
        released(cast.advocate_a, circle, ("phone", PHONE))
        sightings(cast.investigator, circle)
    tokens = {
        circle.id: set(Key.rows.filter(circle=circle).values_list("token", flat=True))
        for circle in (cast.find_others, second)
    }
    assert [len(found) for found in tokens.values()] == [1, 1]
    assert len(set.union(*tokens.values())) == 2
