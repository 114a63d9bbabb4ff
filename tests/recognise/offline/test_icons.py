"""The pictures by which the page stands on a device's desk."""

import re
import struct
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from clew.recognise.offline.urls import HERE

_BEGINS = b"\x89PNG\r\n\x1a\n"


def size_of(address: str) -> str:
    """Return what a PNG itself says it measures."""
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str)
    body = Path(found).read_bytes()
    assert body.startswith(_BEGINS)
    across, down = struct.unpack(">II", body[16:24])
    return f"{across}x{down}"


def test_every_picture_measures_what_the_manifest_says() -> None:
    icons = Client(HTTP_HOST="localhost").get(f"/{HERE}app.webmanifest").json()["icons"]
    drawn = [icon for icon in icons if icon["type"] == "image/png"]
    assert {icon["sizes"] for icon in drawn} == {"192x192", "512x512"}  # what browsers ask for
    assert all(size_of(icon["src"]) == icon["sizes"] for icon in drawn)


def test_a_phone_that_reads_no_manifest_has_a_picture_too() -> None:
    page = Client(HTTP_HOST="localhost").get(f"/{HERE}app/").content.decode()
    named = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)"', page)
    assert [size_of(each) for each in named] == ["180x180"]
