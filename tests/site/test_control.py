"""Orders: a command that writes reaches its house, served or not, and never goes around it."""

import dataclasses
import json
import os
import shutil
import socket
import stat
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import pytest

from clew.site import control, house
from clew.site.control import Listener, Refused, Say, carry_out
from clew.site.environment import Environment
from tests.site.calls import assert_refused, call_process, environment
from tests.site.houses import free_port, serving

UNIX: Final = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such sockets here")
pytestmark = UNIX
# What a later command would bring: an order that writes through the ordinary action.
_ORDER: Final = """
from clew.site import control
control.ORDERS["partner.add"] = "tests.site.test_control:add_partner"
"""
_SERVES: Final = _ORDER + "from clew.site.cli import main; raise SystemExit(main({words}))"
_COMMAND: Final = (
    _ORDER + "from clew.site.cli.houses import order; raise SystemExit(order({order}, {data}))"
)


def add_partner(say: Say) -> int:
    """Write a partner down, and say by which process."""
    from clew.ground.accounts import actions  # noqa: PLC0415 -- after Django is set up
    from clew.ground.accounts.models import Member  # noqa: PLC0415 -- after Django is set up
    from clew.rules.consent.kinds import RecipientKind  # noqa: PLC0415 -- beside the others

    name = f"Lantern {free_port()}"
    actions.add_partner(actor=Member.objects.get(), name=name, kind=RecipientKind.CHARITY)
    say(f"process {os.getpid()}")
    return 1


def greet(say: Say, *, name: str) -> int:
    """Say two lines."""
    say("Hello,")
    say(f"{name}.")
    return 1


def refuse(say: Say) -> int:
    """Refuse."""
    say("Thinking.")
    msg = "Not today."
    raise Refused(msg)


def fail(_say: Say) -> int:
    """Go wrong with words that nobody may read."""
    msg = "Kanarienvogel"
    raise LookupError(msg)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """Give a folder with the orders of this test."""
    for name in ("greet", "refuse", "fail"):
        monkeypatch.setitem(control.ORDERS, name, f"{__name__}:{name}")
    # Orders of these tests touch no database; the whole way is walked by processes below.
    monkeypatch.setattr(control, "_put_away", lambda: None)
    monkeypatch.setattr("clew.ground.audit.viewer.looking", lambda _actor: nullcontext())
    folder = tmp_path / "house"
    folder.mkdir()
    return Environment(data=folder, host="localhost", port=8000, demonstration=False)


@pytest.fixture
def served(here: Environment) -> Iterator[Environment]:
    """Hold the house and listen, as a serving process does."""
    with house.alone(here.folder), control.listening(here.folder):
        yield here


def test_what_an_order_says_and_its_code_come_back(served: Environment) -> None:
    said: list[str] = []
    assert carry_out(served, "greet", said.append, name="Marek") == 1
    assert said == ["Hello,", "Marek."]


def test_an_order_that_refuses_is_refused_with_its_sentence(served: Environment) -> None:
    said: list[str] = []
    with pytest.raises(Refused, match=r"^Not today\.$"):
        carry_out(served, "refuse", said.append)
    assert said == ["Thinking."]


def test_an_order_that_fails_says_its_kind_and_nothing_of_what_was_in_it(
    served: Environment, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refused, match=r"LookupError") as refused:
        carry_out(served, "fail", print)
    out, err = capfd.readouterr()
    assert "Kanarienvogel" not in str(refused.value) + out + err


@pytest.mark.parametrize("name", ["", "os.system", "clew.site.house:wipe", "greet "])
def test_only_what_the_table_names_can_be_asked_for(served: Environment, name: str) -> None:
    with pytest.raises(Refused, match="no such order"):
        carry_out(served, name, print)


def test_where_somebody_holds_the_house_and_does_not_listen_the_sentence_says_so(
    here: Environment,
) -> None:
    with house.alone(here.folder), pytest.raises(Refused, match="try again in a moment"):
        carry_out(here, "greet", print, name="Marek")


def test_a_socket_left_by_a_killed_process_is_taken_over(here: Environment) -> None:
    with socket.socket(socket.AF_UNIX) as left, control._reachable(here.folder) as path:  # noqa: SLF001 -- as long as pytest's folders
        left.bind(path)
    assert (here.folder / control.SOCKET).exists()
    with house.alone(here.folder), control.listening(here.folder):
        assert carry_out(here, "greet", print, name="Marek") == 1
    assert not (here.folder / control.SOCKET).exists()


def test_the_socket_is_its_owners_alone(served: Environment) -> None:
    assert stat.S_IMODE((served.folder / control.SOCKET).stat().st_mode) == 0o600


def test_a_house_in_a_very_deep_folder_takes_orders_too(here: Environment) -> None:
    deep = here.folder / ("d" * 120)
    deep.mkdir()
    there = dataclasses.replace(here, data=deep)
    with house.alone(deep), control.listening(deep):
        assert carry_out(there, "greet", print, name="Marek") == 1


