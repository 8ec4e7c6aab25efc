"""What every contender shows: the same log, report, figures and tables, by our own functions.

Runs in the peers' environment, which has no part of hipedu installed and needs none: the domain
imports the standard library only. Reports are kept, as a peer's author would keep them; our own
page makes one for each visitor.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from hipedu.api import load_catalogue
from hipedu.figures.training import training_figures
from hipedu.training.report import TrainingReport, training_report
from hipedu.training.scenarios import scenario_runs

SCENARIO = "marathon_spike"
TITLE = "Training load"
LEAD = (
    "Your running log, or an invented one, under every popular rule at once, with what studies "
    "of runners say about each rule."
)
WINDOWS = {"4 weeks": 28, "12 weeks": 84, "6 months": 182, "1 year": 366}
MEASURES = {"Distance": "distance", "Time": "duration", "Effort × time": "session_rpe"}
SHOWN = ("daily", "weekly", "ratios")
MOST_RUNS = 14
"""Our page shows as many runs until more are asked for."""


@cache
def report(measure: str) -> TrainingReport:
    """The invented runner's report by one measure of load."""
    catalogue = load_catalogue()
    scenario = catalogue.scenarios[SCENARIO]
    today = dt.date.today()
    sunday = today - dt.timedelta(days=(today.weekday() + 1) % 7)
    monday = sunday - dt.timedelta(days=7 * len(scenario.weeks_km) - 1)
    return training_report(
        scenario_runs(scenario, first_monday=monday),
        rules=tuple(catalogue.load_rules.values()),
        first_day=monday,
        last_day=sunday,
        measure=measure,  # type: ignore[arg-type]
    )


def figures(window: str, measure: str) -> list[dict[str, Any]]:
    """The three charts that are open on our page, as plotly figures."""
    made = training_figures(report(MEASURES[measure]), WINDOWS[window])
    return [made[name] for name in SHOWN]


def story() -> str:
    """The text above the charts."""
    scenario = load_catalogue().scenarios[SCENARIO]
    return f"{scenario.title}. {scenario.story} Complains of: {scenario.complaint}"


def rules(measure: str) -> list[dict[str, str]]:
    """One row for each rule."""
    return [
        {
            "Rule": reading.rule.plain_name,
            "Value": reading.shown,
            "Says": reading.says,
            "Known": reading.rule.verdict,
        }
        for reading in report(MEASURES[measure]).readings
    ]


@cache
def runs() -> list[dict[str, Any]]:
    """The newest runs."""
    scenario = load_catalogue().scenarios[SCENARIO]
    series = report("distance").series
    rows = [
        {
            "Day": run.date.isoformat(),
            "Distance, km": run.distance_km,
            "Time, min": None if run.duration_min is None else round(run.duration_min),
        }
        for run in scenario_runs(scenario, first_monday=series.first_day)
    ]
    return rows[::-1][:MOST_RUNS]
