"""Foreign keys point down: a person outlives the case, the case outlives the lead.

Floors and the order inside them are read from the contracts in pyproject.toml, so that there is
one order and not two.
"""

import re
import tomllib
from collections.abc import Iterable
from typing import Final, NamedTuple

import pytest
from django.apps import apps

from tests.architecture.files import ROOT

CONTRACTS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]


class Key(NamedTuple):
    """A foreign key from one module of models to another."""

    holder: str
    target: str


def places() -> dict[str, int]:
    """Return for every room its height, counted from the lowest in its container."""
    heights = {}
    for contract in CONTRACTS:
        for container in contract.get("containers", ()):
            for height, layer in enumerate(reversed(contract["layers"])):
                for name in re.split(r"\s*[|:]\s*", layer):
                    heights[f"{container}.{name.strip('() ')}"] = height
    return heights


def rooms_of(module: str) -> tuple[str, ...]:
    """Return the floor and the app that a module stands in."""
    parts = module.split(".")
    return tuple(".".join(parts[:depth]) for depth in (2, 3) if len(parts) >= depth)


def pointing_up(keys: Iterable[Key]) -> list[str]:
    """Return one sentence for each key that points up, or sideways to another room."""
    heights = places()
    found = []
    for key in keys:
        for holder, target in zip(rooms_of(key.holder), rooms_of(key.target), strict=False):
            if holder == target:
                continue
            if heights.get(holder, -1) <= heights.get(target, -1):
                found.append(f"{key.holder} holds a key to {key.target}, which is not below it.")
            break
    return found


def keys_of_models() -> list[Key]:
    """Return every foreign key between two models of Clew."""
    return [
        Key(model.__module__, field.related_model.__module__)
        for model in apps.get_models()
        for field in model._meta.get_fields()  # noqa: SLF001 -- Django's documented way
        if field.is_relation and field.concrete and isinstance(field.related_model, type)
        if model.__module__.startswith("clew.")
        and field.related_model.__module__.startswith("clew.")
    ]


def test_every_foreign_key_points_down() -> None:
    assert pointing_up(keys_of_models()) == []


@pytest.mark.parametrize(
    ("holder", "target"),
    [
        ("clew.survivor.people.models", "clew.support.casework.models"),
        ("clew.ground.vault.models", "clew.survivor.people.models"),
        ("clew.survivor.people.models", "clew.survivor.consent.models"),
        ("clew.support.casework.models", "clew.support.evidence.models"),
        ("clew.support.evidence.models", "clew.support.advocacy.models"),
        ("clew.connect.matching.models", "clew.connect.sharing.models"),
        ("clew.connect.network.models", "clew.connect.leads.models"),
        ("clew.unheard_of.models", "clew.ground.vault.models"),
    ],
)
def test_a_key_that_points_up_or_aside_is_one_sentence(holder: str, target: str) -> None:
    # Red control: there is no model yet, so the guard is shown to see on made-up ones.
    assert pointing_up([Key(holder, target)]) == [
        f"{holder} holds a key to {target}, which is not below it."
    ]


@pytest.mark.parametrize(
    ("holder", "target"),
    [
        ("clew.support.casework.models", "clew.survivor.people.models"),
        ("clew.survivor.consent.models", "clew.survivor.people.models"),
        ("clew.survivor.people.models", "clew.survivor.people.models"),
        ("clew.support.advocacy.models", "clew.support.casework.models"),
        ("clew.connect.leads.models", "clew.connect.network.models"),
        ("clew.recognise.referrals.models", "clew.ground.accounts.models"),
    ],
)
def test_a_key_that_points_down_is_well(holder: str, target: str) -> None:
    assert pointing_up([Key(holder, target)]) == []


def test_the_order_is_the_order_of_the_contracts() -> None:
    heights = places()
    story = ["rules", "ground", "survivor", "recognise", "support", "connect", "inform", "site"]
    floors = [heights[f"clew.{name}"] for name in story]
    assert floors == sorted(set(floors))
    assert heights["clew.survivor.people"] == 0
