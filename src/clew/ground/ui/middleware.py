"""What every answer carries, and the one host name Clew answers to."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import render

Handler = Callable[[HttpRequest], HttpResponse]

_SAFE: Final = {"GET", "HEAD"}
_FORWARDED: Final = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_VIA",
)
_HEADERS: Final = {
    # Nothing typed here may stay on a shared computer, in a proxy, or in a history of pages.
    "Cache-Control": "no-store",
    # Nothing goes to other sites. "no-referrer" would also turn the Origin of our own forms into
    # null, and the check against forged forms would refuse them all.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), payment=(), usb=()"
    ),
}


class OneHost:
    """Answers under one host name and sends every other name there.

    A passkey belongs to one name, and a page under a stranger's name can be made to leak. In the
    demonstration a request that came through a proxy is refused: it may hold real people's words,
    and the demonstration keeps no promise to them.
    """

    def __init__(self, get_response: Handler) -> None:
        """Keep the next handler."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, redirect a stray GET to the right name, or refuse."""
        house = settings.CLEW
        if house.demonstration and any(name in request.META for name in _FORWARDED):
            return render(request, "ui/forwarded.html", status=403)
        host, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
        if host == house.host:
            return self._get_response(request)
        if request.method not in _SAFE:
            return render(request, "400.html", status=400)
        return HttpResponseRedirect(f"{_origin(request)}{request.get_full_path()}")


def _origin(request: HttpRequest) -> str:
    """Return where people find this house: its own port, or behind a proxy the public one."""
    house = settings.CLEW
    if house.demonstration or house.host == "localhost":
        return f"http://{house.host}:{request.META.get('SERVER_PORT', '80')}"
    port = request.META.get("SERVER_PORT", "443") if request.is_secure() else "443"
    return f"https://{house.host}" if port == "443" else f"https://{house.host}:{port}"


# A browser that has seen this asks over TLS only, for two years; it is heard over TLS alone.
_TLS_ONLY: Final = "max-age=63072000"


class QuietHeaders:
    """Adds the headers that keep pages out of caches, frames, referrers and sensors."""

    def __init__(self, get_response: Handler) -> None:
        """Keep the next handler."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers added."""
        response = self._get_response(request)
        for name, value in _HEADERS.items():
            if name == "Cache-Control" and name in response.headers:
                continue  # a static file that was found says itself how long it may be kept
            response.headers[name] = value
        if settings.SESSION_COOKIE_SECURE:  # a real house under its own name
            response.headers["Strict-Transport-Security"] = _TLS_ONLY
        return response
