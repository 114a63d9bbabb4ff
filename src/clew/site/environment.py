"""Every setting the environment can give, by name. A setting nobody reads is refused.

A misspelt `CLEW_HSOT` that is silently ignored would leave a shelter's server open to the wrong
host; so an unknown `CLEW_*` stops the start with one sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.rules.sources.records import one_of

PREFIX: Final = "CLEW_"
SETTINGS: Final[dict[str, str]] = {
    "CLEW_DATA": "folder for everything Clew writes (default: var in the project)",
    "CLEW_HOST": "the one host name people use (default: localhost)",
    "CLEW_PORT": "first port to try (default: 8000)",
    "CLEW_DATABASE_URL": "the main database, as postgres://… (default: SQLite in the data folder)",
    "CLEW_KEYRING_URL": "the keyring's database (default: SQLite in the data folder)",
    "CLEW_MODE": "demonstration or real; set by `up` and `serve`",
    "CLEW_REQUIRE_BROWSER": "1 makes browser tests fail, not skip, without Chromium",
}
_MODES: Final = ("demonstration", "real")
_HIGHEST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings in force."""

    data: Path
    host: str
    port: int
    demonstration: bool
    database_url: str = ""
    keyring_url: str = ""

    @property
    def folder(self) -> Path:
        """The folder of this house. The demonstration has one of its own inside."""
        return self.data / "demo" if self.demonstration else self.data

    @property
    def root_key(self) -> Path:
        """The file of the root key."""
        return self.folder / "keyring" / "root.key"


def environment_in(variables: Mapping[str, str], *, project: Path) -> Environment:
    """Read the settings. Raises `WrongInput` for unknown names and values that cannot be."""
    faults = [
        Fault("environment", name, "a setting nobody reads", one_of(SETTINGS))
        for name in sorted(variables)
        if name.startswith(PREFIX) and name not in SETTINGS
    ]
    port = variables.get("CLEW_PORT", "8000")
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= _HIGHEST_PORT):
        faults.append(Fault("environment", "CLEW_PORT", describe(port), "a port from 1 to 65535"))
        port = "8000"
    mode = variables.get("CLEW_MODE", _MODES[0])
    if mode not in _MODES:
        faults.append(Fault("environment", "CLEW_MODE", describe(mode), one_of(_MODES)))
    if faults:
        raise WrongInput(faults)
    return Environment(
        data=Path(variables.get("CLEW_DATA") or project / "var"),
        host=variables.get("CLEW_HOST") or "localhost",
        port=int(port),
        demonstration=mode == _MODES[0],
        database_url=variables.get("CLEW_DATABASE_URL", ""),
        keyring_url=variables.get("CLEW_KEYRING_URL", ""),
    )
