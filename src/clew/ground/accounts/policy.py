"""What one address asks of whoever opens it. The table of all addresses stands in `site.policy`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from clew.ground.accounts.manner import HOUSE, Manner
from clew.ground.accounts.roles import STAFF, Role
from clew.ground.vault.proofs import Lately

READ: Final = frozenset({"GET", "HEAD"})
WRITE: Final = frozenset({"POST"})
BOTH: Final = READ | WRITE


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open an address and how. `roles` is None where nobody needs to sign in.

    `object` names what an identifier in the address belongs to; whether it is theirs is for the
    room's queries, which answer 404 for what is not. `step_up` says how lately who opens it must
    have shown who they are: asked of a form when it is sent, of a page that has none when opened.
    `takes_file` lets a form there send one file; every other address refuses files.
    """

    roles: frozenset[Role] | None
    methods: frozenset[str] = READ
    object: str = ""
    before_second_factor: bool = False
    manner: Manner = HOUSE
    step_up: Lately | None = None
    takes_file: bool = False


def open_to_all(
    methods: frozenset[str] = READ, *, manner: Manner = HOUSE, takes_file: bool = False
) -> Rule:
    """Let anybody in: nothing about a person is behind this address."""
    return Rule(None, methods, manner=manner, takes_file=takes_file)


def signed_in(
    methods: frozenset[str] = READ, *, before_second_factor: bool = False, about: str = ""
) -> Rule:
    """Let every member in; `about` names what the identifier in the address is."""
    return Rule(frozenset(Role), methods, about, before_second_factor)


def staff(methods: frozenset[str] = READ, *, about: str = "") -> Rule:
    """Let every member in who is not a survivor; `about` as in `signed_in`."""
    return Rule(STAFF, methods, about)


def only(
    *roles: Role,
    methods: frozenset[str] = READ,
    about: str = "",
    manner: Manner = HOUSE,
    step_up: Lately | None = None,
) -> Rule:
    """Let some roles in; `about` names what the identifier in the address is."""
    return Rule(frozenset(roles), methods, about, manner=manner, step_up=step_up)


@cache
def table() -> Mapping[str, Rule]:
    """Return the rule of every address, by its name."""
    found: Mapping[str, Rule] = import_module(settings.POLICY_TABLE).POLICY
    return found


def addresses() -> list[tuple[str, str]]:
    """Return the name and pattern of every address there is."""
    return sorted(_below(get_resolver(), "", ""))


def _below(resolver: URLResolver, prefix: str, space: str) -> list[tuple[str, str]]:
    found = []
    for entry in resolver.url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += _below(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            found.append((f"{space}{entry.name or pattern}", pattern))
    return found
