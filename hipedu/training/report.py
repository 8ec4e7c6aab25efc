"""A whole log under every measure at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hipedu.language import _, ngettext
from hipedu.model.training import LoadRule, Run
from hipedu.training.averages import acwr_ewma
from hipedu.training.daily import DailySeries, LoadMeasure, daily_series, load_of
from hipedu.training.fitness import (
    acute_training_load,
    banister_performance,
    chronic_training_load,
    training_stress_balance,
)
from hipedu.training.loads import window_totals
from hipedu.training.monotony import rolling_monotony
from hipedu.training.ramp import ctl_ramp
from hipedu.training.ratios import acwr_rolling_coupled, acwr_rolling_uncoupled
from hipedu.training.readers.result import run_to_dict
from hipedu.training.rest import rest_days
from hipedu.training.spike import LOOKBACK_DAYS, longest_before, spike_class, spike_percent
from hipedu.training.verdicts import DayMetrics, RuleReading, disagreement, read_rules
from hipedu.training.weekly import Week, calendar_weeks, rolling_change_percent

METRICS: tuple[str, ...] = (
    "week_total", "week_change_percent", "acwr_coupled", "acwr_uncoupled", "acwr_ewma",
    "monotony", "strain", "ctl", "atl", "tsb", "performance", "longest_before_km",
    "spike_percent", "rest_days_week", "ctl_ramp",
)  # fmt: skip

Column = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSpike:
    """A run against the longest run of the 30 days before its day.

    `history_days` below 30 means that the log begins inside those 30 days: a longer run may
    be missing.
    """

    date: dt.date
    distance_km: float
    longest_before_km: float | None
    percent: float | None
    spike_class: str | None
    history_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingReport:
    """Everything that is computed from a log.

    `metrics` holds one value for each day and name of `METRICS`, None where undefined.
    `readings` is what each rule says on `day`.
    """

    runs: tuple[Run, ...]
    series: DailySeries
    metrics: dict[str, Column]
    weeks: tuple[Week, ...]
    sessions: tuple[SessionSpike, ...]
    day: dt.date
    readings: tuple[RuleReading, ...]
    disagreement: str
    notes: tuple[str, ...]

    def on(self, day: dt.date) -> DayMetrics:
        """Every measure of one day.

        Raises
        ------
        ValueError
            If the day lies outside the log.
        """
        return day_metrics(self.series, self.metrics, self.series.index(day))

    def at(self, day: dt.date, *, rules: Iterable[LoadRule]) -> TrainingReport:
        """The same log with the rules read on another day.

        Raises
        ------
        ValueError
            If the day lies outside the log.
        """
        readings = read_rules(rules, self.on(day))
        return replace(self, day=day, readings=readings, disagreement=disagreement(readings))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: sessions, daily series, every metric per day, flags."""
        return {
            "first_day": self.series.first_day.isoformat(),
            "last_day": self.series.last_day.isoformat(),
            "load": {"measure": self.series.load_measure, "unit": self.series.load_unit},
            "sessions": [run_to_dict(run) for run in self.runs],
            "daily": [self._row(index) for index in range(len(self.series))],
            "weeks": [
                {
                    "start": week.start.isoformat(),
                    "total": _round(week.total),
                    "longest_km": _round(week.longest),
                    "days_covered": week.days_covered,
                    "days_with_load": week.days_with_load,
                    "change_percent": _round(week.change_percent),
                }
                for week in self.weeks
            ],
            "spikes": [
                {
                    "date": session.date.isoformat(),
                    "distance_km": _round(session.distance_km),
                    "longest_before_km": _round(session.longest_before_km),
                    "percent": _round(session.percent),
                    "class": session.spike_class,
                    "history_days": session.history_days,
                }
                for session in self.sessions
            ],
            "day": self.day.isoformat(),
            "flags": [reading.to_dict() for reading in self.readings],
            "disagreement": self.disagreement,
            "notes": list(self.notes),
        }

    def _row(self, index: int) -> dict[str, Any]:
        series = self.series
        row: dict[str, Any] = {
            "date": series.day(index).isoformat(),
            "distance_km": _round(series.distance_km[index]),
            "load": _round(series.load[index]),
            "runs": series.run_count[index],
            "longest_km": _round(series.longest_km[index]),
        }
        for name, column in self.metrics.items():
            row[name] = _round(column[index])
        return row


