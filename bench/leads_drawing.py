"""The plot of the bench of leads: how much of a ring is found as more of it have told."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.drawing import DARK

if TYPE_CHECKING:
    from bench.leads import Row

CEILING: Final = "ceiling"
_SHOWN: Final[Mapping[str, str]] = {
    CEILING: "#8A9499",
    "re-ranked": "#B57608",
    "propagation alone": "#0B5361",
    "personalised PageRank": "#7A3E65",
}
"""What is drawn, by its name in the table, with its colour."""


def points(rows: Sequence["Row"]) -> list[dict[str, object]]:
    """Return a point for each method, world and number who told, of the large rings only."""
    found: dict[tuple[str, str, int], float] = {}
    for row in rows:
        if row.small:
            continue
        if row.method in _SHOWN:
            found[row.world, row.method, row.told] = row.result.at_90
        if row.ceiling is not None:
            found[row.world, CEILING, row.told] = row.ceiling
    return [
        {"world": f"asked on {world}", "method": method, "told": told, "recall": recall}
        for (world, method, told), recall in sorted(found.items())
    ]


def draw(file: Path, rows: Sequence["Row"], *, people: int) -> None:
    """Draw a panel for each world with a line for each method, and save it as SVG."""
    import altair as alt  # noqa: PLC0415 -- slow to import, needed only to draw

    data = alt.Data(values=points(rows))  # type: ignore[no-untyped-call]
    colour = alt.Color(
        "method:N",
        title=None,
        scale=alt.Scale(domain=list(_SHOWN), range=list(_SHOWN.values())),
        sort=list(_SHOWN),
        legend=alt.Legend(orient="bottom", labelFontSize=12),
    )
    lines = alt.Chart(data).mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=60))
    chart = (
        lines.encode(
            x=alt.X("told:O", title="of the ring who have told", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("recall:Q", title="recall at precision .90", scale=alt.Scale(domain=[0, 1])),
            color=colour,
            # Colours alone tell nobody who does not see them apart.
            strokeDash=alt.StrokeDash("method:N", sort=list(_SHOWN), legend=None),
        )
        .properties(width=250, height=240)
        .facet(column=alt.Column("world:N", title=None, header=alt.Header(labelFontSize=13)))
        .properties(title=f"A ring of 400 among {people:,} people", background="white")
        .configure(font="sans-serif")
        .configure_axis(labelColor=DARK, titleColor=DARK, gridColor="#E4E4E4", domainColor=DARK)
        .configure_title(anchor="start", color=DARK, fontSize=14)
        .configure_view(stroke=None)
    )
    chart.save(str(file), format="svg")
