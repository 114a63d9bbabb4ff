"""`clew up` and `clew serve` as processes: where they listen, what they say, how they stop."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clew.site.cli import up
from clew.site.serving import LOOPBACK
from tests.site.calls import SLOWEST, Command, assert_refused, call_process, environment

LISTENING = "0A"  # the state of a listening socket in /proc/net/tcp
TOLD = "Clew is on http://localhost:"
MAKING_PEOPLE_UP = 900  # seconds, far over what the made world takes on a busy machine
LINUX = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads Linux's /proc")


@dataclass
class House:
    """A server that runs, the folder of its data, and its port."""

    process: subprocess.Popen[bytes]
    data: Path
    port: int
    said: bytes = b""

    def said_so_far(self) -> str:
        """Return what it has said on standard output by now."""
        stream = self.process.stdout
        assert stream is not None
        while select.select([stream], [], [], 0.2)[0] and (more := os.read(stream.fileno(), 4096)):
            self.said += more
        return self.said.decode()


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Say whether something listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Start the demonstration afresh, over the remains of an older one."""
    data = tmp_path_factory.mktemp("house")
    for name in ("demo/old.sqlite3", "db/real.sqlite3"):
        (data / name).parent.mkdir()
        (data / name).write_text("made up")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "clew", "up", "--fresh"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(CLEW_PORT=str(port), CLEW_DATA=str(data)),
    )
    try:
        found = House(process, data, port)
        deadline = time.monotonic() + MAKING_PEOPLE_UP
        while TOLD not in found.said_so_far() and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert answers(port)
        yield found
    finally:
        process.kill()
        process.communicate()


def listening(pid: int | str) -> set[str]:
    """Return the addresses, as the system writes them, on which a process listens."""
    links = [
        str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()
    ]
    ours = {link.removeprefix("socket:[").removesuffix("]") for link in links}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENING and fields[9] in ours:
                found.add(fields[1])
    return found


def as_the_system_writes(address: str, port: int) -> str:
    """Write an address and port as /proc/net/tcp does."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    raw = socket.inet_pton(family, address)
    turned = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
    return f"{turned.hex().upper()}:{port:04X}"


@LINUX
def test_the_demonstration_listens_on_loopback_and_nowhere_else(running: House) -> None:
    loopback = {as_the_system_writes(address, running.port) for address in LOOPBACK}
    found = listening(running.process.pid)
    assert found
    assert found <= loopback


@LINUX
def test_a_program_that_listens_everywhere_would_be_seen() -> None:
    # Red control.
    with socket.socket() as everywhere:
        everywhere.bind(("0.0.0.0", 0))  # noqa: S104 -- the very thing the guard must see
        everywhere.listen()
        port = everywhere.getsockname()[1]
        assert as_the_system_writes("0.0.0.0", port) in listening("self")  # noqa: S104 -- the same


def test_the_first_page_is_served(running: House) -> None:
    address = f"http://127.0.0.1:{running.port}/"
    asked = urllib.request.Request(address, headers={"Host": f"localhost:{running.port}"})
    with urllib.request.urlopen(asked, timeout=SLOWEST) as page:  # noqa: S310 -- our own address
        assert page.status == 200
        assert "Server" not in page.headers, "no program names its version"


def test_fresh_wipes_the_demonstration_and_nothing_else(running: House) -> None:
    assert (running.data / "demo" / "db" / "clew.sqlite3").exists(), "it was made anew"
    assert not (running.data / "demo" / "old.sqlite3").exists()
    assert (running.data / "db" / "real.sqlite3").read_text() == "made up"


def test_the_address_is_told_at_once_also_to_a_log(running: House) -> None:
    said = running.said_so_far()
    assert f"{TOLD}{running.port}" in said
    assert "Everybody in it is made up." in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops by another signal")
def test_ctrl_c_stops_it_in_peace(running: House) -> None:  # the last: it stops the house
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=SLOWEST) == 0
    stream = running.process.stderr
    assert stream is not None
    assert stream.read() == b""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let `serve` go as far as serving, and no farther; return the folders it would serve."""
    folders: list[str] = []
    for name in ("CLEW_MODE", "CLEW_DATA", "CLEW_HOST", "CLEW_PORT"):
        monkeypatch.setenv(name, "")  # so that what `serve` sets is taken back at the end

    def serve_nothing(kind: str, *_: object, believe_clock: bool) -> int:
        assert not believe_clock
        assert kind == "real"
        folders.append(os.environ["CLEW_DATA"])
        return 0

    monkeypatch.setattr(up, "serve", serve_nothing)
    return folders


@pytest.mark.parametrize("data", ["nowhere", "", "a file"])
def test_serve_refuses_a_folder_that_is_not_there(
    clew: Command, tmp_path: Path, served: list[str], data: str
) -> None:
    # An empty name is what an unset variable of a start script leaves: `--data "$HOUSE"`.
    (tmp_path / "a file").touch()
    assert_refused(clew("serve", "--data", data), "--data", "a folder that exists")
    assert served == []
    assert not (tmp_path / "nowhere").exists(), "serving never makes a house"


def test_serve_takes_a_folder_that_is_there(
    clew: Command, tmp_path: Path, served: list[str]
) -> None:
    # Red control: the refusals above come from the folders. The settings of this process were read
    # before the folder was named, so the house that is looked at is the one of all tests.
    (tmp_path / "house").mkdir()
    answer = clew("serve", "--data", "house", "--host", "shelter.example", "--port", "81")
    assert answer.code == 0
    assert served == ["house"]
    assert (os.environ["CLEW_MODE"], os.environ["CLEW_HOST"]) == ("real", "shelter.example")
    assert os.environ["CLEW_PORT"] == "81"


def test_serve_wants_to_be_told_its_folder(clew: Command) -> None:
    answer = clew("serve")
    assert answer.code == 2
    assert "the following arguments are required: --data" in answer.err


def test_serve_refuses_a_port_that_is_none(tmp_path: Path) -> None:
    answer = call_process("serve", "--data", tmp_path, "--port", "http")
    assert_refused(answer, "CLEW_PORT", '"http"', "a port from 1 to 65535")
