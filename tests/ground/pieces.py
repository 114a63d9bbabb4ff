"""The components of docs/reference/components.md on one page: for the eye, and for the tests.

`python -m tests.ground.pieces [STATIC]` writes the page; STATIC is where the built files are
(`/static/` by default).
"""

import re
import sys
from pathlib import Path
from typing import Final

REFERENCE: Final = Path(__file__).parents[2] / "docs/reference/components.md"
_BLOCK = re.compile(r"^```html(?P<kind> page)?\n(?P<markup>.*?)^```$", re.MULTILINE | re.DOTALL)
_ICON = re.compile(r"""\{% icon "([\w-]+)"(?: "([\w -]+)")? %\}""")
_STATIC = re.compile(r"\{% static '([^']+)' %\}")


def blocks(*, whole_pages: bool = False) -> list[str]:
    """Return the markup of the reference: its pieces, or the bodies of its whole pages."""
    found = _BLOCK.finditer(REFERENCE.read_text("utf-8"))
    return [block["markup"] for block in found if (block["kind"] is not None) == whole_pages]


def icons_in(markup: str) -> list[str]:
    """Return the icons that the markup names."""
    return [icon[0] for icon in _ICON.findall(markup)]


def drawn(markup: str, static: str = "/static/") -> str:
    """Return the markup as a browser reads it, every address leading to the page itself."""
    svg = (
        r'<svg class="i \2" viewBox="0 0 24 24" aria-hidden="true">'
        r'<use href="{}clew/icons.svg#\1" /></svg>'
    )
    markup = _STATIC.sub(rf"{static}\1", _ICON.sub(svg.format(static), markup))
    return markup.replace("{% csrf_token %}", "").replace('="…"', '="#main"')


def page(
    body: str, *, static: str = "/static/", direction: str = "ltr", theme: str = "light"
) -> str:
    """Return a whole document with the style sheet around a body."""
    return (
        f'<!DOCTYPE html><html lang="en" dir="{direction}" data-theme="{theme}"><head>'
        '<meta charset="utf-8"><title>Pieces</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{static}clew/clew.css"></head>{body}</html>'
    )


def all_pieces(static: str = "/static/") -> str:
    """Return the body that holds every piece, in the order of the reference."""
    pieces = "\n<hr>\n".join(drawn(block, static) for block in blocks())
    room = f'<div class="wrap stack-l">{pieces}</div>'
    return f'<body><main id="main" tabindex="-1">{room}</main></body>'


if __name__ == "__main__":
    place = sys.argv[1] if len(sys.argv) > 1 else "/static/"
    sys.stdout.write(page(all_pieces(place), static=place))
