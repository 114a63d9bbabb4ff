"""The figures of a report and their drawings, a table beside each."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from clew.engines.graphs.identity import SAME
from clew.engines.graphs.reranker import Ranked
from clew.engines.graphs.web import Flags, Web

_STEPS: Final = (1, 2, 3, 5, 10, 20, 50, 100, 1000)
_TENTHS: Final = 10
_DARK: Final = "#12272C"
_LINE: Final = "#0B5361"

Row = dict[str, Any]


def degrees(net: Web) -> list[Row]:
    """Return how many identifiers of each kind have how many holders."""
    kinds = np.array([part.kind for part in net.parts], object)
    found: list[Row] = []
    for kind in sorted(set(kinds.tolist()) - {SAME}):
        held = net.holders[(kinds == kind) & ~net.weak]
        for low, high in zip(_STEPS, (*_STEPS[1:], None), strict=True):
            inside = (held >= low) & ((held < high) if high else True)
            if inside.any():
                found.append({"kind": kind, "holders_from": low, "identifiers": int(inside.sum())})
    return found


def calibration(ranked: Ranked, truth: Flags | None) -> list[Row] | None:
    """Return, by tenth of the score, how many leads were right; None where no truth was given."""
    if truth is None:
        return None
    tenth = np.minimum((ranked.chance * _TENTHS).astype(np.int64), _TENTHS - 1)
    right = truth[ranked.persons]
    return [
        {
            "score_from": each / _TENTHS,
            "leads": int((tenth == each).sum()),
            "mean_score": round(float(ranked.chance[tenth == each].mean()), 4),
            "right": round(float(right[tenth == each].mean()), 4),
        }
        for each in range(_TENTHS)
        if (tenth == each).any()
    ]


def draw(report: Mapping[str, Any], folder: Path) -> None:
    """Draw degrees.svg and, where truth was given, calibration.svg."""
    rows = report["identifiers_by_holders"]
    if rows:
        _save(
            rows,
            folder / "degrees.svg",
            across=("holders_from", "people who share one identifier, from", "symlog"),
            up=("identifiers", "identifiers", "symlog"),
            series="kind",
        )
    if report["calibration"]:
        _save(
            report["calibration"],
            folder / "calibration.svg",
            across=("mean_score", "score", "linear"),
            up=("right", "part that was right", "linear"),
            series=None,
        )


def _save(
    rows: Sequence[Row],
    file: Path,
    *,
    across: tuple[str, str, str],
    up: tuple[str, str, str],
    series: str | None,
) -> None:
    import altair as alt  # noqa: PLC0415 -- slow to import, needed only to draw

    def scale(kind: str) -> alt.Scale:
        return alt.Scale(type="symlog") if kind == "symlog" else alt.Scale(domain=[0, 1])

    colour = alt.Color(f"{series}:N", title=series) if series else alt.value(_LINE)
    base = alt.Chart(alt.Data(values=list(rows))).encode(  # type: ignore[no-untyped-call]
        x=alt.X(f"{across[0]}:Q", title=across[1], scale=scale(across[2])),
        y=alt.Y(f"{up[0]}:Q", title=up[1], scale=scale(up[2])),
        color=colour,
    )
    chart = (
        alt.layer(base.mark_line(), base.mark_point(filled=True))
        .properties(width=520, height=280, background="white")
        .configure(font="sans-serif")
        .configure_axis(labelColor=_DARK, titleColor=_DARK, gridColor="#E4E4E4")
        .configure_view(stroke=None)
    )
    chart.save(str(file), format="svg")


def page(report: Mapping[str, Any], warning: str) -> str:
    """Return the report as a page for people."""
    return "\n".join([*_lines(report, warning), ""])


def _lines(report: Mapping[str, Any], warning: str) -> Iterator[str]:
    yield "# Leads: how they were found"
    yield ""
    yield warning
    yield ""
    yield "A lead is a reason to look with care. A named person decides, not this program."
    yield ""
    yield from _table(("what", "count"), report["counts"].items())
    yield from _table(("step", "seconds"), report["seconds"].items())
    yield f"People were told apart by {report['people_told_apart_by']}."
    yield f"Most memory held: {report['peak_memory_mib']} MiB."
    yield ""
    if report["left_out"]:
        yield "## Left out or read in another way"
        yield ""
        yield from (f"- {sentence}" for sentence in report["left_out"])
        yield ""
    yield "## Who shares how much"
    yield ""
    yield "![Identifiers by the number of people who share them](degrees.svg)"
    yield ""
    rows = report["identifiers_by_holders"]
    yield from _table(("kind", "people, from", "identifiers"), (row.values() for row in rows))
    if report["calibration"]:
        yield "## How far the scores hold"
        yield ""
        yield "![Part of the leads that was right, by score](calibration.svg)"
        yield ""
        heads = ("score from", "leads", "mean score", "part that was right")
        yield from _table(heads, (row.values() for row in report["calibration"]))


def _table(heads: Sequence[str], rows: Any) -> Iterator[str]:  # noqa: ANN401 -- any rows of cells
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""
