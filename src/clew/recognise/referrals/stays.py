"""Signs that a referral never names, because they speak of papers or status. Data: stays.yaml."""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_record

_FILE = files("clew.recognise.referrals") / "data" / "stays.yaml"


@dataclass(frozen=True, slots=True)
class Stays:
    """The signs by id, each with what naming it would tell, and why they stay."""

    because: str
    citations: tuple[Citation, ...]
    signs: dict[str, str]


@functools.cache
def stays() -> Stays:
    """Return the signs that stay. Raises `WrongInput` when the file cannot be read."""
    return load_record(Stays, _FILE)
