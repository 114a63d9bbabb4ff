"""The process for partners inside a test: its role, its part of the keys, its addresses."""

import dataclasses
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

import pytest
from django.conf import settings
from django.db import DatabaseError, connections

from clew.ground.accounts import policy
from clew.ground.audit.chain import hand_over
from clew.ground.vault import permits, root
from clew.ground.vault.partner_rows import PARTNER
from clew.site.partners import given, roles

on_postgresql: Final = pytest.mark.skipif(
    not os.environ.get("CLEW_DATABASE_URL"), reason="the process for partners needs PostgreSQL"
)


def grant() -> None:
    """Let the owner of the tables grant the role what stands in the list."""
    for alias in roles.ALIASES:
        with connections[alias].cursor() as cursor:
            for statement in roles.statements(alias):
                cursor.execute(statement)


@contextmanager
def as_role(role: str = PARTNER) -> Iterator[None]:
    """Ask the databases as another role."""
    for alias in roles.ALIASES:
        with connections[alias].cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        for alias in roles.ALIASES:
            # A test that failed inside its transaction is rolled back, and its role with it.
            with suppress(DatabaseError), connections[alias].cursor() as cursor:
                cursor.execute("RESET ROLE")


@contextmanager
def open_door() -> Iterator[root.Bundle]:
    """Be the process for partners."""
    grant()
    held, bundle = root.held(), given.bundle(given.circles())
    with pytest.MonkeyPatch.context() as patch, as_role():
        patch.setattr(settings, "CLEW", dataclasses.replace(settings.CLEW, for_partners=True))
        patch.setattr(settings, "POLICY_TABLE", "clew.site.partners.policy")
        policy.table.cache_clear()
        permits.clear()
        root.hold(bundle)
        hand_over(to_sealer=True)
        try:
            yield bundle
        finally:
            hand_over(to_sealer=False)
            root.hold(held)
            permits.clear()
            policy.table.cache_clear()
    policy.table.cache_clear()
