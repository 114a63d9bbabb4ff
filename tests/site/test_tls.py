"""TLS in this process: real handshakes, slow callers, and nobody around the certificate."""

import http.client
import shutil
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from clew.rules.sources.faults import WrongInput
from clew.site import tls
from clew.site.serving import Server, make_server
from clew.site.tls import Callers, Terminator, context_of
from tests.site import certificates
from tests.site.calls import assert_refused, call_process
from tests.site.certificates import Certificate
from tests.site.houses import free_port, serving

HOST: Final = "clew.example"


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Say what is known of the caller; a body comes back as it came."""
    names = ("REMOTE_ADDR", "wsgi.url_scheme", "SERVER_PORT", "HTTP_X_FORWARDED_FOR")
    said = "|".join(str(environ.get(name, "")) for name in names).encode()
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", str(len(said) + len(body)))])
    return [said, body]


@dataclass
class Served:
    """A server with a certificate before it."""

    port: int
    within: int
    certificate: Certificate
    server: Server
    terminator: Terminator

    def call(self, *, context: ssl.SSLContext | None = None) -> ssl.SSLSocket:
        """Shake hands."""
        context = context or self.certificate.trusting()
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        return context.wrap_socket(raw, server_hostname=HOST)

    def ask(self, body: bytes = b"", **headers: str) -> bytes:
        """Ask once."""
        with closing(http.client.HTTPConnection(HOST)) as connection:
            connection.sock = self.call()
            connection.request("POST", "/", body, headers)
            answer = connection.getresponse()
            assert answer.status == 200
            return answer.read()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Serve an application over TLS."""
    made = certificates.make(tmp_path, HOST)
    listener, within = (socket.create_server(("127.0.0.1", 0)) for _ in range(2))
    port, inner = listener.getsockname()[1], within.getsockname()[1]
    callers = Callers(port)
    server = make_server(callers.only(application), [within])
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    terminator = Terminator(
        [listener], context_of(made.cert, made.key, host=HOST), files=(made.cert, made.key),
        to=inner, callers=callers,
    )  # fmt: skip
    yield Served(port, inner, made, server, terminator)
    server.stop()
    thread.join(60)
    terminator.close()
    server.close()
    assert not thread.is_alive()


def test_a_request_over_tls_is_answered_under_its_callers_own_address(served: Served) -> None:
    said = served.ask(b"body", **{"X-Forwarded-For": "203.0.113.9"}).decode()
    assert said == f"127.0.0.1|https|{served.port}|body", "what the caller claims is not heard"


def test_large_bodies_and_answers_pass_whole_both_ways(served: Served) -> None:
    body = bytes(range(256)) * 4000
    assert served.ask(body).endswith(body)


def test_many_callers_at_once_are_answered(served: Served) -> None:
    said: list[bytes] = []
    hands = [
        threading.Thread(target=lambda: said.append(served.ask(b"x" * 5000)[-5000:]))
        for _ in range(24)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    assert said == [b"x" * 5000] * 24


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_from_1_2_on_is_spoken(served: Served, version: ssl.TLSVersion) -> None:
    # Red control of the refusal of older ones.
    context = served.certificate.trusting()
    context.minimum_version = context.maximum_version = version
    with served.call(context=context) as line:
        assert line.version() == version.name.replace("_", ".")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_older_tls_is_refused(served: Served, version: ssl.TLSVersion) -> None:
    context = served.certificate.trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=60) as raw,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        context.wrap_socket(raw, server_hostname=HOST)


def test_callers_who_never_shake_hands_keep_nobody_out(served: Served) -> None:
    silent = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(40)]
    half = [served.call() for _ in range(20)]  # hands shaken, nothing said
    for line in half[:10]:
        line.sendall(b"POST / HTTP/1.1\r\nHost: clew")
    assert served.ask(b"in time").endswith(b"in time")
    for line in [*silent, *half]:
        line.close()


def test_who_does_not_shake_hands_in_time_is_dropped(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "LONGEST_SILENCE", 0.2)
    with served.call() as line:
        assert line.recv(1) == b""


