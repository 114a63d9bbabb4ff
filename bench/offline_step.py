"""How long one step takes on the page without network: from the press to the next question.

In that time the answer is sealed to the organisation, the open interview is encrypted, both are on
the disk in one transaction, and the next question stands on the page. The network is cut.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from bench.audit_reads import open_house
from bench.machine import described

SIGNS: Final = "ilo-delphi-adults-labour"
INTERVIEWS, QUICK_INTERVIEWS = 3, 1
QUICK_STEPS: Final = 10
APP: Final = "/screen/without-network/app/"
PIN: Final = "271828"
PROGRAM: Final = "/usr/bin/chromium"
WORDS: Final = "They took the passport on the first day and said that it was for the police. " * 5
PAGE: Final = Path(__file__).parents[1] / "docs/reference/benchmarks/offline-step.md"


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page."""
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        open_house(Path(folder))
        cookie = _member()
        with _served() as site:
            took, browser = _measured(site, cookie, quick=quick)
    lines = _table(took)
    print("\n".join(lines))
    if not quick:
        PAGE.write_text(_page(day, lines, browser), encoding="utf-8")


def _member() -> str:
    """Make somebody who screens, and return the cookie of their session."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up
    from django.conf import settings  # noqa: PLC0415 -- the same
    from django.test import Client  # noqa: PLC0415 -- the same

    from clew.ground.accounts.models import (  # noqa: PLC0415 -- the same
        Grant,
        Member,
        Organisation,
    )
    from clew.ground.vault import root  # noqa: PLC0415 -- the same

    root.opened()  # sessions are signed under a key of the open house
    settings.ALLOWED_HOSTS = ["localhost"]
    ours = Organisation.objects.create(name="Bench (made up)", kind="charity")
    made = Member.objects.create(
        email="bench@clew.invalid", shown_name="Bench", organisation=ours
    )  # fmt: skip
    Grant.objects.create(member=made, role="first_responder")
    Authenticator.objects.create(
        user=made, type=Authenticator.Type.TOTP, data={"secret": "made up"}
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(made)
    found: str = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


@contextmanager
def _served() -> Iterator[str]:
    from clew.site.serving import bind, make_server  # noqa: PLC0415 -- after Django is set up
    from clew.site.wsgi import application  # noqa: PLC0415 -- the same

    sockets, port = bind(8190)
    server = make_server(application, sockets)

    def serve() -> None:
        with suppress(OSError):  # its sockets are closed while it waits on them
            server.run()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://localhost:{port}"
    server.close()
    thread.join(timeout=5)


def _measured(site: str, cookie: str, *, quick: bool) -> tuple[list[float], str]:
    """Return the milliseconds of every step, and the browser they were measured in."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only this bench needs it

    took: list[float] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        page = context.new_page()
        page.goto(site + APP)
        for field, typed in (("#label", "bench"), ("#pin", PIN), ("#again", PIN)):
            page.fill(field, typed)
        page.locator("form button[type=submit]").click()
        page.wait_for_selector("[data-act=choose]")
        context.set_offline(True)
        for number in range(QUICK_INTERVIEWS if quick else INTERVIEWS):
            print(f"interview {number + 1} …", file=sys.stderr, flush=True)
            took += _interview(page, QUICK_STEPS if quick else None)
        named = f"Chromium {browser.version}"
        browser.close()
    return took, named


def _interview(page: Any, most: int | None) -> list[float]:  # noqa: ANN401 -- a page, loaded late
    """Hold one interview, every question answered with some words, and return its steps."""
    page.locator(f'[data-act=choose][data-instrument="{SIGNS}"]').click()
    page.check("#talk-yes", force=True)
    page.locator("form[data-act=begin] button[type=submit]").click()
    page.wait_for_selector("form[data-act=answer]")
    page.evaluate("performance.clearMeasures()")
    steps = 0
    while page.locator("form[data-act=answer]").count() and (most is None or steps < most):
        page.locator("input[name=choice][value=present]").check(force=True)
        page.fill("#words", WORDS)
        page.locator("form[data-act=answer] button[value=next]:not(.vh)").click()
        steps += 1
        while page.evaluate("performance.getEntriesByName('clew-step').length") < steps:
            time.sleep(0.01)
    found = page.evaluate("performance.getEntriesByName('clew-step').map((one) => one.duration)")
    if page.locator("form[data-act=answer]").count():
        page.locator("button[value=stop]").click()
    page.locator("[data-act=finish]").click()
    page.locator("[data-act=home]").click()
    page.wait_for_selector("[data-act=wipe]")
    return [float(one) for one in found]


def _table(took: list[float]) -> list[str]:
    p95 = statistics.quantiles(took, n=100)[94]
    row = f"{len(took)} | {statistics.median(took):.1f} ms | {p95:.1f} ms | {max(took):.1f} ms"
    return [
        "| steps | median | p95 | longest |",
        "|---:|---:|---:|---:|",
        f"| {row} |",
    ]


def _page(day: date, lines: list[str], browser: str) -> str:
    return "\n".join(
        [
            "# A step without network",
            "",
            "From the press on *Save and go on* to the next question on the page. In that time",
            "the answer with some four hundred letters of words is sealed to the organisation,",
            "the open interview is encrypted, and both are on the disk in one transaction. The",
            "network is cut. Wanted: less than 100 ms.",
            "",
            *lines,
            "",
            f"- **Interview**: `{SIGNS}`, every question, {INTERVIEWS} times.",
            "- **Time**: by the page's own clock; the browser paints after it.",
            f"- **Browser**: {browser}, without a window, 360 pixels wide.",
            f"- **Machine**: {described()}; a phone is slower, and other work makes it longer.",
            f"- **Measured on** {day.isoformat()}. To measure anew: `./clew bench offline-step`.",
            "",
        ]
    )
