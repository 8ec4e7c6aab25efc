"""Weekly distance and how much it changed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.training.loads import check_load, window_totals


def weekly_change_percent(previous: float, current: float) -> float | None:
    """How much more, in percent, this week holds than the week before.

    Parameters
    ----------
    previous, current : float
        Totals of two weeks that follow each other [km].

    Returns
    -------
    float or None
        Change [%]; None after an empty week, because nothing can be divided by 0.

    Notes
    -----
    ``100 * (current - previous) / previous``. It says nothing about how the distance is
    spread over the days, and the same percentage means more in a big week than in a small.

    References
    ----------
    buist2008gronorun, damsted2018load, nielsen2014progression

    Examples
    --------
    >>> weekly_change_percent(40, 46)
    15.0
    >>> weekly_change_percent(0, 24) is None
    True
    """
    if previous <= 0:
        return None
    return 100.0 * (current - previous) / previous


def rolling_change_percent(load: Sequence[float]) -> list[float | None]:
    """For every day: the last 7 days against the 7 days before them.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first.

    Returns
    -------
    list of float or None
        Change [%]; None in the first 13 days and after an empty week.

    Examples
    --------
    >>> rolling_change_percent([1.0] * 7 + [2.0] * 7)[-1]
    100.0
    """
    check_load(load)
    weeks = window_totals(load, days=7)
    earlier = [*[None] * 7, *weeks][: len(weeks)]
    return [
        None if previous is None or current is None else weekly_change_percent(previous, current)
        for previous, current in zip(earlier, weeks, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One calendar week of a log, Monday first.

    `days_covered` is below 7 where the log begins or ends inside the week; such a week is
    shown, but no change is computed from it or to it.
    """

    start: dt.date
    total: float
    days_covered: int
    days_with_load: int
    longest: float
    change_percent: float | None

    @property
    def complete(self) -> bool:
        return self.days_covered == 7


def calendar_weeks(
    first_day: dt.date, load: Sequence[float], *, longest: Sequence[float] | None = None
) -> list[Week]:
    """Split a daily series into calendar weeks that begin on Monday.

    Parameters
    ----------
    first_day : date
        The day of ``load[0]``.
    load : sequence of float
        Daily load, oldest first.
    longest : sequence of float, optional
        Longest single session of each day, if a day can hold several.

    Returns
    -------
    list of Week
        Oldest first; the first and the last may cover fewer than 7 days.

    Examples
    --------
    >>> weeks = calendar_weeks(dt.date(2025, 1, 6), [5.0] * 7 + [6.0] * 7)
    >>> [(week.total, week.change_percent) for week in weeks]
    [(35.0, None), (42.0, 20.0)]
    """
    check_load(load)
    singles = load if longest is None else longest
    weeks: list[Week] = []
    begin = 0
    while begin < len(load):
        day = first_day + dt.timedelta(days=begin)
        end = min(begin + 7 - day.weekday(), len(load))
        total = math.fsum(load[begin:end])
        covered = end - begin
        change = None
        if covered == 7 and weeks and weeks[-1].complete:
            change = weekly_change_percent(weeks[-1].total, total)
        weeks.append(
            Week(
                start=day - dt.timedelta(days=day.weekday()),
                total=total,
                days_covered=covered,
                days_with_load=sum(1 for value in load[begin:end] if value > 0),
                longest=max(singles[begin:end]),
                change_percent=change,
            )
        )
        begin = end
    return weeks
