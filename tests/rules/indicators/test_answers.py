"""Reading answers: a known instrument, its own indicators, and present, absent or unknown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.indicators.answers import Answer, Answers, answers_in
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.rules.sources.documents import Document, Plain
from clew.rules.sources.faults import Fault, WrongInput
from tests.rules.sources.texts import NAME, documents_in


def read(text: str) -> Answers:
    (document,) = documents_in(text)
    return answers_in(document, name=NAME)


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(WrongInput) as refused:
        read(text)
    return refused.value.faults


@pytest.mark.parametrize("chosen", instrument_ids())
def test_every_instrument_can_be_chosen(chosen: str) -> None:
    found = read(f"instrument: {chosen}\n")
    assert found.instrument is instrument(chosen)
    assert found.given == {}


@pytest.mark.parametrize("value", ["present", "absent", "unknown"])
def test_an_answer_is_read(value: str) -> None:
    found = read(f"instrument: unodc-general\nanswers: {{UNODC.G.01: {value}}}\n")
    assert found.of("UNODC.G.01") is Answer(value)
    assert found.of("UNODC.G.02") is Answer.UNKNOWN


def test_an_answer_left_empty_is_unknown() -> None:
    found = read("instrument: unodc-general\nanswers:\n  UNODC.G.01:\n")
    assert found.of("UNODC.G.01") is Answer.UNKNOWN
    assert read("instrument: unodc-general\nanswers:\n").given == {}


@pytest.mark.parametrize(
    "value", ["yes", "no", "Present", "PRESENT", "1", "true", '""', "[present]", "{a: b}"]
)
def test_any_other_answer_is_refused(value: str) -> None:
    (fault,) = faults_of(f"instrument: unodc-general\nanswers:\n  UNODC.G.01: {value}\n")
    assert fault.where == f"{NAME}, line 3"
    assert fault.key == "answers.UNODC.G.01"
    assert fault.wanted == "present, absent or unknown"


@pytest.mark.parametrize("indicator", ["UNODC.G.36", "unodc.g.01", "ILO.D1.01", "1"])
def test_an_indicator_of_another_instrument_is_refused(indicator: str) -> None:
    (fault,) = faults_of(f"instrument: unodc-general\nanswers: {{{indicator}: present}}\n")
    assert fault.found == "an unknown indicator"
    assert fault.wanted == "an indicator of unodc-general, from UNODC.G.01 to UNODC.G.35"


@pytest.mark.parametrize(
    "chosen", ["", "unodc", "UNODC-GENERAL", "../unodc-general", "[unodc-general]", "{a: b}"]
)
def test_an_unknown_instrument_is_refused_with_those_there_are(chosen: str) -> None:
    (fault,) = faults_of(f"instrument: {chosen}\n")
    assert (fault.where, fault.key) == (f"{NAME}, line 1", "instrument")
    assert all(each in fault.wanted for each in instrument_ids())


@pytest.mark.parametrize("text", ["present\n", "- unodc-general\n", "12\n"])
def test_a_document_that_is_no_mapping_is_refused(text: str) -> None:
    (fault,) = faults_of(text)
    assert fault.wanted == "a mapping with instrument and answers"


@pytest.mark.parametrize("value", ["present", "[UNODC.G.01]"])
def test_answers_that_are_no_mapping_are_refused(value: str) -> None:
    (fault,) = faults_of(f"instrument: unodc-general\nanswers: {value}\n")
    assert (fault.key, fault.wanted) == ("answers", "a mapping of indicator ids")


def test_every_fault_is_named_in_one_round() -> None:
    wrong = "{UNODC.G.01: yes, X: present, UNODC.G.02: 1}"
    text = f"instrument: unodc-general\nscore: 3\nanswers: {wrong}\n"
    assert {fault.key for fault in faults_of(text)} == {
        "score",
        "answers.UNODC.G.01",
        "answers.X",
        "answers.UNODC.G.02",
    }


def test_unknown_keys_come_in_the_order_of_the_lines() -> None:
    keys = [f"extra_{letter}" for letter in "qazwsxedcrfv"]
    text = "instrument: unodc-general\n" + "".join(f"{key}: 1\n" for key in keys)
    assert [fault.key for fault in faults_of(text)] == keys


VALUES: st.SearchStrategy[Plain] = st.one_of(
    st.sampled_from(["present", "absent", "unknown", "yes"]),
    st.none(),
    st.booleans(),
    st.integers(),
    st.lists(st.none(), max_size=1),
)
KEYS = st.one_of(
    st.sampled_from([item.id for item in instrument("unodc-general").indicators]),
    st.text(max_size=4),
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.one_of(st.sampled_from([*instrument_ids(), "x"]), VALUES),
    st.one_of(VALUES, st.dictionaries(KEYS, VALUES, max_size=4)),
)
def test_any_document_is_read_or_refused_with_sentences(
    chosen: Plain, given_answers: Plain
) -> None:
    document = Document({"instrument": chosen, "answers": given_answers}, 1)
    try:
        found = answers_in(document, name=NAME)
    except WrongInput as wrong:
        refusal = wrong.sentences
    else:
        assert set(found.given) <= {item.id for item in found.instrument.indicators}
        return
    assert refusal
