"""What a file holds, in the values of the form: golden values, and what holds for all of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.recognise.mechanisms.crosswalks import crosswalk
from clew.recognise.mechanisms.form import Shape
from clew.recognise.mechanisms.proposing import (
    fits,
    gathered,
    nationality_in,
    of_facts,
    proposals,
    source_words,
    under_18,
)
from clew.survivor.claims import actions as claims
from tests.cast import CANARY, TODAY, Cast
from tests.recognise.mechanisms.preparing import NRM, a_person
from tests.recognise.referrals.making import STATUS_SIGNS, somebody

VALUES = crosswalk("gb-nrm")
DAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("born", "answer"),
    [
        ("2008-03-16", "no"),  # 18 today
        ("2008-03-17", "yes"),
        ("2008-03", "not-sure"),
        ("2008-02", "no"),
        ("2008-04", "yes"),
        ("2008", "not-sure"),
        ("2007", "no"),
        ("2009", "yes"),
        ("2008-02-29", "no"),
        ("2008-02-30", ""),
        ("about 2008", ""),
        ("", ""),
    ],
)
def test_an_age_that_the_date_leaves_open_is_not_sure(born: str, answer: str) -> None:
    assert under_18(born, on=DAY) == answer


@given(born=st.dates(date(1930, 1, 1), DAY), on=st.dates(DAY, date(2060, 1, 1)))
def test_a_date_known_less_well_is_never_surer(born: date, on: date) -> None:
    whole = under_18(born.isoformat(), on=on)
    for part in (born.isoformat()[:7], born.isoformat()[:4]):
        assert under_18(part, on=on) in {whole, "not-sure"}


@pytest.mark.parametrize(
    ("known", "word"),
    [
        ("PL", "Polish"), ("pl", "Polish"), ("Polish", "Polish"), ("GB", "British"),
        ("CD", "Congolese (DRC)"), ("NO", "Norwegian"), ("Ruritanian", ""), ("", ""),
        ("stateless", ""),
    ],
)  # fmt: skip
def test_a_nationality_is_told_in_the_forms_word_or_not_at_all(known: str, word: str) -> None:
    assert nationality_in(VALUES.nationalities, known) == word


@given(known=st.text(max_size=20))
def test_no_nationality_is_proposed_that_the_form_does_not_have(known: str) -> None:
    assert nationality_in(VALUES.nationalities, known) in {"", *VALUES.nationalities.values()}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"purpose.forced_labour": "yes"}, {"types-of-exploitation-forced-to-work"}),
        ({"purpose.forced_labour": "no"}, set()),
        ({"purpose.forced_begging": "yes"}, {"types-of-exploitation-forced-to-commit-crime"}),
        ({"purpose.organ_removal": "yes"}, {"types-of-exploitation-organs-removed"}),
        ({"purpose.sexual_exploitation": "yes", "child": "no"},
         {"types-of-exploitation-prostitution"}),
        ({"purpose.sexual_exploitation": "yes", "child": "yes"},
         {"types-of-exploitation-child-exploitation"}),
        ({"purpose.sexual_exploitation": "yes"}, set()),
        ({"purpose.servitude": "yes"},
         {"types-of-exploitation-other", "other-exploitation-details"}),
    ],
)  # fmt: skip
def test_a_kind_of_exploitation_is_proposed_from_the_worksheets_own_facts(
    facts: dict[str, str], found: set[str]
) -> None:
    assert set(proposals(NRM, of_facts(facts, VALUES))) == found


_WORDS = st.one_of(st.text(max_size=30), st.sampled_from(["yes", "no", "true", "female", "Polish"]))


@given(
    known=st.dictionaries(
        st.sampled_from(sorted({name for field in NRM.fields() for name in field.proposed_from})),
        _WORDS,
    )
)
def test_whatever_a_file_holds_no_field_is_proposed_a_value_it_cannot_take(
    known: dict[str, str],
) -> None:
    fields = {field.id: field for field in NRM.fields()}
    for name, answer in proposals(NRM, known).items():
        field = fields[name]
        assert fits(field, answer.said)
        assert answer.standing == "proposed"
        assert answer.source in field.proposed_from
        assert source_words(answer.source)
        if field.choices:
            assert answer.said in field.choices


@pytest.mark.django_db
def test_what_is_kept_of_somebody_is_gathered_with_where_it_came_from(cast: Cast) -> None:
    ada = cast.advocate_a
    person = a_person(
        ada, full_name=f"Marek Jan {CANARY}", born="1990-05-04", sex="male", speaks="pl",
        nationality="PL",
    )  # fmt: skip
    claims.state(
        actor=ada, person=person, kind="person", value="the one with the van", words="",
        grade="B2", certainty="stated",
    )  # fmt: skip
    found = proposals(NRM, gathered(ada, person, NRM, on=TODAY))
    assert {name: answer.said for name, answer in found.items()} == {
        "reference": person.code,
        "pv-under-age": "no",
        "pv-gender-dtn": "male",
        "pv-gender": "male",
        "pv-nationality-dtn": "Polish",
        "pv-nationality": "Polish",
        "pv-name-first-name": "Marek Jan",
        "pv-name-last-name": CANARY,
        "pv-name-nickname": "Marek",
        "pv-name-first-name-dtn": "Marek Jan",
        "pv-name-last-name-dtn": CANARY,
        "pv-name-nickname-dtn": "Marek",
        "pv-dob": "1990-05-04",
        "pv-interpreter-requirements": "yes",
        "pv-interpreter-requirements-language": "Polish",
        "who-exploited-pv": "the one with the van (B2)",
        "fr-details-first-name": "Ada",
        "fr-details-last-name": "Advocate",
        "fr-details-role": "Advocate",
    }


@pytest.mark.django_db
def test_signs_that_speak_of_papers_or_status_are_never_proposed(cast: Cast) -> None:
    fay = cast.first_responder
    known = gathered(fay, somebody(fay), NRM, on=TODAY)
    assert known["screening.any_sign"] == "yes"
    assert isinstance(known["screening.signs"], str)
    assert len(known["screening.signs"].splitlines()) == 1
    assert len(STATUS_SIGNS) == 3  # were there, and were answered yes
    assert known["sheet.forced_labour"] == "true"
    assert not [field for field in NRM.fields() if field.shape is Shape.NUMBER and not field.when]
