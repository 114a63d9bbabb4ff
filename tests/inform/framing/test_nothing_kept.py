"""What is pasted is gone with the answer: no session, no row, no log and no file holds it."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client

from clew.inform.framing import views
from clew.inform.framing.marking import marked
from clew.rules.framing.codings import Coding, as_file
from clew.rules.framing.units import units_of
from tests.cast import Cast, signed_in
from tests.inform.framing.texts import PATH, PDF, WORD

CANARY: Final = "Zdravkanarova"
TEXT: Final = f"The illegals said that {CANARY} was locked in a flat and her wages were kept."
BILL: Final = {"a-period": "no", "q-period": TEXT, "title": CANARY}
CODED: Final = {"do": "finish", "label": "A", "text": TEXT, "at": "0", "said": "?", "c-1": ["ILL"]}
CODINGS: Final = "".join(
    as_file(Coding(coder, units_of(TEXT).digest, (frozenset(said),)))
    for coder, said in {"A": ["ILL"], "B": []}.items()
)
SENT: Final = {
    PATH: {"text": TEXT},
    PDF: {"text": TEXT},
    WORD: {"text": TEXT},
    "/words/code/": CODED,
    "/words/agreement/": {"do": "compare", "codings": CODINGS, "text": TEXT},
    "/words/bill/": BILL,
    "/words/bill/pdf/": BILL,
}


def rows() -> Iterator[str]:
    """Yield every row of every table of both databases, as it lies there."""
    for name in ("default", "keyring"):
        with connections[name].cursor() as cursor:
            for table in connections[name].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                for row in cursor.fetchall():
                    yield repr(
                        [bytes(each) if isinstance(each, memoryview) else each for each in row]
                    )


def kept() -> bool:
    return any(CANARY in row for row in rows())


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let whatever wants a file for a while write it here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("path", SENT)
def test_an_anonymous_reader_gets_no_session_and_the_answer_is_not_to_be_stored(
    client: Client, own_folder: Path, path: str
) -> None:
    answer = client.post(path, SENT[path])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in client.cookies
    assert not list(own_folder.iterdir())


@pytest.mark.django_db(databases=["default", "keyring"])
@pytest.mark.parametrize("path", SENT)
def test_no_row_of_any_table_holds_what_somebody_signed_in_pasted(cast: Cast, path: str) -> None:
    assert signed_in(cast.advocate_a).post(path, SENT[path]).status_code == 200
    assert not kept()


@pytest.mark.django_db(databases=["default", "keyring"])
def test_no_row_holds_what_stood_in_a_file_or_its_name(cast: Cast) -> None:
    file = io.BytesIO(TEXT.encode())
    file.name = f"{CANARY}.txt"
    assert signed_in(cast.advocate_a).post(PATH, {"file": file}).status_code == 200
    assert not kept()


@pytest.mark.django_db(databases=["default", "keyring"])
def test_a_page_that_put_the_text_into_a_table_would_be_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keeping(text: str) -> object:
        cast.advocate_a.shown_name = text[:100]
        cast.advocate_a.save()
        return marked(text)

    monkeypatch.setattr(views, "marked", keeping)
    signed_in(cast.advocate_a).post(PATH, SENT[PATH])
    assert kept()


def test_a_reader_gets_a_session_where_a_page_writes_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = views.render

    def telling(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        request.session["text"] = TEXT
        return render(request, *given, **named)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(views, "render", telling)
    with pytest.raises(Exception, match=r"[Dd]atabase"):  # there is none in this test
        client.post(PATH, SENT[PATH])
