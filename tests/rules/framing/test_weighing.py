"""What a wording weighs is read from a file that says what each weight stands for."""

from clew.rules.framing.findings import codes
from clew.rules.framing.lexicon import lexicon
from clew.rules.framing.passage import passages
from clew.rules.framing.reading import sentences
from clew.rules.framing.weighing import likely, may_be, place_of, weights

_KINDS = {"always", "rule", "told", "here", "near", "word", "start", "pair", "skip", "beside"}


def test_every_weight_stands_for_something_that_is_looked_at() -> None:
    for feature, each in weights().items():
        kind, _, name = feature.partition(":")
        assert kind in _KINDS, feature
        assert kind not in {"here", "near"} or name in lexicon(), feature
        assert {code for code, _ in each} <= set(codes()), feature


def test_a_rule_that_fires_makes_its_code_likelier() -> None:
    (passage,) = passages(sentences("The smuggling gang made them work unpaid."), context=True)
    assert likely(passage, {"SFT"})["SFT"] > likely(passage, set())["SFT"]


def test_a_term_that_is_not_there_is_not_marked_by_the_words_around_it() -> None:
    (passage,) = passages(sentences("They crossed the Channel for £900."), context=True)
    assert not may_be(passage, "TFS")
    assert not may_be(passage, "ILL")
    assert may_be(passage, "DEH")


def test_the_place_of_a_code_is_inside_its_sentence() -> None:
    (passage,) = passages(sentences("A fresh swarm came over the hill."), context=True)
    first, last = place_of(passage, "DEH")
    assert 0 <= first <= last < len(passage.sentence.tokens)
