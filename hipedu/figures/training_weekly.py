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
from hipedu.language import _, ngettext
from hipedu.language.numbers import day_month, decimal
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
            (INK_SOFT, WATCH, TOO_FAR)[_size(week)], above=True, may_go=True,
        )
        for week in sorted(weeks, key=lambda each: (-_size(each), -each.start.toordinal()))
        if _change(week)
    ]  # fmt: skip
    begin = weeks[0].start if weeks else first
    end = weeks[-1].start if weeks else last
    return figure(
        data,
        title=_title(weeks, unit),
        kind="training_weekly",
        summary=_summary(weeks, unit),
        columns=(
            _("Week from Monday"), _("Total [{unit}]", unit=unit), _("Longest run [km]"),
            _("Change [%]"), _("Days"),
        ),
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
        yaxis=number_axis(_("{unit} a week", unit=unit), top),
        annotations=notes,
    )  # fmt: skip


def _summary(weeks: list[Week], unit: str) -> str:
    sizes = [_size(week) for week in weeks]
    text = _(
        "Bars of {weeks} weeks between {low} and {top} {unit}; {rose} of them rose by more than "
        "10 percent.",
        weeks=len(weeks),
        low=decimal(min((week.total for week in weeks), default=0), 0),
        top=decimal(max((week.total for week in weeks), default=1.0), 0),
        unit=unit,
        rose=sum(size > 0 for size in sizes),
    )
    if not any(sizes):
        return text
    colours = _("An orange bar rose by more than 10 percent, a violet one by more than 30.")
    return f"{text} {colours}"


def _size(week: Week) -> int:
    change = week.change_percent
    if change is None or change <= STEP + 1e-6:
        return 0
    return 1 if change <= LARGE_STEP + 1e-6 else 2


def _change(week: Week) -> str:
    if not week.complete:
        return ngettext("{n} day", "{n} days", week.days_covered)
    return "" if week.change_percent is None else signed_percent(week.change_percent)


def _title(weeks: list[Week], unit: str) -> str:
    whole = [week for week in weeks if week.complete]
    if not whole:
        return _("There is no whole week in this log yet.")
    last = whole[-1]
    shown = km(last.total) if unit == "km" else f"{decimal(last.total, 0)} {unit}"
    told = {"week": day_month(last.start), "shown": shown}
    if last.change_percent is None:
        return _(
            "The week of {week} held {shown}; there is no whole week before it to compare with.",
            **told,
        )
    change = signed_percent(last.change_percent)
    told["change"] = change.strip("+−")
    if change == "0 %":
        return _("The week of {week} held {shown}, as much as the week before.", **told)
    if last.change_percent > 0:
        return _("The week of {week} held {shown}, {change} more than the week before.", **told)
    return _("The week of {week} held {shown}, {change} less than the week before.", **told)
