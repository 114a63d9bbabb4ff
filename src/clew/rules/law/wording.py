"""How each fact is put to a worker: the words of data/wording.yaml, one entry for every fact."""

import functools
from importlib.resources import files

from clew.rules.sources.loader import load_mapping

_FILE = files("clew.rules.law") / "data" / "wording.yaml"


@functools.cache
def wordings() -> dict[str, str]:
    """Return the words for every fact by its dotted name, `act.recruitment`."""
    return load_mapping(str, _FILE)