def ask(folder: Path, sent: bytes) -> dict[str, object]:
    """Send bytes to the socket as a stranger's program would."""
    with socket.socket(socket.AF_UNIX) as line, control._reachable(folder) as path:  # noqa: SLF001 -- as above
        line.connect(path)
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        with line.makefile("rb") as heard:
            answer: dict[str, object] = json.loads(heard.readline())
            return answer


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"\n", b"{", b"[]\n", b"null\n", b'"greet"\n', b"\xff\xfe\n", b"x" * 70_000,
        b'{"order": "greet"}\n', b'{"order": "greet", "arguments": []}\n',
        b'{"order": ["greet"], "arguments": {}}\n', b"[" * 60_000 + b"\n",
    ],
)  # fmt: skip
def test_what_is_no_order_is_refused_and_the_next_one_is_taken(
    served: Environment, sent: bytes
) -> None:
    assert "refused" in ask(served.folder, sent)
    assert carry_out(served, "greet", print, name="Marek") == 1


def test_an_order_with_arguments_it_does_not_want_is_refused(served: Environment) -> None:
    asked = json.dumps({"order": "greet", "arguments": {"surname": "Kanarienvogel"}}).encode()
    said = ask(served.folder, asked + b"\n")
    assert "TypeError" in str(said["refused"])
    assert "Kanarienvogel" not in str(said)


def test_another_user_who_reached_the_socket_is_refused(
    served: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(socket, "SO_PEERCRED"):
        pytest.skip("this system does not say who connects")
    monkeypatch.setattr(struct, "unpack", lambda *_: (1, os.getuid() + 1, 1))
    with pytest.raises(Refused, match="Only the user who runs the house"):
        carry_out(served, "greet", print, name="Marek")
    monkeypatch.undo()  # red control: the same call by the same user's own process
    said = ask(served.folder, b'{"order": "none", "arguments": {}}\n')
    assert "no such order" in str(said["refused"])


def test_the_same_order_is_not_carried_out_twice_at_once(
    served: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(_say: Say) -> int:
        begun.set()
        go_on.wait(60)
        return 0

    monkeypatch.setattr(control, "_found", lambda _name: slow)
    codes: list[int] = []
    first = threading.Thread(target=lambda: codes.append(carry_out(served, "slow", print)))
    first.start()
    assert begun.wait(60)
    with pytest.raises(Refused, match="carried out already"):
        carry_out(served, "slow", print)
    go_on.set()
    first.join(60)
    assert codes == [0]
    assert carry_out(served, "slow", print) == 0  # red control: one after the other


def test_a_house_that_stops_in_the_middle_is_not_taken_for_done(
    here: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listener, "_serve", lambda _self, line: line.close())
    with (
        house.alone(here.folder),
        control.listening(here.folder),
        pytest.raises(Refused, match="look, then repeat"),
    ):
        carry_out(here, "greet", print, name="Marek")


@pytest.fixture(scope="module")
def real(new_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one real house."""
    folder = tmp_path_factory.mktemp("controlled") / "house"
    shutil.copytree(new_house, folder)
    return folder


def ordered(folder: Path) -> subprocess.CompletedProcess[str]:
    """Give the order as a command of a later Clew would."""
    code = _COMMAND.format(order="'partner.add'", data=repr(str(folder)))
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment() | {"PYTHONPATH": os.pathsep.join(("src", "."))},
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


def test_an_order_is_carried_out_alone_where_nobody_serves_and_in_the_house_where_one_does(
    real: Path,
) -> None:
    alone = ordered(real)
    assert (alone.returncode, alone.stderr) == (1, "")
    port = free_port()
    code = _SERVES.format(words=["serve", "--data", str(real)])
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(CLEW_PORT=str(port)) | {"PYTHONPATH": os.pathsep.join(("src", "."))},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert "Clew is on" in process.stdout.readline()
        within = ordered(real)
        assert (within.returncode, within.stderr) == (1, "")
        assert within.stdout == f"process {process.pid}\n", "the serving process wrote"
        assert alone.stdout != within.stdout
    finally:
        process.kill()
        process.communicate()
    verified = call_process("audit", "verify", "--deep", "--data", real)
    assert verified.out.startswith("3 events, all as they were written."), verified.err


def test_djangos_own_commands_do_not_write_beside_a_house_that_is_served(real: Path) -> None:
    with serving("serve", "--data", real) as (_process, _port):
        settings = {"CLEW_DATA": str(real), "CLEW_MODE": "real"}
        assert_refused(call_process("manage", "migrate", settings=settings), "serves this folder")
        beside = call_process("manage", "showmigrations", "vault", settings=settings)
        assert beside.code == 0
    after = call_process("manage", "migrate", "-v0", settings=settings)  # red control
    assert (after.code, after.err) == (0, "")
