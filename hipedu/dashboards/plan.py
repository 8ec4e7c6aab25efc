"""The plan builder."""

from __future__ import annotations

import datetime as dt

from hipedu.api import load_catalogue
from hipedu.exporting.run_plan import (
    RunPlan,
    run_plan_calendar,
    run_plan_csv,
    run_plan_workouts,
)
from hipedu.exporting.run_plan_pdf import run_plan_pdf
from hipedu.figures.training_plan import plan_figure
from hipedu.state.plan_state import PlanState
from hipedu.widgets.page import FileMade
from hipedu.widgets.training_page import TrainingPage


def build() -> TrainingPage:
    """Return the page's widget; its `state` holds the goal and the plan."""
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    state = PlanState(load_catalogue(), today=today, draw=plan_figure)

    def sheet() -> RunPlan:
        return RunPlan(**state.sheet)

    return TrainingPage(
        state,
        page="plan",
        files={
            "csv": lambda: FileMade(
                "running-plan.csv", "text/csv", run_plan_csv(sheet()).encode("utf-8-sig")
            ),
            "ics": lambda: FileMade(
                "running-plan.ics", "text/calendar", run_plan_calendar(sheet())
            ),
            "pdf": lambda: FileMade("running-plan.pdf", "application/pdf", run_plan_pdf(sheet())),
            "fit": lambda: FileMade(
                "running-plan-workouts.zip", "application/zip", run_plan_workouts(sheet())
            ),
        },
    )
