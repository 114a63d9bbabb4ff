"""The pages of tables: what is hidden is in no byte of them, a draft is nobody else's."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.inform.statistics import actions, layout, queries
from clew.inform.statistics.models import Table
from clew.inform.statistics.shown import shown
from clew.inform.statistics.states import SHAPES, Kind, State
from clew.rules.exchange.cells import guarded
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.reading import Page
from tests.inform.statistics.world import LAST_YEAR, MET, many, somebody

pytestmark = pytest.mark.django_db

COUNTS = {"forced_labour": 41, "servitude": 3, "forced_begging": 17}
OTHERS = {"forced_labour": 41, "servitude": 7, "forced_begging": 13}


def released(cast: Cast, *, shape: str = "form", kind: Kind = Kind.PEOPLE) -> Table:
    table = actions.draft(
        actor=cast.policy_lead, kind=kind, shape=shape, first_year=LAST_YEAR - 1,
        last_year=LAST_YEAR, on=TODAY,
    )  # fmt: skip
    actions.send(actor=cast.policy_lead, table=table)
    actions.release(actor=cast.output_checker, table=table, on=TODAY)
    return table


def all_bytes(table: Table) -> str:
    """Return every byte that tells of a table, less ids and tokens, which always differ."""
    client = Client(HTTP_HOST="localhost")
    page = client.get(f"/statistics/{table.id}/").content.decode()
    file = client.get(f"/statistics/{table.id}/table.csv").content.decode()
    row = Table.objects.filter(id=table.id).values().get()
    told = "".join((page, file, json.dumps(row["cells"]), str(row["narrowest"]), row["tried"]))
    return re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}|(?<=value=")[A-Za-z0-9]{64}(?=")', "id", told)


def test_three_people_and_seven_leave_the_same_bytes(cast: Cast) -> None:
    many(cast.advocate_a, COUNTS)
    first = released(cast)
    told = all_bytes(first)
    assert shown(first).at(form="servitude").words == "fewer than 10"
    assert shown(first).at(form="forced_begging").words == "hidden too"
    assert shown(first).at(form="forced_labour").words == "41"
    assert shown(first).at().words == "61"
    # Another house, in which seven people stand where three stood here.
    people = many(cast.advocate_elsewhere, OTHERS)
    assert len(people) == 61
    twin = _elsewhere(cast, first)
    assert all_bytes(twin) == told.replace("Lantern House", "Far Shore")


def test_with_the_protection_off_the_bytes_would_differ(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control of the test above.
    monkeypatch.setattr("clew.rules.disclosure_control.tables._hide", _hide_nothing)
    many(cast.advocate_a, COUNTS)
    many(cast.advocate_elsewhere, OTHERS)
    first = released(cast)
    assert all_bytes(_elsewhere(cast, first)) != all_bytes(first).replace(
        "Lantern House", "Far Shore"
    )


def _hide_nothing(_lattice: object, counts: list[int], _span: range) -> list[object]:
    from clew.rules.disclosure_control.tables import Cell  # noqa: PLC0415 -- only here

    return [Cell(count, None) for count in counts]


def _elsewhere(cast: Cast, like: Table) -> Table:
    lead = Member.objects.create(
        email="p@clew.invalid", shown_name="Pola Policy", organisation=cast.elsewhere
    )
    lead.grants.create(role="policy_lead")
    table = actions.draft(
        actor=lead, kind=Kind.PEOPLE, shape="form", first_year=like.first_year,
        last_year=like.last_year, on=TODAY,
    )  # fmt: skip
    table.state, table.checker = State.RELEASED.value, cast.output_checker
    table.checked_on = table.released_on = TODAY
    table.save()
    return table


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cell_of_every_shape_stands_in_the_tables_of_its_page(cast: Cast, shape: str) -> None:
    for number in range(30):
        somebody(cast.advocate_a, "forced_labour", sex="female" if number % 2 else "male")
    table = shown(released(cast, shape=shape))
    cells = [
        cell
        for block in layout.blocks(table)
        for row in (*block.rows, block.last)
        for cell in row.cells
    ]
    assert len(cells) == len(table.cells)
    assert sorted(cell.words for cell in cells) == sorted(c.words for c in table.cells.values())
    page = Page.of(Client(HTTP_HOST="localhost").get(f"/statistics/{table.id}/"))
    assert len(page.root.xpath("//main//td")) == len(cells)


def test_the_years_are_those_in_which_people_were_first_met(cast: Cast) -> None:
    many(cast.advocate_a, {"forced_labour": 12})
    many(cast.advocate_a, {"forced_labour": 30}, on=date(2022, 1, 1))
    assert shown(released(cast)).at().count == 12


def test_the_page_says_who_these_people_are_not(cast: Cast) -> None:
    table = released(cast)
    page = Page.of(Client(HTTP_HOST="localhost").get(f"/statistics/{table.id}/"))
    assert "They are not all who are exploited" in page.text


def test_anybody_reads_what_is_released_and_no_name_of_who_made_it(cast: Cast) -> None:
    many(cast.advocate_a, {"forced_labour": 12})
    table = released(cast)
    page = Client(HTTP_HOST="localhost").get(f"/statistics/{table.id}/").content.decode()
    assert "Pola Policy" not in page
    assert "Otto Checker" not in page
    assert CANARY not in page
    assert (
        "Otto Checker" in signed_in(cast.case_lead).get(f"/statistics/{table.id}/").content.decode()
    )


@pytest.mark.parametrize("address", ["", "table.csv"])
def test_a_draft_is_unknown_to_others(cast: Cast, address: str) -> None:
    table = actions.draft(
        actor=cast.policy_lead, kind=Kind.PEOPLE, shape="form", first_year=LAST_YEAR,
        last_year=LAST_YEAR, on=TODAY,
    )  # fmt: skip
    path = f"/statistics/{table.id}/{address}"
    answers = {
        name: signed_in(getattr(cast, name)).get(path).status_code
        for name in ("policy_lead", "case_lead", "output_checker", "administrator", "survivor")
    }
    assert answers == {
        "policy_lead": 200, "case_lead": 404, "output_checker": 404, "administrator": 404,
        "survivor": 404,
    }  # fmt: skip
    assert Client(HTTP_HOST="localhost").get(path).status_code == 404
    assert queries.released_tables() == ()


def test_from_the_form_to_a_released_table_in_three_presses(cast: Cast) -> None:
    on = timezone.localdate()
    somebody(cast.advocate_a, "forced_labour", on=MET)
    author, checker = signed_in(cast.policy_lead), signed_in(cast.output_checker)
    form = {
        "kind": "people-by-age-sex-form", "shape": "form-sex-age", "first_year": "2025",
        "last_year": str(on.year - 1), "once": "5a3d6f0e-6f0b-4b58-9a53-0c9a3b9d7f10",
    }  # fmt: skip
    drafted = author.post("/statistics/new/", form)
    assert drafted.status_code == 303
    path = drafted.headers["Location"]
    assert author.post("/statistics/new/", form).status_code == 409
    assert author.post(f"{path}send/").status_code == 303
    assert author.post(f"{path}check/", {"do": "release"}).status_code == 403
    page = checker.get(path).content.decode()
    assert "What was tried on it" in page
    assert checker.post(f"{path}check/", {"do": "back"}).status_code == 422
    assert checker.post(f"{path}check/", {"do": "release"}).status_code == 303
    assert Client(HTTP_HOST="localhost").get(path).status_code == 200
    assert checker.post(f"{path}check/", {"do": "back", "reason": "talk"}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "people-by-name"}, "f-kind"),
        ({"shape": "name"}, "f-shape"),
        ({"first_year": "long ago"}, "f-first"),
        ({"last_year": "3000"}, "f-last"),
        ({"first_year": "2025", "last_year": "2021"}, "f-last"),
        ({"last_year": "٢٠٢٤"}, "f-last"),
    ],
)
def test_what_cannot_be_counted_is_said_at_its_field(
    cast: Cast, wrong: dict[str, str], field: str
) -> None:
    sound = {"kind": "impact-chain", "shape": "form", "first_year": "2024", "last_year": "2024"}
    answer = signed_in(cast.policy_lead).post("/statistics/new/", sound | wrong)
    assert answer.status_code == 422
    assert Page.of(answer).root.xpath(f"//*[@href='#{field}']")
    assert not Table.objects.exists()


def test_the_file_holds_the_words_that_are_shown_and_no_formula(cast: Cast) -> None:
    many(cast.advocate_a, COUNTS)
    cast.house.name = '=HYPERLINK("http://made.invalid")'
    cast.house.save()
    table = released(cast)
    text = layout.as_csv(shown(Table.objects.get(id=table.id)))
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][2] == '\'=HYPERLINK("http://made.invalid")'
    assert ["servitude", "fewer than 10"] in rows
    assert ["all", "61"] in rows
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


@pytest.mark.parametrize(
    "words", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\r=1", "|1", "%1", "＝1"]
)
def test_a_formula_becomes_words(words: str) -> None:
    assert guarded(words) == f"'{words}"


def test_a_number_and_words_stay_as_they_are() -> None:
    assert [guarded(words) for words in ("12", "fewer than 10", "")] == [
        "12", "fewer than 10", "",
    ]  # fmt: skip


def test_the_address_of_a_new_table_is_for_who_leads_policy(cast: Cast) -> None:
    allowed = {
        name
        for name in ("policy_lead", "output_checker", "case_lead", "advocate_a", "auditor")
        if signed_in(getattr(cast, name)).get("/statistics/new/").status_code == 200
    }
    assert allowed == {"policy_lead"}
