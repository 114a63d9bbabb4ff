"""Phones: every number that is told is found whole, and none that was not told."""

from clew.rules.linkage.normalise import parts_of


def test_two_numbers_with_a_stroke_between_are_two_whole_numbers() -> None:
    assert parts_of("phone", "07700 900123 / 07700 900456") == (
        "tel:+447700900123",
        "tel:+447700900456",
    )
