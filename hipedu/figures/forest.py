"""Rows of results on one scale: a mark, a whisker, a line of no difference; or plain bars.

The specification is one that plotly accepts: scatter traces with error bars (or horizontal bars)
over one numbered row each, and one x axis a panel. ``layout.meta.rows`` and
``layout.meta.panels`` hold the words that stand beside them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hipedu.figures.axes import ACCENT, INK_SOFT, LINE, Figure
from hipedu.language import N_, _

Spread = Literal["printed", "worked_out", "assumed"]
LOG_TICKS = (0.05, 0.1, 0.2, 0.33, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One result of a row: its mark, its interval and the words for both."""

    value: float
    low: float | None = None
    high: float | None = None
    spread: Spread = "printed"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the plot, with a cell for each panel (None where there is no result)."""

    id: str
    label: str
    note: str = ""
    basis: str
    reference: str | None = None
    checked: str | None = None
    muted: bool = False
    """Whether it stands there as a warning only."""
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One scale: from `low` to `high`, with ticks, and what its two sides mean.

    `null` is where there is no difference; None where there is no such place.
    """

    title: str
    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False
    null: float | None = None
    null_text: str = ""
    below: str = ""
    above: str = ""


def log_panel(
    title: str, values: Sequence[float], *, null_text: str, below: str, above: str
) -> Panel:
    """A scale of ratios: equal steps are equal factors, and 1 is in view.

    Examples
    --------
    >>> panel = log_panel("x", [0.4, 1.9], null_text="", below="", above="")
    >>> panel.low, panel.high, panel.ticks
    (0.33, 2.0, (0.33, 0.5, 1.0, 2.0))
    """
    low = max([tick for tick in LOG_TICKS if tick <= min([*values, 1.0])], default=LOG_TICKS[0])
    high = min([tick for tick in LOG_TICKS if tick >= max([*values, 1.0])], default=LOG_TICKS[-1])
    if low == 1.0:
        low = 0.5
    if high == 1.0:
        high = 2.0
    return Panel(
        title=title, low=low, high=high, log=True, null=1.0, null_text=null_text, below=below,
        above=above, ticks=tuple(tick for tick in LOG_TICKS if low <= tick <= high),
    )  # fmt: skip


def step_panel(
    title: str, values: Sequence[float], *, null_text: str, below: str, above: str
) -> Panel:
    """A scale of differences: evenly spaced, and 0 is in view.

    Examples
    --------
    >>> panel = step_panel("points", [-1.43, -0.72], null_text="", below="", above="")
    >>> panel.low, panel.high, panel.ticks
    (-1.5, 0.5, (-1.5, -1.0, -0.5, 0.0, 0.5))
    """
    least, most = min([*values, 0.0]), max([*values, 0.0])
    span = (most - least) or 1.0
    step = next(
        size for size in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if span / size <= 6
    )
    first = math.floor(least / step + 1e-9)
    last = math.ceil(most / step - 1e-9)
    first, last = min(first, -1), max(last, 1)
    return Panel(
        title=title, low=round(first * step, 3), high=round(last * step, 3), null=0.0,
        null_text=null_text, below=below, above=above,
        ticks=tuple(round(place * step, 3) for place in range(first, last + 1)),
    )  # fmt: skip


def share_panel(title: str) -> Panel:
    """A scale of people out of 100."""
    return Panel(title=title, low=0.0, high=100.0, ticks=(0.0, 25.0, 50.0, 75.0, 100.0))


