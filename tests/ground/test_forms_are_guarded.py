"""Forged, oversized and overfull forms: our page, and nothing done."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files import uploadhandler as handlers
from django.http import HttpRequest
from django.test import Client
from pytest_django import Settings

from clew.inform.framing import views
from clew.inform.framing.taking import Taken, taken
from clew.rules.indicators.instruments import instrument, instrument_ids
from tests.ground.reading import Page
from tests.ground.replaced import middleware_without

WORKSHEET = "/trafficking-or-smuggling/"
FORMS = {
    "/look/": {"look": "dark"},
    "/words/": {"text": "The illegals came."},
    WORKSHEET: {"act.recruitment": "yes"},
    "/screen/unodc-general/": {"talk": "yes"},
    "/screen/unodc-general/interview/": {"at": "UNODC.G.01", "choice": "present", "go": "next"},
}
WORDS = "/words/"
MEGABYTE = 1_048_576


@pytest.fixture
def strict() -> Client:
    """Ask as a browser: forged forms are looked for."""
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


def token_of(client: Client, path: str = WORKSHEET) -> str:
    return Page.of(client.get(path)).form().fields["csrfmiddlewaretoken"]


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_does_nothing(strict: Client, path: str) -> None:
    answer = strict.post(path, FORMS[path])
    assert answer.status_code == 403
    assert "open too long" in Page.of(answer).title
    assert "clew_look" not in strict.cookies
    assert "recruitment" not in Page.of(answer).text


@pytest.mark.parametrize("path", FORMS)
def test_a_token_of_somebody_else_does_nothing(strict: Client, path: str) -> None:
    theirs = token_of(Client(HTTP_HOST="localhost"))
    assert strict.post(path, FORMS[path] | {"csrfmiddlewaretoken": theirs}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:8001", "null"])
def test_a_form_from_another_origin_does_nothing(strict: Client, origin: str) -> None:
    sent = FORMS["/look/"] | {"csrfmiddlewaretoken": token_of(strict)}
    answer = strict.post("/look/", sent, headers={"Origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_with_its_token_the_same_form_is_taken(strict: Client, path: str) -> None:
    sent = FORMS[path] | {"csrfmiddlewaretoken": token_of(strict)}
    answer = strict.post(path, sent, headers={"Origin": "http://localhost"})
    assert answer.status_code in {200, 302}


def test_without_the_guard_a_forged_form_is_taken(strict: Client, settings: Settings) -> None:
    settings.MIDDLEWARE = middleware_without("CsrfViewMiddleware")
    assert strict.post("/look/", {"look": "dark"}).status_code == 302
    assert strict.cookies["clew_look"].value == "dark"


def test_the_token_s_cookie_is_read_by_no_script_and_sent_from_no_other_site(
    client: Client,
) -> None:
    client.get(WORKSHEET)
    cookie = client.cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_a_body_over_a_megabyte_is_refused(client: Client, settings: Settings) -> None:
    sent = {"born": "9" * MEGABYTE}
    answer = client.post(WORKSHEET, sent)
    assert answer.status_code == 400
    assert "could not be read" in Page.of(answer).title
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    assert client.post(WORKSHEET, sent).status_code == 422  # a date that is none, and read


def test_a_form_of_501_fields_is_refused_and_one_of_500_is_read(
    client: Client, settings: Settings
) -> None:
    sent = {f"field-{number}": "x" for number in range(501)}
    answer = client.post(WORKSHEET, sent)
    assert answer.status_code == 400
    assert "could not be read" in Page.of(answer).title
    del sent["field-500"]
    assert client.post(WORKSHEET, sent).status_code == 200
    sent["field-500"] = "x"
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None
    assert client.post(WORKSHEET, sent).status_code == 200


def test_the_longest_interview_fits_into_the_fields_allowed(settings: Settings) -> None:
    longest = max(len(instrument(name).indicators) for name in instrument_ids())
    assert 2 * longest + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_no_file_is_taken(client: Client, settings: Settings) -> None:
    def attached() -> dict[str, object]:
        return {"act.recruitment": "yes", "note": BytesIO(b"a note about a person")}

    assert client.post(WORKSHEET, attached()).status_code == 400
    settings.FILE_UPLOAD_HANDLERS = [f"{handlers.__name__}.MemoryFileUploadHandler"]
    assert client.post(WORKSHEET, attached()).status_code == 200


def test_the_page_that_takes_a_file_takes_one(client: Client, settings: Settings) -> None:
    def attached() -> dict[str, object]:
        return {"file": BytesIO(b"A text."), "another": BytesIO(b"Another text.")}

    assert client.post(WORDS, {"file": BytesIO(b"A text.")}).status_code == 200
    assert client.post(WORDS, attached()).status_code == 400
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = None
    assert client.post(WORDS, attached()).status_code == 200


def test_a_chosen_file_never_lies_on_the_disk(
    client: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_disk: list[int] = []

    def noting(request: HttpRequest) -> Taken:
        on_the_disk.append(len(list(tmp_path.iterdir())))
        return taken(request)

    def send(size: int) -> int:
        return client.post(WORDS, {"file": BytesIO(b"a " * size)}).status_code

    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(views, "taken", noting)
    assert send(100_000) == 200
    assert send(MEGABYTE) == 400
    assert on_the_disk == [0]
    settings.FILE_UPLOAD_HANDLERS = [f"{handlers.__name__}.TemporaryFileUploadHandler"]
    assert send(100_000) == 200
    assert on_the_disk == [0, 1]
