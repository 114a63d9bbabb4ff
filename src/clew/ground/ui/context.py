"""What the base page needs on every page."""

from django.conf import settings
from django.http import HttpRequest

LOOKS = ("system", "light", "dark")
LOOK_COOKIE = "clew_look"


def page(request: HttpRequest) -> dict[str, object]:
    """Give the base page its look, and whether this is the demonstration."""
    look = request.COOKIES.get(LOOK_COOKIE, "system")
    return {
        "look": look if look in LOOKS else "system",
        "looks": LOOKS,
        "demonstration": settings.CLEW.demonstration,
    }
