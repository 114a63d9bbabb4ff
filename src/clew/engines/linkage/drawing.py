"""The report as a page for people: each figure as a picture with its table beside it.

One file without scripts, without anything from outside, and readable to those who hear it.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from math import log10
from typing import Any, Final

_WIDE, _NAME, _BAR, _GAP, _ROOM = 360, 18, 14, 8, 80
_STYLE: Final = """\
body { font-family: sans-serif; color: #12272C; max-width: 46rem; margin: 2rem auto }
body { padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .2rem .8rem .2rem 0 }
td { text-align: right } th { text-align: left } th[scope=row] { overflow-wrap: anywhere }
svg { width: 100%; max-width: 30rem; height: auto }
@media (max-width: 30rem) { th, td { font-size: .8rem; padding-right: .4rem } }
"""

Row = Mapping[str, Any]
Bar = tuple[str, float, str]


def page(report: Mapping[str, Any]) -> str:
    """Return the report of `resolve` as HTML."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Who is one person: report</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>"
    yield "<h1>Who is one person</h1>"
    yield "<p>Counts only. What is possible was not joined: a named person decides.</p>"
    told = ("records", "entities", "pairs_sure", "pairs_possible")
    yield from _table(("what", "count"), [(_words(key), f"{report[key]:,}") for key in told])
    if report["faults"]:
        yield "<h2>What was wrong with the table</h2>\n<ul>"
        yield from (f"<li>{escape(sentence)}</li>" for sentence in report["faults"])
        yield "</ul>"
    yield from _decided(report["decided"])
    yield "<h2>How many records share an identifier</h2>"
    rows = report["identifiers_by_records"]
    ends = _ends(rows)
    yield from _figure(
        "Identifiers by the number of records that share one, drawn by powers of ten",
        [
            (
                f"{row['kind']}, {_records(end)}",
                log10(row["identifiers"] + 1),
                f"{row['identifiers']:,}",
            )
            for row, end in zip(rows, ends, strict=True)
        ],
    )
    yield from _table(
        ("kind", "records that share it", "identifiers"),
        [
            (row["kind"], end, f"{row['identifiers']:,}")
            for row, end in zip(rows, ends, strict=True)
        ],
    )
    yield from _sureness(report["pairs_by_probability"])
    yield "<h2>How large the entities are</h2>"
    rows = report["entities_by_size"]
    ends = _ends(rows)
    counted = [
        (_records(end), log10(row["entities"] + 1), f"{row['entities']:,}")
        for row, end in zip(rows, ends, strict=True)
    ]
    yield from _figure("Entities by their records, drawn by powers of ten", counted)
    yield from _table(
        ("records", "entities"),
        [(end, many) for end, (_, _, many) in zip(ends, counted, strict=True)],
    )
    yield "</body>\n</html>"


def _decided(told: Row) -> Iterator[str]:
    """Yield what people concluded: how many decisions hold, and whose they are."""
    if not told["decisions_that_hold"] and not told["undone"]:
        return
    yield "<h2>What people decided</h2>"
    yield (
        "<p>A named person concluded each; no probability was changed by it. Records and reasons "
        f"stand in pairs.parquet. Undone since the beginning: {told['undone']:,}.</p>"
    )
    rows = [*told["by"], {**told, "by": "all"}] if len(told["by"]) > 1 else told["by"]
    yield from _table(
        ("who", "together", "apart"),
        [(row["by"], f"{row['together']:,}", f"{row['apart']:,}") for row in rows],
    )


def _sureness(rows: Sequence[Row]) -> Iterator[str]:
    yield "<h2>How sure the pairs are</h2>"
    with_truth = any("found_right" in row for row in rows)
    spans = [f"{row['probability_from']} to {row['probability_to']}" for row in rows]
    if with_truth:
        bars: list[Bar] = []
        for span, row in zip(spans, rows, strict=True):
            found = row["found_right"]
            bars.append(
                (f"{span}, expected", row["expected_right"], f"{row['expected_right']:.1%}")
            )
            if found is not None:
                bars.append((f"{span}, found", found, f"{found:.1%}"))
        yield from _figure(
            "Part of the pairs that is right: expected, and found by the truth", bars
        )
    else:
        title = "Pairs by their probability, drawn by powers of ten"
        counts = [
            (span, log10(row["pairs"] + 1), f"{row['pairs']:,}")
            for span, row in zip(spans, rows, strict=True)
        ]
        yield from _figure(title, counts)
    heads = ["probability", "pairs", "sure enough to be joined", "expected to be right"]
    cells = [
        [
            span,
            f"{row['pairs']:,}",
            f"{row['joined_if_nothing_speaks_against']:,}",
            f"{row['expected_right']:.1%}",
        ]
        for span, row in zip(spans, rows, strict=True)
    ]
    if with_truth:
        heads += ["told by the truth", "found right"]
        for line, row in zip(cells, rows, strict=True):
            found = row["found_right"]
            line += [
                f"{row['told_by_the_truth']:,}",
                "not known" if found is None else f"{found:.1%}",
            ]
    yield from _table(heads, cells)


def _ends(rows: Sequence[Row]) -> list[str]:
    """Return for each row from how many to how many records it tells of."""
    steps = sorted({1, 2, 3, 5, 10, 20, 50, 100, 1_000})
    spans = {
        low: f"{low:,}" if high == low + 1 else f"{low:,} to {high - 1:,}"
        for low, high in pairwise(steps)
    }
    return [spans.get(row["records_from"], f"{row['records_from']:,} or more") for row in rows]


def _records(span: str) -> str:
    return "1 record" if span == "1" else f"{span} records"


def _figure(title: str, bars: Sequence[Bar]) -> Iterator[str]:
    """Yield a picture of bars; what it shows stands in the table after it."""
    if not bars:
        yield "<p>There is nothing to draw.</p>"
        return
    high = len(bars) * (_NAME + _BAR + _GAP)
    most = max(size for _, size, _ in bars) or 1
    label = f"{escape(title)}; the numbers are in the table"
    yield f'<svg viewBox="0 0 {_WIDE} {high}" role="img" aria-label="{label}">'
    for at, (name, size, said) in enumerate(bars):
        top = at * (_NAME + _BAR + _GAP) + _NAME
        wide = round((_WIDE - _ROOM) * size / most, 1)
        # The name stands above its bar: beside it nothing would be left of either on a phone.
        yield f'<text x="0" y="{top - 5}" font-size="13">{escape(name)}</text>'
        yield f'<rect x="0" y="{top}" width="{wide}" height="{_BAR}" fill="#0B5361"/>'
        yield f'<text x="{wide + 6}" y="{top + 12}" font-size="13">{escape(said)}</text>'
    yield "</svg>"
    yield f"<p>{escape(title)}.</p>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "<table>\n<thead><tr>"
    yield from (f'<th scope="col">{escape(head)}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>"
    for first, *others in rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


def _words(key: str) -> str:
    return key.replace("_", " ")
