"""Reading Python source for what it imports and calls, without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.files import files_in, place, text_of


@dataclass(frozen=True, slots=True)
class Use:
    """One import or call: its dotted name, its line, and the functions around it."""

    name: str
    line: int
    inside: tuple[str, ...] = ()


def imports_of(tree: ast.AST) -> Iterator[Use]:
    """Yield every import with its full name, those inside functions too."""
    yield from _imports(tree, ())


def _imports(node: ast.AST, inside: tuple[str, ...]) -> Iterator[Use]:
    if isinstance(node, ast.Import):
        yield from (Use(alias.name, node.lineno, inside) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = f"{'.' * node.level}{node.module or ''}"
        yield from (Use(f"{base}.{alias.name}", node.lineno, inside) for alias in node.names)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        inside = (*inside, node.name)
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, inside)


def calls_of(tree: ast.AST) -> Iterator[Use]:
    """Yield every name that is used with its dots, called or handed on: `yaml.load`, `eval`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = _dotted(node)
            if name:
                yield Use(name, node.lineno)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def sources(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield every Python file under a folder with its tree."""
    for path in files_in(folder, suffixes=[".py"]):
        yield place(path), ast.parse(text_of(path))
