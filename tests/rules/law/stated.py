"""Facts as somebody states them, in a few words: the shorthand of the tests and case files."""

from typing import Final

from clew.rules.law.facts import GROUPS, Facts, facts_in, names_of
from clew.rules.sources.documents import Document, Plain

ALL_NO: Final = "all no"  # "every part of this group is no", which a person would say in one breath


def spelt_out(value: dict[str, Plain]) -> dict[str, Plain]:
    """Write every `all no` as the parts it stands for."""
    return {
        key: dict.fromkeys(names_of(GROUPS[key]), "no") if item == ALL_NO else item
        for key, item in value.items()
    }


def stated(value: dict[str, Plain] | None = None, /, **more: Plain) -> Facts:
    """Read facts as `clew classify` does. What is left out is unknown."""
    document = Document(spelt_out((value or {}) | more), 1)
    return facts_in(document, name="stated", number=1)


ACT: Final[dict[str, Plain]] = {"recruitment": "yes"}
MEANS: Final[dict[str, Plain]] = {"deception": "yes"}
PURPOSE: Final[dict[str, Plain]] = {"forced_labour": "yes"}
SMUGGLED: Final[dict[str, Plain]] = {
    "crossing": {"illegal_entry": "yes", "not_national_or_resident": "yes"},
    "benefit": {"financial_or_material": "yes"},
}
TRAFFICKED: Final[dict[str, Plain]] = {
    "child": "no",
    "act": {"recruitment": "yes", "transportation": "yes"},
    "means": MEANS,
    "purpose": PURPOSE,
}
NOT_EXPLOITED: Final[dict[str, Plain]] = {"act": ALL_NO, "means": ALL_NO, "purpose": ALL_NO}
NO_BORDER: Final[dict[str, Plain]] = {
    "crossing": ALL_NO,
    "benefit": {"financial_or_material": "no"},
}
