"""Published cases: each has its page, opens in the worksheet, and answers as the command does."""

import json
from pathlib import Path

import pytest
from django.test import Client

from clew.recognise.classification.comparison import differences
from clew.recognise.classification.forms import form_of_facts
from clew.rules.law.classification import classify
from clew.rules.law.facts import GROUPS, parts_of
from clew.rules.law.known import Known
from clew.rules.law.published_cases import facts_of, published_cases
from clew.site.cli import main
from tests.ground.reading import Page, plain
from tests.recognise.sheets import DOCUMENTS, SHEET, SOLD_WORK, chosen, conclusion, document, whole

CASES = "/trafficking-or-smuggling/published-cases/"
IN_WORDS = {
    "trafficking": "trafficking",
    "smuggling": "smuggling",
    "aggravated_smuggling": "aggravated smuggling",
    "trafficking_and_smuggling": "both",
    "neither": "neither",
    "insufficient_information": "no answer yet",
}


def told_by_the_command(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["classify", str(file), "--json"]) == 0
    return str(json.loads(capsys.readouterr().out)["conclusion"])


def told_by_its_file(page: Page, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Do what the page says: copy the facts into a file, and give it to the command."""
    file = folder / "my-sheet.yaml"
    file.write_text(page.by_id("a-file").text_content(), encoding="utf-8")
    return told_by_the_command(file, capsys)


@pytest.mark.parametrize("case_id", published_cases())
def test_every_case_shows_its_facts_its_answer_and_where_the_rules_differ(
    client: Client, case_id: str
) -> None:
    case = published_cases()[case_id]
    page = Page.of(client.get(f"{CASES}{case_id}/"))
    assert page.status == 200
    assert page.title == plain(case.title)
    for text in (case.brief, case.asked, case.answer, case.citation.text):
        assert plain(text) in page.text
    if case.differs:
        assert plain(case.differs) in page.text
    assert ("differently" in page.text) is bool(case.differs)
    for facts in facts_of(case_id):
        (points,) = page.words(f"//section[.//*[@id='d-{facts.id}']]/p/strong")
        assert points.startswith(IN_WORDS[case.labels[facts.id]])


def test_some_cases_differ_from_their_source_and_some_do_not() -> None:
    assert {bool(case.differs) for case in published_cases().values()} == {True, False}


@pytest.mark.parametrize(
    "path", [f"{CASES}V999/", f"{CASES}v01/", f"{SHEET}?case=V999", f"{SHEET}?case=../V01"]
)
def test_an_unknown_case_is_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("case_id", "document_id"), DOCUMENTS)
def test_a_case_opens_in_the_worksheet_with_its_facts_and_its_label(
    client: Client, case_id: str, document_id: str
) -> None:
    facts = document(case_id, document_id)
    page = Page.of(client.get(SHEET, {"case": case_id, "document": document_id}))
    assert page.status == 200
    assert page.one("//select/option[@selected]").get("value") == facts.jurisdiction
    assert page.by_id("f-on").get("value") == (facts.on.isoformat() if facts.on else "")
    assert chosen(page, "child") == [facts.child]
    for group in GROUPS:
        for part, value in parts_of(getattr(facts, group)):
            if isinstance(value, Known) and page.root.xpath(
                f"//input[@type='radio'][@name='{group}.{part}']"
            ):
                assert chosen(page, f"{group}.{part}") == [value]
    label = published_cases()[case_id].labels[document_id]
    assert conclusion(page).startswith(IN_WORDS[label])


@pytest.mark.parametrize(("case_id", "document_id"), DOCUMENTS)
def test_page_rules_and_command_conclude_the_same(
    client: Client,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    case_id: str,
    document_id: str,
) -> None:
    answer = client.get(SHEET, {"case": case_id, "document": document_id})
    page = Page.of(answer)
    concluded = answer.context["result"].conclusion
    assert concluded == classify(document(case_id, document_id)).conclusion
    assert concluded == told_by_its_file(page, tmp_path, capsys)
    assert conclusion(page).startswith(IN_WORDS[concluded])


@pytest.mark.parametrize(("case_id", "document_id"), DOCUMENTS)
def test_the_worksheet_loses_nothing_of_a_case_that_the_rules_read(
    case_id: str, document_id: str
) -> None:
    facts = document(case_id, document_id)
    alone, shown = classify(facts), form_of_facts(facts).result
    assert shown is not None
    assert shown.elements == alone.elements
    assert shown.consequences == alone.consequences
    assert shown.ask_next == alone.ask_next


def test_without_a_document_the_first_of_the_case_opens(client: Client) -> None:
    first = facts_of("V02")[0]
    for query in ({"case": "V02"}, {"case": "V02", "document": "V02-nowhere"}):
        page = Page.of(client.get(SHEET, query))
        assert conclusion(page).startswith(IN_WORDS[published_cases()["V02"].labels[first.id]])


@pytest.mark.parametrize(
    "facts",
    [
        {"child": "no"},
        {"child": "yes"},
        {"on": "2020-01-01", "born": "2010-06-01"},
        {"on": "2020-01-01", "born": "1990-06-01"},
        {"jurisdiction": "GB", "movement.travel_arranged": "yes", "on": "2020-01-01"},
    ],
)
def test_the_file_of_a_filled_sheet_gives_the_conclusion_of_the_page(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: dict[str, str]
) -> None:
    typed = {name: value for name, value in SOLD_WORK.items() if "means" not in name} | facts
    page = whole(client, **typed)
    assert page.status == 200
    told = told_by_its_file(page, tmp_path, capsys)
    assert conclusion(page).startswith(IN_WORDS[told])


def test_the_explainer_tells_every_difference_with_its_source_and_lists_every_case(
    client: Client,
) -> None:
    page = Page.of(client.get(CASES))
    for item in differences():
        (row,) = page.words(f"//section[@aria-labelledby='differ']//tr[th[.='{item.axis}']]")
        for text in (item.trafficking, item.smuggling, item.citation.text):
            assert plain(text) in row
    for case_id, case in published_cases().items():
        assert f"{CASES}{case_id}/" in page.links
        assert plain(case.title) in page.text
