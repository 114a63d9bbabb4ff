"""What can be asked of another organisation while a person's file stays here: services.yaml.

A request for a service is no referral: nobody is handed over, no file is opened for it, and it is
counted apart.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.sources.loader import load_mapping

_FILE = files("clew.recognise.referrals") / "data" / "services.yaml"


class NoSuchService(Exception):
    """Nothing of this name can be asked for."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service: what people call it, what it is asked for, and what may go along at most."""

    label: str
    purpose: Purpose
    kinds: tuple[Kind, ...]


@functools.cache
def services() -> dict[str, Service]:
    """Return what can be asked for, by code. Raises `WrongInput` when the file cannot be read."""
    return load_mapping(Service, _FILE)


def service(code: str) -> Service | None:
    """Return one service; None for no code, which is a referral. Raises `NoSuchService`."""
    if not code:
        return None
    found = services().get(code)
    if found is None:
        raise NoSuchService
    return found


def label_of(code: str) -> str:
    """Return a service in words; the code itself for one that is listed no longer."""
    return services()[code].label if code in services() else code
