"""Passphrases: what everybody tries first is refused, and nothing else is asked of them."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clew.ground.accounts.hashing import PassphraseHasher
from clew.ground.accounts.models import Member, Organisation

COMMON = sorted(CommonPasswordValidator().passwords)
WORDS = ("lantern", "kettle", "seven", "northern", "biscuit", "harbour", "violet", "gravel")


@pytest.mark.parametrize(
    "passphrase",
    [
        "password password",
        "PASSWORDPASSWORD",
        "aaaaaaaaaaaaaaaaaaaa",
        "xyxyxyxyxyxyxyxyxy",
        "1234123412341234",
        "0123456789012345",
        "abcdefghijklmnopqrst",
        "zyxwvutsrqponmlkj",
        "qwertyuiopasdfghjkl",
        "marta.made.up@clew.invalid",
    ],
)
def test_what_everybody_tries_first_is_refused_with_what_to_do_instead(passphrase: str) -> None:
    with pytest.raises(ValidationError, match="four or five words"):
        validate_password(passphrase, Member(email="marta.made.up@clew.invalid"))


@pytest.mark.parametrize(
    "passphrase",
    [
        "Lantern House Lantern House",
        "lanternhouse-2026",
        "Marta Made Up at Lantern House",
        "marta.made.up 12345",
        "survivors of trafficking 1",
        "Modern Slavery Charity!",
        "clewclewclewadvocate",
    ],
)
def test_what_is_made_of_words_of_the_house_is_refused(passphrase: str) -> None:
    house = Organisation(name="Lantern House")
    marta = Member(email="marta.made.up@clew.invalid", shown_name="Marta", organisation=house)
    with pytest.raises(ValidationError, match="names of this house"):
        validate_password(passphrase, marta)
    assert said_against(f"{passphrase} gravel violet kettle") == []  # control: enough is left


def test_signs_alone_are_no_words_of_the_house() -> None:
    assert said_against(";-)§!?%&/(=+*#,.:<>|") == []


@given(st.lists(st.sampled_from(COMMON), min_size=1, max_size=2).map("".join))
def test_no_two_common_passwords_one_after_another_pass(passphrase: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(passphrase)


def said_against(passphrase: str) -> list[str]:
    """Return why a passphrase is refused; nothing, where it passes."""
    try:
        validate_password(passphrase)
    except ValidationError as refused:
        return list(refused.messages)
    return []


@given(st.permutations(WORDS), st.sampled_from([" ", "-", "", ". "]))
def test_four_words_pass_however_they_are_joined(words: list[str], between: str) -> None:
    assert said_against(between.join(words[:4])) == []


@given(st.text(max_size=60))
def test_a_passphrase_is_refused_or_passes_and_never_an_error(passphrase: str) -> None:
    try:
        validate_password(passphrase)
        assert len(passphrase) >= 15
    except ValidationError:
        pass


def test_a_passphrase_costs_what_was_decided() -> None:
    made = make_password("four words that nobody says")
    assert isinstance(identify_hasher(made), PassphraseHasher)
    assert made.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
