"""Templates hold no script, no style and no unescaped text; nothing is fetched elsewhere."""

import ast
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.files import SRC, files_in, place, text_of
from tests.architecture.source import calls_of, imports_of, sources

_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|\{%\s*autoescape\s+off|\|\s*json_script\b")
MARKS = frozenset({"mark_safe", "SafeString", "SafeText", "format_html_join", "html_safe"})


class _Tags(HTMLParser):
    """Collects every opening tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), self.getpos()[0]))


def tags_of(template: str) -> Iterator[tuple[str, dict[str, str | None], int]]:
    """Yield the tags of a template, each of Django's own replaced by lines of the same number."""
    reader = _Tags()
    reader.feed(_TAG.sub(lambda found: "x" + "\n" * found[0].count("\n"), template))
    reader.close()
    yield from reader.found


def inline(template: str) -> list[str]:
    """Return inline scripts, styles, and handlers: the content security policy refuses them."""
    found = []
    for tag, attributes, line in tags_of(template):
        if tag == "style" or (tag == "script" and "src" not in attributes):
            found.append(f"line {line}: <{tag}>")
        found += [
            f"line {line}: {name} of <{tag}>"
            for name, value in attributes.items()
            if name == "style"
            or name.startswith(("on", "hx-on"))
            or (value or "").strip().lower().startswith("javascript:")
        ]
    return found


def unescaped(template: str) -> list[str]:
    """Return the places where a template takes text for HTML."""
    return [
        f"line {template.count(chr(10), 0, found.start()) + 1}: {found[0].strip()}"
        for found in _UNESCAPED.finditer(template)
    ]


def typeless(template: str) -> list[str]:
    """Return the buttons that do not say what they do: without a type each of them sends a form."""
    wanted = {"submit", "button", "reset"}
    return [
        f"line {line}: <button>"
        for tag, attributes, line in tags_of(template)
        if tag == "button" and attributes.get("type") not in wanted
    ]


def elsewhere(template: str) -> list[str]:
    """Return what a page would fetch from another address than its own."""
    return [
        f"line {line}: {name} of <{tag}>"
        for tag, attributes, line in tags_of(template)
        for name, value in attributes.items()
        if name in {"src", "srcset", "poster", "data"} or (tag == "link" and name == "href")
        if re.match(r"\s*(https?:)?//", value or "")
    ]


def templates() -> list[Path]:
    """Return every template of Clew."""
    return [path for path in files_in(SRC, suffixes=[".html"]) if "templates" in path.parts]


@pytest.mark.parametrize("guard", [inline, unescaped, typeless, elsewhere])
def test_every_template_is_well(guard: Callable[[str], list[str]]) -> None:
    assert len(templates()) > 20
    found = {place(path): wrong for path in templates() if (wrong := guard(text_of(path)))}
    assert found == {}


@pytest.mark.parametrize(
    ("guard", "template"),
    [
        (inline, "<script>alert(1)</script>"),
        (inline, "<style>p{}</style>"),
        (inline, "<p\n style='color: red'>"),
        (inline, '<p {% if a %}class="b"{% endif %} onclick="go()">'),
        (inline, '<div hx-on:click="go()">'),
        (inline, '<a href="JavaScript:go()">'),
        (inline, '<circle style="fill: {{ colour }}"/>'),
        (unescaped, "{{ note|safe }}"),
        (unescaped, "{{ note | safe }}"),
        (unescaped, "{% autoescape off %}{{ note }}{% endautoescape %}"),
        (unescaped, "{{ notes|safeseq|join:', ' }}"),
        (typeless, "<button>Go</button>"),
        (typeless, '<button {% if a %}type="submit"{% endif %} type="{{ kind }}">'),
        (typeless, '<button\n  class="b"\n  name="type">'),
        (elsewhere, '<img src="https://pictures.example/a.png">'),
        (elsewhere, '<link rel="stylesheet" href="//styles.example/a.css">'),
    ],
)
def test_what_a_template_may_not_hold_would_be_found(
    guard: Callable[[str], list[str]], template: str
) -> None:
    # Red control.
    assert len(guard(template)) == 1


@pytest.mark.parametrize("guard", [inline, unescaped, typeless, elsewhere])
def test_an_ordinary_template_is_well(guard: Callable[[str], list[str]]) -> None:
    ordinary = (
        "<script src=\"{% static 'clew/keys.js' %}\" defer></script>\n"
        '<p class="style" data-on="x">{{ note|truncatewords:3 }}</p>\n'
        '<a href="https://www.un.org/">UN</a>\n'
        '<button type="submit"\n  {% if a %}disabled{% endif %}>Go</button>'
    )
    assert guard(ordinary) == []


def marked_safe(tree: ast.AST) -> list[str]:
    """Return the places where source takes text for HTML."""
    uses = [*calls_of(tree), *imports_of(tree)]
    return [f"line {use.line}: {use.name}" for use in uses if MARKS & set(use.name.split("."))]


def test_no_source_takes_text_for_html() -> None:
    found = {name: wrong for name, tree in sources(SRC) if (wrong := marked_safe(tree))}
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils.safestring import mark_safe",
        "safestring.mark_safe(text)",
        "SafeString(text)",
    ],
)
def test_source_that_takes_text_for_html_would_be_found(source: str) -> None:
    # Red control.
    assert marked_safe(ast.parse(source))
