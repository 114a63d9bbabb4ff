"""Every address answers, every link leads somewhere, and an unknown one says so."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clew.rules.indicators.instruments import Scoring, instrument, instrument_ids
from clew.rules.law.published_cases import published_cases
from clew.site.policy import POLICY
from tests.ground.reading import Page

USABLE = [i for i in instrument_ids() if instrument(i).scoring is not Scoring.NOT_SCORED]
# For every name in the resolver: what may stand in its address, and how a GET is answered.
ADDRESSES: dict[str, tuple[list[str | None], int]] = {
    "ui:start": ([None], 200),
    "ui:sources": ([None], 200),
    "ui:keyboard": ([None], 200),
    "ui:look": ([None], 405),  # changes something, so it is only posted
    "invited": ([None], 200),
    "offline:app": ([None], 200),
    "offline:signs": ([None], 200),
    "offline:manifest": ([None], 200),
    "offline:worker": ([None], 200),
    "screening:choose": ([None], 200),
    "screening:prepare": (USABLE, 200),
    "screening:paper": (USABLE, 200),  # no page: a PDF
    "screening:interview": (USABLE, 302),  # holds answers, so it is only posted
    "classification:worksheet": ([None], 200),
    "classification:explained": ([None], 200),
    "classification:published_case": (list(published_cases()), 200),
    "classification:asylum": ([None], 200),
    "states:recovery": ([None], 200),
    "framing:words": ([None], 200),
    "framing:code": ([None], 200),
    "framing:agreement": ([None], 200),
    "framing:report_pdf": ([None], 405),  # made of the text that is posted
    "framing:report_word": ([None], 405),
    "framing:bill": ([None], 200),
    "framing:bill_pdf": ([None], 405),
}
CASES = [
    (name, argument, status)
    for name, (arguments, status) in ADDRESSES.items()
    for argument in arguments
]
# The page without network holds all its screens, one of which is shown; and asks for
# files; a blank form is a PDF.
NO_PAGES = {"offline:app", "offline:signs", "offline:manifest", "offline:worker", "screening:paper"}
PAGES = [
    (name, argument) for name, argument, status in CASES if status == 200 and name not in NO_PAGES
]


def named(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or f"unnamed {entry.pattern}"))
        else:
            inside = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from named(entry, inside)


def address(name: str, argument: str | None) -> str:
    return reverse(name, args=[argument] if argument else [])


def test_every_address_that_anybody_may_open_is_swept_here() -> None:
    # Signing in, the survivor's rights and released tables have tests of their own; whatever asks
    # for a member is in tests/site/test_permission_sweep.py.
    everybodys = {name for name in named(get_resolver()) if POLICY[name].roles is None}
    here = {
        name
        for name in everybodys
        if not name.startswith(("account_", "mfa_", "portal:", "statistics:"))
        # A locked house is asked for in tests/ground/accounts/test_locked_house.py.
        and name not in {"accounts:unlock", "accounts:health"}
    }
    assert here == set(ADDRESSES)


@pytest.mark.parametrize(("name", "argument", "status"), CASES)
def test_every_address_answers(client: Client, name: str, argument: str, status: int) -> None:
    assert client.get(address(name, argument)).status_code == status
    assert client.head(address(name, argument)).status_code == status


@pytest.mark.parametrize(("name", "argument"), PAGES)
def test_every_page_has_one_first_heading_a_title_and_its_ids_once(
    client: Client, name: str, argument: str | None
) -> None:
    page = Page.of(client.get(address(name, argument)))
    assert len(page.root.xpath("//h1")) == 1
    assert page.root.findtext(".//title", "").strip() not in {"", "Clew · Clew"}
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", ["/zdravka/", "/screen/zdravka/", "/sources/zdravka/"])
def test_an_unknown_address_shows_our_page(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "no such page" in Page.of(answer).title
    assert "zdravka" not in Page.of(answer).text


def test_an_address_without_its_last_stroke_finds_its_page(client: Client) -> None:
    assert client.get("/sources").headers["Location"] == "/sources/"


@pytest.mark.django_db  # the sign-in page writes who can sign in to the demonstration
def test_every_link_of_every_page_leads_to_a_page_and_a_place_that_exist(client: Client) -> None:
    found: dict[str, Page] = {}
    for name, argument in PAGES:
        path = address(name, argument)
        found[path] = Page.of(client.get(path))
    wanted = {
        (path if not link or link.startswith(("#", "?")) else link, path)
        if not link.startswith("#")
        else (path + link, path)
        for path, page in found.items()
        for link in page.links
    }
    for link, source in sorted(wanted):
        assert not urlsplit(link).netloc, f"{source} leads to another site"
        target, place = urldefrag(link)
        if target not in found:
            answer = client.get(target)
            assert answer.status_code == 200, f"{source} leads to {link}"
            if answer.headers["Content-Type"] == "application/pdf":
                continue  # a form on paper
            found[target] = Page.of(answer)
        assert not place or place in found[target].ids, f"{source} leads to {link}"


def test_every_icon_drawn_is_in_the_sprite(client: Client) -> None:
    sprite = b"".join(client.get("/static/clew/icons.svg").streaming_content).decode()
    for name, argument in PAGES:
        page = Page.of(client.get(address(name, argument)))
        for use in page.root.xpath("//use/@href"):
            file, name_in_sprite = urldefrag(use)
            assert file == "/static/clew/icons.svg"
            assert f'id="{name_in_sprite}"' in sprite, name_in_sprite


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("name", ["ui:start", "ui:sources", "screening:choose", "states:recovery"])
def test_a_page_that_is_only_read_takes_no_other_method(
    client: Client, name: str, method: str
) -> None:
    assert getattr(client, method)(reverse(name)).status_code == 405


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize(
    "path",
    [
        "/look/",
        "/trafficking-or-smuggling/",
        "/words/",
        "/words/report/pdf/",
        "/words/bill/",
        "/screen/unodc-general/",
        "/screen/unodc-general/interview/",
    ],
)
def test_a_form_is_only_posted(client: Client, path: str, method: str) -> None:
    answer = getattr(client, method)(path)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
