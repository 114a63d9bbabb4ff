"""Every room that keeps rows about persons stands in the list of those that forget."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from clew.ground.accounts.guarded import Guarded
from clew.site.persons import ROOMS

HOUSE = Path(__file__).parents[2] / "src" / "clew"


def rooms_with_guarded_rows() -> set[str]:
    """Return the packages whose models are guarded: those that keep something about persons."""
    return {
        model.__module__.removesuffix(".models")
        for model in apps.get_models()
        if issubclass(model, Guarded)
    }


def missing(rooms: set[str]) -> set[str]:
    """Return the rooms with rows about persons that nobody asks to forget."""
    return rooms - {room.name for room in ROOMS}


def test_no_room_with_rows_about_persons_is_missing() -> None:
    assert len(rooms_with_guarded_rows()) > 10
    assert missing(rooms_with_guarded_rows()) == set()


def test_a_room_that_is_missing_would_be_found() -> None:
    # Red control.
    assert missing({"clew.support.evidence"}) == {"clew.support.evidence"}


def test_every_erasure_that_a_room_wrote_is_in_the_list() -> None:
    written = {
        ".".join(("clew", *path.relative_to(HOUSE).parent.parts))
        for path in HOUSE.rglob("erasure.py")
    }
    assert written <= {room.name for room in ROOMS}
    for name in written:
        import_module(f"{name}.erasure")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_list_names_rooms_that_exist_and_says_what_stays_in_words(room: object) -> None:
    assert import_module(room.name)  # type: ignore[attr-defined]
    assert str(room.stays) == "" or str(room.stays).endswith(".")  # type: ignore[attr-defined]


def test_every_key_to_a_person_goes_or_stays_on_purpose() -> None:
    # What points at a person and is not in a room of the list would be found here.
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- only here

    pointing = {
        field.model.__module__.removesuffix(".models")
        for model in apps.get_models()
        for field in model._meta.get_fields()  # noqa: SLF001 -- Django's documented way
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }
    assert pointing <= {room.name for room in ROOMS}
