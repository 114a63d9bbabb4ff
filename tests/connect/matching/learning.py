"""A model and made-up people for a circle's index of people."""

from pathlib import Path

from clew.connect.matching.models import PersonRecord
from clew.connect.matching.people import take_model
from clew.ground.accounts.models import Circle, Member
from clew.rules.linkage.identity import IDENTITY
from tests.engines.linkage.made_up import Row


def told(row: Row) -> Row:
    """Return only the columns of a record that are statements of who somebody is."""
    return {name: cell for name, cell in row.items() if cell and name in IDENTITY.values()}


def groups(circle: Circle) -> set[frozenset[str]]:
    """Return who is one person in a circle, by pseudonym."""
    found: dict[int, set[str]] = {}
    for entity, name in PersonRecord.rows.filter(circle=circle).values_list("entity", "pseudonym"):
        found.setdefault(entity, set()).add(name)
    return {frozenset(group) for group in found.values()}


def learn(actor: Member, circle: Circle, out: Path) -> None:
    """Give a circle the model of an answer."""
    take_model(actor=actor, circle=circle, folder=out / "index")
