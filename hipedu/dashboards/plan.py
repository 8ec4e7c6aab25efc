"""The plan builder."""

from __future__ import annotations

import datetime as dt

from hipedu.api import load_catalogue
from hipedu.figures.training_plan import plan_figure
from hipedu.state.plan_state import PlanState
from hipedu.widgets.training_page import TrainingPage


def build() -> TrainingPage:
    """Return the page's widget; its `state` holds the goal and the plan."""
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    return TrainingPage(PlanState(load_catalogue(), today=today, draw=plan_figure), page="plan")
