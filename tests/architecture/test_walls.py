"""No import goes through a wall, also through those whose rooms are not built yet."""

import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture.walls import WALLS, breaches, inside


def made_up(*imports: tuple[str, str]) -> grimp.ImportGraph:
    """Make a graph of these imports."""
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


def test_no_import_of_clew_goes_through_a_wall() -> None:
    graph = grimp.build_graph("clew", cache_dir=None)
    assert "clew.rules.law.classification" in graph.modules
    assert breaches(graph) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("clew.connect.network.actions", "clew.survivor.people.models"),
        ("clew.connect.network.actions", "clew.survivor.consent"),
        ("clew.connect.leads", "clew.survivor.contact.queries"),
        ("clew.connect.leads.queries", "clew.support.casework.models"),
        ("clew.connect.leads.queries", "clew.recognise.classification"),
        ("clew.inform.submissions.tables", "clew.survivor.release.queries"),
        ("clew.inform.submissions.tables", "clew.recognise.referrals"),
        ("clew.inform.submissions.tables", "clew.connect.network.models"),
    ],
)
def test_an_import_through_a_wall_is_one_sentence(importer: str, imported: str) -> None:
    # Red control.
    (sentence,) = breaches(made_up((importer, imported)))
    assert sentence.startswith(f"{importer} imports {imported}: ")


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("clew.connect.network.actions", "clew.survivor.release.queries"),
        ("clew.connect.networking", "clew.survivor.people"),
        ("clew.connect.sharing", "clew.survivor.people"),
        ("clew.connect.network", "clew.supported"),
        ("clew.inform.submissions.tables", "clew.inform.statistics"),
        ("clew.support.casework", "clew.survivor.people"),
    ],
)
def test_an_import_beside_a_wall_is_well(importer: str, imported: str) -> None:
    assert breaches(made_up((importer, imported))) == []


def test_a_room_reached_through_its_gate_is_well() -> None:
    graph = made_up(
        ("clew.connect.network", "clew.survivor.release.queries"),
        ("clew.survivor.release.queries", "clew.survivor.people"),
    )
    assert breaches(graph) == []


def test_an_import_inside_a_function_is_seen_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A package of the made-up name, because a graph is built from files.
    for folder in ("leads", "support"):
        (tmp_path / "made_up_house" / folder).mkdir(parents=True)
        (tmp_path / "made_up_house" / folder / "__init__.py").touch()
    (tmp_path / "made_up_house" / "__init__.py").touch()
    hidden = "def f():\n    from made_up_house import support\n    return support\n"
    (tmp_path / "made_up_house" / "leads" / "actions.py").write_text(hidden)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    graph = grimp.build_graph("made_up_house", cache_dir=None)
    imported = graph.find_modules_directly_imported_by("made_up_house.leads.actions")
    assert "made_up_house.support" in imported


def test_every_wall_names_rooms_of_the_house_and_a_reason() -> None:
    for wall in WALLS:
        assert all(inside(room, "clew") for room in (*wall.rooms, *wall.never))
        assert len(wall.because.split()) > 5
