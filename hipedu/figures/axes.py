"""Axes, labels and shapes of a figure specification, as plain dicts.

Only a small part of plotly's language is used, so that the page can draw a figure by itself:
bar and scatter traces, rectangles and lines as shapes, text annotations, date and linear axes
with a fixed range.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hipedu.language.numbers import weekday_day_month

Figure = dict[str, Any]

INK = "#1B2430"
INK_SOFT = "#4A5563"
LINE = "#DDD8CE"
ACCENT = "#0B6B63"
LOAD = "#9DB4B0"
WATCH = "#9A6700"
TOO_FAR = "#C2410C"
BLUE = "#1D4ED8"
BAND = "#E9E0CC"

DAY_MS = 86_400_000
"""Widths of bars on a date axis are in milliseconds."""


def date_axis(first: dt.date, last: dt.date, *, room: float = 0.0) -> dict[str, Any]:
    """A date axis from the day before `first` to `last`, with `room` of its length for labels.

    Examples
    --------
    >>> date_axis(dt.date(2025, 1, 2), dt.date(2025, 1, 12), room=0.2)["range"]
    ['2025-01-01', '2025-01-15']
    """
    days = (last - first).days + 2
    end = last + dt.timedelta(days=1 + round(room * days))
    return {
        "type": "date",
        "range": [(first - dt.timedelta(days=1)).isoformat(), end.isoformat()],
        "showgrid": False,
    }


def number_axis(title: str, top: float, *, bottom: float = 0.0) -> dict[str, Any]:
    """A linear axis with its unit in the title and a little air above.

    Examples
    --------
    >>> number_axis("km", 20)["range"]
    [0.0, 23.0]
    """
    span = (top - bottom) or 1.0
    low = bottom if bottom == 0 else round(bottom - 0.1 * span, 3)
    return {
        "type": "linear",
        "title": {"text": title},
        "range": [low, round(bottom + 1.15 * span, 3)],
        "gridcolor": LINE,
        "zerolinecolor": INK_SOFT,
    }


MAY_GO = "may_go"
"""Name of a label that a narrow screen leaves out where it has no room; the table has it too."""


def label(
    text: str, x: str, y: float, colour: str, *, above: bool = False, may_go: bool = False
) -> dict[str, Any]:
    """A text at a point: to its right, or centred above it."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "x",
        "yref": "y",
        "showarrow": False,
        "xanchor": "center" if above else "left",
        "yanchor": "bottom" if above else "middle",
        "font": {"color": colour},
        **({"name": MAY_GO} if may_go else {}),
    }


def apart(values: Sequence[float], gap: float) -> list[float]:
    """Move labels so far apart that they do not overlap, keeping their order.

    Parameters
    ----------
    values : sequence of float
        Where the labels would stand.
    gap : float
        Least distance of two, in the same unit.

    Returns
    -------
    list of float
        In the order of `values`.

    Examples
    --------
    >>> apart([1.0, 1.1, 3.0], 0.5)
    [1.0, 1.5, 3.0]
    """
    order = sorted(range(len(values)), key=lambda index: values[index])
    placed = list(values)
    lowest = float("-inf")
    for index in order:
        placed[index] = max(values[index], lowest + gap)
        lowest = placed[index]
    return placed


def rectangle(x0: str, x1: str, y0: float, y1: float, colour: str) -> dict[str, Any]:
    """A filled band behind the data."""
    return {
        "type": "rect", "xref": "x", "yref": "y", "x0": x0, "x1": x1, "y0": y0, "y1": y1,
        "fillcolor": colour, "opacity": 0.5, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def level(x0: str, x1: str, y: float, colour: str) -> dict[str, Any]:
    """A dashed line across at one height."""
    return {
        "type": "line", "xref": "x", "yref": "y", "x0": x0, "x1": x1, "y0": y, "y1": y,
        "line": {"color": colour, "width": 1, "dash": "dash"},
    }  # fmt: skip


def figure(
    data: list[dict[str, Any]],
    *,
    title: str,
    kind: str,
    summary: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    xaxis: dict[str, Any],
    yaxis: dict[str, Any],
    shapes: Sequence[dict[str, Any]] = (),
    annotations: Sequence[dict[str, Any]] = (),
) -> Figure:
    """Put a specification together.

    Parameters
    ----------
    data : list of dict
        Traces; each carries ``meta: {"role": ...}``, by which a page chooses its colour in the
        dark.
    title : str
        A sentence that states the finding.
    kind : str
        Which figure it is.
    summary : str
        One sentence for somebody who does not see it.
    columns, rows
        The same as a table.

    Returns
    -------
    dict
        ``{"data": ..., "layout": ...}``, accepted by ``plotly.graph_objects.Figure``.
    """
    return {
        "data": data,
        "layout": {
            "title": {"text": title},
            "xaxis": xaxis,
            "yaxis": yaxis,
            "shapes": list(shapes),
            "annotations": list(annotations),
            "showlegend": False,
            "barmode": "overlay",
            "bargap": 0.15,
            "meta": {
                "kind": kind,
                "summary": summary,
                "table": {"columns": list(columns), "rows": [list(row) for row in rows]},
            },
        },
    }


def day_in_words(day: dt.date) -> str:
    """A date as a reader says it.

    Examples
    --------
    >>> day_in_words(dt.date(2025, 3, 16))
    'Sunday 16 March'
    """
    return weekday_day_month(day)


def rounded(value: float | None, digits: int = 2) -> float | None:
    """A number as the figure holds it; None stays a gap."""
    return None if value is None else round(value, digits)
