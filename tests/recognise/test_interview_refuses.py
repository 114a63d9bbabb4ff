"""What an interview never offered is refused, and the refusal says nothing of what was sent."""

import pytest
from django.test import Client

from clew.recognise.screening.interview import Interview
from clew.recognise.screening.views import QuestionForm
from clew.rules.indicators.instruments import instrument
from tests.ground.reading import Page
from tests.recognise.interviews import USABLE, Talk, order_of

PATH = "/screen/unodc-general/interview/"
GOOD = {"at": "UNODC.G.01", "choice": "present", "go": "next"}
TAMPERED = {
    "an unknown question": GOOD | {"at": "UNODC.G.99"},
    "no question": {"choice": "present", "go": "next"},
    "a question of another instrument": GOOD | {"at": "ILO.D1.01"},
    "a carried id that is none": GOOD | {"a-UNODC.G.99": "present"},
    "a carried id of another instrument": GOOD | {"a-ILO.D1.01": "present"},
    "a carried choice that is none": GOOD | {"a-UNODC.G.02": "yes"},
    "a carried choice that is empty": GOOD | {"a-UNODC.G.02": ""},
    "carried words without a question": GOOD | {"w-UNODC.G.99": "words"},
    "a way to an unknown question": GOOD | {"at": "check", "go": "to:UNODC.G.99"},
    "a way to no question": GOOD | {"go": "to:"},
    "a tampered check": {"at": "check", "go": "outcome", "a-UNODC.G.99": "present"},
}


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_never_offered_is_answered_with_our_page(client: Client, how: str) -> None:
    answer = client.post(PATH, TAMPERED[how])
    page = Page.of(answer)
    assert answer.status_code == 400
    assert "could not be read" in page.title
    assert "UNODC.G.99" not in page.source
    assert not page.root.xpath("//input[@name='at']")


def test_the_same_form_untouched_is_answered(client: Client) -> None:
    assert client.post(PATH, GOOD).status_code == 200


def test_without_the_guard_a_tampered_answer_is_carried_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believing(_cls: object, chosen: object, sent: dict[str, str]) -> Interview:
        words = {name[2:]: value for name, value in sent.items() if name.startswith("w-")}
        return Interview(chosen, {}, words)  # type: ignore[arg-type]

    monkeypatch.setattr(Interview, "held_in", classmethod(believing))
    answer = client.post(PATH, TAMPERED["carried words without a question"])
    assert answer.status_code == 200
    assert "w-UNODC.G.99" in Page.of(answer).form().fields


@pytest.mark.parametrize("choice", ["yes", "PRESENT", "present present", "<b>"])
@pytest.mark.parametrize("go", ["next", "skip", "back", "next_part", "stop"])
def test_a_choice_that_was_not_shown_is_not_taken(client: Client, choice: str, go: str) -> None:
    sent = GOOD | {"choice": choice, "go": go, "at": "UNODC.G.02", "a-UNODC.G.01": "absent"}
    answer = client.post(PATH, sent)
    page = Page.of(answer)
    assert answer.status_code == 422
    assert page.form().fields["at"] == "UNODC.G.02"
    assert page.form().fields["a-UNODC.G.01"] == "absent"
    assert page.root.xpath("//input[@name='choice'][@checked]") == []


@pytest.mark.parametrize("instrument_id", USABLE)
def test_an_answer_of_one_instrument_is_refused_by_every_other(instrument_id: str) -> None:
    talk = Talk.begun(instrument_id)
    talk.answer("present")
    for other in USABLE:
        strange = set(order_of(talk.instrument)) - set(order_of(instrument(other)))
        if not strange:
            continue  # the two lists for labour share their ids
        sent = {"at": "check", "go": "outcome", f"a-{min(strange)}": "present"}
        assert talk.client.post(f"/screen/{other}/interview/", sent).status_code == 400


def test_words_with_a_sign_that_no_keyboard_has_are_refused_and_named(client: Client) -> None:
    answer = client.post(PATH, GOOD | {"words": "a\x00b"})
    assert answer.status_code == 422
    assert [place for place, _ in Page.of(answer).faults] == ["words"]


def test_without_the_bound_on_words_any_length_is_carried(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = GOOD | {"words": "x" * 5_000}
    assert client.post(PATH, long).status_code == 422
    monkeypatch.setattr(QuestionForm.base_fields["words"], "validators", [])
    assert client.post(PATH, long).status_code == 200
