"""A passphrase that was stolen elsewhere is refused, where the operator laid the list down."""

import dataclasses
import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from clew.ground.accounts.breached import stands_in

STOLEN = "four words that somebody stole"


def write(path: Path, passwords: Iterable[str], end: str = "\r\n") -> Path:
    """Write a list as it is given out."""
    digests = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in set(passwords))  # noqa: S324 -- the list's own
    lines = [f"{digest}:{len(digest) * place}" for place, digest in enumerate(digests, start=1)]
    path.write_text(end.join([*lines, ""]), encoding="ascii", newline="")
    return path


def lay(path: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CLEW", dataclasses.replace(settings.CLEW, breached=path))


def test_what_stands_in_the_list_is_refused_with_what_to_do_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate_password(STOLEN)  # red control: without the list it passes
    lay(write(tmp_path / "list.txt", [STOLEN, "another"]), monkeypatch)
    with pytest.raises(ValidationError, match="stolen there"):
        validate_password(STOLEN)
    validate_password(f"{STOLEN} and not this one")


def test_a_list_that_cannot_be_read_lets_nothing_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path / "gone.txt", monkeypatch)
    with pytest.raises(ValidationError, match="cannot be read"):
        validate_password("four words that nobody says")


@of_hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=40, unique=True),
    st.sampled_from(["\n", "\r\n"]),
)
def test_each_of_a_list_is_found_and_nothing_else(
    tmp_path: Path, words: list[str], end: str
) -> None:
    listed = write(tmp_path / "list.txt", words, end)
    assert all(stands_in(listed, word) for word in words)
    assert not any(stands_in(listed, f"{word} not") for word in (*words, "x"))
