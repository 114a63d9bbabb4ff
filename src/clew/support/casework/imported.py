"""How a record of another system is kept in a case: by compartment, and each only once."""

import hmac
import json
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment
from clew.rules.consent.kinds import Kind
from clew.rules.exchange.htcds import crosswalk
from clew.support.casework.models import ImportedRecord

COLUMNS: Final[dict[str, Compartment]] = {
    "identity": Compartment.IDENTITY,
    "contact": Compartment.CONTACT,
    "status": Compartment.IMMIGRATION,
    "told": Compartment.TESTIMONY,
    "working": Compartment.OPERATIONS,
}
_COLUMN_OF: Final[dict[Kind, str]] = {
    Kind.IDENTITY: "identity",
    Kind.CONTACT: "contact",
    Kind.IMMIGRATION: "status",
    Kind.ACCOUNT: "told",
    Kind.SCREENING: "told",
    Kind.CLASSIFICATION: "told",
    Kind.NEEDS: "working",
}


def column_of(name: str) -> str:
    """Return the column in which a field of the standard is kept."""
    return _COLUMN_OF[crosswalk().fields[name].kind]


def kind_of(name: str) -> Kind:
    """Return what sort of telling a field of the standard is."""
    return crosswalk().fields[name].kind


def sorted_apart(values: Mapping[str, str]) -> dict[str, dict[str, str] | None]:
    """Return values by the column each is sealed in; a column without any is empty."""
    found: dict[str, dict[str, str]] = {}
    for name, value in values.items():
        found.setdefault(column_of(name), {})[name] = value
    return {column: found.get(column) for column in COLUMNS}


def put_together(row: ImportedRecord, columns: frozenset[str]) -> dict[str, str]:
    """Return the values of some columns again; their compartments were opened before."""
    found: dict[str, str] = {}
    for column in columns:
        found |= getattr(row, column) or {}
    return found


def digest(organisation: UUID, values: Mapping[str, str]) -> str:
    """Return a keyed digest of a record in one organisation: it says nothing without the key."""
    written = json.dumps([str(organisation), sorted(values.items())], ensure_ascii=False)
    return hmac.digest(root.derive("imported records"), written.encode(), "sha256").hex()
