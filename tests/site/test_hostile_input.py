"""Every form of every page, filled with what hostile or broken devices send.

For each role: each page of its own is opened, each form on it is sent with every text field
holding the same hostile text, and every page is opened again. Nothing fails, and nothing that was
typed stands in a page as anything but text.
"""

from collections.abc import Iterator
from typing import Final
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from clew.ground.accounts.policy import addresses, table
from clew.ground.accounts.roles import Role
from tests.cast import Cast
from tests.ground.accounts.signing import with_factor
from tests.site.sweeping import CATALOGUE, NOT_THERE, world_for
from tests.site.test_permission_sweep import about, cast_member, client_of, parts_of, path_of

MARK: Final = "clewhostile"
HOSTILE: Final = {
    "markup": f"<script>{MARK}()</script><img src=x onerror={MARK}()>"
    f'"><svg onload={MARK}()> \' autofocus onfocus={MARK}() x="',
    "templates, formats and queries": "{{7*7}}{% include '/etc/passwd' %}${7*7}%(x)s {0.__class__}"
    " %n '; DROP TABLE people_person; -- \" OR 1=1 /* =cmd|' /C calc'!A0",
    "signs nobody types": "\x00\x08\u202e\u2066\ufeff\ud800 \U0001f9f6 e\u0301 \r\nX-Evil: 1",
    "length": "ā" * 20_000,
    "nothing but space": " \u00a0\u2003\t",
}
# These would end the session that asks, or the account itself.
_NOT_SENT: Final = {"account_logout", "portal:leave", "portal:sign_out", "portal:stop_card"}
# Where hostile text is looked for: who works with what is typed, and who reads it afterwards.
ROLES: Final = (
    Role.SURVIVOR, Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD, Role.INVESTIGATOR,
    Role.ADMINISTRATOR, Role.POLICY_LEAD, Role.TRAINER, None,
)  # fmt: skip


def begun(cast: Cast, role: Role | None) -> Client:
    """Sign somebody in who has a second factor that can really be asked for."""
    if role is not None:
        with_factor(cast_member(cast, role))
    client = client_of(cast, role)
    client.raise_request_exception = False
    return client


def pages_of(cast: Cast, role: Role | None) -> Iterator[tuple[str, str]]:
    """Yield the name and path of each page that a role may open, of what is its own."""
    world = world_for(cast, cast_member(cast, role) if role else None)
    if role is Role.SURVIVOR:
        world.of("consent")
    for name, _ in addresses():
        rule = table()[name]
        allowed = rule.roles is None or (role is not None and role in rule.roles)
        if not allowed or "GET" not in rule.methods or name in _NOT_SENT | NOT_THERE:
            continue
        kind = about(name)
        own = [ids for whose, ids in world.of(kind) if whose in {"own", "nothing"}]
        named = {part for _, part in parts_of(name)} <= set(CATALOGUE)
        for ids in own[:1] or ([{}] if named else []):
            yield name, path_of(name, ids)


def forms_in(answer: HttpResponse) -> Iterator[tuple[str, dict[str, str], set[str]]]:
    """Yield where each form of a page goes, what it carries, and which fields are free text."""
    if "text/html" not in answer.headers.get("Content-Type", "") or not answer.content:
        return
    for form in html.fromstring(answer.content.decode()).iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        carried: dict[str, str] = {}
        free: set[str] = set()
        for field in form.iter("input", "textarea", "select", "button"):
            name, kind = field.get("name"), field.get("type", field.tag)
            if not name or (kind == "button" and name in carried):
                continue
            if kind in {"radio", "checkbox"} and name in carried:
                continue
            if field.tag == "select":
                options = [option.get("value", "") for option in field.iter("option")]
                carried[name] = next((value for value in options if value), "")
            else:
                carried[name] = field.get("value") or ""
            if field.tag == "textarea" or kind in {"text", "input", "email", "search", "password"}:
                free.add(name)
        yield form.get("action") or "", carried, free


def sent(client: Client, pages: list[tuple[str, str]], text: str) -> list[str]:
    """Send every form with a text in it. Returns what went wrong."""
    wrong = []
    for name, path in pages:
        page = client.get(path)
        if page.status_code >= 500:
            wrong.append(f"GET {name}: {page.status_code}")
        for action, carried, free in list(forms_in(page)):
            if not free or action.endswith(tuple(reverse(end) for end in _NOT_SENT)):
                continue
            filled = {**carried, **dict.fromkeys(free, text)}
            with transaction.atomic("default"), transaction.atomic("keyring"):
                answer = client.post(action or path, _as_sent(filled))
                wrong += [f"{name}, {fault}" for fault in faults(answer)]
                if answer.status_code in {200, 302, 303}:
                    again = client.get(path)
                    wrong += [f"{name} read again, {fault}" for fault in faults(again)]
                transaction.set_rollback(True, "default")
                transaction.set_rollback(True, "keyring")
    return wrong


def _as_sent(fields: dict[str, str]) -> dict[str, str | bytes]:
    """Return fields as a broken device sends them: half a letter has no bytes in UTF-8."""
    return {
        name: value.encode("utf-8", "surrogatepass") if "\ud800" in value else value
        for name, value in fields.items()
    }


def faults(answer: HttpResponse) -> Iterator[str]:
    """Yield what is wrong with an answer to hostile input."""
    if answer.status_code >= 500:
        yield f"failed: {answer.status_code}"
        return
    if "X-Evil" in answer.headers:
        yield "a header was put in"
    if "text/html" not in answer.headers.get("Content-Type", "") or not answer.content:
        return
    body = answer.content.decode()
    root = html.fromstring(body)
    for element in root.iter():
        if isinstance(element.tag, str) and any(MARK in (v or "") for v in _run_by(element)):
            yield f"<{element.tag}> would run it"
    if "root:x:0" in body:
        yield "a template was carried out"


def _run_by(element: html.HtmlElement) -> list[str | None]:
    """Return what a browser would run of an element."""
    handlers = [value for name, value in element.attrib.items() if name.startswith("on")]
    return [*handlers, element.text] if element.tag == "script" else handlers


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_no_form_of_any_page_fails_or_shows_hostile_text_as_anything_but_text(
    cast: Cast, role: Role | None
) -> None:
    client = begun(cast, role)
    pages = list(pages_of(cast, role))
    wrong = {what: sent(client, pages, text) for what, text in HOSTILE.items()}
    assert {what: found for what, found in wrong.items() if found} == {}


@pytest.mark.django_db
def test_forms_are_really_filled(cast: Cast) -> None:
    client = begun(cast, Role.ADVOCATE)
    free = [
        name
        for name, path in pages_of(cast, Role.ADVOCATE)
        for _, _, fields in forms_in(client.get(path))
        if fields
    ]
    assert len(set(free)) >= 8, sorted(set(free))


@pytest.mark.django_db
def test_without_escaping_the_same_text_would_run(cast: Cast) -> None:
    # Red control: the template engine's escaping taken away.
    client = begun(cast, Role.ADVOCATE)
    pages = list(pages_of(cast, Role.ADVOCATE))
    with patch("django.template.base.conditional_escape", str):
        found = sent(client, pages, HOSTILE["markup"])
    assert any("would run it" in fault for fault in found)
