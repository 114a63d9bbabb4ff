"""All countries side by side: each in the table and in a drawing, and every drawing in words."""

import pytest
from django.test import Client

from clew.inform.states import comparison, views
from clew.rules.law.deadlines import in_words
from clew.rules.law.periods import PeriodKind, jurisdictions, recovery_periods
from clew.rules.sources.states import State
from tests.ground.reading import Page, plain, words_of

FOUND = {code: found for code in jurisdictions() if (found := recovery_periods(code))}
WITH = {code: found for code, found in FOUND.items() if found.newest is not None}
NONE = {code: found for code, found in FOUND.items() if found.kind is PeriodKind.NONE}
CHANGED = {
    code: found
    for code, found in FOUND.items()
    if len({period.length_in_words for period in found.values.values() if period}) > 1
}
TABLE = "//section[@aria-labelledby='table']//tbody/tr"


@pytest.fixture
def compared(client: Client) -> Page:
    return Page.of(client.get("/time-to-recover/"))


def missing_from(page: Page) -> set[str]:
    """Return the countries with a period that are missing from the table or from the bars."""
    rows = page.words(f"{TABLE}/th")
    bars = page.words("//ol[contains(@class, 'bars')]//*[contains(@class, 'b-l')]")
    missing = set()
    for code, found in WITH.items():
        country, _, inside = found.country.partition(" (")
        short = inside.removesuffix(")") if country == "United Kingdom" else country
        if short not in bars or not any(row.startswith(found.country) for row in rows):
            missing.add(code)
    return missing


def test_every_country_can_be_asked_for(compared: Page) -> None:
    assert compared.root.xpath("//select/option/@value") == list(FOUND)


def test_every_country_with_a_period_is_in_the_table_and_in_a_drawing(compared: Page) -> None:
    assert missing_from(compared) == set()
    assert len(compared.root.xpath(TABLE)) == len(WITH)
    assert len(compared.root.xpath("//ol[contains(@class, 'bars')]/li")) == len(WITH)


def test_a_country_left_out_is_noticed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = comparison.rows()
    monkeypatch.setattr(views.comparison, "rows", lambda: rows[1:])
    page = Page.of(client.get("/time-to-recover/"))
    assert missing_from(page) == {rows[0].code}


def test_the_table_says_the_length_since_when_and_how_far_it_was_read(compared: Page) -> None:
    rows = {row.country: row for row in comparison.rows()}
    for row in compared.root.xpath(TABLE):
        country = words_of(row.find("th")).removesuffix(words_of(row.find("th/span"))).strip()
        found = rows[country]
        length, since, *_, source = [words_of(cell) for cell in row.findall("td")]
        assert length == found.period.length_in_words
        assert since == (in_words(found.since) if found.since_was_read else "not read")
        assert plain(found.period.article) in source
        assert ("unv" in str(row.xpath(".//td[last()]//a/@class"))) is (
            found.period.state is not State.VERIFIED
        )


def test_what_nobody_read_stands_apart_from_what_was_read(compared: Page) -> None:
    read, unread = compared.root.xpath("//ol[contains(@class, 'bars')]")
    assert set(read.xpath(".//svg/@class")) <= {"bar-v", "bar-s"}
    assert set(unread.xpath(".//svg/@class")) == {"bar-u"}


def test_every_bar_has_its_country_and_its_length_in_words(compared: Page) -> None:
    lengths = {found.newest.length_in_words for found in WITH.values() if found.newest}
    for bar in compared.root.xpath("//ol[contains(@class, 'bars')]/li"):
        assert words_of(bar.find("span"))
        assert words_of(bar.find(".//b")) in lengths
        assert bar.find(".//svg").get("aria-hidden") == "true"  # the words beside it say it all


def test_a_longer_period_has_a_longer_bar() -> None:
    rows = sorted(comparison.rows(), key=lambda row: row.period.days_about)
    widths = [row.width for row in rows]
    assert widths == sorted(widths)
    assert 0 < widths[0] < widths[-1] <= 100


def test_every_country_whose_length_changed_has_its_drawing_and_its_sentence(
    compared: Page,
) -> None:
    figures = compared.root.xpath("//section[@aria-labelledby='changes']//figure")
    assert {figure.get("aria-labelledby") for figure in figures} == {f"h-{c}" for c in CHANGED}
    for figure in figures:
        found = CHANGED[figure.get("aria-labelledby").removeprefix("h-")]
        (drawing,) = figure.xpath(".//svg")
        assert drawing.get("role") == "img"
        sentence = drawing.get("aria-label")
        assert sentence == words_of(figure.findall("p")[-1])
        assert sentence.startswith(found.country)
        for period in found.values.values():
            if period is not None:
                assert period.length_in_words in sentence
                assert period.length_in_words in words_of(drawing)


def test_every_drawing_without_a_name_is_beside_its_words(compared: Page) -> None:
    for drawing in compared.root.xpath("//main//svg"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("aria-label")


def test_the_drawings_stay_inside_their_frames() -> None:
    for history in comparison.histories():
        for step in history.steps:
            assert 0 <= step.x <= step.x_end <= 100
            assert 0 < step.y <= 150


def test_where_there_is_none_the_page_says_what_there_is_instead(compared: Page) -> None:
    rows = compared.words("//section[@aria-labelledby='none']//tbody/tr")
    assert len(rows) == len(NONE)
    for found, row in zip(NONE.values(), rows, strict=True):
        assert row.startswith(found.country)
        assert plain(found.because or "") in row