def training_report(
    runs: Sequence[Run],
    *,
    rules: Iterable[LoadRule] = (),
    day: dt.date | None = None,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    today: dt.date | None = None,
    measure: LoadMeasure = "distance",
) -> TrainingReport:
    """Compute every measure of training load for every day, and read the rules on one day.

    Parameters
    ----------
    runs : sequence of Run
        At least one, in any order.
    rules : iterable of LoadRule
        The rules to be read; knowledge comes in as values.
    day : date, optional
        The day on which the rules are read; the last day if not given.
    first_day, last_day : date, optional
        Span of the log; from the first run to the last by default. Rest days before the
        first run and after the last count only if the span says so.
    today : date, optional
        Runs later than this are left out, with a note.
    measure : {"distance", "duration", "session_rpe"}
        What counts as load. If a run lacks what the measure needs, distance is used and a
        note says so. Single-session spikes always use distance.

    Returns
    -------
    TrainingReport

    Raises
    ------
    ValueError
        If there is no run, or `day` lies outside the span.

    Examples
    --------
    >>> monday = dt.date(2025, 1, 6)
    >>> runs = [Run(date=monday + dt.timedelta(days=n), distance_km=5.0) for n in range(28)]
    >>> training_report(runs).on(dt.date(2025, 2, 2)).acwr_coupled
    1.0
    """
    notes: list[str] = []
    kept = sorted(runs, key=lambda run: (run.date, run.start or dt.time()))
    if today is not None:
        on_time = [run for run in kept if run.date <= today]
        if len(on_time) < len(kept):
            late = len(kept) - len(on_time)
            notes.append(
                ngettext(
                    "{n} run later than today left out.", "{n} runs later than today left out.",
                    late,
                )
            )  # fmt: skip
            kept = on_time
    if measure != "distance" and any(load_of(run, measure) is None for run in kept):
        missing = sum(load_of(run, measure) is None for run in kept)
        told = {"missing": missing, "all": len(kept)}
        notes.append(
            _("{missing} of {all} runs have no duration, so load is measured by distance.", **told)
            if measure == "duration"
            else _(
                "{missing} of {all} runs have no duration or effort rating, so load is measured by "
                "distance.",
                **told,
            )
        )
        measure = "distance"
    series = daily_series(kept, first_day=first_day, last_day=last_day, measure=measure)
    if series.left_out:
        notes.append(
            ngettext(
                "{n} run lies outside {first} to {last}, left out.",
                "{n} runs lie outside {first} to {last}, left out.",
                series.left_out,
                first=series.first_day.isoformat(), last=series.last_day.isoformat(),
            )
        )  # fmt: skip
        kept = [run for run in kept if series.first_day <= run.date <= series.last_day]
    metrics = daily_metrics(series)
    chosen = series.last_day if day is None else day
    index = series.index(chosen)
    readings = read_rules(rules, day_metrics(series, metrics, index))
    return TrainingReport(
        runs=tuple(kept),
        series=series,
        metrics=metrics,
        weeks=tuple(calendar_weeks(series.first_day, series.load, longest=series.longest_km)),
        sessions=tuple(_sessions(kept, series, metrics["longest_before_km"])),
        day=chosen,
        readings=readings,
        disagreement=disagreement(readings),
        notes=tuple(notes),
    )


def daily_metrics(series: DailySeries) -> dict[str, Column]:
    """Every measure of `METRICS` on every day, None where it is undefined.

    Parameters
    ----------
    series : DailySeries
        The log by day.
    """
    load = series.load
    chronic, acute = chronic_training_load(load), acute_training_load(load)
    before = longest_before(series.longest_km)
    week = window_totals(load, days=7)
    alike = rolling_monotony(load)
    return {
        "week_total": tuple(week),
        "week_change_percent": tuple(rolling_change_percent(load)),
        "acwr_coupled": tuple(acwr_rolling_coupled(load)),
        "acwr_uncoupled": tuple(acwr_rolling_uncoupled(load)),
        "acwr_ewma": tuple(acwr_ewma(load)),
        "monotony": tuple(alike),
        # strain is the week times its monotony; computed from both, not a second time from days
        "strain": tuple(
            None if total is None or ratio is None else total * ratio
            for total, ratio in zip(week, alike, strict=True)
        ),
        "ctl": tuple(chronic),
        "atl": tuple(acute),
        "tsb": tuple(training_stress_balance(chronic, acute)),
        "performance": tuple(banister_performance(load)[:-1]),
        "longest_before_km": tuple(before),
        "rest_days_week": tuple(rest_days([float(count) for count in series.run_count])),
        "ctl_ramp": tuple(ctl_ramp(chronic)),
        "spike_percent": tuple(
            spike_percent(distance, longest) if distance > 0 else None
            for distance, longest in zip(series.longest_km, before, strict=True)
        ),
    }


def day_metrics(series: DailySeries, metrics: Mapping[str, Column], index: int) -> DayMetrics:
    """Every measure of the day at `index`; `metrics` as from `daily_metrics`."""
    recent = series.longest_km[max(0, index - LOOKBACK_DAYS + 1) : index + 1]
    return DayMetrics(
        day=series.day(index),
        history_days=index,
        distance_km=series.distance_km[index],
        longest_km=series.longest_km[index],
        longest_recent_km=max(recent) or None,
        load_unit=series.load_unit,
        **{name: metrics[name][index] for name in METRICS},
    )


def _sessions(
    runs: Sequence[Run], series: DailySeries, before: Column
) -> Iterable[SessionSpike]:
    for run in runs:
        index = series.index(run.date)
        longest = before[index]
        percent = spike_percent(run.distance_km, longest)
        yield SessionSpike(
            date=run.date,
            distance_km=run.distance_km,
            longest_before_km=longest,
            percent=percent,
            spike_class=None if percent is None else spike_class(percent),
            history_days=min(index, LOOKBACK_DAYS),
        )


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
