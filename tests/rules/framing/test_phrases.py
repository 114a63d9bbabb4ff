"""The small language in which wordings are written."""

import pytest

from clew.rules.framing.phrases import Matcher
from clew.rules.framing.reading import sentences

GROUPS = {"pay": ("wage", "pay", "cash")}


def found(phrase: str, text: str) -> list[str]:
    (only,) = sentences(text)
    tokens = only.tokens
    mentions = Matcher({"one": [phrase]}, GROUPS).mentions(tokens)
    return [text[tokens[each.first].start : tokens[each.last].end] for each in mentions]


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("withhold .. <pay>", "They withheld most of our wages.", ["withheld most of our wages"]),
        ("withhold <pay>", "They withheld most of our wages.", []),
        ("withhold .. <pay>", "They withheld a b c d wages.", []),
        ("withhold ... <pay>", "They withheld a b c d wages.", ["withheld a b c d wages"]),
        ("traffick*", "Traffickers trafficked.", ["Traffickers", "trafficked"]),
        ("=illegals", "The illegal and the illegals", ["illegals"]),
        ("illegal !entry", "An illegal entry, an illegal.", ["illegal"]),
        ("!an illegal", "An illegal, the illegal.", ["illegal"]),
        ("pay # pound|pounds", "They paid 3,000 pounds.", ["paid 3,000 pounds"]),
        ("keep the? gate", "They kept the gate and kept gates.", ["kept the gate", "kept gates"]),
        ("^ sold", "Sold to be sold.", ["Sold"]),
        ("sold $", "Sold to be sold.", ["sold"]),
        ("not sold", "They weren't sold.", ["weren't sold"]),
    ],
)
def test_a_phrase_meets_what_it_says(phrase: str, text: str, wanted: list[str]) -> None:
    assert found(phrase, text) == wanted


@pytest.mark.parametrize("phrase", ["<nobody> came", "keep? gate", ".. gate", "", "gate .."])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|group"):
        Matcher({"one": [phrase]}, GROUPS)
