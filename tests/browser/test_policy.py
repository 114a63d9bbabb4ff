"""The policy of the pages: what a page may not do, even when something hostile stands in it."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Error, Route

from tests.browser.window import Window

pytestmark = pytest.mark.browser
INLINE: Final = "<script>document.documentElement.dataset.hurt = 'yes'</script>"
Change = Callable[[dict[str, str]], dict[str, str]]


def served_with(window: Window, inserted: str, headers: Change = dict) -> None:
    """Serve the start page with something inserted, as if the server could be made to."""

    def answer(route: Route) -> None:
        real = route.fetch()
        body = real.text().replace("<footer", f"{inserted}<footer", 1)
        route.fulfill(response=real, body=body, headers=headers(real.headers))

    window.page.route(f"{window.site}/", answer)
    window.go("/")


def without_policy(headers: dict[str, str]) -> dict[str, str]:
    return {n: value for n, value in headers.items() if n != "content-security-policy"}


def is_hurt(window: Window) -> bool:
    return window.page.locator("html").get_attribute("data-hurt") == "yes"


def test_an_inline_script_is_blocked_and_reported(window: Window) -> None:
    served_with(window, INLINE)
    assert not is_hurt(window)
    assert "securitypolicyviolation script-src-elem inline" in window.overheard()


def test_without_the_policy_the_inline_script_runs(window: Window) -> None:
    served_with(window, INLINE, without_policy)
    assert is_hurt(window)


@pytest.mark.parametrize(
    ("inserted", "directive"),
    [
        ('<p style="color: red">x</p>', "style-src-attr"),
        ("<style>p { color: red }</style>", "style-src-elem"),
        ('<p onclick="1">x</p>', "script-src-attr"),
        ('<script src="http://127.0.0.2:9/x.js"></script>', "script-src-elem"),
        ('<link rel="stylesheet" href="http://127.0.0.2:9/x.css">', "style-src-elem"),
        ('<iframe src="/sources/"></iframe>', "frame-src"),
        ('<object data="/static/clew/ball.svg"></object>', "object-src"),
        ('<base href="http://127.0.0.2:9/">', "base-uri"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">', "img-src"),
    ],
)
def test_hostile_markup_is_blocked_and_reported(
    window: Window, inserted: str, directive: str
) -> None:
    served_with(window, inserted)
    # What waits for a click is judged when it would run, by some browsers not before.
    window.page.evaluate("document.querySelectorAll('[onclick]').forEach((one) => one.click())")
    assert f"securitypolicyviolation {directive}" in window.overheard()
    assert window.elsewhere == [] or "127.0.0.2" not in window.page.content().split("<footer")[1]


def test_a_form_may_not_be_sent_elsewhere(window: Window) -> None:
    served_with(window, '<form action="http://127.0.0.2:9/"><button id="evil">x</button></form>')
    window.page.evaluate("document.querySelector('#evil').click()")
    assert "securitypolicyviolation form-action" in window.overheard()
    assert window.page.evaluate("location.href") == f"{window.site}/"
    assert window.elsewhere == []


def test_html_of_our_own_passes_the_one_policy(window: Window) -> None:
    window.go("/")
    written = (
        "const e = document.createElement('div'); e.innerHTML = '<b>x</b>'; return e.innerHTML;"
    )
    assert window.page.evaluate(f"() => {{ {written} }}") == "<b>x</b>"


def test_without_the_one_policy_no_html_passes(window: Window) -> None:
    window.page.route("**/trust.js", lambda route: route.fulfill(body="", status=200))
    window.go("/")
    with pytest.raises(Error, match="TrustedHTML"):
        window.page.evaluate("document.createElement('div').innerHTML = '<b>x</b>'")
    assert "require-trusted-types-for" in window.overheard()


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.2:9/x.js", "/static/clew/keys.js", "data:text/javascript,1", "//127.0.0.2/x"],
)
def test_no_script_is_loaded_after_the_page(window: Window, address: str) -> None:
    window.go("/")
    with pytest.raises(Error, match="service-worker"):
        window.page.evaluate("(a) => { document.createElement('script').src = a; }", address)
    assert window.elsewhere == []


def test_only_the_worker_of_this_site_passes_as_a_script(window: Window) -> None:
    window.go("/")
    passes = "(a) => trustedTypes.defaultPolicy.createScriptURL(a).toString()"
    own = f"{window.site}/service-worker.js"
    assert window.page.evaluate(passes, "/service-worker.js") == own
    for other in ("/service-worker.js?x", "http://127.0.0.2/service-worker.js"):
        with pytest.raises(Error, match="service-worker"):
            window.page.evaluate(passes, other)


@pytest.mark.parametrize(
    "written",
    [
        "document.createElement('script').textContent = '1'",
        "document.createElement('p').setAttribute('onclick', '1')",
        "trustedTypes.createPolicy('another', {})",
    ],
)
def test_no_text_becomes_a_script_and_no_second_policy_is_made(
    window: Window, written: str
) -> None:
    window.go("/")
    with pytest.raises(Error, match=r"script|Policy"):
        window.page.evaluate(f"() => {{ {written}; }}")
    window.overheard()
