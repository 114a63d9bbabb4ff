"""Reading facts: what is left out is unknown, what nobody reads is refused, all in one round."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.law.facts import GROUPS, LONGEST_ID, Facts, facts_in, names_of
from clew.rules.law.known import Known
from clew.rules.sources.documents import Plain
from clew.rules.sources.faults import Fault, WrongInput
from tests.rules.law.stated import stated
from tests.rules.sources.texts import NAME, documents_in

PLACES = [
    (group, name) for group, kind in GROUPS.items() for name in names_of(kind) if name != "offence"
]


def read(text: str) -> Facts:
    (document,) = documents_in(text)
    return facts_in(document, name=NAME, number=1)


def faults_of(text: str, *, number: int = 1) -> tuple[Fault, ...]:
    document = list(documents_in(text))[number - 1]
    with pytest.raises(WrongInput) as refused:
        facts_in(document, name=NAME, number=number)
    return refused.value.faults


def test_a_fact_left_out_is_unknown() -> None:
    facts = read("id: x\n")
    assert facts == Facts(id="x")
    assert facts.jurisdiction == "INT"
    assert all(getattr(getattr(facts, group), name) is Known.UNKNOWN for group, name in PLACES)
    assert facts.child is Known.UNKNOWN


@pytest.mark.parametrize(("group", "name"), PLACES)
def test_every_fact_is_read_where_it_stands(group: str, name: str) -> None:
    others = [place for place in PLACES if place != (group, name)]
    for value in Known:
        facts = read(f"{group}: {{{name}: {value}}}\n")
        assert getattr(getattr(facts, group), name) is value
        assert {getattr(getattr(facts, kind), part) for kind, part in others} == {Known.UNKNOWN}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("empty", ["", "{}"])
def test_a_group_without_content_is_unknown(group: str, empty: str) -> None:
    assert read(f"id: x\n{group}: {empty}\n") == Facts(id="x")


@pytest.mark.parametrize(
    "value", ["JA", "True", "true", "Yes", "YES", "y", "1", "on", "maybe", "met", '""']
)
@pytest.mark.parametrize(
    ("key", "place"), [("child", "child: {}"), ("act.receipt", "act: {{receipt: {}}}")]
)
def test_nothing_but_yes_no_and_unknown_is_a_fact(key: str, place: str, value: str) -> None:
    (fault,) = faults_of(f"id: x\n{place.format(value)}\n")
    assert fault.where == f"{NAME}, document 1, line 2"
    assert fault.key == key
    assert fault.found == ("an empty text" if value == '""' else f'"{value}"')
    assert fault.wanted == "yes, no or unknown"


@pytest.mark.parametrize("value", [True, False, 1, [], {}, ["yes"]])
def test_a_fact_of_another_kind_is_refused(value: Plain) -> None:
    examples: list[dict[str, Plain]] = [{"child": value}, {"means": {"fraud": value}}]
    for given_facts in examples:
        with pytest.raises(WrongInput, match="wanted yes, no or unknown"):
            stated(given_facts)


def test_an_unknown_key_is_refused_with_the_keys_there_are() -> None:
    (fault,) = faults_of("id: x\n\nmeens: {fraud: yes}\n")
    assert (fault.where, fault.key) == (f"{NAME}, document 1, line 3", "meens")
    assert "means" in fault.wanted
    (fault,) = faults_of("means:\n  fraud: no\n  lies: yes\n")
    assert (fault.where, fault.key) == (f"{NAME}, document 1, line 3", "means.lies")
    assert "deception" in fault.wanted


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("value", ["yes", "[yes]"])
def test_a_group_that_is_no_mapping_is_refused(group: str, value: str) -> None:
    (fault,) = faults_of(f"{group}: {value}\n")
    assert fault.key == group
    assert fault.wanted.startswith("a mapping of ")


@pytest.mark.parametrize("text", ["yes\n", "- yes\n", "12\n", "~\n"])
def test_a_document_that_is_no_mapping_is_refused(text: str) -> None:
    (fault,) = faults_of(text)
    assert fault.wanted == "facts: keys with yes, no or unknown"


def test_the_document_is_named_by_its_number_and_the_line_in_the_file() -> None:
    (fault,) = faults_of("id: a\n---\nid: b\nchild: perhaps\n", number=2)
    assert fault.where == f"{NAME}, document 2, line 4"


def test_every_fault_of_a_document_is_named_in_one_round() -> None:
    found = faults_of(
        "child: JA\non: 1.5.2024\nact: {receipt: 1, theft: yes}\nmeans: yes\nborn: x\n"
    )
    assert {fault.key for fault in found} == {
        "child", "on", "act.receipt", "act.theft", "means", "born",
    }  # fmt: skip


def test_faults_come_in_the_order_of_the_lines() -> None:
    keys = [f"extra_{letter}" for letter in "qazwsxedcrfv"]
    text = "".join(f"{key}: yes\n" for key in keys)
    assert [fault.key for fault in faults_of(text)] == keys


def test_one_fault_less_is_one_sentence_less() -> None:
    assert len(faults_of("child: JA\nact: {receipt: nein}\n")) == 2
    assert len(faults_of("child: yes\nact: {receipt: nein}\n")) == 1
    assert read("child: yes\nact: {receipt: no}\n").child is Known.YES


@pytest.mark.parametrize("text", ["a", "7", "x" * LONGEST_ID, "Fall Ä-7", "NO"])
def test_any_text_is_an_id(text: str) -> None:
    assert read(f"id: {text}\n").id == text


def test_a_document_without_an_id_is_called_by_its_place() -> None:
    document = list(documents_in("child: yes\n---\nchild: no\n"))[1]
    assert facts_in(document, name=NAME, number=2).id == "document 2"


@pytest.mark.parametrize("key", ["id", "jurisdiction"])
@pytest.mark.parametrize("value", ['""', '"  "', "x" * (LONGEST_ID + 1), "[a]", "{a: b}"])
def test_an_empty_or_endless_text_is_refused(key: str, value: str) -> None:
    (fault,) = faults_of(f"{key}: {value}\n")
    assert fault.key == key
    assert fault.wanted == f"a text of at most {LONGEST_ID} characters"


@pytest.mark.parametrize("given_facts", [{"id": True}, {"charged": {"offence": False}}])
def test_true_and_false_are_no_text(given_facts: dict[str, Plain]) -> None:
    # In JSON, "offence": false means that there is no charge, and must not become the charge False.
    with pytest.raises(WrongInput, match="a text of at most"):
        stated(given_facts)


VALUES: st.SearchStrategy[Plain] = st.one_of(
    st.sampled_from(["yes", "no", "unknown", "JA", "2024-05-01", "INT", "GB"]),
    st.text(max_size=5),
    st.booleans(),
    st.none(),
    st.integers(),
    st.lists(st.just("yes"), max_size=1),
)
GROUP_VALUES = st.one_of(
    VALUES,
    st.dictionaries(
        st.sampled_from([name for _, name in PLACES] + ["offence", "x"]), VALUES, max_size=4
    ),
)
DOCUMENTS = st.dictionaries(st.sampled_from([*names_of(Facts), "extra"]), GROUP_VALUES, max_size=6)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(DOCUMENTS)
def test_any_document_is_read_or_refused_with_sentences(value: dict[str, Plain]) -> None:
    try:
        facts = stated(value)
    except WrongInput as wrong:
        refusal = wrong.sentences
    else:
        assert isinstance(facts, Facts)
        return
    assert refusal
    assert all(each.startswith("stated, document 1") and each.endswith(".") for each in refusal)
