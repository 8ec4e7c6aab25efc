"""The symptom checker."""

from __future__ import annotations

from hipedu.api import load_catalogue, reasoning_tables
from hipedu.state.symptom_state import SymptomState
from hipedu.widgets.page import Page


def build() -> Page:
    """Return the symptom checker's widget; its `state` holds the interview."""
    regions = [
        {"id": region.id, "plain_name": region.plain_name, "paired": region.paired}
        for region in load_catalogue().regions.values()
    ]
    return Page(
        SymptomState(reasoning_tables()), page="symptom_checker", content={"regions": regions}
    )
