"""Two drawings of a corpus: each code with its interval, by source if given; and month by month."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from clew.engines.corpora.gathering import NOT_GIVEN
from clew.engines.corpora.rates import ALL, ANY, Rate
from clew.rules.framing.findings import codes

_DARK: Final = "#12272C"
_COLOURS: Final = ("#0B5361", "#B57608", "#7A2E5D", "#4C6B1F", "#3F4C9A", "#8A3B12")
_MOST_SOURCES: Final = len(_COLOURS)
_UP: Final = "marked sentences per 1,000, with 95 % interval"


def draw(found: Sequence[Rate], folder: Path) -> None:
    """Draw by_code.svg and, where months are given, by_month.svg.

    More sources than can be told apart in a drawing are drawn together; the table has them all.
    """
    sources = {each.group for each in found if each.by == "source"}
    by = "source" if 1 < len(sources) <= _MOST_SOURCES else ALL
    _by_code([each for each in found if each.by == by], folder / "by_code.svg")
    months = [
        each
        for each in found
        if each.by == "month" and each.code == ANY and each.group != NOT_GIVEN
    ]
    if len(months) > 1:
        _by_month(months, folder / "by_month.svg")


def _rows(found: Sequence[Rate]) -> list[dict[str, Any]]:
    rows = []
    for each in found:
        interval = each.sentences.interval
        if interval is not None and each.sentences.part is not None:
            low, high = interval
            name = "any of these" if each.code == ANY else f"{each.code} {codes()[each.code].name}"
            rows.append(
                {
                    "group": "all texts" if each.by == ALL else each.group,
                    "code": name,
                    "rate": 1_000 * each.sentences.part,
                    "low": 1_000 * low,
                    "high": 1_000 * high,
                }
            )
    return rows


def _by_code(found: Sequence[Rate], file: Path) -> None:
    import altair as alt  # noqa: PLC0415 -- slow to import, needed only to draw

    rows = _rows(found)
    groups = list(dict.fromkeys(row["group"] for row in rows))
    order = list(dict.fromkeys(row["code"] for row in rows))
    shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
    legend = alt.Legend(title="source") if len(groups) > 1 else None
    base = alt.Chart(alt.Data(values=rows)).encode(  # type: ignore[no-untyped-call]
        y=alt.Y("code:N", title=None, sort=order, axis=alt.Axis(labelLimit=320)),
        yOffset=alt.YOffset("group:N", sort=groups),
        color=alt.Color(
            "group:N", legend=legend, scale=alt.Scale(domain=groups, range=list(_COLOURS))
        ),
    )
    intervals = base.mark_rule(strokeWidth=1.5).encode(
        x=alt.X("low:Q", title=_UP, scale=alt.Scale(domainMin=0)), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=50, opacity=1).encode(
        x="rate:Q",
        shape=alt.Shape("group:N", legend=legend, scale=alt.Scale(domain=groups, range=shapes)),
    )
    _save(alt.layer(intervals, points), file, high=max(360, 26 * len(rows) // 2))


def _by_month(found: Sequence[Rate], file: Path) -> None:
    import altair as alt  # noqa: PLC0415 -- slow to import, needed only to draw

    base = alt.Chart(alt.Data(values=_rows(found))).encode(  # type: ignore[no-untyped-call]
        x=alt.X("group:O", title="month"),
        color=alt.value(_COLOURS[0]),
    )
    intervals = base.mark_rule(strokeWidth=1.5).encode(
        y=alt.Y("low:Q", title=_UP, scale=alt.Scale(domainMin=0)), y2="high:Q"
    )
    points = base.mark_point(filled=True, size=50, opacity=1).encode(y="rate:Q")
    _save(alt.layer(intervals, base.mark_line().encode(y="rate:Q"), points), file, high=280)


def _save(chart: Any, file: Path, *, high: int) -> None:  # noqa: ANN401 -- altair's chart of layers
    drawn = (
        chart.properties(width=520, height=high, background="white")
        .configure(font="sans-serif")
        .configure_axis(labelColor=_DARK, titleColor=_DARK, gridColor="#E4E4E4", domainColor=_DARK)
        .configure_view(stroke=None)
    )
    drawn.save(str(file), format="svg")
