"""Reading a text as a file would be read, and catching the refusal. Used by the tests beside it."""

from collections.abc import Iterator

import pytest

from clew.rules.sources.documents import Document, Plain
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.strict_yaml import read_documents

NAME = "facts.yaml"


def documents_in(text: str | bytes, *, words_only: bool = True) -> Iterator[Document]:
    """Read the documents of a text one by one."""
    raw = text.encode() if isinstance(text, str) else text
    return read_documents(raw, name=NAME, words_only=words_only)


def values_of(text: str | bytes, *, words_only: bool = True) -> list[Plain]:
    """Read every document of a text; return their values."""
    return [document.value for document in documents_in(text, words_only=words_only)]


def value_of(text: str | bytes, *, words_only: bool = True) -> Plain:
    """Read a text that holds exactly one document; return its value."""
    (value,) = values_of(text, words_only=words_only)
    return value


def refusal_of(text: str | bytes, *, words_only: bool = True) -> str:
    """Read a text that must be refused; return the sentences of the refusal."""
    with pytest.raises(WrongInput) as refused:
        values_of(text, words_only=words_only)
    assert refused.value.faults, "a refusal names at least one fault"
    return "\n".join(refused.value.sentences)
