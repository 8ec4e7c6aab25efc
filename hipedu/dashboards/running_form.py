"""Running form: step rate, speed, slope and width, and what each does at the hip."""

from __future__ import annotations

from hipedu.api import load_catalogue
from hipedu.figures.running_form import cadence_figure, speed_figure
from hipedu.state.running_form_state import RunningFormState
from hipedu.widgets.page import Page


def build() -> Page:
    """Return the page's widget; its `state` holds the sliders."""
    state = RunningFormState(
        load_catalogue(), draw={"cadence": cadence_figure, "speed": speed_figure}
    )
    return Page(state, page="running_form")
