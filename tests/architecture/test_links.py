"""Every link from a page of the documentation to a file of the repository leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.files import ROOT, files_in, place, text_of

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(\s*(?:<([^>\n]+)>|([^)\s<]+))(?:\s+\"[^\"]*\")?\s*\)")
_NAMED = re.compile(r"^\s*\[[^\]]+\]:\s*(?:<([^>\n]+)>|(\S+))\s*$", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def pages() -> list[Path]:
    """Return every page of the documentation."""
    beside = [path for path in sorted(ROOT.glob("*.md")) if path.is_file()]
    folders = (ROOT / name for name in ("docs", "src", "tests", "bench", "checks", "frontend"))
    return [*beside, *files_in(*folders, suffixes=[".md"])]


def links_in(text: str) -> Iterator[str]:
    """Yield the targets of all links and pictures of a page."""
    plain = _CODE.sub("", text)
    for pattern in (_LINK, _NAMED):
        yield from (found[1] or found[2] for found in pattern.finditer(plain))


def anchors_in(text: str) -> set[str]:
    """Return what a link may name behind a `#`: each heading as it is turned into an address."""
    headings = _HEADING.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


def dead_links(page: Path) -> list[str]:
    """Return one sentence for each link of a page that leads to no file, or to no heading."""
    found = []
    for link in links_in(text_of(page)):
        if _ELSEWHERE.match(link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name) if name else page
        if not target.exists():
            found.append(f"{place(page)}: {link} leads to no file.")
        elif anchor and target.suffix == ".md" and anchor not in anchors_in(text_of(target)):
            found.append(f"{place(page)}: {link} leads to no heading.")
    return found


def test_every_link_to_a_file_of_the_repository_leads_somewhere() -> None:
    assert ROOT / "README.md" in pages()
    assert [line for page in pages() for line in dead_links(page)] == []


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Make a page beside another one with two headings."""
    (tmp_path / "other page.md").write_text("# Set up, and check\n\n## Yes\n")
    return tmp_path / "page.md"


@pytest.mark.parametrize(
    "link",
    [
        "[a](nowhere.md)",
        "![a picture](pictures/nowhere.png)",
        "[a](../nowhere/)",
        '[a](nowhere.md "a title")',
        "[a][b]\n\n[b]: nowhere.md",
        "[a](<no where.md>)",
        "[a](other%20page.md#no)",
        "[a](#no-such-heading)",
    ],
)
def test_a_dead_link_would_be_found(page: Path, link: str) -> None:
    # Red control.
    page.write_text(f"# Here\n\nSee {link}\n")
    assert len(dead_links(page)) == 1


@pytest.mark.parametrize(
    "link",
    [
        "[a](other%20page.md)",
        "[a](other%20page.md#set-up-and-check)",
        "[a](#here)",
        "[a](https://www.un.org/nowhere.md)",
        "[a](mailto:somebody@shelter.example)",
        "`[a](nowhere.md)`",
        "```\n[a](nowhere.md)\n```",
        "[a](.)",
    ],
)
def test_a_link_that_leads_somewhere_is_well(page: Path, link: str) -> None:
    page.write_text(f"# Here\n\nSee {link}\n")
    assert dead_links(page) == []
