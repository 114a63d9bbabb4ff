"""Settings from the environment: all of them listed, and a misspelt one refused."""

import json
from pathlib import Path

import pytest

from clew.rules.sources.faults import WrongInput
from clew.site.environment import SETTINGS, environment_in
from tests.site.calls import Command, assert_refused, call_process

PROJECT = Path("project")


def refusal(**variables: str) -> tuple[str, ...]:
    """Return the sentences with which an environment is refused."""
    with pytest.raises(WrongInput) as refused:
        environment_in(variables, project=PROJECT)
    return refused.value.sentences


def test_an_empty_environment_gives_the_demonstration_on_localhost() -> None:
    found = environment_in({"PATH": "/bin", "HOME": "/root"}, project=PROJECT)
    assert found.demonstration
    assert (found.host, found.port, found.data) == ("localhost", 8000, PROJECT / "var")


def test_every_setting_is_read() -> None:
    given = {"CLEW_DATA": "d", "CLEW_HOST": "h.example", "CLEW_PORT": "81", "CLEW_MODE": "real"}
    found = environment_in(given, project=PROJECT)
    assert not found.demonstration
    assert (found.host, found.port, found.data) == ("h.example", 81, Path("d"))


def test_empty_folders_and_hosts_are_as_good_as_none() -> None:
    found = environment_in({"CLEW_DATA": "", "CLEW_HOST": ""}, project=PROJECT)
    assert (found.host, found.data) == ("localhost", PROJECT / "var")


@pytest.mark.parametrize("name", ["CLEW_HSOT", "CLEW_", "CLEW_host", "CLEW_DEBUG"])
def test_a_setting_nobody_reads_is_refused_with_the_ones_there_are(name: str) -> None:
    (sentence,) = refusal(**{name: "shelter.example"})
    assert sentence.startswith(f"environment: {name}: found a setting nobody reads, wanted ")
    assert all(known in sentence for known in SETTINGS)
    assert "shelter.example" not in sentence, "its value may be a secret"


def test_settings_of_other_programs_are_left_alone() -> None:
    others = {"CLEWISH_HOST": "x", "MY_CLEW_HOST": "x", "clew_host": "x"}
    assert environment_in(others, project=PROJECT) == environment_in({}, project=PROJECT)


def test_a_list_of_breached_passphrases_is_there_or_nothing_starts(tmp_path: Path) -> None:
    (sentence,) = refusal(CLEW_BREACHED=str(tmp_path / "list.txt"))
    assert sentence == "environment: CLEW_BREACHED: found no file, wanted a file that exists."
    (tmp_path / "list.txt").touch()
    found = environment_in({"CLEW_BREACHED": str(tmp_path / "list.txt")}, project=PROJECT)
    assert found.breached == tmp_path / "list.txt"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "", " 80", "8_0", "٨٠", "1e3"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    (sentence,) = refusal(CLEW_PORT=port)
    assert sentence.startswith("environment: CLEW_PORT: found ")
    assert sentence.endswith("wanted a port from 1 to 65535.")


@pytest.mark.parametrize("port", ["1", "8000", "65535"])
def test_a_port_is_taken_as_given(port: str) -> None:
    assert environment_in({"CLEW_PORT": port}, project=PROJECT).port == int(port)


@pytest.mark.parametrize("mode", ["", "Real", "production", "demo"])
def test_a_mode_that_is_none_is_refused(mode: str) -> None:
    # A real house that runs as a demonstration would refuse its own proxy, or wipe itself.
    (sentence,) = refusal(CLEW_MODE=mode)
    assert sentence.startswith("environment: CLEW_MODE: found ")
    assert sentence.endswith("wanted demonstration or real.")


def test_every_fault_of_an_environment_is_named_in_one_round() -> None:
    found = refusal(CLEW_PORT="x", CLEW_MODE="y", CLEW_HSOT="z", CLEW_DAAT="z")
    assert len(found) == 4


def test_settings_lists_every_setting_with_its_meaning(clew: Command) -> None:
    answer = clew("settings")
    assert (answer.code, answer.err) == (0, "")
    listed = {line.split()[0]: line.split(maxsplit=1)[1] for line in answer.out.splitlines()}
    assert listed == SETTINGS
    assert all(name.startswith("CLEW_") for name in listed)


def test_settings_for_machines_are_the_same(clew: Command) -> None:
    assert json.loads(clew("settings", "--json").out) == SETTINGS


@pytest.mark.parametrize(
    ("words", "name"), [(["manage", "check"], "CLEW_HSOT"), (["up"], "CLEW_PROT")]
)
def test_a_misspelt_setting_stops_the_start_with_one_sentence(words: list[str], name: str) -> None:
    answer = call_process(*words, settings={name: "shelter.example"})
    assert_refused(answer, f"environment: {name}: found a setting nobody reads")


def test_a_command_without_a_house_does_not_mind_the_settings() -> None:
    words = ("recovery-period", "--jurisdiction", "GB", "--from", "2023-02-01")
    assert call_process(*words, settings={"CLEW_PORT": "0"}).code == 0


def test_djangos_own_checks_find_nothing(clew: Command) -> None:
    answer = clew("manage", "check", "--fail-level", "INFO")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "System check identified no issues (0 silenced).\n"


def test_an_unknown_command_of_django_is_refused_without_a_stack_trace(clew: Command) -> None:
    answer = clew("manage", "migrat")
    assert answer.code != 0
    assert answer.out == ""
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("name", ["CLEW_DATABASE_URL", "CLEW_KEYRING_URL"])
@pytest.mark.parametrize(
    "address",
    [
        "postgres://clew:secret@db.example.invalid/clew",
        "postgres://clew:secret@db.example.invalid/clew?sslmode=require",
        "postgres://clew:secret@192.0.2.7:5432/clew?sslmode=prefer",
        "postgres://clew:secret@localhost/clew?host=db.example.invalid",
        "postgres://clew:secret@localhost/clew?hostaddr=192.0.2.7",
        "postgres://clew:secret@localhost/clew?service=db.example",
        "postgres://clew:secret@localhost,db.example.invalid/clew",
        "postgres://clew:secret@[half/clew",
    ],
)
def test_a_database_elsewhere_is_reached_over_tls_or_not_at_all(name: str, address: str) -> None:
    (sentence,) = refusal(**{name: address})
    assert sentence.startswith(f"environment: {name}: found ")
    assert "secret" not in sentence
    assert "db.example" not in sentence


@pytest.mark.parametrize(
    "address",
    [
        "",
        "postgres://clew@%2Fvar%2Frun%2Fpostgresql/clew",
        "postgres://clew@localhost/clew",
        "postgres://clew@127.0.0.1:5433/clew",
        "postgres://clew@[::1]/clew",
        "postgres://clew:secret@db.example.invalid/clew?sslmode=verify-full",
    ],
)
def test_a_database_on_this_machine_or_with_a_certificate_is_taken(address: str) -> None:
    found = environment_in({"CLEW_DATABASE_URL": address}, project=PROJECT)
    assert found.database_url == address
