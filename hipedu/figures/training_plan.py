"""A plan week by week, beside another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hipedu.figures.axes import INK_SOFT, Figure, date_axis, figure, label, number_axis, rounded
from hipedu.language import _
from hipedu.language.numbers import day_month, decimal

Weeks = Sequence[tuple[dt.date, float, float]]
"""Monday, kilometres of the week, longest run of the week [km]."""


def plan_figure(weeks: Weeks, other: Weeks = (), *, history_weeks: int = 0) -> Figure:
    """Bars of planned weeks, a line of their longest runs, and another plan as a second line.

    Parameters
    ----------
    weeks : sequence of (Monday, total, longest)
        What was run and then what is planned; at least one.
    other : sequence of (Monday, total, longest)
        The plan that was kept for comparison.
    history_weeks : int
        How many of `weeks` lie in the past.
    """
    planned = weeks[history_weeks:] or weeks
    biggest = max(planned, key=lambda week: week[1])
    longest = max(planned, key=lambda week: week[2])
    top = max(week[1] for week in (*weeks, *other))
    mondays = [week[0].isoformat() for week in weeks]
    data: list[dict[str, Any]] = [
        {"type": "bar", "name": _("km a week"), "x": mondays,
         "y": [rounded(week[1], 1) for week in weeks], "width": 5 * 86_400_000,
         "marker": {"color": "var(--accent)"}, "meta": {"role": "week"}},
        {"type": "scatter", "mode": "lines+markers", "name": _("longest run"), "x": mondays,
         "y": [rounded(week[2], 1) for week in weeks],
         "line": {"color": "var(--series-2)", "width": 2.2}, "marker": {"symbol": "diamond"},
         "meta": {"role": "longest"}},
    ]  # fmt: skip
    if other:
        data.append(
            {"type": "scatter", "mode": "lines", "name": _("kept plan, km a week"),
             "x": [week[0].isoformat() for week in other],
             "y": [rounded(week[1], 1) for week in other],
             "line": {"color": "var(--series-3)", "width": 2.2, "dash": "dash"},
             "meta": {"role": "other"}}
        )  # fmt: skip
    shapes: list[dict[str, Any]] = []
    first = weeks[0]
    notes = [
        label(_("longest run"), first[0].isoformat(), first[2] + top * 0.06, "var(--series-2)")
    ]
    if other:
        peak = max(other, key=lambda week: week[1])
        notes.append(
            label(
                _("the plan you kept"), peak[0].isoformat(), peak[1] + top * 0.03,
                "var(--series-3)", above=True,
            )
        )  # fmt: skip
    if 0 < history_weeks < len(weeks):
        start = weeks[history_weeks][0] - dt.timedelta(days=3)
        shapes.append(
            {"type": "line", "xref": "x", "yref": "y", "x0": start.isoformat(),
             "x1": start.isoformat(), "y0": 0, "y1": top, "line": {"color": INK_SOFT}}
        )  # fmt: skip
        notes.append(label(_("the plan begins"), start.isoformat(), top * 1.1, INK_SOFT))
    return figure(
        data,
        title=_(
            "The plan peaks at {km} km in the week of {week}; its longest run is "
            "{longest} km.",
            km=decimal(biggest[1], 0),
            week=day_month(biggest[0]),
            longest=decimal(longest[2], 1),
        ),
        kind="training_plan",
        summary=_(
            "Bars of {weeks} weeks, a line with diamonds for the longest run of each.",
            weeks=len(weeks),
        ),
        columns=(_("Week from Monday"), "km", _("Longest run, km")),
        rows=[[day.isoformat(), rounded(total, 1), rounded(far, 1)] for day, total, far in weeks],
        xaxis=date_axis(weeks[0][0] - dt.timedelta(days=3), weeks[-1][0] + dt.timedelta(days=4)),
        yaxis=number_axis("km", top),
        shapes=shapes,
        annotations=notes,
    )  # fmt: skip
