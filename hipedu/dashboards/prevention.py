"""Prevention: what is known of each habit, and what is folklore."""

from __future__ import annotations

from hipedu.api import load_catalogue
from hipedu.figures.treatment_effects import CHARTS, effects_figure
from hipedu.state.prevention_state import PreventionState
from hipedu.widgets.page import Page


def build() -> Page:
    """Return the page's widget; its `state` holds the topic that is looked at."""
    charts = {
        id_: (words.name, words.explained)
        for id_, words in CHARTS.items()
        if id_ in ("hazard_ratio/lower", "risk_ratio/lower", "risk_difference/lower")
    }
    return Page(PreventionState(load_catalogue(), charts=charts, draw=effects_figure),
                page="prevention")  # fmt: skip
