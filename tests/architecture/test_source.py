"""What source may import and call: rules stay small, and nothing runs what it reads."""

import ast
import sys

import pytest

from tests.architecture.files import SRC
from tests.architecture.source import calls_of, imports_of, sources

RULES = SRC / "clew" / "rules"
# Each of these runs, or rebuilds, what stands in a file; data is read by the strict loader alone.
RUNS_WHAT_IT_READS = frozenset(
    {
        "eval",
        "exec",
        "compile",
        "__import__",
        "pickle",
        "cPickle",
        "dill",
        "marshal",
        "shelve",
        "jsonpickle",
        "yaml.load",
        "yaml.load_all",
        "yaml.safe_load",
        "yaml.safe_load_all",
        "yaml.full_load",
        "yaml.full_load_all",
        "yaml.unsafe_load",
        "yaml.unsafe_load_all",
        "yaml.compose",
        "yaml.Loader",
        "yaml.FullLoader",
        "yaml.UnsafeLoader",
        "os.system",
        "os.popen",
    }
)


def outside_of_rules(tree: ast.AST) -> list[str]:
    """Return what a module of rules imports and may not."""
    found = []
    for use in imports_of(tree):
        package = use.name.partition(".")[0]
        if package in sys.stdlib_module_names or package in {
            "yaml",
            "holidays",
            "phonenumbers",
            "anyascii",
            "rapidfuzz",
        }:
            continue
        if use.name.startswith("clew.rules."):
            continue
        if package == "pydantic" and use.inside and use.inside[-1] == "json_schema":
            continue  # for editors only: importing it costs more than a whole answer
        found.append(f"line {use.line}: {use.name}")
    return found


def runs_what_it_reads(tree: ast.AST) -> list[str]:
    """Return the imports and calls that would run what stands in a file."""
    uses = [*calls_of(tree), *imports_of(tree)]
    return [
        f"line {use.line}: {use.name}"
        for use in uses
        if use.name in RUNS_WHAT_IT_READS or use.name.partition(".")[0] in RUNS_WHAT_IT_READS
    ]


def test_rules_import_the_standard_library_yaml_and_nothing_else() -> None:
    found = {name: wrong for name, tree in sources(RULES) if (wrong := outside_of_rules(tree))}
    assert found == {}


def test_rules_read_yaml_in_one_place() -> None:
    reading = [
        name
        for name, tree in sources(SRC)
        if any(use.name.partition(".")[0] == "yaml" for use in imports_of(tree))
    ]
    assert reading == ["src/clew/rules/sources/strict_yaml.py"]


@pytest.mark.parametrize(
    "source",
    [
        "import django",
        "from django.conf import settings",
        "import pydantic",
        "from pydantic import TypeAdapter",
        "def build():\n    from pydantic import TypeAdapter",
        "class A:\n    def f(self):\n        import requests",
        "from clew.ground import audit",
        "from clew import ground",
        "import clew.site.cli",
        "if True:\n    import duckdb",
    ],
)
def test_an_import_that_rules_may_not_have_would_be_found(source: str) -> None:
    # Red control.
    assert len(outside_of_rules(ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import json, yaml",
        "from clew.rules.law import facts",
        "from importlib.resources import files",
        "def json_schema():\n    from pydantic import TypeAdapter",
    ],
)
def test_an_import_that_rules_may_have_is_well(source: str) -> None:
    assert outside_of_rules(ast.parse(source)) == []


def test_nothing_runs_what_it_reads() -> None:
    found = {name: wrong for name, tree in sources(SRC) if (wrong := runs_what_it_reads(tree))}
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "eval(text)",
        "run = eval",
        "exec(text)",
        "import pickle",
        "from pickle import loads",
        "yaml.load(text, Loader=yaml.CSafeLoader)",
        "yaml.safe_load(text)",
        "from yaml import safe_load",
        "def f():\n    return yaml.unsafe_load(text)",
        "os.system('ls')",
        "import marshal as m",
    ],
)
def test_a_call_that_runs_what_it_reads_would_be_found(source: str) -> None:
    # Red control.
    assert runs_what_it_reads(ast.parse(source))


@pytest.mark.parametrize(
    "source", ["yaml.parse(text, Loader=yaml.CSafeLoader)", "re.compile('a')", "json.loads(text)"]
)
def test_a_call_that_only_reads_is_well(source: str) -> None:
    assert runs_what_it_reads(ast.parse(source)) == []
