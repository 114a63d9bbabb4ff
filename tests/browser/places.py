"""Every page of the site in every state that somebody may meet, and the way there."""

from collections.abc import Callable
from typing import Final

from clew.recognise.screening.interview import is_observed
from clew.rules.indicators.instruments import instrument, questions
from tests.browser.window import Window

LABOUR: Final = "ilo-delphi-adults-labour"
SHEET: Final = "/trafficking-or-smuggling/"
RECOVERY: Final = "/time-to-recover/"
WORDS: Final = "/words/"
BILL: Final = "/words/bill/"
CODE: Final = "/words/code/"
AGREEMENT: Final = "/words/agreement/"
CODINGS: Final = "\n".join(
    f"coder,sentence,of,digest,codes\n{coder},1,2,{'ab' * 16},TFS\n{coder},2,2,{'ab' * 16},{last}"
    for coder, last in {"A": "ILL VAO", "B": ""}.items()
)
BLURRED: Final = """\
Twelve illegal immigrants were arrested after officers found them locked in a cannabis farm.

Nobody can be a trafficking victim unless they were taken across a border. A slave trade in people
is running every night, and the flood goes on.

The council met on Tuesday."""
Way = Callable[[Window], None]
D1: Final = {"ILO.D1.01": "present", "ILO.D1.02": "present"}
D4: Final = {"ILO.D4.01": "present", "ILO.D4.02": "present"}
D5: Final = {"ILO.D5.01": "present", "ILO.D5.02": "present", "ILO.D5.03": "not_said"}
OBSERVED: Final = next(
    indicator.id
    for indicator in instrument("unodc-sexual").indicators
    if is_observed(questions()[indicator.id])
)
_SEND: Final = """
([action, sent]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action});
  const token = document.querySelector("main [name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries({...sent, csrfmiddlewaretoken: token})) {
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  }
  document.body.append(form);
  form.submit();
}
"""


def at(path: str) -> Way:
    """Go to an address."""

    def way(window: Window) -> None:
        window.go(path)

    return way


def send(window: Window, form: str) -> None:
    """Send a form by its own button."""
    with window.page.expect_navigation():
        window.page.locator(f"{form} button[type=submit]:not([aria-hidden])").first.click()


def consent_not_chosen(window: Window) -> None:
    window.go(f"/screen/{LABOUR}/")
    send(window, "main form")


def not_now(window: Window) -> None:
    window.go(f"/screen/{LABOUR}/")
    window.choose("talk-no")
    send(window, "main form")


def question(window: Window) -> None:
    window.begin(LABOUR)


def hold(window: Window, instrument_id: str, choices: dict[str, str], go: str) -> None:
    """Come to the page that follows the check, as if these answers had been given."""
    window.go(f"/screen/{instrument_id}/")
    carried = {f"a-{name}": value for name, value in choices.items()}
    words = {f"w-{name}": "They said that I would cook." for name in choices}
    sent = carried | words | {"at": "check", "go": go}
    with window.page.expect_navigation():
        window.page.evaluate(_SEND, [f"/screen/{instrument_id}/interview/", sent])


def observed_question(window: Window) -> None:
    hold(window, "unodc-sexual", {}, f"to:{OBSERVED}")


def question_without_an_answer(window: Window) -> None:
    window.begin(LABOUR)
    window.press("next")


def question_with_too_many_words(window: Window) -> None:
    window.begin(LABOUR)
    window.page.evaluate("document.querySelector('#words').removeAttribute('maxlength')")
    window.answer("present", words="so many words " * 200)


def settled(window: Window) -> None:
    hold(window, LABOUR, D1, "to:ILO.D1.03")


def check(window: Window) -> None:
    hold(window, LABOUR, D1, "check")


def outcome_open(window: Window) -> None:
    hold(window, LABOUR, D1, "outcome")


def outcome_settled(window: Window) -> None:
    hold(window, LABOUR, D1 | D4 | D5, "outcome")


def tampered(window: Window) -> None:
    window.begin(LABOUR)
    window.page.evaluate("document.querySelector('input[name=at]').value = 'nowhere'")
    window.press("skip")


def form_too_old(window: Window) -> None:
    window.begin(LABOUR)
    window.context.clear_cookies()
    window.press("skip")


def sheet_filled(window: Window) -> None:
    window.go(SHEET)
    for fact in ("act.recruitment", "means.coercion", "purpose.forced_labour"):
        window.state(fact, "yes")


