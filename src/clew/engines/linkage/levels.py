"""What is compared, the levels of each comparison from the weakest up, and each in words."""

from dataclasses import dataclass
from typing import Final

MISSING: Final = -1


@dataclass(frozen=True, slots=True)
class Kind:
    """One comparison. `words` has a sentence part for each level, 0 first.

    `shared` marks what people who live or work together have in common without being one person.
    `rare_from` is the lowest level whose weight depends on how rare the shared value is.
    """

    name: str
    words: tuple[str, ...]
    shared: bool = False
    rare_from: int = 99


COMPARISONS: Final = (
    Kind(
        "name",
        (
            "the names differ",
            "one word of the names sounds alike, the others differ",
            "one word of the names is the same, the others differ",
            "the one word known of a name fits the other",
            "most words of the names are the same, or an initial fits",
            "the names are spelt or sound nearly alike",
            "the names are forms of one name",
            "the names are the same as far as both are given",
            "the names are the same",
        ),
        rare_from=1,
    ),
    Kind(
        "birth",
        (
            "the dates of birth differ",
            "the years of birth are one apart",
            "the years of birth are the same, the days differ",
            "the dates of birth are the same in two of three parts",
            "the dates of birth agree as far as they are known",
            "the dates of birth differ by one slip",
            "the dates of birth are the same",
        ),
        rare_from=6,
    ),
    Kind("sex", ("the sex differs", "the sex is the same")),
    Kind(
        "phone",
        ("the phones differ", "the phones are one digit apart", "they have a phone in common"),
        shared=True,
        rare_from=2,
    ),
    Kind(
        "email",
        ("the e-mails differ", "the e-mails are nearly alike", "they have an e-mail in common"),
        rare_from=2,
    ),
    Kind(
        "address",
        (
            "the addresses differ",
            "the addresses are in one area",
            "they have a street in common",
            "they have a postcode in common",
            "they have a number and its postcode in common, the streets read otherwise",
            "they have an address in common",
        ),
        shared=True,
        rare_from=1,
    ),
    Kind(
        "account",
        ("the accounts differ", "an account ends alike", "they have an account in common"),
        shared=True,
        rare_from=1,
    ),
    Kind(
        "document",
        ("the documents differ", "documents are one sign apart", "they have a document in common"),
        rare_from=2,
    ),
    Kind(
        "plate",
        ("the vehicles differ", "plates are one sign apart", "they have a vehicle in common"),
        shared=True,
        rare_from=2,
    ),
    Kind(
        "employer",
        ("the employers differ", "the employers read alike", "they have an employer in common"),
        shared=True,
        rare_from=2,
    ),
    Kind(
        "birth_place",
        ("the places of birth differ", "the places of birth read alike", "one place of birth"),
        rare_from=2,
    ),
    Kind(
        "city", ("the cities differ", "the cities read alike", "one city"), shared=True, rare_from=2
    ),
    Kind(
        "occupation",
        ("the occupations differ", "the occupations read alike", "one occupation"),
        rare_from=2,
    ),
    Kind(
        "nationality",
        ("the nationalities differ", "the nationalities read alike", "one nationality"),
        rare_from=2,
    ),
    Kind(
        "recruitment",
        (
            "recruited at different places",
            "places of recruitment read alike",
            "recruited at one place",
        ),
        shared=True,
        rare_from=2,
    ),
)
NAMES: Final = tuple(comparison.name for comparison in COMPARISONS)
