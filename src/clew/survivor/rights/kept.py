"""Everything that is kept about one person, in plain words: what a copy for them is made of.

Each room says in `access.py` which of its rows are about a person and what its fields are called.
A test holds that every sealed field is among them, or in a list with the reason why not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import shown_names
from clew.ground.audit import queries as audit
from clew.ground.audit import reads
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.rules.consent.redaction import redacted
from clew.survivor.contact.models import Way
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change
from clew.survivor.people.records import Records
from clew.survivor.rights.models import Copy

_LOOKS: Final = 1000


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of record in a copy: each row as pairs of what it is and what it says."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def sealed_fields(model: type[models.Model]) -> dict[str, SealedField]:
    """Return the sealed fields of a model, by name."""
    fields = model._meta.get_fields()  # noqa: SLF001 -- Django's documented way
    return {field.name: field for field in fields if isinstance(field, SealedField)}


def everything(
    *, actor: Member, copy: Copy, records: Sequence[Records], purpose: str = "access"
) -> list[Section]:
    """Return all that is kept about a person, opened with one trace, without what is of others.

    Raises:
        NotYours: the actor does not stand by the person.
    """
    person = copy.person
    check_change(actor, person)
    rows = [(kind, list(kind.model.rows.filter(**{kind.path: person.id}))) for kind in records]
    reads.record(
        actor=actor, name="copy.opened", subjects=[person.id], compartments=list(Compartment),
        purpose=purpose, about=f"rights.Copy:{copy.id}",
        opening={person.id, *_subjects(row for _kind, found in rows for row in found)},
    )  # fmt: skip
    ways = [str(way.value) for way in Way.rows.filter(person=person)]
    own = [person.code, *ways]
    words = str(copy.also_hide or "").splitlines()
    return [
        Section(str(kind.title), tuple(tuple(_row(row, kind, own, words)) for row in found))
        for kind, found in rows
        if found
    ]


def who_has_looked(person: Person) -> list[tuple[date, str, str, str]]:
    """Return the day, who, what and what for of the last readings and changes, newest first."""
    looks = audit.looked(person.id, limit=_LOOKS)
    names = shown_names({look.actor for look in looks})
    return [
        (look.at.date(), names.get(look.actor, _("the house itself")), look.name, look.purpose)
        for look in looks
    ]


def _subjects(rows: Iterable[Guarded]) -> Iterator[UUID]:
    for row in rows:
        subject = getattr(row, "sealing_subject", None)
        if subject is not None:
            yield subject


def _row(
    row: Guarded, kind: Records, own: Sequence[str], words: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for name, title in kind.fields.items():
        told = kind.parts[name](row) if name in kind.parts else [(title, getattr(row, name))]
        for label, value in told:
            for inner, text in _said(value):
                shown = redacted(text, own=own, words=words)
                yield f"{label}: {inner}" if inner else str(label), shown


def _said(value: object) -> Iterator[tuple[str, str]]:
    """Yield a value as words; what is not known is left out, and what has parts is taken apart."""
    if value is None or value in ("", [], {}):
        return
    if isinstance(value, Mapping):
        for part, inside in value.items():
            for inner, text in _said(inside):
                name = str(part).replace("_", " ")
                yield f"{name}, {inner}" if inner else name, text
    elif isinstance(value, list | tuple):
        yield "", ", ".join(text for one in value for _inner, text in _said(one))
    elif isinstance(value, bool):
        yield "", _("yes") if value else _("no")
    elif isinstance(value, datetime | date):
        yield "", f"{value.day} {value:%B %Y}"
    else:
        yield "", str(value)
