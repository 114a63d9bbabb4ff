"""A model and made-up people for a circle's index of people, and the same as an open index."""

from pathlib import Path
from typing import Final

from clew.connect.matching.models import PersonRecord
from clew.connect.matching.people import take_model
from clew.engines.linkage.standing import StandingIndex
from clew.ground.accounts.models import Circle, Member
from clew.rules.linkage.identity import IDENTITY
from tests.connect.releasing import Said
from tests.engines.linkage.made_up import Row

KIND_OF: Final = {column: kind for kind, column in IDENTITY.items()}
"""The kind of statement of each column of a record."""


def statements(row: Row) -> list[Said]:
    """Return what a made-up record says of who somebody is, as statements."""
    return [(KIND_OF[name], cell) for name, cell in row.items() if cell and name in KIND_OF]


def told(row: Row) -> Row:
    """Return only the columns of a record that are statements of who somebody is."""
    return {name: cell for name, cell in row.items() if cell and name in KIND_OF}


def groups(circle: Circle) -> set[frozenset[str]]:
    """Return who is one person in a circle, by pseudonym."""
    found: dict[int, set[str]] = {}
    for entity, name in PersonRecord.rows.filter(circle=circle).values_list("entity", "pseudonym"):
        found.setdefault(entity, set()).add(name)
    return {frozenset(group) for group in found.values()}


def learn(actor: Member, circle: Circle, out: Path) -> None:
    """Give a circle the model of an answer."""
    take_model(actor=actor, circle=circle, folder=out / "index")


def standing(out: Path, rows: dict[str, Row]) -> StandingIndex:
    """Return an open index of an answer with more records in it, by id."""
    found = StandingIndex(out)
    for record_id, row in rows.items():
        found.add(record_id, row)
    return found
