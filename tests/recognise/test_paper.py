"""The blank form on paper: an accessible PDF that asks what the set asks."""

import json

import pytest
from django.test import Client

from clew.recognise.screening import printing
from clew.rules.indicators.instruments import instrument, questions
from tests.recognise.interviews import USABLE, WAITING, order_of


@pytest.mark.parametrize("instrument_id", USABLE)
def test_every_usable_set_has_a_form_on_paper(client: Client, instrument_id: str) -> None:
    page = client.get(f"/screen/{instrument_id}/")
    assert f"/screen/{instrument_id}/paper/" in page.content.decode()
    answer = client.get(f"/screen/{instrument_id}/paper/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content  # it says of itself that it is PDF/UA


@pytest.mark.parametrize("instrument_id", USABLE)
def test_the_paper_asks_every_question_once_in_order(instrument_id: str) -> None:
    said = printing._said(instrument(instrument_id))  # noqa: SLF001 -- what typst is told
    parts = json.loads(json.dumps(said))["parts"]
    asked = [item["question"].partition(". ")[2] for part in parts for item in part["items"]]
    assert asked == [questions()[name].question for name in order_of(instrument(instrument_id))]
    assert all(len(item["choices"]) in {4, 5} for part in parts for item in part["items"])


@pytest.mark.parametrize("instrument_id", [*WAITING, "of-mine", "kept"])
def test_a_set_that_is_not_used_has_no_paper(client: Client, instrument_id: str) -> None:
    assert client.get(f"/screen/{instrument_id}/paper/").status_code == 404
