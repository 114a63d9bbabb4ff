"""The plot of a bench, drawn without a browser and without an outside font."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

COLOURS: Final = ("#B57608", "#0B5361")
DARK: Final = "#12272C"


def draw_lines(
    file: Path,
    points: Mapping[str, Sequence[tuple[int, float]]],
    *,
    title: str,
    across: str,
    up: str,
) -> None:
    """Draw one line for each series, named at its end on the side away from the other."""
    import altair as alt  # noqa: PLC0415 -- slow to import, needed only to draw

    rows = [
        {"series": name, "across": x, "up": y, "last": x == max(point[0] for point in series)}
        for name, series in points.items()
        for x, y in series
    ]
    ends = {name: series[-1][1] for name, series in points.items()}
    highest = max(ends, key=lambda name: ends[name])
    ticks = sorted({x for series in points.values() for x, _ in series})
    room = 1.1 * max(y for series in points.values() for _, y in series)  # for the names
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call]
    base = alt.Chart(data).encode(
        x=alt.X("across:Q", title=across, axis=alt.Axis(format=",d", values=ticks)),
        y=alt.Y("up:Q", title=up, scale=alt.Scale(domain=[0, room])),
        color=alt.Color(
            "series:N", legend=None, scale=alt.Scale(domain=list(points), range=list(COLOURS))
        ),
    )
    lines = base.mark_line(strokeWidth=2.5)
    dots = base.mark_point(filled=True, size=60, opacity=1)
    at_end = base.transform_filter("datum.last").encode(text="series:N")
    above = at_end.transform_filter(alt.datum.series == highest).mark_text(
        align="right", baseline="bottom", dx=-8, dy=-8, fontSize=13
    )
    below = at_end.transform_filter(alt.datum.series != highest).mark_text(
        align="right", baseline="top", dx=-8, dy=8, fontSize=13
    )
    chart = (
        alt.layer(lines, dots, above, below)
        .properties(width=520, height=280, title=title, background="white")
        .configure(font="sans-serif")
        .configure_axis(labelColor=DARK, titleColor=DARK, gridColor="#E4E4E4", domainColor=DARK)
        .configure_title(anchor="start", color=DARK, fontSize=14)
        .configure_view(stroke=None)
    )
    chart.save(str(file), format="svg")
