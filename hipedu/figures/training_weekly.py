"""Weeks and how much each differs from the one before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hipedu.figures.axes import (
    DAY_MS,
    INK_SOFT,
    LOAD,
    TOO_FAR,
    WATCH,
    Figure,
    figure,
    label,
    number_axis,
    rounded,
)
from hipedu.figures.training_window import DAYS, window_of
from hipedu.training.report import TrainingReport
from hipedu.training.verdicts import km, signed_percent
from hipedu.training.weekly import Week

BAR_MS = round(0.85 * 7 * DAY_MS)
STEP = 10.0
LARGE_STEP = 30.0


def weekly_figure(report: TrainingReport, days: int = DAYS) -> Figure:
    """Bars of weekly load with the change written above each.

    Parameters
    ----------
    report : TrainingReport
        The log.
    days : int
        How many days to show [day]; weeks that touch them are shown whole.

    Returns
    -------
    dict
        A figure specification.
    """
    window = window_of(report, days)
    first, last = report.series.day(window.begin), report.series.day(window.end)
    weeks = [
        week for week in report.weeks if week.start > first - dt.timedelta(days=7)
        and week.start <= last
    ]  # fmt: skip
    unit = report.series.load_unit
    groups: tuple[tuple[str, str, str, list[Week]], ...] = (
        ("load", LOAD, "", [week for week in weeks if _size(week) == 0]),
        ("watch", WATCH, ".", [week for week in weeks if _size(week) == 1]),
        ("too_far", TOO_FAR, "/", [week for week in weeks if _size(week) == 2]),
    )
    data: list[dict[str, Any]] = [
        {
            "type": "bar", "name": role,
            "x": [week.start.isoformat() for week in group],
            "y": [rounded(week.total, 1) for week in group],
            "width": BAR_MS, "marker": {"color": colour, "pattern": {"shape": shape}},
            "meta": {"role": role},
        }
        for role, colour, shape, group in groups
    ]  # fmt: skip
    top = max((week.total for week in weeks), default=1.0)
    notes = [
        label(
            _change(week), week.start.isoformat(), week.total,
            (INK_SOFT, WATCH, TOO_FAR)[_size(week)], above=True,
        )
        for week in weeks
        if _change(week)
    ]  # fmt: skip
    begin = weeks[0].start if weeks else first
    end = weeks[-1].start if weeks else last
    return figure(
        data,
        title=_title(weeks, unit),
        kind="training_weekly",
        summary=(
            f"Bars of {len(weeks)} weeks between "
            f"{min((week.total for week in weeks), default=0):.0f} and {top:.0f} {unit}; "
            f"{sum(_size(week) > 0 for week in weeks)} of them rose by more than 10 percent."
        ),
        columns=("Week from Monday", f"Total [{unit}]", "Longest run [km]", "Change [%]", "Days"),
        rows=[
            [
                week.start.isoformat(), rounded(week.total, 1), rounded(week.longest, 1),
                rounded(week.change_percent, 1), week.days_covered,
            ]
            for week in weeks
        ],
        xaxis={
            "type": "date",
            "range": [
                (begin - dt.timedelta(days=4)).isoformat(),
                (end + dt.timedelta(days=4)).isoformat(),
            ],
            "showgrid": False,
        },
        yaxis=number_axis(f"{unit} a week", top),
        annotations=notes,
    )  # fmt: skip


def _size(week: Week) -> int:
    change = week.change_percent
    if change is None or change <= STEP + 1e-6:
        return 0
    return 1 if change <= LARGE_STEP + 1e-6 else 2


def _change(week: Week) -> str:
    if not week.complete:
        return f"{week.days_covered} days"
    return "" if week.change_percent is None else signed_percent(week.change_percent)


def _title(weeks: list[Week], unit: str) -> str:
    whole = [week for week in weeks if week.complete]
    if not whole:
        return "There is no whole week in this log yet."
    last = whole[-1]
    shown = km(last.total) if unit == "km" else f"{last.total:.0f} {unit}"
    when = f"The week of {last.start.day} {last.start:%B}"
    if last.change_percent is None:
        return f"{when} held {shown}; there is no whole week before it to compare with."
    change = signed_percent(last.change_percent)
    if change == "0 %":
        return f"{when} held {shown}, as much as the week before."
    word = "more" if last.change_percent > 0 else "less"
    return f"{when} held {shown}, {change.strip('+−')} {word} than the week before."
