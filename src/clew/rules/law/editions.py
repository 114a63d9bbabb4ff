"""Which edition of the law's data an answer was reached by: a short digest of the files it reads.

Stored beside a conclusion, it says years later whether the data has changed since; whether the
answer has, `comparing` says.
"""

import hashlib

from clew.rules.law import consequences, elements, periods

_LETTERS = 16


def edition(code: str) -> str:
    """Return the edition of the data for one jurisdiction: sixteen letters.

    It covers the elements, the smuggling elements, what follows, and the periods. Raises
    `WrongInput` when there is no data for `code`.
    """
    elements.jurisdiction(code)
    own = elements.codes()[code]
    found = hashlib.sha256()
    for file in (
        elements._FOLDER / f"{own}.yaml",  # noqa: SLF001 -- the same room
        elements._SMUGGLING,  # noqa: SLF001 -- the same room
        consequences._FILE,  # noqa: SLF001 -- the same room
        periods._FOLDER / f"{own}.yaml",  # noqa: SLF001 -- the same room
    ):
        raw = file.read_bytes() if file.is_file() else b""
        found.update(len(raw).to_bytes(8, "big") + raw)
    return found.hexdigest()[:_LETTERS]
