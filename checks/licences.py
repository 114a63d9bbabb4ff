"""The licence of every package that users install: permissive, or weak copyleft written down."""

import re
from importlib import metadata
from pathlib import Path

from checks.locks import pins

_STRONG = re.compile(
    r"\b(A?GPL|GNU (AFFERO )?GENERAL PUBLIC|SSPL|BUSL|ELASTIC|PROPRIETARY|NON-?COMMERCIAL)",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(LGPL|LESSER GENERAL|MPL|MOZILLA|EUPL)", re.IGNORECASE)
# Used as separate, unmodified libraries; docs/reference/licences.md lists them.
_WEAK_KNOWN = {
    "psycopg",
    "psycopg-binary",
    "docxtpl",
    "pycountry",
    "pikepdf",
    "certifi",
    "tqdm",
    "fido2",
}
# What their metadata says is missing or wrong; their licence files were read: MIT, and BSD.
_READ_IN_ITS_FILE = {"pyrage", "qrcode"}


def licence_of(name: str) -> str:
    """Return the licence a package declares: expression, classifiers, or its licence field."""
    found = metadata.metadata(name).json
    if found.get("license_expression"):
        return str(found["license_expression"])
    classifiers = [
        value.rsplit("::", 1)[-1].strip()
        for value in found.get("classifier") or []
        if value.startswith("License ::")
    ]
    if classifiers:
        return "; ".join(classifiers)
    text = str(found.get("license") or "")
    return text.strip().splitlines()[0][:60] if text.strip() else "not declared"


def table(root: Path) -> dict[str, str]:
    """Return the licence of every installed package of the run lock, and of the optional one."""
    installed = {}
    locks = [root / "lock" / f"{level}.txt" for level in ("run", "spark")]
    for name in {name: None for lock in locks if lock.exists() for name in pins(lock)}:
        try:
            installed[name] = licence_of(name)
        except metadata.PackageNotFoundError:
            continue  # for another platform
    return installed


def check(root: Path) -> list[str]:
    """Return one sentence for each licence that a user of Clew could not live with."""
    wrong = []
    for name, licence in table(root).items():
        weak = _WEAK.search(licence)
        if name in _READ_IN_ITS_FILE:
            continue
        if _STRONG.search(licence) and not weak:
            wrong.append(f"{name}: {licence} may not be in the run lock.")
        elif weak and name not in _WEAK_KNOWN:
            wrong.append(f"{name}: {licence}; write down how it is used, then list it here.")
        elif licence == "not declared":
            wrong.append(f"{name}: declares no licence; read it and write it down.")
    return wrong