def forest_figure(
    rows: Sequence[Row],
    panels: Sequence[Panel],
    *,
    title: str,
    kind: str,
    summary: str,
    columns: Sequence[str],
    mark: Literal["whisker", "bar"] = "whisker",
) -> Figure:
    """Put a specification together.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom.
    panels : sequence of Panel
        From left to right; a row has one cell for each.
    title : str
        A sentence that states the finding.
    summary : str
        One sentence for somebody who does not see it.
    columns : sequence of str
        Heads of the table: the row's name, what it is compared with, one for each panel, the
        basis, the source.

    Returns
    -------
    dict
        Accepted by ``plotly.graph_objects.Figure``.
    """
    count = len(rows)
    data: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    shapes: list[dict[str, Any]] = []
    for place, panel in enumerate(panels):
        number = "" if place == 0 else str(place + 1)
        data.append(_trace(rows, place, f"x{number}", panel, mark))
        axes[f"xaxis{number}"] = _axis(panel, place, len(panels))
        if panel.null is not None:
            shapes.append(
                {"type": "line", "xref": f"x{number}", "yref": "y", "x0": panel.null,
                 "x1": panel.null, "y0": -0.5, "y1": max(count, 1) - 0.5,
                 "line": {"color": INK_SOFT, "width": 1}}
            )  # fmt: skip
    return {
        "data": data,
        "layout": {
            "title": {"text": title},
            **axes,
            "yaxis": {
                "type": "linear",
                "range": [max(count, 1) - 0.5, -0.5],
                "tickvals": list(range(count)),
                "ticktext": [row.label for row in rows],
                "showgrid": False,
                "automargin": True,
            },
            "shapes": shapes,
            "annotations": [],
            "showlegend": False,
            "bargap": 0.4,
            "meta": {
                "kind": kind,
                "mark": mark,
                "summary": summary,
                "panels": [_panel_words(panel) for panel in panels],
                "rows": [_row_words(row) for row in rows],
                "table": {"columns": list(columns), "rows": [_table_row(row) for row in rows]},
            },
        },
    }


def _trace(
    rows: Sequence[Row], place: int, axis: str, panel: Panel, mark: Literal["whisker", "bar"]
) -> dict[str, Any]:
    shown = [(y, row.cells[place]) for y, row in enumerate(rows)]
    cells = [(y, cell) for y, cell in shown if cell is not None]
    trace: dict[str, Any] = {
        "name": panel.title,
        "x": [cell.value for _, cell in cells],
        "y": [y for y, _ in cells],
        "xaxis": axis,
        "text": [cell.text for _, cell in cells],
        "meta": {"role": "result", "spread": [cell.spread for _, cell in cells]},
    }
    if mark == "bar":
        return {**trace, "type": "bar", "orientation": "h", "marker": {"color": ACCENT}}
    return {
        **trace,
        "type": "scatter",
        "mode": "markers",
        "marker": {"symbol": "square", "size": 9, "color": ACCENT},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [_beyond(cell.high, cell.value) for _, cell in cells],
            "arrayminus": [_beyond(cell.value, cell.low) for _, cell in cells],
            "color": ACCENT,
        },
    }


def _beyond(above: float | None, below: float | None) -> float | None:
    return None if above is None or below is None else round(above - below, 6)


def _axis(panel: Panel, place: int, count: int) -> dict[str, Any]:
    ends = [panel.low, panel.high]
    return {
        "type": "log" if panel.log else "linear",
        "title": {"text": panel.title},
        "range": [math.log10(end) for end in ends] if panel.log else ends,
        "tickvals": list(panel.ticks),
        "ticktext": [f"{tick:g}" for tick in panel.ticks],
        "domain": [place / count + (0.02 if place else 0.0), (place + 1) / count],
        "gridcolor": LINE,
    }


def _panel_words(panel: Panel) -> dict[str, Any]:
    return {
        "title": panel.title, "log": panel.log, "low": panel.low, "high": panel.high,
        "ticks": list(panel.ticks), "null": panel.null, "null_text": panel.null_text,
        "below": panel.below, "above": panel.above,
    }  # fmt: skip


def _row_words(row: Row) -> dict[str, Any]:
    return {
        "id": row.id, "label": row.label, "note": row.note, "basis": row.basis,
        "reference": row.reference, "checked": row.checked, "muted": row.muted,
    }  # fmt: skip


def _table_row(row: Row) -> list[Any]:
    texts = ["–" if cell is None else cell.text for cell in row.cells]
    return [row.label, row.note, *texts, _(BASES[row.basis]), row.reference or "–"]


BASES = {
    "measured": N_("measured"), "derived": N_("derived"), "expert_estimate": N_("estimate"),
    "illustrative": N_("illustration"),
}  # fmt: skip
