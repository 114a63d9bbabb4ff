"""Whatever a form is sent besides its own fields is not read: nobody's row, role or house changes.

Every address that takes a form gets its object with all the names of columns added, each with
somebody else's value. Nothing may then point to them that did not before.
"""

import uuid
from collections import Counter
from typing import Final

import pytest
from django.apps import apps
from django.db import models, transaction
from django.http import QueryDict
from django.test import Client

from clew.ground.accounts.models import Grant, Member, Organisation
from clew.ground.accounts.policy import addresses, table
from clew.ground.accounts.roles import Role
from clew.survivor.people.models import Person
from tests.cast import Cast
from tests.factories.people import a_person
from tests.site.sweeping import World, world_for
from tests.site.test_permission_sweep import about, cast_member, client_of, path_of

ROLES: Final = (Role.ADVOCATE, Role.FIRST_RESPONDER, Role.ADMINISTRATOR, Role.SURVIVOR)
_UNTOUCHED: Final = {"is_staff": "on", "is_superuser": "on", "is_active": "on", "version": "999999"}


def columns() -> set[str]:
    """Return every name a column of ours has, as a form could spell it."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("clew.")]
    names: set[str] = set()
    for model in ours:
        for column in model._meta.concrete_fields:  # noqa: SLF001 -- Django's documented way
            names |= {column.name, column.attname}
    return names


def somebody_elses(stranger: Member, person: Person, new: uuid.UUID) -> dict[str, str]:
    """Return a value of somebody else for every column."""
    values = dict.fromkeys(columns(), str(new))
    for name in values:
        if "organisation" in name or name in {"source", "source_id"}:
            values[name] = str(stranger.organisation_id)
        elif name.removesuffix("_id") == "person":
            values[name] = str(person.id)
        elif name.removesuffix("_id") in {"member", "owner", "account", "author"} or "_by" in name:
            values[name] = str(stranger.id)
        elif name in {"role", "roles"}:
            values[name] = Role.ADMINISTRATOR.value
    return values | _UNTOUCHED


def pointing(*targets: object) -> Counter[str]:
    """Count the rows of each column that point to some rows, or are them."""
    wanted = {type(target): target.pk for target in targets}  # type: ignore[attr-defined]  # rows
    found: Counter[str] = Counter()
    for model in apps.get_models():
        if not model.__module__.startswith("clew."):
            continue
        for column in model._meta.concrete_fields:  # noqa: SLF001 -- Django's documented way
            related = column.related_model if isinstance(column, models.ForeignKey) else None
            if related in wanted:
                rows = model._base_manager.filter(**{column.attname: wanted[related]})  # noqa: SLF001
                found[f"{model.__name__}.{column.name}"] = rows.count()
    return found


def sent(client: Client, path: str, values: dict[str, str], own: set[str]) -> int:
    body = QueryDict(mutable=True)
    body.update({name: value for name, value in values.items() if name not in own})
    answer = client.post(path, body.urlencode(), "application/x-www-form-urlencoded")
    return int(answer.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_columns_added_to_any_form_change_nothing(cast: Cast, role: Role) -> None:
    stranger, new = cast.advocate_elsewhere, uuid.uuid4()
    foreign = a_person(stranger)
    values = somebody_elses(stranger, foreign, new)
    actor = cast_member(cast, role)
    client = client_of(cast, role)
    world: World = world_for(cast, actor)
    asked = 0
    for name, _ in addresses():
        rule = table().get(name)
        if rule is None or rule.roles is None or role not in rule.roles:
            continue
        if "POST" not in rule.methods or ":" not in name:  # allauth's own forms have tests there
            continue
        for whose, ids in world.of(about(name)):
            if whose not in {"own", "nothing"}:
                continue
            before = pointing(stranger.organisation, stranger, foreign)
            with transaction.atomic("default"), transaction.atomic("keyring"):
                status = sent(client, path_of(name, ids), values, _OWN_FIELDS.get(name, set()))
                after = pointing(stranger.organisation, stranger, foreign)
                made = _made(new)
                roles = set(Grant.objects.filter(member=actor).values_list("role", flat=True))
                transaction.set_rollback(True, "default")
                transaction.set_rollback(True, "keyring")
            assert status < 500, name
            assert after == before, name
            assert made == [], name
            assert roles == {role.value}, name
            asked += 1
    assert asked > 0


# A field of the form itself that is called as a column and rightly names somebody else.
_OWN_FIELDS: Final[dict[str, set[str]]] = {}


def _made(new: uuid.UUID) -> list[str]:
    return [
        model.__name__
        for model in apps.get_models()
        if isinstance(model._meta.pk, models.UUIDField)  # noqa: SLF001 -- Django's documented way
        and model._base_manager.filter(pk=new).exists()  # noqa: SLF001
    ]


@pytest.mark.django_db
def test_a_room_that_takes_what_it_is_sent_is_seen(cast: Cast) -> None:
    # Red control: somebody writes what a form could have carried.
    stranger = cast.advocate_elsewhere
    foreign = a_person(stranger)
    before = pointing(stranger.organisation, stranger, foreign)
    Member.objects.filter(id=cast.advocate_a.id).update(organisation=stranger.organisation)
    assert pointing(stranger.organisation, stranger, foreign) != before
    assert isinstance(stranger.organisation, Organisation)
