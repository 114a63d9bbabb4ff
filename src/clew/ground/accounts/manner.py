"""How the wall speaks at an address: where one signs in, and who words what stands in the way.

The pages of a survivor must not turn into the house's own when something goes wrong: its name and
its menu on a watched phone say what the page was for.
"""

from dataclasses import dataclass
from typing import Final, Protocol, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string


class Words(Protocol):
    """Answers in place of one of the house's own pages."""

    def __call__(
        self, request: HttpRequest, page: str, status: int, context: dict[str, object]
    ) -> HttpResponse:
        """Answer what the template `page` says, in another frame."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Where one signs in, and the dotted name of what words refusals; empty: the house's pages."""

    sign_in: str = "account_login"
    words: str = ""


HOUSE: Final = Manner()


def say(
    request: HttpRequest, page: str, status: int, context: dict[str, object] | None = None
) -> HttpResponse:
    """Say in the manner of the address that was asked for what stands in the way."""
    from clew.ground.accounts.policy import table  # noqa: PLC0415 -- the table names manners

    match = request.resolver_match
    rule = table().get(match.view_name) if match else None
    if rule is None or not rule.manner.words:
        return render(request, page, context, status=status)
    words = cast("Words", import_string(rule.manner.words))
    return words(request, page, status, context or {})
