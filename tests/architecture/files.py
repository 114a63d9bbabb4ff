"""Which files belong to the project, and what they say. Used by the tests here."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDERS: Final = ("src", "checks", "bench", "frontend", "docs", "lock", "tests")
NOT_OURS: Final = frozenset({"node_modules", "__pycache__", ".venv", ".git"})
SRC: Final = ROOT / "src"


def files_in(*folders: Path, suffixes: Iterable[str] = ()) -> Iterator[Path]:
    """Yield the files under some folders that are ours, in order."""
    wanted = frozenset(suffixes)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            ours = not NOT_OURS & set(path.relative_to(folder).parts)
            if ours and path.is_file() and (not wanted or path.suffix in wanted):
                yield path


def project_files() -> Iterator[Path]:
    """Yield every file of the project: its folders, and what lies beside them."""
    yield from files_in(*(ROOT / name for name in FOLDERS))
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file())


def text_of(path: Path) -> str:
    """Return the text of a file; what is not text, letter for letter as far as it goes."""
    return path.read_text(encoding="utf-8", errors="replace")


def place(path: Path, root: Path = ROOT) -> str:
    """Name a file as people do."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
