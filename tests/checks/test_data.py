"""`checks.data`: every data file of the rules loads, and fits the others."""

import pytest

from checks import data
from clew.rules.indicators.instruments import questions
from clew.rules.law import elements, wording
from clew.rules.sources.faults import Fault, WrongInput
from tests.site.calls import ROOT


def test_the_data_of_this_repository_is_well() -> None:
    assert data.check(ROOT) == []


def test_what_does_not_load_is_a_sentence_for_each_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(code: str) -> None:
        faults = [
            Fault(f"{code}.yaml, line 4", "versions", "no citation", "a citation"),
            Fault(f"{code}.yaml, line 9", "name", "nothing", "a value"),
        ]
        raise WrongInput(faults)

    monkeypatch.setattr(elements, "jurisdiction", broken)
    first, *_ = elements.codes()
    assert data.check(ROOT) == [
        f"{first}.yaml, line 4: versions: found no citation, wanted a citation.",
        f"{first}.yaml, line 9: name: found nothing, wanted a value.",
    ]


def test_a_fact_without_words_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    words = wording.wordings()
    fewer = {name: text for name, text in words.items() if name != "act.receipt"}
    monkeypatch.setattr(wording, "wordings", lambda: fewer)
    assert data.check(ROOT) == [
        "wording.yaml: act.receipt stands in only one of facts and wording."
    ]


def test_words_without_a_fact_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    more = wording.wordings() | {"act.flying": "Was anybody flown?"}
    monkeypatch.setattr(wording, "wordings", lambda: more)
    assert data.check(ROOT) == ["wording.yaml: act.flying stands in only one of facts and wording."]


def test_a_sign_without_a_question_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {name: asked for name, asked in questions().items() if name != "ILO11.01"}
    monkeypatch.setattr(data, "questions", lambda: fewer)
    assert data.check(ROOT) == ["interviews: ILO11.01 has no question."]
