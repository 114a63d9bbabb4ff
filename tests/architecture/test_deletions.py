"""A row that a trace tells of is deleted with the trace, or who verifies it would miss the row."""

import ast

from tests.architecture.files import SRC
from tests.architecture.source import sources


def deleted_after_recording(tree: ast.AST) -> set[str]:
    """Return functions that record a change of something by name, and delete it beside."""
    found = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        recorded, deleted = set(), set()
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr == "record":
                recorded |= {
                    word.value.id
                    for word in node.keywords
                    if word.arg == "about" and isinstance(word.value, ast.Name)
                }
            if node.func.attr == "delete" and isinstance(node.func.value, ast.Name):
                deleted.add(node.func.value.id)
        if recorded & deleted:
            found.add(function.name)
    return found


def test_nothing_is_recorded_as_it_was_and_deleted() -> None:
    found = {
        f"{path}: {name}" for path, tree in sources(SRC) for name in deleted_after_recording(tree)
    }
    assert found == set()


def test_without_its_own_word_a_deletion_is_seen() -> None:
    # Red control.
    source = """
def take_back(row):
    with changes() as trace:
        trace.record("conclusion.taken_back", about=row)
        row.delete()
"""
    assert deleted_after_recording(ast.parse(source)) == {"take_back"}
