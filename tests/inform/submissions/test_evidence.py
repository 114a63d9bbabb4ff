"""Evidence: figures from released tables only, each with where it is from, gaps said as plainly."""

from datetime import date

import pytest
from django.test import Client

from clew.inform.statistics import actions
from clew.inform.statistics.categories import WORDS
from clew.inform.statistics.models import FrozenChain, Snapshot, Table
from clew.inform.statistics.queries import released_tables
from clew.inform.statistics.states import SHAPES, Kind
from clew.inform.submissions.answers import answer, reached
from clew.inform.submissions.questionnaire import TABLES, form
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.inform.statistics.world import LAST_YEAR, many, somebody

pytestmark = pytest.mark.django_db
FORM = form("untoc-trafficking", 2026)
FIGURES = {figure.id: figure for item in FORM.items for figure in item.figures}
PATH = "/evidence/untoc-trafficking/2026/"


def released(cast: Cast, *, shape: str = "form", kind: Kind = Kind.PEOPLE) -> Table:
    table = actions.draft(
        actor=cast.policy_lead, kind=kind, shape=shape, first_year=LAST_YEAR,
        last_year=LAST_YEAR, on=TODAY,
    )  # fmt: skip
    actions.send(actor=cast.policy_lead, table=table)
    actions.release(actor=cast.output_checker, table=table, on=TODAY)
    return table


def told(figure: str) -> object:
    return answer(FIGURES[figure], released_tables(), jurisdiction="GB", year=2026)


def test_what_is_released_fits_what_a_form_may_point_to() -> None:
    for kind in Kind:
        assert kind.value in TABLES
    for shape in SHAPES.values():
        assert set(shape) < TABLES[Kind.PEOPLE.value][0]
    assert set(WORDS) == {"age", "sex", "form", "stage"}


def test_without_a_released_table_every_gap_is_said(cast: Cast) -> None:
    many(cast.advocate_a, {"forced_labour": 41})
    actions.draft(
        actor=cast.policy_lead, kind=Kind.PEOPLE, shape="form", first_year=LAST_YEAR,
        last_year=LAST_YEAR, on=TODAY,
    )  # fmt: skip
    page = Page.of(signed_in(cast.policy_lead).get(PATH))
    assert "41" not in page.text.split()
    assert page.text.count("No released table answers this yet.") == len(FIGURES) - 1


def test_a_figure_is_told_with_its_table_its_day_and_who_checked_it(cast: Cast) -> None:
    many(cast.advocate_a, {"forced_labour": 41, "servitude": 3, "forced_begging": 17})
    table = released(cast)
    found = told("forms-seen")
    assert found.lines == ("41 people were exploited by forced labour among those helped in 2025.",)
    assert found.hidden == (
        "2 numbers are not shown, so that nobody can be found. They are not noughts."
    )
    page = Page.of(signed_in(cast.policy_lead).get(PATH))
    assert "released 16 March 2026, checked by Otto Checker, Mill Street Kitchen" in page.text
    assert f"/statistics/{table.id}/" in page.links
    assert CANARY not in page.text


def test_a_table_without_the_axis_answers_nothing(cast: Cast) -> None:
    many(cast.advocate_a, {"forced_labour": 41})
    released(cast)
    assert told("reached-by-age-and-sex").gap == "No released table answers this yet."
    assert told("forms-seen").gap == ""


def test_a_share_is_of_those_for_whom_both_are_known(cast: Cast) -> None:
    for form_, born, number in (
        ("forced_labour", "1990-01-01", 30), ("servitude", "1990-01-01", 10),
        ("servitude", "", 15),
    ):  # fmt: skip
        for _ in range(number):
            somebody(cast.advocate_a, form_, born=born)
    for _ in range(20):
        somebody(cast.advocate_a)
    released(cast, shape="form-age")
    # 30 and 10 of the 40 whose age and form are known, not of all 75.
    assert told("children-by-form").lines == (
        "75 per cent of those helped in 2025 were 25 to 39 and exploited by forced labour.",
        "25 per cent of those helped in 2025 were 25 to 39 and exploited by servitude.",
    )


def test_only_small_numbers_are_a_gap_of_their_own(cast: Cast) -> None:
    many(cast.advocate_a, {"forced_labour": 3})
    released(cast)
    assert (
        told("forms-seen").gap
        == "Every number that would answer this is protected, so that nobody can be found."
    )


def test_a_chain_counts_who_came_at_least_so_far(cast: Cast) -> None:
    snapshot = actions.freeze(actor=cast.policy_lead, on=TODAY)
    _chains(snapshot, {"referred": 20, "case_opened": 15, "charged": 12})
    released(cast, kind=Kind.CHAIN)
    (table,) = released_tables()
    assert [reached(table, stage) for stage in table.categories("stage")] == [
        47, 47, 27, 27, 12, 12, 12,
    ]  # fmt: skip
    assert told("chain-to-court").lines[-1] == (
        "Of those recognised after training in 2025, 12 people reached the stage: charged."
    )
    assert told("helped-by-stage").lines[-1].startswith("26 per cent ")


def _chains(snapshot: Snapshot, counts: dict[str, int]) -> None:
    for stage, number in counts.items():
        for _ in range(number):
            FrozenChain.rows.create(
                snapshot=snapshot, session="T-1", reached=stage, quarter="2025-Q3"
            )


@pytest.mark.parametrize(
    ("jurisdiction", "words"),
    [
        (
            "GB",
            "United Kingdom (England and Wales): the period in force in 2026 was at least 30 days.",
        ),
        ("XX", ""),
    ],
)  # fmt: skip
def test_the_time_to_recover_is_told_from_the_law(jurisdiction: str, words: str) -> None:
    found = answer(FIGURES["length-in-force"], (), jurisdiction=jurisdiction, year=2026)
    assert found.lines == ((words,) if words else ())
    assert bool(found.law) is bool(words)
    assert found.gap.startswith("Clew cannot say this") is not bool(words)


def test_the_law_of_an_earlier_year_stays_as_it_was() -> None:
    found = answer(FIGURES["length-in-force"], (), jurisdiction="GB", year=2021)
    assert "45 days" in found.lines[0]
    assert date(2021, 12, 31).year == 2021


def test_every_article_says_what_clew_cannot_say(cast: Cast) -> None:
    page = Page.of(signed_in(cast.case_lead).get(PATH))
    assert len(page.root.xpath("//ol[contains(@class,'proof')]/li")) == len(FORM.items)
    assert page.text.count("Clew cannot say this") == sum(
        len(item.cannot_say) for item in FORM.items
    )


@pytest.mark.parametrize("path", ["/evidence/", PATH])
def test_evidence_is_for_staff(cast: Cast, path: str) -> None:
    assert signed_in(cast.auditor).get(path).status_code == 200
    assert signed_in(cast.survivor).get(path).status_code == 403
    assert Client(HTTP_HOST="localhost").get(path).status_code == 302


@pytest.mark.parametrize("path", ["/evidence/untoc-trafficking/1999/", "/evidence/made-up/2026/"])
def test_a_form_nobody_wrote_is_not_found(cast: Cast, path: str) -> None:
    assert signed_in(cast.policy_lead).get(path).status_code == 404
