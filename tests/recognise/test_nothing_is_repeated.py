"""Nothing typed stands in an address, a cookie, a log or a message of ours. Two canaries sing."""

import logging
import sys
from collections.abc import Iterator
from typing import Final

import pytest
from django.conf import settings as in_force
from django.core.signals import got_request_exception
from django.http import HttpResponse
from django.test import Client

from clew.inform.framing import coding_views
from clew.inform.framing import review_views as bill_views
from clew.inform.framing import views as words_views
from clew.recognise.classification import views as worksheet_views
from clew.recognise.screening import views as screening_views

NAME: Final = "Zdravka-Canarova"
STORY: Final = "Zdravka-Canarova was locked in at Canary Wharf 4711"
CANARIES: Final = ("Zdravka", "Canar", "4711")
INTERVIEW: Final = "/screen/unodc-general/interview/"
WORKSHEET: Final = "/trafficking-or-smuggling/"
WORDS: Final = "/words/"
ANSWERED: Final = {"at": "UNODC.G.01", "choice": "present", "words": STORY}
CARRIED: Final = {"a-UNODC.G.01": "present", "w-UNODC.G.01": STORY}

# Every way in which somebody may type something about a person into these pages.
TYPED: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "words": (INTERVIEW, ANSWERED | {"go": "next"}),
    "words too long": (INTERVIEW, ANSWERED | {"go": "next", "words": STORY * 50}),
    "words without an answer": (INTERVIEW, {"at": "UNODC.G.01", "words": STORY, "go": "next"}),
    "a choice by hand": (INTERVIEW, ANSWERED | {"choice": NAME, "go": "next"}),
    "an id by hand": (INTERVIEW, ANSWERED | {"at": NAME}),
    "a way by hand": (INTERVIEW, CARRIED | {"at": "check", "go": f"to:{NAME}"}),
    "a carried id by hand": (INTERVIEW, ANSWERED | {f"a-{NAME}": "present"}),
    "a carried choice by hand": (INTERVIEW, ANSWERED | {"a-UNODC.G.02": NAME}),
    "an outcome": (INTERVIEW, CARRIED | {"at": "check", "go": "outcome"}),
    "a check": (INTERVIEW, CARRIED | {"at": "check", "go": "check"}),
    "consent": ("/screen/unodc-general/", {"talk": NAME}),
    "a day": (WORKSHEET, {"on": NAME}),
    "a birth": (WORKSHEET, {"born": STORY}),
    "a law": (WORKSHEET, {"jurisdiction": NAME}),
    "a fact": (WORKSHEET, {"act.recruitment": NAME}),
    "an offence": (WORKSHEET, {"charged.offence": STORY}),
    "too many fields": (WORKSHEET, {f"{NAME}-{number}": STORY for number in range(600)}),
    "a text": (WORDS, {"text": f"The illegals said: {STORY}."}),
    "a text too long": (WORDS, {"text": STORY * 9000}),
    "a text to code": (
        f"{WORDS}code/",
        {"do": "begin", "label": "A", "text": f"{STORY}. It rained."},
    ),
    "a text to code and no label": (
        f"{WORDS}code/",
        {"do": "begin", "label": STORY, "text": STORY},
    ),
    "a coding by hand": (
        f"{WORDS}code/",
        {"do": "next", "label": "A", "said": NAME, "text": STORY},
    ),
    "no coding file": (f"{WORDS}agreement/", {"do": "compare", "codings": STORY, "text": STORY}),
    "a bill": (f"{WORDS}bill/", {"a-period": "no", "q-period": STORY, "title": NAME}),
    "an answer on a bill": (f"{WORDS}bill/", {"a-period": NAME}),
    "a look": ("/look/", {"look": NAME}),
}


class _Heard(logging.Handler):
    """Keeps every record as it would be written anywhere: message, arguments, trace."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{logging.Formatter().format(record)} {record.args!r}")


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Hear everything that is logged, also by loggers that tell nobody else."""
    handler = _Heard()
    silent = [name for name, one in in_force.LOGGING["loggers"].items() if "propagate" in one]
    listened = [logging.getLogger(name) for name in ("", *silent)]
    for logger in listened:
        logger.addHandler(handler)
    yield handler.lines
    for logger in listened:
        logger.removeHandler(handler)


