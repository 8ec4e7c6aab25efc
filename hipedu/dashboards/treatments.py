"""The treatment explorer."""

from __future__ import annotations

from hipedu.api import load_catalogue
from hipedu.figures.treatment_effects import CHARTS, effects_figure
from hipedu.state.treatments_state import TreatmentsState
from hipedu.widgets.page import Page


def build() -> Page:
    """Return the page's widget; its `state` holds the filters and what is looked at."""
    state = TreatmentsState(
        load_catalogue(),
        charts={id_: (words.name, words.explained) for id_, words in CHARTS.items()},
        draw=effects_figure,
    )
    return Page(state, page="treatments", content=state.content())
