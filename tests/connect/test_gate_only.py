"""Network and leads know survivors through the released claims only, and matching adds the rows."""

import grimp

ROOMS = ("clew.connect.network", "clew.connect.leads")
FLOORS = ("clew.survivor", "clew.support", "clew.recognise")


def of_floors(imported: set[str]) -> set[str]:
    return {name for name in imported if name.startswith(tuple(f"{floor}." for floor in FLOORS))}


def test_the_search_for_the_group_imports_nothing_of_the_floors_of_survivors() -> None:
    graph = grimp.build_graph("clew", cache_dir=None)
    modules = [name for name in graph.modules if name.startswith(ROOMS)]
    assert len(modules) > 15
    found = {
        module: of_floors(graph.find_modules_directly_imported_by(module)) for module in modules
    }
    assert {module: names for module, names in found.items() if names} == {}


def test_matching_reads_released_claims_and_points_at_their_rows() -> None:
    # Red control for the test above: here the same search finds the gate.
    graph = grimp.build_graph("clew", cache_dir=None)
    modules = [name for name in graph.modules if name.startswith("clew.connect.matching")]
    found = set().union(
        *(of_floors(graph.find_modules_directly_imported_by(module)) for module in modules)
    )
    assert found == {"clew.survivor.release.models", "clew.survivor.release.queries"}
