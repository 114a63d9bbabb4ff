"""The reference of components says what is there: classes, icons, and markup a page may hold."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.test_templates import inline, tags_of, typeless
from tests.ground.pieces import all_pieces, blocks, drawn, icons_in, page

BUILT: Final = Path(__file__).parents[2] / "src/clew/ground/ui/static/clew"
EVERY: Final = [*blocks(), *blocks(whole_pages=True)]


def classes_without_style(markup: str) -> set[str]:
    """Return the classes of the markup that the built style sheet does not know."""
    tags = (attributes for _, attributes, _ in tags_of(markup))
    named = {name for attributes in tags for name in (attributes.get("class") or "").split()}
    return named - set(re.findall(r"\.([a-zA-Z][\w-]*)", (BUILT / "clew.css").read_text("utf-8")))


def icons_not_drawn(markup: str) -> set[str]:
    """Return the icons of the markup that the sprite does not hold."""
    sprite = (BUILT / "icons.svg").read_text("utf-8")
    return set(icons_in(markup)) - set(re.findall(r'<symbol id="([\w-]+)"', sprite))


def test_the_reference_shows_pieces_and_a_whole_page() -> None:
    assert len(blocks()) > 25
    assert len(blocks(whole_pages=True)) == 1


@pytest.mark.parametrize("markup", EVERY, ids=lambda markup: markup[:40])
def test_every_class_and_icon_of_the_reference_exists(markup: str) -> None:
    assert classes_without_style(markup) == set()
    assert icons_not_drawn(markup) == set()


@pytest.mark.parametrize("markup", EVERY, ids=lambda markup: markup[:40])
def test_the_reference_keeps_the_rules_for_templates(markup: str) -> None:
    assert inline(markup) == []
    assert typeless(markup) == []


def test_a_class_or_an_icon_nobody_made_is_noticed() -> None:
    markup = '<p class="sheet no-such-class">{% icon "no-such-icon" %}</p>'
    assert classes_without_style(markup) == {"no-such-class"}
    assert icons_not_drawn(markup) == {"no-such-icon"}


def test_a_drawn_piece_holds_no_template_language() -> None:
    piece = drawn("""<a href="…">{% icon "exit" "i-turn" %}{% csrf_token %}</a>""", "/s/")
    assert piece == (
        '<a href="#main"><svg class="i i-turn" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="/s/clew/icons.svg#exit" /></svg></a>'
    )
    assert "{%" not in page(all_pieces())
