"""What was counted in a corpus, as files that appear together or not at all."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from clew.engines.appearing import appearing
from clew.engines.corpora.drawing import draw
from clew.engines.corpora.rates import ANY, Checked, Rate, Share
from clew.rules.exchange.cells import guarded
from clew.rules.framing.findings import codes

_DIGITS: Final = 4
THOUSAND: Final = 1_000


def write(
    folder: Path, texts: Sequence[Checked], found: Sequence[Rate], left_out: Sequence[str]
) -> dict[str, Any]:
    """Write rates.csv, texts.csv, report.json and the drawings; return the report.

    Raises `OSError` where the folder cannot be written.
    """
    report = {
        "texts": len(texts),
        "sentences": sum(each.sentences for each in texts),
        "left_out": list(left_out),
        "rates": [row(each) for each in found],
    }
    with appearing(folder) as beside:
        _table(beside / "rates.csv", report["rates"])  # type: ignore[arg-type]
        _table(beside / "texts.csv", [_of_text(each) for each in texts])
        draw(found, beside)
        text = json.dumps(report, ensure_ascii=False, indent=2)
        (beside / "report.json").write_text(f"{text}\n", encoding="utf-8")
    return report


def row(rate: Rate) -> dict[str, Any]:
    """Return a rate as a row of the table."""
    return {
        "by": rate.by,
        "group": rate.group,
        "code": rate.code,
        "name": name_of(rate.code),
        "sentences": rate.sentences.of,
        "sentences_marked": rate.sentences.many,
        **_columns("per_1000_sentences", rate.sentences, THOUSAND),
        "texts": rate.texts.of,
        "texts_marked": rate.texts.many,
        **_columns("share_of_texts", rate.texts, 1),
    }


def name_of(code: str) -> str:
    """Return the name of a code, and of them all together."""
    return "Any of these" if code == ANY else codes()[code].name


def _columns(name: str, share: Share, times: int) -> dict[str, float | None]:
    low, high = share.interval or (None, None)
    values = {name: share.part, f"{name}_low": low, f"{name}_high": high}
    return {
        key: None if value is None else round(value * times, _DIGITS)
        for key, value in values.items()
    }


def _of_text(each: Checked) -> dict[str, Any]:
    return {
        "file": each.text.name,
        "source": each.text.source,
        "month": each.text.month,
        "sentences": each.sentences,
        "sentences_marked": each.marked[ANY],
        **{code: each.marked[code] for code in codes()},
    }


def _table(file: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as CSV; what a spreadsheet would run is led by an apostrophe."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, list(rows[0]))
        table.writeheader()
        for each in rows:
            table.writerow(
                {
                    key: guarded(cell) if isinstance(cell, str) else cell
                    for key, cell in each.items()
                }
            )
