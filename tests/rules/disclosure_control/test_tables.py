"""What a protected table shows, and what it never tells."""

import pytest

from clew.rules.disclosure_control.lattice import TOTAL
from clew.rules.disclosure_control.tables import Cell, Hidden, ProtectedTable, protect
from tests.rules.disclosure_control.made_up import axes_of, random_rows, rows_of


def one_axis(*counts: int, zeros: str = "published", profile: str = "default") -> ProtectedTable:
    axes = axes_of(len(counts))
    return protect(axes=axes, rows=rows_of(axes, list(counts)), zeros=zeros, profile=profile)


def words_of(table: ProtectedTable) -> list[str]:
    return [table.words(key) for key in table.cells]


def test_counts_from_the_threshold_on_are_shown_with_their_total() -> None:
    assert words_of(one_axis(10, 25, 0)) == ["10", "25", "0", "35"]


def test_a_small_count_hides_a_neighbour_and_the_total_stays() -> None:
    assert words_of(one_axis(3, 50, 60)) == ["fewer than 10", "hidden too", "60", "113"]


def test_two_small_counts_that_can_be_anything_need_no_neighbour() -> None:
    assert words_of(one_axis(5, 5, 60)) == ["fewer than 10", "fewer than 10", "60", "70"]


def test_two_nines_are_not_told_by_their_sum() -> None:
    assert words_of(one_axis(9, 9)) == ["fewer than 10", "fewer than 10", "hidden too"]


def test_a_neighbour_without_room_to_fall_hides_more() -> None:
    assert words_of(one_axis(3, 12, 15)) == ["fewer than 10", "hidden too", "hidden too", "30"]


def test_nine_people_in_nine_categories_are_not_told_by_the_words() -> None:
    axes = axes_of(2, 9)
    table = protect(axes=axes, rows=rows_of(axes, [*[1] * 8, 0, *[40] * 9]))
    group = {table.words(("form-0", f"sex-{at}")) for at in range(9)}
    assert group == {"fewer than 10"}
    assert table.words(("form-0", TOTAL)) == "fewer than 10"


@pytest.mark.parametrize("people", range(1, 10))
def test_fewer_people_than_the_threshold_hide_the_whole_table(people: int) -> None:
    table = one_axis(people, 0, 0)
    assert words_of(table) == ["fewer than 10"] * 4
    assert repr(table) == repr(one_axis(0, 0, 0))


def test_profiles_draw_the_line_elsewhere() -> None:
    assert words_of(one_axis(10, 40, profile="ctdc"))[0] == "fewer than 11"
    assert words_of(one_axis(5, 40, profile="team")) == ["5", "40", "45"]
    assert words_of(one_axis(4, 40, profile="team"))[0] == "fewer than 5"


def test_a_hidden_zero_looks_like_a_small_count() -> None:
    shown, hidden = one_axis(0, 50, 60), one_axis(0, 50, 60, zeros="hidden")
    assert words_of(shown)[0] == "0"
    assert words_of(hidden)[0] == "fewer than 10"
    assert repr(hidden) == repr(one_axis(7, 43, 60, zeros="hidden"))


def test_a_hidden_count_is_nowhere_in_the_table() -> None:
    assert repr(one_axis(3, 51, 60)) == repr(one_axis(7, 47, 60))
    with pytest.raises(ValueError, match="either a count or why it is hidden"):
        Cell(3, Hidden.SMALL)


def test_the_order_of_cells_is_that_of_the_axes_and_not_of_the_people() -> None:
    axes = axes_of(3, 2)
    rows = random_rows(axes, 200, seed=7)
    there, back = protect(axes=axes, rows=rows), protect(axes=axes, rows=reversed(rows))
    assert repr(there) == repr(back)
    expected = [(a, b) for a in (*axes[0][1], TOTAL) for b in (*axes[1][1], TOTAL)]
    assert list(there.cells) == expected


def test_a_table_cannot_be_changed_afterwards() -> None:
    table = one_axis(3, 50)
    with pytest.raises(TypeError):
        table.cells[("form-0",)] = Cell(3, None)  # type: ignore[index]


def test_every_hidden_cell_has_a_reason_and_no_shown_one() -> None:
    table = one_axis(3, 50, 60)
    reasons = [table.why(key) for key in table.cells]
    assert reasons == [
        "a small number could point to a person",
        "hidden too, so that nobody can work out its neighbour",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (("secret-name",), "form: a row with a category that is not listed"),
        (("*",), "form: a row with a category that is not listed"),
        (("form-0", "secret-name"), "rows with one category for each of 1 axes"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_without_being_repeated(
    row: tuple[str, ...], wanted: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        protect(axes=axes_of(2), rows=[row])
    assert str(caught.value) == wanted


@pytest.mark.parametrize(
    ("axes", "wanted"),
    [
        ([], "one to 3 axes"),
        ([*axes_of(2, 2, 2), ("age", ["a"])], "one to 3 axes"),
        ([("form", [])], "form: categories that differ, none of them *"),
        ([("form", ["a", "a"])], "form: categories that differ, none of them *"),
        ([("form", ["a", "*"])], "form: categories that differ, none of them *"),
    ],
)
def test_axes_that_make_no_table_are_refused(
    axes: list[tuple[str, list[str]]], wanted: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        protect(axes=axes, rows=[])
    assert str(caught.value) == wanted


def test_zeros_are_published_or_hidden() -> None:
    with pytest.raises(ValueError, match="zeros: published or hidden"):
        one_axis(3, 50, zeros="perhaps")


def test_the_audit_tells_nothing_about_what_is_hidden() -> None:
    tables = [one_axis(*counts) for counts in [(0, 0), (9, 0), (3, 50), (9, 44)]]
    assert {table.audit.narrowest for table in tables} == {9}
    assert len({table.audit for table in tables}) == 1
    assert one_axis(20, 50).audit.narrowest is None
