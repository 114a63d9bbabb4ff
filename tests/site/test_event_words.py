"""Every event that names a person has words for whoever asks who has looked."""

import ast
import re
from typing import Final

from clew.support.casework.looked import WORDS
from tests.architecture.files import SRC
from tests.architecture.source import sources

_NAME: Final = re.compile(r"[a-z_]+\.[a-z_]+")
# About nobody: no person asks who did these.
ABOUT_NOBODY: Final = frozenset(
    {"address.refused", "object.refused", "pace.refused", "circle.made"}
)


def named_in_code() -> set[str]:
    """Return the names that are written where a trace about somebody is left."""
    found = set()
    for _, tree in sources(SRC):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and {word.arg for word in node.keywords} & {"subjects"}:
                given = [*node.args[:1], *(w.value for w in node.keywords if w.arg == "name")]
                names = [str(each.value) for each in given if isinstance(each, ast.Constant)]
                found |= {name for name in names if _NAME.fullmatch(name)}
    return found - ABOUT_NOBODY


def test_every_event_about_somebody_has_words() -> None:
    named = named_in_code()
    assert "person.written_down" in named  # red control: they are found
    assert sorted(named - set(WORDS)) == []


def test_no_words_are_kept_twice() -> None:
    assert len({str(words) for words in WORDS.values()}) == len(WORDS)