def test_plain_http_on_the_port_of_tls_is_not_answered(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: clew.example\r\n\r\n")
        with suppress(ConnectionError):
            assert b"200" not in line.recv(100)


def test_nobody_gets_around_the_certificate_through_the_port_within(served: Served) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", served.within, timeout=60)) as within:
        within.request("GET", "/", headers={"X-Forwarded-Proto": "https"})
        answer = within.getresponse()
        assert (answer.status, b"over TLS only" in answer.read()) == (403, True)
    assert served.ask()  # red control: through the certificate


def fits(context: ssl.SSLContext, address: tuple[str, int]) -> bool:
    """Say whether a browser with this trust shakes hands there."""
    with socket.create_connection(address, timeout=60) as raw:
        try:
            context.wrap_socket(raw, server_hostname=HOST).close()
        except ssl.SSLError:
            return False
    return True


def test_a_renewed_certificate_is_taken_up_without_a_restart(
    served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = served.certificate.trusting()
    monkeypatch.setattr(tls, "_LOOK_AGAIN", 0.05)
    listener = socket.create_server(("127.0.0.1", 0))
    made = certificates.make(tmp_path / "own", HOST)
    second = Terminator(
        [listener], context_of(made.cert, made.key, host=HOST), files=(made.cert, made.key),
        to=served.within, callers=Callers(1),
    )  # fmt: skip
    time.sleep(0.1)
    new = certificates.make(tmp_path / "own", HOST).trusting()
    deadline = time.monotonic() + 60
    shaken = False
    while not shaken and time.monotonic() < deadline:
        try:
            raw = socket.create_connection(listener.getsockname(), timeout=60)
            new.wrap_socket(raw, server_hostname=HOST).close()
            shaken = True
        except ssl.SSLError:
            time.sleep(0.05)
    assert shaken
    with pytest.raises(ssl.SSLError):
        old.wrap_socket(socket.create_connection(listener.getsockname()), server_hostname=HOST)
    second.close()


def test_what_is_no_fitting_pair_is_refused_in_one_sentence(tmp_path: Path) -> None:
    made = certificates.make(tmp_path / "one", HOST)
    other = certificates.make(tmp_path / "two", HOST)
    assert context_of(made.cert, made.key, host=HOST)  # red control
    for cert, key, host, part in [
        (made.cert, other.key, HOST, "do not belong together"),
        (made.key, made.cert, HOST, "do not belong together"),
        (made.cert, tmp_path / "none.pem", HOST, "no such file"),
        (made.cert, made.key, "other.example", "one for other.example"),
    ]:
        with pytest.raises(WrongInput) as refused:
            context_of(cert, key, host=host)
        assert part in str(refused.value.sentences)
    made.key.chmod(0o604)
    with pytest.raises(WrongInput, match="everybody on this machine"):
        context_of(made.cert, made.key, host=HOST)


def test_a_certificate_that_has_ended_is_told_and_served_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Refusing would close the house to those who are inside; browsers refuse it anyway.
    made = certificates.make(tmp_path, HOST, ends=timedelta(days=-1))
    assert context_of(made.cert, made.key, host=HOST)
    assert "has expired" in caplog.text


@pytest.fixture(scope="module")
def house(new_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one real house."""
    folder = tmp_path_factory.mktemp("tls") / "house"
    shutil.copytree(new_house, folder)
    return folder


def test_a_house_with_a_certificate_is_served_to_the_network_with_secure_cookies(
    house: Path, tmp_path: Path
) -> None:
    made = certificates.make(tmp_path, HOST)
    port = free_port()
    words = ["--host", HOST, "--cert", made.cert, "--key", made.key, "--port", str(port)]
    with serving("serve", "--data", house, *words) as (process, _port):
        assert process.poll() is None
        with closing(http.client.HTTPConnection(HOST)) as connection:
            raw = socket.create_connection(("127.0.0.1", port), timeout=60)
            connection.sock = made.trusting().wrap_socket(raw, server_hostname=HOST)
            connection.request("GET", "/sign-in/", headers={"Host": f"{HOST}:{port}"})
            answer = connection.getresponse()
            answer.read()
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert cookies
    assert all("Secure" in line and "SameSite=Strict" in line for line in cookies)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--cert", "a.pem"], "--cert and --key together"),
        (["--key", "a.pem", "--host", HOST], "--cert and --key together"),
        (["--cert", "a.pem", "--key", "b.pem"], "the name that the certificate is for"),
        (["--cert", "a.pem", "--key", "b.pem", "--host", HOST], "no such file"),
    ],
)
def test_half_a_certificate_serves_nothing(house: Path, words: list[str], part: str) -> None:
    assert_refused(call_process("serve", "--data", house, *words), part)
