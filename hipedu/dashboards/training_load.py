"""The training load laboratory."""

from __future__ import annotations

import datetime as dt

from hipedu.api import load_catalogue
from hipedu.figures.pain_diary import pain_figure
from hipedu.figures.training import training_figures
from hipedu.figures.training_tissue import repair_figure, tissue_figure
from hipedu.state.diary_view import diary_choices
from hipedu.state.training_state import TrainingState
from hipedu.widgets.page import FileMade
from hipedu.widgets.training_page import TrainingPage


def build() -> TrainingPage:
    """Return the page's widget; its `state` holds the runs, the diary and the report."""
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    catalogue = load_catalogue()
    state = TrainingState(
        catalogue, today=today, draw=training_figures, draw_pain=pain_figure,
        draw_tissue={"weeks": tissue_figure, "repair": repair_figure},
    )  # fmt: skip
    return TrainingPage(
        state,
        page="training_load",
        content={"today": today.isoformat(), **diary_choices(catalogue)},
        files={
            "log": lambda: FileMade(*state.save_log()),
            "template": lambda: FileMade(*state.save_template()),
        },
    )
