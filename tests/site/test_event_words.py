"""Every event that names a person has words for whoever asks who has looked."""

import ast
import re
from typing import Final

from clew.ground.notices.words import WORDS as NOTICES
from clew.support.casework.looked import WORDS
from tests.architecture.files import SRC
from tests.architecture.source import sources

_ENDINGS: Final = frozenset({"html", "models", "views", "queries", "actions", "yaml", "css", "js"})
_NAME: Final = re.compile(r"[a-z_]+\.[a-z_]+")
# About nobody: no person asks who did these.
ABOUT_NOBODY: Final = frozenset(
    {"address.refused", "object.refused", "pace.refused", "circle.made"}
)


def named_in_code() -> set[str]:
    """Return the name of every event about somebody that the code writes down.

    Many rooms hand the name to one function of theirs that leaves the trace, so every word of the
    shape of a name is taken that begins as one of ours does.
    """
    kinds = {name.partition(".")[0] for name in {*WORDS, *_recorded()}}
    found = set()
    for path, tree in sources(SRC):
        if "/migrations/" in path or path.endswith(("looked.py", "settings.py")):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and _NAME.fullmatch(str(node.value)):
                name = str(node.value)
                if name.partition(".")[0] in kinds and name.partition(".")[2] not in _ENDINGS:
                    found.add(name)
    return found - ABOUT_NOBODY - (set(NOTICES) - set(WORDS))


def _recorded() -> set[str]:
    """Return the names that are written where a trace about somebody is left."""
    found = set()
    for _, tree in sources(SRC):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and {word.arg for word in node.keywords} & {"subjects"}:
                given = [*node.args[:1], *(w.value for w in node.keywords if w.arg == "name")]
                names = [str(each.value) for each in given if isinstance(each, ast.Constant)]
                found |= {name for name in names if _NAME.fullmatch(name)}
    return found


def test_every_event_about_somebody_has_words() -> None:
    named = named_in_code()
    assert "case.opened" in named  # red control: they are found
    assert sorted(named - set(WORDS)) == []


def test_no_words_are_kept_twice() -> None:
    assert len({str(words) for words in WORDS.values()}) == len(WORDS)