@pytest.fixture
def raised() -> Iterator[list[str]]:
    """Hear every exception that leaves a view, with what caused it."""
    found: list[str] = []

    def note(request: object, **_: object) -> None:
        del request
        error = sys.exc_info()[1]
        while error is not None:
            found.append(repr(error))
            error = error.__cause__ or error.__context__

    got_request_exception.connect(note)
    yield found
    got_request_exception.disconnect(note)


def sings(text: str) -> bool:
    return any(canary.casefold() in text.casefold() for canary in CANARIES)


def told(answer: HttpResponse, client: Client) -> str:
    """Return what an answer tells besides its page: headers, cookies, the way on."""
    cookies = [morsel.OutputString() for morsel in client.cookies.values()]
    return " ".join([*map(str, answer.headers.items()), *cookies])


@pytest.mark.parametrize("how", TYPED)
def test_nothing_typed_is_told_outside_the_page(
    client: Client,
    heard: list[str],
    raised: list[str],
    capfd: pytest.CaptureFixture[str],
    how: str,
) -> None:
    path, sent = TYPED[how]
    answer = client.post(path, sent)
    assert not sings(told(answer, client))
    assert not any(map(sings, heard))
    assert not any(map(sings, raised))
    captured = capfd.readouterr()
    assert not sings(captured.out + captured.err)


@pytest.mark.parametrize("how", TYPED)
def test_no_page_carries_what_was_typed_in_an_address(client: Client, how: str) -> None:
    path, sent = TYPED[how]
    source = client.post(path, sent).content.decode()
    for place in ("href=", "action=", "src=", "hx-get=", "hx-post="):
        for piece in source.split(place)[1:]:
            assert not sings(piece[1:].split('"', 1)[0])


@pytest.mark.parametrize("how", ["an id by hand", "a carried id by hand", "a way by hand"])
def test_a_refusal_does_not_repeat_what_it_refuses(client: Client, how: str) -> None:
    path, sent = TYPED[how]
    assert not sings(client.post(path, sent).content.decode())


@pytest.mark.parametrize("path", [f"/{NAME}/", f"/screen/{NAME}/", f"/?who={NAME}"])
def test_a_name_in_an_address_reaches_no_log(client: Client, heard: list[str], path: str) -> None:
    client.get(path)
    assert not any(map(sings, heard))


def test_a_log_at_its_usual_level_would_tell_the_address(client: Client, heard: list[str]) -> None:
    logger = logging.getLogger("django.request")
    kept = logger.level
    logger.setLevel(logging.WARNING)
    try:
        client.get(f"/{NAME}/")
    finally:
        logger.setLevel(kept)
    assert any(map(sings, heard))


@pytest.mark.parametrize(
    ("how", "where"),
    [
        ("an outcome", (screening_views, "_outcome")),
        ("a fact", (worksheet_views, "worksheet_context")),
        ("a text", (words_views, "marked")),
        ("a text to code", (coding_views, "_sheet")),
        ("a bill", (bill_views, "_page")),
    ],
)
def test_when_clew_itself_fails_neither_page_nor_log_holds_what_was_typed(
    heard: list[str], monkeypatch: pytest.MonkeyPatch, how: str, where: tuple[object, str]
) -> None:
    def failing(*_: object) -> HttpResponse:
        msg = "the fault is Clew's"
        raise RuntimeError(msg)

    monkeypatch.setattr(*where, failing)
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    answer = client.post(*TYPED[how])
    assert answer.status_code == 500
    assert "went wrong" in answer.content.decode()
    assert not sings(answer.content.decode())
    assert any("the fault is Clew's" in line for line in heard)
    assert not any(map(sings, heard))


def test_an_error_that_repeats_what_was_typed_would_be_heard(
    heard: list[str], raised: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def telling(_request: object, held: object) -> HttpResponse:
        raise RuntimeError(held)

    monkeypatch.setattr(screening_views, "_outcome", telling)
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    client.post(*TYPED["an outcome"])
    assert any(map(sings, heard))
    assert any(map(sings, raised))
