"""Thresholds are data with a source."""

import pytest

from clew.rules.disclosure_control.thresholds import Profile, profiles, threshold


def test_the_three_profiles() -> None:
    assert {name: threshold(name) for name in profiles()} == {"default": 10, "ctdc": 11, "team": 5}
    assert threshold() == 10


def test_every_threshold_says_what_it_is_for_and_where_it_comes_from() -> None:
    for profile in profiles().values():
        assert profile.used_for.strip()
        assert profile.citations


def test_an_unknown_profile_is_not_a_low_threshold() -> None:
    with pytest.raises(KeyError):
        threshold("none")


def test_a_threshold_that_hides_one_number_tells_it() -> None:
    with pytest.raises(ValueError, match="a threshold of at least 3"):
        Profile(2, "nothing", ())
