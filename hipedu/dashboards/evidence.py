"""The evidence: claims, accuracy of signs, and where every number comes from."""

from __future__ import annotations

from hipedu.api import load_catalogue
from hipedu.figures.accuracy import accuracy_figure
from hipedu.figures.counts import counts_figure
from hipedu.state.evidence_state import EvidenceState
from hipedu.widgets.page import Page


def build() -> Page:
    """Return the page's widget; its `state` holds what is looked up."""
    state = EvidenceState(
        load_catalogue(), draw={"counts": counts_figure, "accuracy": accuracy_figure}
    )
    return Page(state, page="evidence", content=state.content())
