"""`./clew bench linkage --history FILE`: the historical figures of Splink's lesson, ours beside it.

The file is not part of the project. Columns as `clew resolve` reads them; a record_id is the
person, a dash and a number.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import machine
from bench.linkage import measured_history
from bench.linkage_page import FOLDER

if TYPE_CHECKING:
    from datetime import date

    from bench.linkage import Score

_GIBIBYTE: Final = 1 << 30
_PAGE: Final = """\
# Who is who among historical figures: `clew resolve` beside Splink's lesson

Records of public figures of old, damaged on purpose by the authors of Splink; the file is not part
of this project and is given as an argument. Both read it in the same run, each in a process of its
own. Splink is set up as in its lesson on these data (`bench/plain_splink.py`).

{lines}

- **Clusters**: ours at the threshold that it sets itself, without the truth; Splink's at the weight
  from 0 to 14 that the truth shows to be best for it.
- **Not blind**: this file was looked at to find out why little was joined. The remedies are general
  (decision 32).
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench linkage --history FILE`.
"""


def run(day: date, quick: bool, file: Path) -> None:  # noqa: FBT001 -- benches are called alike
    """Measure, print, and write the page; a quick run writes none."""
    with tempfile.TemporaryDirectory() as folder:
        ours, peer = measured_history(file, Path(folder))
    lines = table(ours, peer)
    print(lines, flush=True)
    if not quick:
        FOLDER.mkdir(parents=True, exist_ok=True)
        page = _PAGE.format(lines=lines, machine=machine.described(), day=day.isoformat())
        (FOLDER / "linkage-history.md").write_text(page, encoding="utf-8")


def table(ours: Score, peer: Score) -> str:
    """Return the table of the page."""
    rows = [
        "| by | cluster P | R | F1 | pair recall at P .99 | seconds | peak memory |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    rows += [
        f"| {by} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} "
        f"| {score.recall_at_99:.3f} | {score.seconds:.1f} "
        f"| {score.peak_bytes / _GIBIBYTE:.2f} GiB |"
        for by, score in (("Clew", ours), ("Splink 5", peer))
    ]
    return "\n".join(rows)
