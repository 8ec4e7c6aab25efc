"""A strip of pain under the chart of daily distance, on the same days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hipedu.figures.axes import (
    DAY_MS,
    INK_SOFT,
    LINE,
    Figure,
    date_axis,
    day_in_words,
    figure,
    level,
)
from hipedu.figures.training_window import DAYS, window_of
from hipedu.language import N_, _, ngettext
from hipedu.language.numbers import shortest
from hipedu.training.report import TrainingReport

Points = Sequence[tuple[dt.date, float, float | None, str]]
"""Day, highest pain of the run and the hours after it, next morning, colour of the light."""

HEIGHT = 190
LIGHTS = {"green": N_("green light"), "amber": N_("amber light"), "red": N_("red light")}
MARKS: dict[str, tuple[str, str]] = {
    "green": ("circle", "var(--self_care)"),
    "amber": ("diamond", "var(--soon)"),
    "red": ("triangle-up", "var(--emergency)"),
}


def pain_figure(
    points: Points,
    *,
    report: TrainingReport | None = None,
    days: int = DAYS,
    limits: tuple[float, float] = (3.0, 5.0),
) -> Figure:
    """Pain of each day as a stem whose head is the light, and the next morning as a square.

    Parameters
    ----------
    points : sequence
        In order of days, at least one.
    report : TrainingReport, optional
        The log whose chart stands above: the strip has its days.
    days : int
        How many days to show [day].
    limits : (float, float)
        Up to where the light is green, and amber [NRS].
    """
    if report is not None:
        window = window_of(report, days)
        first, last = report.series.day(window.begin), report.series.day(window.end)
    else:
        last = points[-1][0]
        first = max(points[0][0], last - dt.timedelta(days=days - 1))
    shown = [point for point in points if first <= point[0] <= last]
    data: list[dict[str, Any]] = [
        {
            "type": "bar", "name": _("pain"), "x": [point[0].isoformat() for point in shown],
            "y": [point[1] for point in shown], "width": round(0.25 * DAY_MS),
            "marker": {"color": "var(--line-strong)"}, "meta": {"role": "load"},
        }
    ]  # fmt: skip
    for colour, (symbol, paint) in MARKS.items():
        mine = [point for point in shown if point[3] == colour]
        if mine:
            data.append(
                {
                    "type": "scatter", "mode": "markers", "name": _(LIGHTS[colour]),
                    "x": [point[0].isoformat() for point in mine],
                    "y": [point[1] for point in mine],
                    "marker": {"symbol": symbol, "size": 11, "color": paint},
                    "meta": {"role": colour},
                }
            )  # fmt: skip
    mornings = [
        (point[0] + dt.timedelta(days=1), point[2]) for point in shown if point[2] is not None
    ]
    if mornings:
        data.append(
            {
                "type": "scatter", "mode": "markers", "name": _("morning"),
                "x": [day.isoformat() for day, _ in mornings],
                "y": [pain for _, pain in mornings],
                "marker": {"symbol": "square", "size": 6, "color": "var(--series-3)"},
                "meta": {"role": "morning"},
            }
        )  # fmt: skip
    axis = date_axis(first, last, room=0.02)
    low, high = axis["range"]
    made = figure(
        data,
        title=_title(shown, last),
        kind="pain_diary",
        summary=(
            ngettext("Pain on {n} day.", "Pain on {n} days.", len(shown)) + " " + _(
                "A circle is a green light, a diamond amber, a triangle red; a small square is "
                "the morning after, on its own day."
            )
        ),
        columns=(
            _("Day"), _("Worst of run and hours after [0-10]"), _("Next morning [0-10]"),
            _("Light"),
        ),
        rows=[
            [day.isoformat(), worst, morning, _(LIGHTS[colour])]
            for day, worst, morning, colour in shown
        ],
        xaxis=axis,
        yaxis={
            "type": "linear", "title": {"text": _("pain, 0-10")}, "range": [0, 10.8],
            "tickvals": sorted({0.0, *limits, 10.0}), "gridcolor": LINE,
            "tickfont": {"color": INK_SOFT},
        },
        shapes=[level(low, high, limit, INK_SOFT) for limit in limits],
    )  # fmt: skip
    made["layout"]["height"] = HEIGHT
    return made


def _title(shown: Points, last: dt.date) -> str:
    if not shown:
        return _("No pain was written down for the days up to {day}.", day=day_in_words(last))
    red = sum(point[3] == "red" for point in shown)
    worst = max(shown, key=lambda point: max(point[1], point[2] or 0.0))
    most = max(worst[1], worst[2] or 0.0)
    if most == 0:
        return ngettext(
            "No pain on the {n} day that was written down.",
            "No pain on the {n} days that were written down.", len(shown),
        )
    return ngettext(
        "The worst pain was {most} of 10, on {day}; {n} light was red.",
        "The worst pain was {most} of 10, on {day}; {n} lights were red.",
        red, most=shortest(most), day=day_in_words(worst[0]),
    )
