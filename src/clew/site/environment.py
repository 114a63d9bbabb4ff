"""Every setting the environment can give, by name. A setting nobody reads is refused.

A misspelt `CLEW_HSOT` that is silently ignored would leave a shelter's server open to the wrong
host; so an unknown `CLEW_*` stops the start with one sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.rules.sources.records import one_of
from clew.site.database_addresses import fault_of
from clew.site.proxies import Network, networks_in

PREFIX: Final = "CLEW_"
SETTINGS: Final[dict[str, str]] = {
    "CLEW_DATA": "folder for everything Clew writes (default: var in the project)",
    "CLEW_HOST": "the one host name people use (default: localhost)",
    "CLEW_PORT": "first port to try (default: 8000)",
    "CLEW_DATABASE_URL": "the main database, as postgres://… (default: SQLite in the data folder)",
    "CLEW_KEYRING_URL": "the keyring's database (default: SQLite in the data folder)",
    "CLEW_ROOT_KEY_FILE": "file of the root key, outside the data folder (mode 0600)",
    "CLEW_ROOT_KEY": "the root key as 64 hexadecimal digits: weaker, see docs/how-to/keys.md",
    "CLEW_ROOT_KEY_IN_ENVIRONMENT": "allowed: take CLEW_ROOT_KEY, which other programs can read",
    "CLEW_PROFILE": (
        "server (default), laptop, which locks itself after 15 idle minutes, or partner, "
        "which serves partners with a part of the keys"
    ),
    "CLEW_PARTNER_KEYS": "the keys of the profile partner (default: partner.keys in the folder)",
    "CLEW_MAIL_RELAY": "the mail relay to hand messages to, as host:port (default: no relay)",
    "CLEW_BREACHED": "file of breached passphrases that are refused (default: none)",
    "CLEW_TRUSTED_PROXIES": (
        "addresses of the proxies that may say where a request came from (default: none)"
    ),
    "CLEW_MODE": "demonstration or real; set by `up` and `serve`",
    "CLEW_REQUIRE_BROWSER": "1 makes browser tests fail, not skip, without Chromium",
    "CLEW_REQUIRE_SPARK": "1 makes tests of Spark fail, not skip, without Spark or its Java",
}
_MODES: Final = ("demonstration", "real")
_PROFILES: Final = ("server", "laptop", "partner")
_KEY_DIGITS: Final = 64
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
    root_key_file: Path | None = None
    root_key_hex: str = field(default="", repr=False)
    locks_when_idle: bool = False
    mail_relay: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    for_partners: bool = False  # this process serves partners, with a part of the keys
    partner_keys_file: Path | None = None
    breached: Path | None = None  # a list of passphrases that were stolen elsewhere

    @property
    def folder(self) -> Path:
        """The folder of this house. The demonstration has one of its own inside."""
        return self.data / "demo" if self.demonstration else self.data

    @property
    def root_key(self) -> Path:
        """The file of the root key, where the house keeps it in its own folder.

        A process for partners has a key of its own in its place, which opens `partner_keys`.
        """
        if self.for_partners:
            return self.partner_keys.with_suffix(".key")
        return self.folder / "keyring" / "root.key"

    @property
    def passphrase_check(self) -> Path:
        """The file by which a passphrase is checked, where the house has one."""
        if self.for_partners:
            return self.partner_keys.with_suffix(".passphrase.json")
        return self.folder / "keyring" / "passphrase.json"

    @property
    def partner_keys(self) -> Path:
        """The file of the keys that a process for partners is given."""
        return self.partner_keys_file or self.folder / "partner.keys"

    @property
    def key_elsewhere(self) -> Path:
        """The mark of a house whose root key lies outside of its folder."""
        return self.folder / "keyring" / "key.elsewhere"

    @property
    def holds_house(self) -> bool:
        """Whether a house was made in the folder: it has a key, or a mark that the key is away."""
        if self.for_partners:
            return self.partner_keys.exists()
        if self.root_key.exists() or self.passphrase_check.exists():
            return True
        given = self.root_key_file is not None or bool(self.root_key_hex)
        return self.key_elsewhere.exists() or (given and self.root_key.parent.is_dir())


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
    try:
        proxies = networks_in(variables.get("CLEW_TRUSTED_PROXIES", ""))
    except ValueError:
        proxies = ()
        wanted = "addresses or networks with commas between, such as 127.0.0.1,::1"
        faults.append(Fault("environment", "CLEW_TRUSTED_PROXIES", "something else", wanted))
    mode = variables.get("CLEW_MODE", _MODES[0])
    if mode not in _MODES:
        faults.append(Fault("environment", "CLEW_MODE", describe(mode), one_of(_MODES)))
    profile = variables.get("CLEW_PROFILE") or _PROFILES[0]
    if profile not in _PROFILES:
        faults.append(Fault("environment", "CLEW_PROFILE", describe(profile), one_of(_PROFILES)))
    faults += _faults_of_key(variables)
    relay = variables.get("CLEW_MAIL_RELAY", "")
    name, _, relay_port = relay.rpartition(":")
    if relay and not (name and relay_port.isascii() and relay_port.isdigit()):
        faults.append(Fault("environment", "CLEW_MAIL_RELAY", describe(relay), "host:port"))
    for setting in ("CLEW_DATABASE_URL", "CLEW_KEYRING_URL"):
        wrong = fault_of(setting, variables.get(setting, ""))
        if wrong is not None:
            faults.append(wrong)
    listed = variables.get("CLEW_BREACHED", "")
    if listed and not Path(listed).is_file():
        faults.append(Fault("environment", "CLEW_BREACHED", "no file", "a file that exists"))
    if faults:
        raise WrongInput(faults)
    demonstration = mode == _MODES[0]
    named = "" if demonstration else variables.get("CLEW_ROOT_KEY_FILE", "")
    return Environment(
        data=Path(variables.get("CLEW_DATA") or project / "var"),
        host=variables.get("CLEW_HOST") or "localhost",
        port=int(port),
        demonstration=demonstration,
        database_url=variables.get("CLEW_DATABASE_URL", ""),
        keyring_url=variables.get("CLEW_KEYRING_URL", ""),
        root_key_file=Path(named) if named else None,
        root_key_hex="" if demonstration else variables.get("CLEW_ROOT_KEY", ""),
        locks_when_idle=profile == "laptop",
        mail_relay=relay,
        trusted_proxies=proxies,
        for_partners=profile == "partner" and not demonstration,
        partner_keys_file=Path(given) if (given := variables.get("CLEW_PARTNER_KEYS")) else None,
        breached=Path(listed) if listed else None,
    )


def _faults_of_key(variables: Mapping[str, str]) -> list[Fault]:
    """Return what is wrong with a key in the environment. Its digits are never repeated."""
    key = variables.get("CLEW_ROOT_KEY", "")
    asked = variables.get("CLEW_ROOT_KEY_IN_ENVIRONMENT", "")
    if asked not in {"", "allowed"}:
        return [Fault("environment", "CLEW_ROOT_KEY_IN_ENVIRONMENT", describe(asked), "`allowed`")]
    if key and not asked:
        wanted = (
            "CLEW_ROOT_KEY_FILE or a credential of the service; other programs can read an "
            "environment: CLEW_ROOT_KEY_IN_ENVIRONMENT=allowed takes it all the same"
        )
        return [Fault("environment", "CLEW_ROOT_KEY", "a key", wanted)]
    if key and (len(key) != _KEY_DIGITS or set(key.lower()) - set("0123456789abcdef")):
        found = f"{len(key)} letters"
        return [Fault("environment", "CLEW_ROOT_KEY", found, f"{_KEY_DIGITS} hexadecimal digits")]
    return []
