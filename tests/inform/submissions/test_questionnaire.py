"""The form for the review of the treaties: every article, what it asks, what we cannot say."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from clew.inform.submissions import questionnaire
from clew.inform.submissions.questionnaire import (
    TABLES,
    Cluster,
    Figure,
    Instrument,
    Item,
    Placed,
    Unit,
    form,
    forms,
)
from clew.rules.sources.citations import Citation
from clew.rules.sources.faults import WrongInput
from clew.rules.sources.states import State

FORM = form("untoc-trafficking", 2026)
ITEMS = {item.id: item for item in FORM.items}
DATA = Path(questionnaire.__file__).parent / "forms" / "untoc-trafficking" / "2026.yaml"
FIGURE = FORM.item("tip-3").figures[0]


def figure(
    *,
    table: str = "people-by-age-sex-form",
    axes: tuple[str, ...] = ("year",),
    unit: Unit = Unit.PEOPLE,
    words: str = "{count} people in {year}.",
) -> Figure:
    return Figure("made-up", table, axes, unit, words)


def refused(folder: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> tuple[str, ...]:
    """Return why the form is refused after one change of its file."""
    source = DATA.read_text(encoding="utf-8")
    assert old in source
    (folder / "untoc-trafficking").mkdir()
    changed = source.replace(old, new, 1)
    (folder / "untoc-trafficking" / "2026.yaml").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(questionnaire, "_FOLDER", folder)
    with pytest.raises(WrongInput) as caught:
        form.__wrapped__("untoc-trafficking", 2026)
    return caught.value.sentences


def test_the_form_of_2026_is_there() -> None:
    assert forms() == (("untoc-trafficking", 2026),)
    assert (FORM.id, FORM.year) == ("untoc-trafficking", 2026)


@pytest.mark.parametrize(("form_id", "year"), [("untoc-trafficking", 2025), ("../forms", 2026)])
def test_a_form_nobody_wrote_is_not_guessed(form_id: str, year: int) -> None:
    with pytest.raises(KeyError):
        form(form_id, year)


def test_every_article_that_casework_touches_is_asked() -> None:
    assert [(item.instrument.value, item.article) for item in FORM.items] == [
        *(("tip-protocol", f"art. {number}") for number in (2, 3, 5, 6, 7, 8, 9, 10, 11)),
        ("untoc", "art. 24"),
        ("untoc", "art. 25"),
        ("som-protocol", "art. 5"),
        ("som-protocol", "art. 16"),
    ]


@pytest.mark.parametrize("item", FORM.items, ids=lambda item: item.id)
def test_every_article_resolves_to_its_treaty_and_says_what_we_lack(item: Item) -> None:
    assert item.citation.entry.kind == "treaty"
    assert item.citation.text == f"{item.citation.entry.short}, {item.article}"
    assert all(ask.endswith("?") for ask in item.asks)
    assert any("No data" in gap for gap in item.cannot_say) or item.figures


@pytest.mark.parametrize("item_id", ["tip-8", "tip-11", "som-5", "som-16"])
def test_an_article_no_table_answers_says_no_data(item_id: str) -> None:
    assert ITEMS[item_id].no_data
    assert all("No data" in gap for gap in ITEMS[item_id].cannot_say)


def test_no_figure_counts_how_a_person_crossed_a_border() -> None:
    wall = re.compile(r"cross|nationality|citizen|visa|passport|status|route", re.IGNORECASE)
    for item in FORM.items:
        for entry in item.figures:
            assert wall.findall(" ".join((entry.id, entry.table, *entry.axes, entry.words))) == []
    assert not any(wall.search(axis) for axes, _ in TABLES.values() for axis in axes)


def test_the_form_needs_these_released_tables_and_no_other() -> None:
    assert sorted(FORM.tables) == [
        "impact-chain",
        "people-by-age-sex-form",
        "recovery-periods",
        "time-to-decision",
    ]


def test_no_state_is_named_because_a_dialogue_deals_with_none() -> None:
    names = re.compile(r"\b(?:United Kingdom|UK|GB|England|Netherlands|Ireland|Ethiopia)\b")
    for item in FORM.items:
        said = (item.obliges, *item.asks, *item.cannot_say, *(f.words for f in item.figures))
        assert names.findall(" ".join(said)) == []


def test_a_hidden_number_is_told_as_hidden() -> None:
    told = FIGURE.say(count="Fewer than 10", form="forced labour", year="2026")
    assert told == (
        "Fewer than 10 people were exploited by forced labour among those helped in 2026."
    )


@pytest.mark.parametrize("places", [{}, {"count": "12"}, {"count": "1", "form": "x", "name": "y"}])
def test_half_a_sentence_is_never_told(places: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="forms-seen has the places"):
        FIGURE.say(**places)


def test_a_sound_figure_is_taken() -> None:
    # The other side of the refusals below.
    assert figure().say(count="12", year="2026") == "12 people in 2026."


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"table": "people-by-name"}, "people-by-name is not released"),
        ({"axes": ("nationality",), "words": "{count} {nationality}"}, "at most once"),
        ({"axes": ("year", "year"), "words": "{count} {year} {year}"}, "at most once"),
        ({"unit": Unit.DAYS, "words": "{days} in {year}"}, "a unit of people-by-age-sex-form"),
        ({"words": "People in {year}."}, "every axis, each once"),
        ({"words": "{count} people."}, "every axis, each once"),
        ({"words": "{count} people in {year} {name}."}, "every axis, each once"),
        ({"words": "{count.__class__} in {year}."}, "nothing else in braces"),
    ],
)
def test_a_figure_that_could_not_be_told_is_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        figure(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"asks": ()}, "at least one question"),
        ({"cannot_say": ()}, "no data on"),
        (
            {"citation": Citation("untoc", "art. 24", State.UNVERIFIED)},
            "a citation of this article",
        ),
        (
            {"citation": Citation("tip-protocol", "art. 24", State.UNVERIFIED)},
            "a citation of this article",
        ),
    ],
)
def test_an_article_that_hides_something_is_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(ITEMS["tip-2"], **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: untoc-trafficking", "id: cedaw", "as its place says"),
        ("year: 2026", "year: 2025", "as its place says"),
        ("id: tip-3", "id: tip-2", '"tip-2" a second time'),
        ("id: forms-seen", "id: reached-by-age-and-sex", "a second time"),
        ("source: tip-protocol", "source: tip-protocoll", "not in it"),
        ("table: impact-chain", "table: survivors", "survivors is not released"),
        ("limits:", "comment: x\nlimits:", "a key nobody reads"),
        ("unit: people", "unit: souls", "people, decisions, days or share"),
    ],
)
def test_a_form_that_is_not_sound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, says: str
) -> None:
    questionnaire.forms.cache_clear()
    try:
        assert any(says in line for line in refused(tmp_path, monkeypatch, old, new))
    finally:
        questionnaire.forms.cache_clear()


def test_where_the_review_takes_an_article_is_only_as_sure_as_was_read() -> None:
    # The appendix that orders the themes was not read, so no place is called verified.
    assert ITEMS["tip-3"].reviewed_under == Placed(Cluster.ONE, State.SECONDARY)
    assert {item.reviewed_under.state for item in FORM.items} == {
        State.SECONDARY,
        State.UNVERIFIED,
    }


def test_the_form_is_as_sure_as_its_weakest_article() -> None:
    assert FORM.state is State.SECONDARY
    assert ITEMS["tip-6"].instrument is Instrument.TRAFFICKING_PROTOCOL


def test_every_submission_carries_its_limits() -> None:
    assert "These are people who were found and helped. They are not all who are exploited." in (
        FORM.limits
    )
    assert all(known.citation.entry.short for known in FORM.review)
