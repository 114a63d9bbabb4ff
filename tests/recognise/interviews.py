"""An interview held through the pages: what a page carries is sent back with the button pressed."""

from dataclasses import dataclass
from typing import Final, Self

from django.http import HttpResponse
from django.test import Client

from clew.recognise.screening.interview import Interview
from clew.rules.indicators.instruments import (
    Instrument,
    Scoring,
    instrument,
    instrument_ids,
)
from tests.ground.reading import Page

USABLE: Final = [i for i in instrument_ids() if instrument(i).scoring is not Scoring.NOT_SCORED]
WAITING: Final = [i for i in instrument_ids() if i not in USABLE]
CHECK: Final = "check"


def order_of(chosen: Instrument) -> list[str]:
    """Return the ids of the questions in the order in which they are asked."""
    return [indicator.id for indicator in Interview(chosen).order]


@dataclass
class Talk:
    """An interview as it stands on the page that is open."""

    client: Client
    instrument: Instrument
    page: Page

    @classmethod
    def begun(cls, instrument_id: str) -> Self:
        """Begin with somebody who wants to talk."""
        client = Client(HTTP_HOST="localhost")
        answer = client.post(f"/screen/{instrument_id}/", {"talk": "yes"})
        assert answer.status_code == 200
        return cls(client, instrument(instrument_id), Page.of(answer))

    @property
    def at(self) -> str:
        """The id of the question on the page, `check`, or nothing."""
        return self.page.form().fields.get("at", "")

    @property
    def carried(self) -> dict[str, str]:
        """Every answer and every word that the page sends on."""
        fields = self.page.form().fields
        return {name: value for name, value in fields.items() if name[:2] in {"a-", "w-"}}

    @property
    def offers(self) -> tuple[str, ...]:
        """The buttons of the page."""
        return self.page.form().buttons

    @property
    def is_outcome(self) -> bool:
        """Whether the page is the outcome: it alone offers to change an answer."""
        return self.at == CHECK and "check" in self.offers

    def sends(self, go: str, **typed: str) -> HttpResponse:
        """Press a button that the page shows, and return the raw answer."""
        form = self.page.form()
        assert go in form.buttons, f"{self.at} offers {form.buttons}"
        action = form.action or f"/screen/{self.instrument.id}/"
        return self.client.post(action, form.fields | typed | {"go": go})

    def press(self, go: str, **typed: str) -> Page:
        """Press a button that the page shows; `choice` and `words` are what was typed first."""
        self.page = Page.of(self.sends(go, **typed))
        return self.page

    def answer(self, *choices: str) -> None:
        """Answer as many questions as there are choices, one after the other."""
        for choice in choices:
            self.press("next", choice=choice)

    def finish(self) -> Page:
        """Stop, check and look at the outcome."""
        if self.at != CHECK:
            self.press("stop")
        if not self.is_outcome:
            self.press("outcome")
        assert self.page.status == 200
        return self.page
