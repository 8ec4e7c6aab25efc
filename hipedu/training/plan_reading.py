"""A plan under every rule and measure: what objects, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hipedu.model.training import LoadRule, Run
from hipedu.training.daily import DailySeries, daily_series
from hipedu.training.objections import MEASURED_BY, objecting
from hipedu.training.plans import PlannedRun
from hipedu.training.report import Column, daily_metrics, day_metrics
from hipedu.training.verdicts import DayMetrics, RuleReading, read_rules

HISTORY_DAYS = 120
"""What lies further back moves the slowest measure by less than a tenth of its weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBreak:
    """A day on which a rule would say "too far" or "watch"."""

    date: dt.date
    rule: str
    signal: str
    says: str


def plan_runs(plan: Iterable[PlannedRun]) -> tuple[Run, ...]:
    """Planned sessions as runs, so that every measure can be read on them."""
    return tuple(
        Run(date=run.date, distance_km=run.distance_km, source="plan") for run in plan
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWeek:
    """A week of a plan: every measure as it stands on its Sunday.

    `furthest_percent` is the largest step of a single run beyond the longest of the 30 days
    before it [%], None where nothing can be compared.
    """

    start: dt.date
    total_km: float
    longest_km: float
    furthest_percent: float | None
    rest_days: int
    sunday: DayMetrics


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading:
    """What a plan comes to: the days on which rules object, and the measures by week."""

    breaks: tuple[PlanBreak, ...] = ()
    weeks: tuple[PlanWeek, ...] = ()


def read_plan(
    history: Sequence[Run], plan: Sequence[PlannedRun], *, rules: Iterable[LoadRule]
) -> PlanReading:
    """Read every rule and every measure of a plan.

    Parameters
    ----------
    history : sequence of Run
        Runs before the plan.
    plan : sequence of PlannedRun
        The plan, as edited.
    rules : iterable of LoadRule
        All rules that are to be read.

    Returns
    -------
    PlanReading
        Breaks in order of days. Single sessions are read on their day, everything else on
        Sundays: read daily, a ratio swings within every week.
    """
    if not plan:
        return PlanReading()
    first = min(run.date for run in plan)
    recent = [
        run for run in history
        if first - dt.timedelta(days=HISTORY_DAYS) <= run.date < first
    ]  # fmt: skip
    last = max(run.date for run in plan)
    series = daily_series(
        [*recent, *plan_runs(plan)], last_day=last + dt.timedelta(days=6 - last.weekday())
    )
    metrics = daily_metrics(series)
    return PlanReading(
        breaks=tuple(_breaks(series, metrics, plan, first, tuple(rules))),
        weeks=tuple(_weeks(series, metrics, first)),
    )


def plan_breaks(
    history: Sequence[Run], plan: Sequence[PlannedRun], *, rules: Iterable[LoadRule]
) -> tuple[PlanBreak, ...]:
    """Which rules a plan breaks, and when; see `read_plan`."""
    return read_plan(history, plan, rules=rules).breaks


def _breaks(
    series: DailySeries,
    metrics: Mapping[str, Column],
    plan: Sequence[PlannedRun],
    first: dt.date,
    rules: Sequence[LoadRule],
) -> Iterable[PlanBreak]:
    session = [rule for rule in rules if rule.id == "single_session_spike"]
    weekly = [rule for rule in rules if rule.id != "single_session_spike"]
    days = {run.date: session for run in plan}
    for index in range(series.index(first), len(series)):
        day = series.day(index)
        chosen = [*days.get(day, ()), *(weekly if day.weekday() == 6 else ())]
        if not chosen:
            continue
        # words cost more than numbers: only a rule that objects is asked for them
        against = objecting(chosen, {name: metrics[name][index] for name in MEASURED_BY.values()})
        if against:
            for reading in read_rules(against, day_metrics(series, metrics, index)):
                yield _break(day, reading)


def _break(day: dt.date, reading: RuleReading) -> PlanBreak:
    return PlanBreak(
        date=day, rule=reading.rule.id, signal=str(reading.signal), says=reading.says
    )


def _weeks(
    series: DailySeries, metrics: Mapping[str, Column], first: dt.date
) -> Iterable[PlanWeek]:
    monday = first - dt.timedelta(days=first.weekday())
    while monday <= series.last_day:
        begin = max(0, (monday - series.first_day).days)
        end = (monday - series.first_day).days + 7
        steps = [
            step for step in metrics["spike_percent"][begin:end] if step is not None
        ]  # fmt: skip
        yield PlanWeek(
            start=monday,
            total_km=sum(series.distance_km[begin:end]),
            longest_km=max(series.longest_km[begin:end]),
            furthest_percent=max(steps, default=None),
            rest_days=7 - sum(count > 0 for count in series.run_count[begin:end]),
            sunday=day_metrics(series, metrics, end - 1),
        )
        monday += dt.timedelta(days=7)
