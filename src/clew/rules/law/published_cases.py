"""Published cases to try the classification on: facts in brief, the source's answer, and ours.

The facts files in data/published_cases are ordinary facts documents: `clew classify` reads them.
"""

import functools
from dataclasses import dataclass
from importlib.resources import files

from clew.rules.law.facts import Facts, facts_in
from clew.rules.sources.citations import Citation
from clew.rules.sources.loader import load_mapping
from clew.rules.sources.strict_yaml import read_documents

_FOLDER = files("clew.rules.law") / "data" / "published_cases"


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """One published case. `labels`: what follows from each document, by its id.

    `differs` explains every document whose answer is not simply the published one. Grade A: facts
    and answer were both read in the source; B: the answer is an offence category or a charge.
    """

    title: str
    file: str
    brief: str
    asked: str
    answer: str
    labels: dict[str, str]
    grade: str
    citation: Citation
    differs: str | None = None


@functools.cache
def published_cases() -> dict[str, PublishedCase]:
    """Return every published case by its id."""
    return load_mapping(PublishedCase, _FOLDER / "index.yaml")


@functools.cache
def facts_of(case_id: str) -> tuple[Facts, ...]:
    """Return the facts documents of a published case. Raises KeyError for an unknown id."""
    name = published_cases()[case_id].file
    documents = read_documents((_FOLDER / name).read_bytes(), name=name, words_only=True)
    return tuple(
        facts_in(document, name=name, number=number)
        for number, document in enumerate(documents, start=1)
    )
