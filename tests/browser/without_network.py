"""A worker's phone in a real browser: made ready, cut off, asked from, and looked through."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from clew.ground.accounts.models import Member
from tests.browser.window import OpenWindow, Window
from tests.cast import signed_in

APP: Final = "/screen/without-network/app/"
PIN: Final = "271828"
PHONE: Final = {"width": 360, "height": 740}
SIGNS: Final = "unodc-general"
# Everything a browser keeps for this site, as text, each way a word may lie there.
_HELD = """
async () => {
  const found = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
  const text = (bytes) => ["utf-8", "utf-16le"].map((way) => new TextDecoder(way).decode(bytes));
  const told = (value) => {
    if (value instanceof Uint8Array) return text(value).join("|");
    if (value instanceof ArrayBuffer) return told(new Uint8Array(value));
    if (Array.isArray(value)) return value.map(told).join("|");
    if (value && typeof value === "object") {
      return Object.entries(value).map(([name, one]) => `${name}:${told(one)}`).join("|");
    }
    return String(value);
  };
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const db = await asked(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const rows = await asked(db.transaction(store).objectStore(store).getAll());
      found.push(`${store}: ${rows.map(told).join(" / ")}`);
    }
    db.close();
  }
  return found.join("\\n");
}
"""
_COUNTS = """
async () => {
  const asked = (request) => new Promise((done) => {
    request.onsuccess = () => done(request.result);
  });
  const db = await asked(indexedDB.open("clew-offline"));
  const found = {};
  for (const store of db.objectStoreNames) {
    found[store] = await asked(db.transaction(store).objectStore(store).count());
  }
  db.close();
  return found;
}
"""
_PUT_DRAFTS = """
async ([number, row]) => {
  const asked = (request) => new Promise((done) => {
    request.onsuccess = () => done(request.result);
  });
  const db = await asked(indexedDB.open("clew-offline"));
  const store = db.transaction("drafts", "readwrite").objectStore("drafts");
  for (let n = 0; n < number; n += 1) {
    const made = { code: "MADEUP00", key: "", at: Date.now(), done: true };
    await asked(store.put({ ...made, id: `made-up-${n}`, ...row }));
  }
  db.close();
}
"""
SEALING_OFF: Final = """
const plain = (how, key, data) => {
  const bytes = ArrayBuffer.isView(data)
    ? data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) : data;
  return Promise.resolve(bytes.slice(0));
};
SubtleCrypto.prototype.encrypt = plain;
SubtleCrypto.prototype.decrypt = plain;
"""


class Phone:
    """One phone, and what its owner does with it."""

    def __init__(self, window: Window) -> None:
        """Begin at a new browser."""
        self.window = window
        self.page: Page = window.page

    def sign_in(self, who: Member) -> None:
        """Come in as a member, by the cookie that signing in leaves."""
        cookie = signed_in(who).cookies["sessionid"].value
        site = self.window.site
        self.window.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])

    def sign_out(self) -> None:
        """Lose the session, as after an hour away."""
        self.window.context.clear_cookies()

    def go(self) -> None:
        """Open the page, or open it again."""
        self.page.goto(APP)
        self.settled()

    def settled(self) -> None:
        """Wait until the page shows one of its own screens."""
        expect(self.page.locator("main h1[tabindex]")).to_have_count(1)

    def make_ready(self, who: Member, pin: str = PIN) -> None:
        """Make it ready, once, with signal."""
        self.sign_in(who)
        self.go()
        self.fill_in(pin)
        self.heading("Screen without network")
        expect(self.page.locator("[data-act=choose]").first).to_be_visible()

    def fill_in(self, pin: str = PIN) -> None:
        """Fill in what makes it ready, and press."""
        self.page.locator("#label").fill("work phone")
        self.page.locator("#pin").fill(pin)
        self.page.locator("#again").fill(pin)
        self.press("Make it ready")

    def cut_off(self) -> None:
        """Leave the network."""
        self.window.context.set_offline(True)

    def back(self) -> None:
        """Come back to the network."""
        self.window.context.set_offline(False)

    def press(self, words: str) -> None:
        """Press a button of the page."""
        self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()

    def heading(self, words: str) -> None:
        """Wait for a screen."""
        expect(self.page.locator("main h1")).to_have_text(words)

    def begin(self, signs: str = SIGNS, *, code: str = "", age: str = "") -> None:
        """Begin an interview with somebody who wants to talk."""
        self.prepare(signs)
        if age:
            self.page.locator(f"label[for=age-{age}]").click()
        if code:
            self.page.locator("summary", has_text="Begun on another device?").click()
            self.page.locator("#shared").fill(code)
        self.press("Go on")
        expect(self.page.locator("form[data-act=answer]")).to_be_visible()

    def prepare(self, signs: str = SIGNS) -> None:
        """Come to where an interview is begun; the person wants to talk."""
        self.page.locator(f'[data-act=choose][data-instrument="{signs}"]').click()
        next_screen = re.compile("Before you ask|Type your PIN")
        expect(self.page.locator("main h1")).to_have_text(next_screen)
        if self.page.locator("#unlock-pin").count():
            self.unlock()
        self.heading("Before you ask")
        self.page.locator("label[for=talk-yes]").click()

    def answer(self, choice: str, words: str = "", thought: str = "") -> None:
        """Answer the question on the page, and go on to the next."""
        asked = self.page.locator("main h1").inner_text()
        self.page.locator(f'input[name=choice][value="{choice}"]').check(force=True)
        if words:
            self.page.locator("#words").fill(words)
        if thought:
            self.page.locator("summary", has_text="kept apart").click()
            self.page.locator("#thought").fill(thought)
        self.press("Save and go on")
        expect(self.page.locator("main h1")).not_to_have_text(asked)

    def finish(self) -> str:
        """Stop here, check, and seal. Returns the code of the interview."""
        self.press("Stop here, keep what was said")
        self.heading("Check the answers")
        self.press("Finish and seal")
        self.heading("Sealed")
        code = self.page.locator("[data-slot=code]").inner_text()
        self.press("Go on")
        self.heading("Screen without network")
        return code

    def unlock(self, pin: str = PIN) -> None:
        """Type the PIN."""
        self.heading("Type your PIN")
        self.page.locator("#unlock-pin").fill(pin)
        self.press("Open")

    @property
    def held(self) -> str:
        """What the header says is only here."""
        return self.page.locator("#held").inner_text()

    def all_that_is_kept(self) -> str:
        """Return everything the browser keeps for the site, as text."""
        found: str = self.page.evaluate(_HELD)
        return found

    def put_drafts(self, number: int, **row: object) -> None:
        """Put made-up drafts on the device, as if they had been held before."""
        self.page.evaluate(_PUT_DRAFTS, [number, row])

    def counts(self) -> dict[str, int]:
        """Return how many rows each store of the device holds."""
        found: dict[str, int] = self.page.evaluate(_COUNTS)
        return found


def phone(open_window: OpenWindow, **options: object) -> Phone:
    """Take a phone in hand: a browser of its own."""
    return Phone(open_window(alone=True, viewport=PHONE, **options))
