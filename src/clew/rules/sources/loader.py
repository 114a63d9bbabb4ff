"""Loading a data file of rules into frozen records. No citation, no load.

The records themselves demand their citations (a required field of type `Citation`); this module
reads the file strictly and names file, line, key, found and wanted when something is off.
"""

from importlib.resources.abc import Traversable
from typing import TypeVar

from clew.rules.sources.documents import Document, Path
from clew.rules.sources.faults import Fault, WrongInput
from clew.rules.sources.records import Where, build
from clew.rules.sources.strict_yaml import read_documents

Record = TypeVar("Record")


def load_record(cls: type[Record], file: Traversable) -> Record:
    """Load a file that holds one record of `cls`. Raises `WrongInput`."""
    document = _single_document(file)
    return build(cls, document.value, _where(file.name, document))


def load_mapping(cls: type[Record], file: Traversable) -> dict[str, Record]:
    """Load a file that maps ids to records of `cls`. Raises `WrongInput`."""
    document = _single_document(file)
    where = _where(file.name, document)
    if not isinstance(document.value, dict):
        raise WrongInput([Fault(file.name, "", "no mapping", "ids with their records")])
    return {
        key: build(cls, value, lambda path, key=key: where((key, *path)))  # type: ignore[misc]
        for key, value in document.value.items()
    }


def load_list(cls: type[Record], file: Traversable) -> tuple[Record, ...]:
    """Load a file that holds a list of records of `cls`. Raises `WrongInput`."""
    document = _single_document(file)
    where = _where(file.name, document)
    if not isinstance(document.value, list):
        raise WrongInput([Fault(file.name, "", "no list", "a list of records")])
    return tuple(
        build(cls, value, lambda path, at=at: where((at, *path)))  # type: ignore[misc]
        for at, value in enumerate(document.value)
    )


def _single_document(file: Traversable) -> Document:
    documents = list(read_documents(file.read_bytes(), name=file.name, words_only=False))
    if len(documents) != 1:
        found = f"{len(documents)} documents"
        raise WrongInput([Fault(file.name, "", found, "one document")])
    return documents[0]


def _where(name: str, document: Document) -> Where:
    def where(path: Path) -> str:
        return f"{name}, line {document.line_of(path)}"

    return where
