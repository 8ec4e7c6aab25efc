"""The symptom checker."""

from __future__ import annotations

import datetime as dt

from hipedu.api import load_catalogue, reasoning_tables
from hipedu.reasoning.evidence_tables import quoted
from hipedu.state.symptom_state import SymptomState
from hipedu.widgets.assets import anatomy
from hipedu.widgets.page import FileMade, Page


def build() -> Page:
    """Return the symptom checker's widget; its `state` holds the interview."""
    catalogue = load_catalogue()
    regions = [
        {"id": region.id, "plain_name": region.plain_name, "paired": region.paired}
        for region in catalogue.regions.values()
    ]
    tables = reasoning_tables(catalogue)
    state = SymptomState(tables)
    sources = {
        key: {"citation": record.citation, "checked": record.checked, "note": record.note}
        for key, record in catalogue.references.items()
        if key in quoted(tables)
    }
    return Page(
        state, page="symptom_checker", content={"regions": regions, "sources": sources},
        files={"summary": lambda: summary(state)},
    )  # fmt: skip


def summary(state: SymptomState) -> FileMade:
    """Return the sheet to take along; what makes it is loaded when it is asked for."""
    from hipedu.exporting.summary_pdf import summary_pdf
    from hipedu.figures.marks_picture import marks_picture

    view = state.view()
    picture = marks_picture({name: anatomy(name) for name in ("front", "back")}, view["marks"])
    on = dt.datetime.now(tz=dt.UTC).astimezone().date()
    content = summary_pdf(view, picture=picture, on=on, exam=state.exam)
    return FileMade("hip-pain-summary.pdf", "application/pdf", content)
