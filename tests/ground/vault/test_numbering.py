"""A number stands for what was said: equal under one key, and of nothing in common under two."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from clew.ground.vault.numbering import number_of

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
_LARGEST = 2**63 - 1  # a signed integer of a database


@given(st.text(), st.text())
def test_equal_things_meet_under_one_key_and_nothing_meets_under_two(one: str, other: str) -> None:
    assert (number_of(KEY, one) == number_of(KEY, other)) == (one == other)
    assert number_of(KEY, one) != number_of(OTHER_KEY, one)


@given(st.text())
def test_every_number_fits_a_signed_integer(said: str) -> None:
    assert 0 <= number_of(KEY, said) <= _LARGEST


def test_it_is_the_beginning_of_the_keyed_digest() -> None:
    # RFC 4231, test case 1: 20 bytes 0x0b, "Hi There".
    key, beginning = b"\x0b" * 20, 0xB0344C61D8DB3853
    assert hmac.digest(key, b"Hi There", "sha256")[:8] == beginning.to_bytes(8, "big")
    assert number_of(key, "Hi There") == beginning >> 1
