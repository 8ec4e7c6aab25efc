"""The training page in Panel, served by ``panel serve --warm``."""

from __future__ import annotations

import pandas as pd
import panel as pn
import training_page as content

pn.extension("plotly")

window = pn.widgets.RadioButtonGroup(options=list(content.WINDOWS), value="12 weeks")
measure = pn.widgets.Select(options=list(content.MEASURES), value="Distance")
panes = [
    pn.pane.Plotly(figure, sizing_mode="stretch_width", height=320)
    for figure in content.figures("12 weeks", "Distance")
]
# A static table: lighter than the interactive one that Panel also offers.
rules = pn.pane.DataFrame(pd.DataFrame(content.rules("Distance")), index=False)


@pn.depends(window, measure, watch=True)
def redraw(window_value: str, measure_value: str) -> None:
    """The charts of a window and a measure."""
    made = content.figures(window_value, measure_value)
    for pane, figure in zip(panes, made, strict=True):
        pane.object = figure


@pn.depends(measure, watch=True)
def tell(measure_value: str) -> None:
    """The rules of a measure."""
    rules.object = pd.DataFrame(content.rules(measure_value))


pn.Column(
    f"# {content.TITLE}",
    content.LEAD,
    content.story(),
    pn.Row(window, measure),
    *panes,
    "## What every rule says",
    rules,
    "## Runs",
    pn.pane.DataFrame(pd.DataFrame(content.runs()), index=False),
    sizing_mode="stretch_width",
).servable(title=content.TITLE)
