"""Every import inside a function says why it is there, behind its noqa."""

import re
from pathlib import Path

_NOQA = re.compile(r"# noqa: (?P<codes>[A-Z0-9, ]*\bPLC0415\b[A-Z0-9, ]*)(?P<reason>.*)$")
_LEAST_REASON = 10  # characters: "slow" is no reason


def check(root: Path) -> list[str]:
    """Return one sentence for each inner import without a reason."""
    wrong = []
    for folder in ("src", "bench", "checks"):
        for path in sorted((root / folder).rglob("*.py")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                found = _NOQA.search(line)
                if found and len(found["reason"].removeprefix(" -- ").strip()) < _LEAST_REASON:
                    place = f"{path.relative_to(root)}:{number}"
                    wrong.append(f"{place}: say why the import is inside, after ' -- '.")
    return wrong
