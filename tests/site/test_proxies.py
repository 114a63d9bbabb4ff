"""Only named proxies say where a request came from; nobody else's word stays in the request."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.site.proxies import believing, networks_in

TRUSTED: Final = networks_in("127.0.0.1, ::1,10.0.0.0/8")


def through(trusted: str | None = None, **environ: str) -> dict[str, Any]:
    """Return the request as the application sees it."""
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
        seen.update(environ)
        return []

    networks = TRUSTED if trusted is None else networks_in(trusted)
    believing(application, networks)({"wsgi.url_scheme": "http"} | environ, lambda *_: None)
    return seen


def test_a_trusted_proxy_is_believed_about_address_and_scheme() -> None:
    seen = through(
        REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https"
    )
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("203.0.113.9", "https")


def test_what_the_caller_wrote_before_the_proxy_did_is_not_believed() -> None:
    seen = through(
        REMOTE_ADDR="::1", HTTP_X_FORWARDED_FOR="127.0.0.1, 1.2.3.4, 203.0.113.9, 10.1.1.1"
    )
    assert seen["REMOTE_ADDR"] == "203.0.113.9"


@pytest.mark.parametrize("trusted", ["", "10.0.0.0/8"])
def test_nobody_else_is_believed(trusted: str) -> None:
    seen = through(
        trusted, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9",
        HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="evil.example",
    )  # fmt: skip
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("127.0.0.1", "http")


@given(st.dictionaries(st.sampled_from(
    ["HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED",
     "HTTP_X_REAL_IP", "HTTP_VIA", "HTTP_X_FORWARDED_PREFIX"]), st.text(max_size=40)),
    st.sampled_from(["127.0.0.1", "203.0.113.1", "", "nonsense"]))  # fmt: skip
def test_whatever_was_said_nothing_of_it_stays_and_the_address_is_one_or_as_it_came(
    said: dict[str, str], address: str
) -> None:
    seen = through(REMOTE_ADDR=address, **said)
    assert not any("FORWARDED" in name or name in {"HTTP_VIA", "HTTP_X_REAL_IP"} for name in seen)
    if seen["REMOTE_ADDR"] != address:
        assert networks_in(seen["REMOTE_ADDR"])


@pytest.mark.parametrize("text", ["localhost", "10.0.0.1/8", "1.2.3", "::1;127.0.0.1"])
def test_what_is_no_address_is_no_proxy(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        networks_in(text)
