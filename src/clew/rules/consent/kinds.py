"""What can be told about a person, to whom, and for what. Words: data/wording.yaml."""

import functools
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from clew.rules.sources.loader import load_record

_FILE = files("clew.rules.consent") / "data" / "wording.yaml"


class Kind(StrEnum):
    """What is told. Nationality and papers are immigration, never identity."""

    IDENTITY = "identity"
    CONTACT = "contact"
    IMMIGRATION = "immigration"
    ACCOUNT = "account"
    HEALTH = "health"
    SCREENING = "screening"
    CLASSIFICATION = "classification"
    NEEDS = "needs"
    CLAIM = "claim"

    @property
    def label(self) -> str:
        """The kind as a title, 'Signs seen' for one."""
        return label(self)


class Purpose(StrEnum):
    """What it is told for. One consent holds for one purpose."""

    SUPPORT = "support"
    REFERRAL = "referral"
    LEGAL_ADVICE = "legal_advice"
    FIND_OTHERS = "find_others"
    INVESTIGATE = "investigate"
    PROSECUTE = "prosecute"
    COMPENSATION = "compensation"
    APPLICATION = "application"
    STATISTICS = "statistics"

    @property
    def label(self) -> str:
        """The purpose as a title, 'Legal advice' for one."""
        return label(self)


class RecipientKind(StrEnum):
    """Whom it is told to. An office that is two of these is entered as the stricter one."""

    CHARITY = "charity"
    LAW_FIRM = "law_firm"
    POLICE = "police"
    HEALTH = "health"
    HOUSING = "housing"
    COMPETENT_AUTHORITY = "competent_authority"
    IMMIGRATION_AUTHORITY = "immigration_authority"
    LABOUR_INSPECTORATE = "labour_inspectorate"
    CIRCLE = "circle"

    @property
    def label(self) -> str:
        """The kind of recipient as a title, 'Law firm' for one."""
        return label(self)


Named = Kind | Purpose | RecipientKind


def label(named: Named) -> str:
    """Return the words for a kind, purpose or kind of recipient standing on its own."""
    return _words(named).title


def within(named: Named) -> str:
    """Return the words for a kind, purpose or kind of recipient inside a sentence."""
    return _words(named).within


@dataclass(frozen=True, slots=True)
class Words:
    """One thing, named as a title and inside a sentence."""

    title: str
    within: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of every kind, purpose and kind of recipient. A missing one is refused."""

    kinds: dict[Kind, Words]
    purposes: dict[Purpose, Words]
    recipients: dict[RecipientKind, Words]

    def __post_init__(self) -> None:
        """Refuse a file that leaves one without words."""
        if not (
            set(Kind) == set(self.kinds)
            and set(Purpose) == set(self.purposes)
            and set(RecipientKind) == set(self.recipients)
        ):
            msg = "words for every kind, purpose and recipient"
            raise ValueError(msg)


@functools.cache
def _wording() -> Wording:
    return load_record(Wording, _FILE)


def _words(named: Named) -> Words:
    match named:
        case Kind():
            return _wording().kinds[named]
        case Purpose():
            return _wording().purposes[named]
        case RecipientKind():
            return _wording().recipients[named]
