"""Codes: whoever mishears one letter, or swaps two, is told, and reaches nobody else's page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.survivor.people import codes
from clew.survivor.people.codes import ALPHABET, LENGTH, NotACode, new_code, read_code, with_check

LETTERS = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def is_code(plain: str) -> bool:
    """Say whether seven letters are taken for a code."""
    try:
        read_code(plain)
    except NotACode:
        return False
    return True


def one_wrong(plain: str, alphabet: str) -> list[str]:
    """Return everything that differs from a code in a single letter."""
    return [
        plain[:place] + other + plain[place + 1 :]
        for place, letter in enumerate(plain)
        for other in alphabet
        if other != letter
    ]


def two_swapped(plain: str) -> list[str]:
    """Return everything that differs from a code by a swap of two neighbours."""
    return [
        plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        for place in range(len(plain) - 1)
        if plain[place] != plain[place + 1]
    ]


@given(LETTERS)
def test_every_single_wrong_letter_is_found(letters: str) -> None:
    plain = with_check(letters).replace("-", "")
    assert [wrong for wrong in one_wrong(plain, ALPHABET) if is_code(wrong)] == []


@given(LETTERS)
def test_every_swap_of_two_neighbours_is_found_the_check_letter_too(letters: str) -> None:
    plain = with_check(letters).replace("-", "")
    assert [wrong for wrong in two_swapped(plain) if is_code(wrong)] == []


def test_with_a_letter_more_some_mistakes_would_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Red control: 32 letters are no prime number.
    monkeypatch.setattr(codes, "ALPHABET", f"{ALPHABET}Z")
    plain = with_check("000000").replace("-", "")
    assert any(is_code(wrong) for wrong in one_wrong(plain, f"{ALPHABET}Z"))


@given(LETTERS)
def test_a_code_is_read_as_people_write_it(letters: str) -> None:
    code = with_check(letters)
    spoken = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert read_code(f" {spoken} ") == code


@pytest.mark.parametrize("typed", ["", "7K3M2Q", "7K3M2Q-", "ZZZZZZ-Z", "7K3M2Q-XX", "ẞẞẞẞẞẞ-1"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert not is_code(typed)


def test_a_new_code_is_a_code() -> None:
    made = [new_code() for _ in range(200)]
    assert [read_code(code) for code in made] == made
    assert len(set(made)) > 190
