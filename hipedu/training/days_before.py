"""What was run in the days before a day, and how often the same was followed by nothing."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.training.report import SessionSpike, TrainingReport

LEAST_HISTORY_DAYS = 7
"""In the first week of a log every run may be the longest yet: that is no jump."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysBefore:
    """The running of a few days up to a day, against as many days before those.

    `total_km` and `earlier_km` [km] with their numbers of runs; `earlier_km` is None where the log
    does not reach back so far. `longest` is the longest run; `furthest` the one that went furthest
    beyond the longest of the 30 days before it, None if none can be compared. `rest_days` are days
    without a run.
    """

    first: dt.date
    last: dt.date
    total_km: float
    runs: int
    rest_days: int
    earlier_km: float | None
    earlier_runs: int
    longest: SessionSpike | None
    furthest: SessionSpike | None

    @property
    def change_percent(self) -> float | None:
        """Against the days before those [%]; None where there is nothing to compare with."""
        if not self.earlier_km:
            return None
        return 100 * (self.total_km - self.earlier_km) / self.earlier_km


def days_before(report: TrainingReport, day: dt.date, *, days: int) -> DaysBefore | None:
    """The running of the `days` days that end on `day`.

    Parameters
    ----------
    report : TrainingReport
        The log.
    day : date
        The last of the days.
    days : int
        How many [day], 1 or more.

    Returns
    -------
    DaysBefore or None
        None if the log does not cover those days: it begins later or ends before `day`.

    Raises
    ------
    ValueError
        If `days` is below 1.

    Notes
    -----
    This describes; it does not explain. A day of pain has a week before it whatever was run.

    Examples
    --------
    >>> from hipedu.model import Run
    >>> from hipedu.training.report import training_report
    >>> monday = dt.date(2025, 1, 6)
    >>> log = [Run(date=monday + dt.timedelta(days=n), distance_km=5.0) for n in range(14)]
    >>> week = days_before(training_report(log), dt.date(2025, 1, 19), days=7)
    >>> week.total_km, week.earlier_km, week.change_percent
    (35.0, 35.0, 0.0)
    """
    if days < 1:
        raise ValueError(f"days is {days}: look back at least 1 day.")
    series = report.series
    first = day - dt.timedelta(days=days - 1)
    if first < series.first_day or day > series.last_day:
        return None
    inside = [each for each in report.sessions if first <= each.date <= day]
    begin = first - dt.timedelta(days=days)
    earlier = [each for each in report.sessions if begin <= each.date < first]
    compared = [
        each for each in inside
        if each.percent is not None and each.history_days >= LEAST_HISTORY_DAYS
    ]  # fmt: skip
    return DaysBefore(
        first=first, last=day,
        total_km=math.fsum(each.distance_km for each in inside), runs=len(inside),
        rest_days=days - len({each.date for each in inside}),
        earlier_km=math.fsum(each.distance_km for each in earlier)
        if begin >= series.first_day else None,
        earlier_runs=len(earlier),
        longest=max(inside, key=lambda each: each.distance_km, default=None),
        furthest=max(compared, key=lambda each: each.percent or 0.0, default=None),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How often two things met, and how often not: the four fields of a table.

    `spikes` runs beyond the cap, `spikes_followed` of them with a flare within the days after;
    `flares` in all, `flares_preceded` of them with such a run within the days before.
    """

    spikes: int
    spikes_followed: int
    flares: int
    flares_preceded: int


def spikes_and_flares(
    sessions: Sequence[SessionSpike],
    flare_days: Sequence[dt.date],
    *,
    first: dt.date,
    last: dt.date,
    days: int,
) -> Followed:
    """Count runs beyond the longest of 30 days with and without a flare after them.

    Parameters
    ----------
    sessions : sequence of SessionSpike
        The runs.
    flare_days : sequence of date
        First days of flares.
    first, last : date
        The days the diary covers; runs outside say nothing on what followed.
    days : int
        A flare follows a run that was on its day or up to ``days - 1`` days before it.

    Examples
    --------
    >>> run = SessionSpike(date=dt.date(2025, 3, 2), distance_km=15, longest_before_km=10,
    ...                    percent=50.0, spike_class="moderate", history_days=30)
    >>> spikes_and_flares([run], [dt.date(2025, 3, 4)], first=dt.date(2025, 3, 1),
    ...                   last=dt.date(2025, 3, 9), days=7)
    Followed(spikes=1, spikes_followed=1, flares=1, flares_preceded=1)
    """
    jumps = [
        each.date for each in sessions
        if first <= each.date <= last and each.spike_class not in (None, "reference")
        and each.history_days >= LEAST_HISTORY_DAYS
    ]  # fmt: skip

    def follows(flare: dt.date, jump: dt.date) -> bool:
        return 0 <= (flare - jump).days < days

    return Followed(
        spikes=len(jumps),
        spikes_followed=sum(any(follows(day, jump) for day in flare_days) for jump in jumps),
        flares=len(flare_days),
        flares_preceded=sum(any(follows(day, jump) for jump in jumps) for day in flare_days),
    )
