"""How safe is this: the machine-checked safety case."""

from __future__ import annotations

from hipedu.api import load_catalogue
from hipedu.figures.counts import counts_figure
from hipedu.state.safety_state import SafetyState
from hipedu.widgets.page import Page


def build() -> Page:
    """Return the page's widget; its `state` holds the filters."""
    state = SafetyState(load_catalogue(), draw=counts_figure)
    return Page(state, page="safety", content=state.content())
