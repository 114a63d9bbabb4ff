"""The one host name: strays are led to it, forms under another name and proxies are refused."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.ground.reading import Page
from tests.ground.replaced import middleware_without

STRANGE_NAMES = [
    "127.0.0.1:8000",
    "[::1]:8000",
    "evil.example",
    "localhost.evil.example",
    "localhost@evil.example",
    "notlocalhost",
    "",
]
FORWARDED = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via"]
# Only where a proxy holds the certificate does the browser say https while Clew hears http.
BEHIND_A_PROXY = """
import django
from clew.site import house
house.make_folders(house.here())
django.setup()
house.bring_up_to_date()
house.open_keys()
from django.conf import settings
from django.test import Client
client = Client(HTTP_HOST="clew.example", enforce_csrf_checks=True)
client.get("/sources/", secure=True)
token = client.cookies[settings.CSRF_COOKIE_NAME].value
answer = client.post(
    "/look/",
    {"look": "dark", "csrfmiddlewaretoken": token},
    headers={"Origin": ORIGIN, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"},
)
print(answer.status_code)
"""


@pytest.mark.parametrize("name", STRANGE_NAMES)
def test_another_name_is_led_to_the_one_name_with_its_port(name: str) -> None:
    answer = Client(HTTP_HOST=name).get("/sources/?a=b", SERVER_PORT="8003")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://localhost:8003/sources/?a=b"


@pytest.mark.parametrize("name", ["localhost", "localhost:8000", "LOCALHOST:9", "localhost."])
def test_the_one_name_is_answered_on_any_port_and_in_any_case(name: str) -> None:
    assert Client(HTTP_HOST=name).get("/").status_code == 200


def test_an_address_that_looks_like_a_host_stays_inside() -> None:
    answer = Client(HTTP_HOST="evil.example").get("//evil.example/", SERVER_PORT="8000")
    assert answer.headers["Location"].startswith("http://localhost:8000/")


@pytest.mark.parametrize("name", STRANGE_NAMES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_under_another_name_nothing_is_done(name: str, method: str) -> None:
    client = Client(HTTP_HOST=name)
    answer = getattr(client, method)("/look/", {"look": "dark"})
    assert answer.status_code == 400
    assert "could not be read" in Page.of(answer).title
    assert "clew_look" not in client.cookies


def test_without_the_guard_a_stranger_s_name_is_answered(settings: Settings) -> None:
    settings.MIDDLEWARE = middleware_without("OneHost")
    client = Client(HTTP_HOST="evil.example")
    assert client.get("/").status_code == 200
    client.post("/look/", {"look": "dark"})
    assert client.cookies["clew_look"].value == "dark"


def test_a_house_with_a_name_of_its_own_answers_to_that_alone(settings: Settings) -> None:
    settings.CLEW = replace(settings.CLEW, host="clew.example")
    assert Client(HTTP_HOST="clew.example").get("/").status_code == 200
    answer = Client(HTTP_HOST="localhost").get("/", SERVER_PORT="8000")
    assert answer.headers["Location"] == "http://clew.example:8000/"


@pytest.mark.parametrize("header", FORWARDED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_demonstration_refuses_what_comes_through_a_proxy(
    client: Client, header: str, method: str
) -> None:
    answer = getattr(client, method)("/", headers={header: "192.0.2.1"})
    assert answer.status_code == 403
    assert "only on this computer" in Page.of(answer).title


@pytest.mark.parametrize("header", FORWARDED)
def test_a_real_house_stands_behind_its_proxy(
    client: Client, settings: Settings, header: str
) -> None:
    settings.CLEW = replace(settings.CLEW, demonstration=False)
    assert client.get("/", headers={header: "192.0.2.1"}).status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"), [("https://clew.example", 302), ("https://evil.example", 403)]
)
def test_a_real_house_takes_forms_through_the_proxy_that_holds_its_certificate(
    origin: str, status: int, tmp_path: Path
) -> None:
    names = {"CLEW_MODE": "real", "CLEW_HOST": "clew.example", "CLEW_DATA": str(tmp_path)}
    asked = subprocess.run(
        [sys.executable, "-c", BEHIND_A_PROXY.replace("ORIGIN", repr(origin), 1)],
        env=os.environ | names | {"PYTHONPATH": "src"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert int(asked.stdout) == status
