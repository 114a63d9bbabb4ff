"""A passkey in a real browser, on a device of its developer tools: set up, out, and in again."""

import json

import pytest
from playwright.sync_api import CDPSession, expect

from clew.ground.accounts.models import FactorUse, Member
from tests.browser.window import OpenWindow, Window
from tests.cast import Cast
from tests.ground.accounts.signing import PASSPHRASE, with_passphrase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """What the developer tools of Chromium put in place of a phone or a key."""

    def __init__(self, window: Window) -> None:
        self._tools: CDPSession = window.context.new_cdp_session(window.page)
        self._tools.send("WebAuthn.enable")
        made = self._tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self._id = made["authenticatorId"]

    def passkeys(self) -> list[dict[str, object]]:
        found = self._tools.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        kept: list[dict[str, object]] = found["credentials"]
        return kept

    def owner_is_there(self, is_there: bool) -> None:
        wanted = {"authenticatorId": self._id, "isUserVerified": is_there}
        self._tools.send("WebAuthn.setUserVerified", wanted)


@pytest.fixture
def ada(cast: Cast) -> Member:
    return with_passphrase(cast.advocate_a)


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window(alone=True)


def enrol(window: Window, who: Member, name: str = "work phone") -> None:
    """Sign in with the passphrase, and set up a passkey before anything else."""
    page = window.page
    window.go("/sign-in/")
    page.get_by_label("Your e-mail address").fill(who.email)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What you call it").fill(name)
    page.get_by_role("button", name="Set it up").click()
    page.wait_for_url("**/account/spare-codes/")


def test_a_passkey_is_set_up_and_opens_the_house_without_a_word_typed(
    window: Window, ada: Member
) -> None:
    device, page = Device(window), window.page
    enrol(window, ada)
    page.get_by_role("button", name="Make ten codes").click()
    expect(page.locator(".codes li")).to_have_count(10)
    [kept] = device.passkeys()
    assert (kept["rpId"], kept["isResidentCredential"]) == ("localhost", True)
    window.go("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    window.go("/sign-in/")
    first = page.get_by_role("main").get_by_role("button").first
    expect(first).to_have_text("Sign in with a passkey")
    with page.expect_navigation():
        first.click()
    page.wait_for_url(f"{window.site}/")
    window.go("/second-factor/")
    expect(page.get_by_text("work phone").first).to_be_visible()
    assert FactorUse.objects.get().highest > 1
    assert window.complaints == [], "no report of the content policy, and no error"
    assert window.elsewhere == []


def test_who_does_not_show_their_finger_is_told_and_may_try_again(
    window: Window, ada: Member
) -> None:
    device, page = Device(window), window.page
    enrol(window, ada)
    window.go("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    window.go("/sign-in/")
    device.owner_is_there(False)
    button = page.get_by_role("button", name="Sign in with a passkey")
    button.click()
    expect(page.get_by_text("The device gave no passkey")).to_be_visible()
    device.owner_is_there(True)
    with page.expect_navigation():
        button.click()
    page.wait_for_url(f"{window.site}/")


def test_a_device_that_has_a_passkey_already_says_so(window: Window, ada: Member) -> None:
    Device(window)
    enrol(window, ada)
    page = window.page
    window.go("/account/passkeys/new/")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_text("has a passkey for this account already")).to_be_visible()


def test_without_javascript_the_passphrase_is_the_way_in(open_window: OpenWindow) -> None:
    window = open_window(alone=True, java_script_enabled=False)
    window.go("/sign-in/")
    expect(window.page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(window.page.get_by_label("Passphrase")).to_be_visible()


def test_a_copy_of_the_device_is_refused(window: Window, ada: Member) -> None:
    device, page = Device(window), window.page
    enrol(window, ada)
    assert json.dumps(device.passkeys())
    FactorUse.objects.update(highest=10_000)  # the real one has been used since
    window.go("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    window.go("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="This passkey opens nothing here")).to_be_visible()