def sheet_of_england(window: Window) -> None:
    sheet_filled(window)
    with window.page.expect_response(lambda answer: SHEET in answer.url):
        window.page.locator("#f-jurisdiction").select_option("GB")
    window.settled()


def sheet_with_a_live_mistake(window: Window) -> None:
    sheet_filled(window)
    with window.page.expect_response(lambda answer: SHEET in answer.url):
        window.page.locator("#f-on").fill("1850-01-01")
        window.page.locator("#f-on").dispatch_event("change")
    window.settled()


def sheet_with_mistakes(window: Window) -> None:
    sheet_with_a_live_mistake(window)
    window.page.locator("#f-on").evaluate("field => field.form.requestSubmit()")
    window.page.wait_for_selector("#e-on")


def words(text: str) -> Way:
    """Send a text to be read."""

    def way(window: Window) -> None:
        window.go(WORDS)
        window.page.locator("#f-text").fill(text)
        send(window, "#words-form")

    return way


def coding(text: str) -> Way:
    """Begin to code a text."""

    def way(window: Window) -> None:
        window.go(CODE)
        window.page.locator("#f-label").fill("A")
        window.page.locator("#f-text").fill(text)
        send(window, "main form")

    return way


def coded_both_ways(window: Window) -> None:
    coding("One sentence.")(window)
    for code in ("TFS", "OK-T"):
        window.page.locator(f"input[name=c-1][value={code}]").check()
    send(window, "main form")


def compared(window: Window) -> None:
    window.go(AGREEMENT)
    window.page.locator("#f-codings").fill(CODINGS)
    send(window, "main form")


def not_compared(window: Window) -> None:
    window.go(AGREEMENT)
    send(window, "main form")


def bill_answered(window: Window) -> None:
    window.go(BILL)
    window.choose("a-definitions-yes")
    window.choose("a-no_offence-no")
    window.page.locator("#q-no_offence").fill("Clause 4: arriving is an offence.")
    window.choose("a-safe_routes-unknown")
    send(window, "main form")


def bill_not_answered(window: Window) -> None:
    window.go(BILL)
    send(window, "main form")


PLACES: Final[dict[str, Way]] = {
    "start": at("/"),
    "sources": at("/sources/"),
    "keyboard help": at("/keyboard/"),
    "no such page": at("/nowhere/"),
    "choose an instrument": at("/screen/"),
    "before you ask": at(f"/screen/{LABOUR}/"),
    "consent not chosen": consent_not_chosen,
    "not now": not_now,
    "question": question,
    "observed question": observed_question,
    "question without an answer": question_without_an_answer,
    "question with too many words": question_with_too_many_words,
    "part settled": settled,
    "check": check,
    "outcome open": outcome_open,
    "outcome settled": outcome_settled,
    "tampered": tampered,
    "form too old": form_too_old,
    "worksheet empty": at(SHEET),
    "worksheet filled": sheet_filled,
    "worksheet of England": sheet_of_england,
    "worksheet with a live mistake": sheet_with_a_live_mistake,
    "worksheet with mistakes": sheet_with_mistakes,
    "worksheet of a published case": at(f"{SHEET}?case=V02&document=V02-deceived"),
    "published cases": at(f"{SHEET}published-cases/"),
    "published case": at(f"{SHEET}published-cases/V02/"),
    "asylum": at(f"{SHEET}asylum-and-safe-routes/"),
    "words": at(WORDS),
    "words read": words(BLURRED),
    "words read with nothing found": words("It rained on Tuesday."),
    "words without a text": words(" "),
    "coding begins": at(CODE),
    "coding not begun": coding(""),
    "coding": coding(BLURRED),
    "coded both ways": coded_both_ways,
    "agreement": at(AGREEMENT),
    "agreement found": compared,
    "agreement not found": not_compared,
    "bill": at(BILL),
    "bill answered": bill_answered,
    "bill not answered": bill_not_answered,
    "recovery": at(RECOVERY),
    "recovery answered": at(f"{RECOVERY}?jurisdiction=GB&from=2023-02-01"),
    "recovery with none in law": at(f"{RECOVERY}?jurisdiction=AD&from=2023-02-01"),
    "recovery with a mistake": at(f"{RECOVERY}?jurisdiction=GB&from=2023-02-30"),
}
