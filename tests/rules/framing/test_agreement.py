"""Codings of one text are compared by code, over all and by sentence; others are refused."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engines.reliability import alpha
from clew.rules.framing import agreement
from clew.rules.framing.agreement import ALL_ALIKE, NOBODY, OF_TWO, Agreement
from clew.rules.framing.agreement_files import (
    as_json,
    differences_as_csv,
    in_plain_words,
    measures_as_csv,
)
from clew.rules.framing.codings import Coding
from clew.rules.framing.scheme import scheme
from clew.rules.sources.faults import WrongInput

DIGEST = "ab" * 16
SAID = st.frozensets(st.sampled_from(["TFS", "SFT", "ILL", "OK-T"]), max_size=2)
TWO = st.lists(st.tuples(SAID, SAID), min_size=1, max_size=12)


def coding(coder: str, *said: str, digest: str = DIGEST) -> Coding:
    return Coding(coder, digest, tuple(frozenset(each.split()) for each in said))


def compare(codings: list[Coding]) -> Agreement:
    return agreement.compare(codings, alpha=alpha)


def both(said: list[tuple[frozenset[str], frozenset[str]]]) -> list[Coding]:
    one, other = zip(*said, strict=True)
    return [Coding("A", DIGEST, one), Coding("B", DIGEST, other)]


def test_each_code_is_measured_and_the_sentences_that_differ_are_named() -> None:
    found = compare(
        [
            coding("A", "TFS", "TFS STA", "", "OK-T", "ILL"),
            coding("B", "TFS", "TFS", "", "OK-T", "ILL VAO"),
        ]
    )
    by_code = {each.code: each for each in found.measures}
    assert list(by_code) == list(scheme())
    assert by_code["TFS"].said == (2, 2)
    assert by_code["TFS"].kappa == 1
    assert by_code["STA"].alike == 4
    assert by_code["STA"].percentage == 80
    assert by_code["STA"].kappa == 0  # one said it once and the other never: as by chance
    assert [each.sentence for each in found.differences] == [2, 5]
    assert found.same_sets == 3
    assert found.over_all.decisions == 5 * 5  # TFS, VAO, ILL, STA and OK-T were said by somebody


@given(TWO)
def test_who_is_named_first_changes_nothing(
    said: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    one, other = both(said)
    found, turned = compare([one, other]), compare([other, one])
    for each, mirrored in zip(found.measures, turned.measures, strict=True):
        assert each.kappa == mirrored.kappa
        assert each.alpha == pytest.approx(mirrored.alpha)
    assert found.over_all.kappa == turned.over_all.kappa
    assert found.alpha_of_sets == pytest.approx(turned.alpha_of_sets)


@given(TWO)
def test_coefficients_are_numbers_up_to_one_or_none_with_a_reason(
    said: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    found = compare(both(said))
    for each in (found.over_all, *found.measures):
        assert 0 <= each.percentage <= 100
        assert (each.kappa is None) == (each.alpha is None) == bool(each.because)
        if each.kappa is not None and each.alpha is not None:
            assert -1 <= each.kappa <= 1
            assert each.alpha <= 1
    assert len(found.differences) + found.same_sets == len(said)


@given(st.lists(SAID, min_size=1, max_size=12))
def test_with_oneself_agreement_is_perfect_wherever_there_is_any(
    said: list[frozenset[str]],
) -> None:
    found = compare([Coding("A", DIGEST, tuple(said)), Coding("B", DIGEST, tuple(said))])
    assert not found.differences
    for each in (found.over_all, *found.measures):
        assert each.percentage == 100
        assert each.kappa in {None, 1}
        assert each.alpha is None or each.alpha == pytest.approx(1)
        assert each.interval is None


def test_a_code_that_nobody_said_or_everybody_always_has_no_coefficient_and_says_why() -> None:
    found = compare([coding("A", "ILL", "ILL"), coding("B", "ILL", "ILL")])
    by_code = {each.code: each for each in found.measures}
    assert by_code["ILL"].kappa is None
    assert by_code["ILL"].because == ALL_ALIKE
    assert by_code["TFS"].because == NOBODY
    told = "\n".join(in_plain_words(found))
    assert "undefined" in told
    assert "1.000" not in told
    row = next(r for r in csv.DictReader(io.StringIO(measures_as_csv(found))) if r["code"] == "ILL")
    assert (row["kappa"], row["alpha"], row["percentage"]) == ("undefined", "undefined", "100.0")
    assert json.loads(json.dumps(as_json(found)))["over_all"]["kappa"] is None


def test_nobody_saying_anything_is_told_as_that() -> None:
    found = compare([coding("A", "", ""), coding("B", "", "")])
    assert found.over_all.because == NOBODY
    assert found.alpha_of_sets is None
    assert found.over_all.percentage == 100


def test_three_coders_have_alpha_and_kappa_for_each_two() -> None:
    found = compare([coding(c, "TFS", s, "") for c, s in (("A", "ILL"), ("B", "ILL"), ("C", ""))])
    assert found.over_all.kappa is None
    assert found.over_all.because == OF_TWO
    assert found.over_all.alpha is not None
    assert [pair.coders for pair in found.pairs] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert found.pairs[0].kappa == 1
    assert "of two" in measures_as_csv(found)


def test_differences_come_with_the_words_if_the_text_is_given_and_never_as_a_formula() -> None:
    found = compare([coding("A", "TFS", "ILL"), coding("B", "TFS", "")])
    (row,) = csv.DictReader(io.StringIO(differences_as_csv(found, ["One.", "=1+1"])))
    assert row == {"sentence": "2", "A": "ILL", "B": "", "text": "'=1+1"}
    assert "text" not in differences_as_csv(found).splitlines()[0]


@pytest.mark.parametrize(
    ("codings", "said"),
    [
        ([coding("A", "TFS")], "found 1 of them, wanted 2 to 10"),
        ([coding("A", "TFS"), coding("A", "ILL")], 'found "A" twice'),
        ([coding("A", "TFS"), coding("B", "TFS", digest="cd" * 16)], "found another text"),
        ([coding("A", "TFS"), coding("B", "TFS", "")], "found 2 sentences beside 1"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_sentence(codings: list[Coding], said: str) -> None:
    with pytest.raises(WrongInput) as refused:
        compare(codings)
    (sentence,) = refused.value.sentences
    assert said in sentence
