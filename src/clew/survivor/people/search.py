"""Searching for somebody one may see, by name, phone or code.

Who may not see a person finds nobody, in the same time: for members the search starts from those
they stand by, so it does the same work whoever else is written down.
"""

import itertools
from collections import Counter
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.vault import keyring
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed
from clew.survivor.people import finding
from clew.survivor.people.codes import NotACode, read_code
from clew.survivor.people.finding import Field
from clew.survivor.people.models import Person, Token
from clew.survivor.people.queries import visible_to

MOST: Final = 50
LONGEST: Final = 200  # letters
_MOST_CANDIDATES: Final = 200


def find(actor: Member, typed: str) -> list[Person]:
    """Return whom the actor may see and meant, at most `MOST`, by code; their names are open.

    One event says that somebody searched and names everybody found; what was typed is kept nowhere.
    """
    typed = typed.strip()[:LONGEST]
    seen = _seen_by(actor)
    exact = _by_code(seen, typed)
    for field in (Field.PHONE, Field.DOCUMENT):
        exact |= _by_tokens(actor, seen, field, typed)
    named = _by_tokens(actor, seen, Field.NAME, typed)
    found = list(seen.filter(id__in=exact | named).order_by("code")[:MOST])
    ids = [person.id for person in found]
    reads.record(
        actor=actor,
        name="people.searched",
        subjects=ids,
        compartments=[Compartment.IDENTITY],
    )
    keyring.warm(ids, [Compartment.IDENTITY])
    words = set(finding.words_of(typed))
    return [
        person
        for person in found
        if (its := _words(person)) is not None and (person.id in exact or words <= its)
    ]


def _seen_by(actor: Member) -> QuerySet[Person]:
    """Return whom the actor may see.

    For who leads no team by id: the same work for a name that is somebody else's as for none.
    """
    seen = visible_to(actor)
    if actor.has(Role.CASE_LEAD):
        return seen
    return Person.rows.filter(id__in=list(seen.values_list("id", flat=True)))


def _by_code(seen: QuerySet[Person], typed: str) -> set[UUID]:
    try:
        return set(seen.filter(code=read_code(typed)).values_list("id", flat=True))
    except NotACode:
        return set()


def _by_tokens(actor: Member, seen: QuerySet[Person], field: Field, typed: str) -> set[UUID]:
    """Return the ids of those under whom every word, or any of the numbers, stands."""
    tokens = finding.tokens_of(actor.organisation_id, field, typed)
    if not tokens:
        return set()
    rows = Token.rows.filter(field=field.value, token__in=tokens)
    if not actor.has(Role.CASE_LEAD):
        rows = rows.filter(person__in=seen)
    standing = Counter(rows.values_list("person", flat=True))
    wanted = len(tokens) if field is Field.NAME else 1
    whole = (person for person, count in standing.items() if count >= wanted)
    return set(itertools.islice(whole, _MOST_CANDIDATES))


def _words(person: Person) -> set[str] | None:
    """Return the words of a name that may be opened; None where its key was destroyed."""
    try:
        names = [getattr(person, name) for name in finding.INDEXED]
    except KeyDestroyed:
        return None
    return {word for name in names if name for word in finding.words_of(name)}
