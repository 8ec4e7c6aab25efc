"""The training load laboratory."""

from __future__ import annotations

import datetime as dt

from hipedu.api import load_catalogue
from hipedu.figures.training import training_figures
from hipedu.figures.training_tissue import repair_figure, tissue_figure
from hipedu.state.training_state import TrainingState
from hipedu.widgets.training_page import TrainingPage


def build() -> TrainingPage:
    """Return the page's widget; its `state` holds the runs and the report."""
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    state = TrainingState(
        load_catalogue(), today=today, draw=training_figures,
        draw_tissue={"weeks": tissue_figure, "repair": repair_figure},
    )  # fmt: skip
    return TrainingPage(state, page="training_load")
