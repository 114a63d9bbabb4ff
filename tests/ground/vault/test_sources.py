"""Where a root key comes from: in one order, and nothing that others could read is taken."""

import dataclasses
from pathlib import Path

import pytest

from clew.ground.vault import keyfile, sources
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.root import Locked
from clew.ground.vault.sources import Source
from clew.rules.sources.faults import WrongInput
from clew.site.environment import Environment, environment_in

KEY = "5a" * 32


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (tmp_path / "keyring").mkdir()
    return Environment(data=tmp_path, host="localhost", port=8000, demonstration=False)


def test_each_place_comes_before_the_next(
    here: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sources.source(here) is Source.NOWHERE
    with pytest.raises(NoRootKey, match="is missing"):
        sources.root_key(here)
    here.passphrase_check.touch()
    assert sources.source(here) is Source.PASSPHRASE
    with pytest.raises(Locked):
        sources.root_key(here)
    keyfile.make(here.root_key)
    assert sources.source(here) is Source.FILE
    assert sources.root_key(here) == here.root_key.read_bytes()
    here = dataclasses.replace(here, root_key_hex=KEY)
    assert sources.source(here) is Source.ENVIRONMENT
    assert sources.root_key(here) == bytes.fromhex(KEY)
    lent = tmp_path / "credentials" / sources.CREDENTIAL
    keyfile.make(lent)
    lent.chmod(0o440)  # as systemd lends it to the user of the service
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(lent.parent))
    assert sources.source(here) is Source.CREDENTIAL
    assert sources.root_key(here) == lent.read_bytes()
    named = tmp_path / "stick" / "clew.key"
    here = dataclasses.replace(here, root_key_file=named)
    assert sources.source(here) is Source.NAMED_FILE
    with pytest.raises(Locked):  # the stick is not there: the house waits for it
        sources.root_key(here)
    keyfile.make(named)
    assert sources.root_key(here) == named.read_bytes()


@pytest.mark.parametrize("mode", [0o444, 0o460, 0o644])
def test_a_credential_that_everybody_reads_is_refused(
    here: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    lent = tmp_path / "credentials" / sources.CREDENTIAL
    keyfile.make(lent)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(lent.parent))
    sources.root_key(here)  # red control
    lent.chmod(mode)
    with pytest.raises(NoRootKey):
        sources.root_key(here)


def refusal(**variables: str) -> str:
    with pytest.raises(WrongInput) as refused:
        environment_in({"CLEW_MODE": "real", **variables}, project=Path())
    return "\n".join(refused.value.sentences)


def test_a_key_in_the_environment_is_taken_only_if_that_was_asked_for() -> None:
    said = refusal(CLEW_ROOT_KEY=KEY)
    assert "other programs can read an environment" in said
    assert KEY not in said
    found = environment_in(
        {"CLEW_MODE": "real", "CLEW_ROOT_KEY": KEY, "CLEW_ROOT_KEY_IN_ENVIRONMENT": "allowed"},
        project=Path(),
    )
    assert found.root_key_hex == KEY  # red control
    assert KEY not in repr(found)


@pytest.mark.parametrize("wrong", ["5a", KEY + "0", KEY[:-1] + "g", KEY[:-2] + "\u0665a"])
def test_a_key_of_another_form_is_refused_without_being_repeated(wrong: str) -> None:
    said = refusal(CLEW_ROOT_KEY=wrong, CLEW_ROOT_KEY_IN_ENVIRONMENT="allowed")
    assert "64 hexadecimal digits" in said
    assert wrong not in said


def test_asking_for_it_in_other_words_is_refused() -> None:
    assert "`allowed`" in refusal(CLEW_ROOT_KEY=KEY, CLEW_ROOT_KEY_IN_ENVIRONMENT="1")
    assert "laptop" in refusal(CLEW_PROFILE="phone")


def test_the_demonstration_takes_no_key_of_a_real_house() -> None:
    found = environment_in({"CLEW_ROOT_KEY_FILE": "/media/stick/clew.key"}, project=Path())
    assert found.root_key_file is None
