"""Which part of a log a figure shows."""

from __future__ import annotations

from dataclasses import dataclass

from hipedu.training.report import TrainingReport

DAYS = 84
"""Twelve weeks: the month that counts, and enough before it to see what was usual."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days `begin` to `end` (both included) of a report, by index."""

    begin: int
    end: int

    @property
    def span(self) -> range:
        return range(self.begin, self.end + 1)


def window_of(report: TrainingReport, days: int = DAYS) -> Window:
    """The last `days` days of a log, or those that end a week after the chosen day.

    Examples
    --------
    >>> import datetime as dt
    >>> from hipedu.model import Run
    >>> from hipedu.training.report import training_report
    >>> monday = dt.date(2025, 1, 6)
    >>> runs = [Run(date=monday + dt.timedelta(days=n), distance_km=5.0) for n in range(100)]
    >>> window_of(training_report(runs), 28)
    Window(begin=72, end=99)
    >>> window_of(training_report(runs, day=dt.date(2025, 2, 10)), 28)
    Window(begin=15, end=42)
    """
    last = len(report.series) - 1
    chosen = report.series.index(report.day)
    end = last if chosen > last - days else min(last, chosen + 7)
    return Window(max(0, end - days + 1), end)
