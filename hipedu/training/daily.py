"""From single runs to one number a calendar day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hipedu.language import _
from hipedu.model.training import Run

LoadMeasure = Literal["distance", "duration", "session_rpe"]

UNITS: dict[str, str] = {"distance": "km", "duration": "min", "session_rpe": "AU"}

MOST_DAYS = 25 * 366
"""A quarter of a century. One wrong date must not make a series of half a million days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailySeries:
    """A log by day: index 0 is `first_day`, rest days are 0, the last index is `last_day`.

    `distance_km` is the day's total, `longest_km` its longest single run, `load` what the
    measures of load are computed from, in `load_unit`. `left_out` counts runs outside the
    span.
    """

    first_day: dt.date
    last_day: dt.date
    distance_km: tuple[float, ...]
    longest_km: tuple[float, ...]
    run_count: tuple[int, ...]
    load: tuple[float, ...]
    load_measure: LoadMeasure
    load_unit: str
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.distance_km)

    def day(self, index: int) -> dt.date:
        return self.first_day + dt.timedelta(days=index)

    def index(self, day: dt.date) -> int:
        """Position of a date.

        Raises
        ------
        ValueError
            If the date lies outside the series.
        """
        position = (day - self.first_day).days
        if not 0 <= position < len(self):
            raise ValueError(
                f"{day.isoformat()} lies outside the log, which runs from "
                f"{self.first_day.isoformat()} to {self.last_day.isoformat()}."
            )
        return position


def load_of(run: Run, measure: LoadMeasure) -> float | None:
    """What a run counts in a measure; None if the run does not say enough.

    Examples
    --------
    >>> run = Run(date=dt.date(2025, 1, 6), distance_km=10, duration_min=60, rpe=5)
    >>> load_of(run, "distance"), load_of(run, "duration"), load_of(run, "session_rpe")
    (10, 60, 300)
    """
    if measure == "distance":
        return run.distance_km
    if measure == "duration":
        return run.duration_min
    if run.rpe is None or run.duration_min is None:
        return None
    return run.rpe * run.duration_min


def daily_series(
    runs: Sequence[Run],
    *,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    measure: LoadMeasure = "distance",
) -> DailySeries:
    """Sum runs by calendar day.

    Parameters
    ----------
    runs : sequence of Run
        In any order.
    first_day, last_day : date, optional
        Span of the series; by default from the first run to the last.
    measure : {"distance", "duration", "session_rpe"}
        What counts as load.

    Returns
    -------
    DailySeries

    Raises
    ------
    ValueError
        If there is no run and no span, the span is backwards, or a run lacks what the
        measure needs.

    Notes
    -----
    A span of more than 25 years keeps the latest 25 and counts what was left out.

    Examples
    --------
    >>> monday = dt.date(2025, 1, 6)
    >>> series = daily_series([Run(date=monday, distance_km=5.0)],
    ...                       last_day=dt.date(2025, 1, 8))
    >>> series.distance_km
    (5.0, 0.0, 0.0)
    """
    dates = [run.date for run in runs]
    begin = first_day or (min(dates) if dates else None)
    end = last_day or (max(dates) if dates else begin)
    if begin is None or end is None:
        raise ValueError("There is no run in this log. Add runs, or give first_day and last_day.")
    if end < begin:
        raise ValueError(
            f"last_day {end.isoformat()} is before first_day {begin.isoformat()}: swap them."
        )
    begin = max(begin, end - dt.timedelta(days=MOST_DAYS - 1))
    days = (end - begin).days + 1
    distance, load = [0.0] * days, [0.0] * days
    longest, count = [0.0] * days, [0] * days
    left_out = 0
    for run in runs:
        index = (run.date - begin).days
        if not 0 <= index < days:
            left_out += 1
            continue
        value = load_of(run, measure)
        if value is None or not math.isfinite(value):
            raise ValueError(
                _(
                    "The run of {date} has no duration, which this measure of load needs. Add "
                    "it, or measure load by distance.",
                    date=run.date.isoformat(),
                )
                if run.duration_min is None
                else _(
                    "The run of {date} has no effort rating, which this measure of load needs. "
                    "Add it, or measure load by distance.",
                    date=run.date.isoformat(),
                )
            )
        distance[index] += run.distance_km
        load[index] += value
        longest[index] = max(longest[index], run.distance_km)
        count[index] += 1
    return DailySeries(
        first_day=begin,
        last_day=end,
        distance_km=tuple(distance),
        longest_km=tuple(longest),
        run_count=tuple(count),
        load=tuple(load),
        load_measure=measure,
        load_unit=UNITS[measure],
        left_out=left_out,
    )
