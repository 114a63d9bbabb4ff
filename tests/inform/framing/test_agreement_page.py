"""The page that compares coding files: added one by one, compared, handed out, and not kept."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from clew.rules.framing.codings import Coding, as_file
from clew.rules.framing.units import units_of
from tests.ground.reading import Page
from tests.inform.framing.texts import THREE

PATH = "/words/agreement/"
DIGEST = units_of(THREE).digest


def file_of(coder: str, *said: str, digest: str = DIGEST) -> str:
    return as_file(Coding(coder, digest, tuple(frozenset(each.split()) for each in said)))


A, B = file_of("A", "TFS", "ILL", "BRD"), file_of("B", "TFS", "ILL VAO", "")
C = file_of("C", "TFS", "", "BRD")


def sent(client: Client, do: str, codings: str, **more: Any) -> Page:  # noqa: ANN401 -- form values
    return Page.of(client.post(PATH, {"do": do, "codings": codings, **more}))


def test_the_page_asks_for_coding_files(client: Client) -> None:
    page = Page.of(client.get(PATH))
    assert page.status == 200
    assert not page.words("//table")


def test_files_are_added_one_by_one_below_one_another(client: Client) -> None:
    codings = ""
    for number, text in enumerate((A, B), start=1):
        file = io.BytesIO(text.encode())
        file.name = "Zdravka-Canarova.csv"
        page = sent(client, "add", codings, file=file)
        assert page.status == 200
        assert "Canarova" not in page.text
        codings = page.by_id("f-codings").text
        assert f"{number} is here" in page.text or f"{number} are here" in page.text
    assert sent(client, "compare", codings).words("//h2[@id='measures-h']")


def test_two_are_compared_by_code_over_all_and_where_they_differ(client: Client) -> None:
    page = sent(client, "compare", A + B)
    assert page.status == 200
    assert "1 of 3 sentences have the same codes" in page.text
    rows = page.words("//section[@aria-labelledby='measures-h']//tbody/tr")
    assert rows[0].startswith("Over all")
    told = next(row for row in rows if row.startswith("TFS"))
    assert "100.0 %" in told
    cells = page.words("//section[@aria-labelledby='differences-h']//tbody/tr/*")
    assert cells == ["2", "ILL", "VAO ILL", "3", "BRD", "no code"]


def test_a_coefficient_without_a_value_is_said_to_have_none(client: Client) -> None:
    page = sent(client, "compare", file_of("A", "ILL", "ILL", "ILL") + file_of("B", *["ILL"] * 3))
    (row, *_) = page.words("//section[@aria-labelledby='measures-h']//tbody/tr")
    assert row.count("cannot be worked out") == 2
    assert "1.000" not in page.text


def test_the_words_stand_beside_if_the_text_is_the_one(client: Client) -> None:
    page = sent(client, "compare", A + B, text=THREE)
    assert units_of(THREE).sentences[1] in page.text
    wrong = sent(client, "compare", A + B, text="Another text.")
    assert wrong.status == 422
    assert "#f-text" in wrong.links


def test_three_are_compared_two_by_two(client: Client) -> None:
    page = sent(client, "compare", A + B + C)
    assert page.words("//section[@aria-labelledby='pairs-h']//tbody//th") == [
        "A, B",
        "A, C",
        "B, C",
    ]
    assert "Kappa" not in page.words("//section[@aria-labelledby='measures-h']//th")


def test_it_is_handed_out_as_tables_and_as_json(client: Client) -> None:
    def made(do: str) -> str:
        answer = client.post(PATH, {"do": do, "codings": A + B, "text": THREE})
        assert "attachment" in answer["Content-Disposition"]
        return answer.content.decode()

    assert next(csv.DictReader(io.StringIO(made("measures"))))["code"] == "all"
    rows = list(csv.DictReader(io.StringIO(made("differences"))))
    assert [(row["A"], row["B"]) for row in rows] == [("ILL", "VAO ILL"), ("BRD", "")]
    assert rows[0]["text"] == units_of(THREE).sentences[1]
    assert json.loads(made("json"))["coders"] == ["A", "B"]


@pytest.mark.parametrize(
    ("codings", "said"),
    [
        ("", "There is no coding file yet"),
        (A, "found 1 of them"),
        (A + A, 'found "A" twice'),
        (A + file_of("B", "TFS", "", "", digest="ab" * 16), "found another text"),
        (A + B.replace("VAO", "QQQ"), 'coding file 2: row 3: found "QQQ"'),
        (A + "\n".join(B.splitlines()[:-1]), "coding file 2: found 2 of 3 sentences"),
        ("A letter.", "coding file 1: row 1: found other columns"),
        (A * 11, "Up to 10"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_sentence(
    client: Client, codings: str, said: str
) -> None:
    page = sent(client, "compare", codings)
    assert page.status == 422
    (sentence,) = page.words("//div[@role='alert']//li")
    assert said in sentence
    assert not page.words("//section[@aria-labelledby='measures-h']")


def test_nothing_of_it_is_kept(client: Client) -> None:
    canary = "Zdravka Canarova slept there."
    digest = units_of(canary).digest
    codings = file_of("A", "TFS", digest=digest) + file_of("B", "", digest=digest)
    page = sent(client, "compare", codings, text=canary)
    assert "Canarova" in page.text  # it was there to be kept
    assert not client.cookies.get("sessionid")
    assert "Canarova" not in Page.of(client.get(PATH)).text
