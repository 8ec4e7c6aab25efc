"""The training page in Dash, served by gunicorn as its documentation tells."""

from __future__ import annotations

from typing import Any

import training_page as content
from dash import Dash, Input, Output, dcc, html


def table(rows: list[dict[str, Any]]) -> html.Table:
    """A plain table: lighter than the interactive grid that Dash also offers."""
    head = html.Thead(html.Tr([html.Th(name) for name in rows[0]]))
    body = [html.Tr([html.Td(value) for value in row.values()]) for row in rows]
    return html.Table([head, html.Tbody(body)])


def layout() -> html.Div:
    """The page of one visitor."""
    daily, weekly, ratios = content.figures("12 weeks", "Distance")
    return html.Div([
        html.H1(content.TITLE),
        html.P(content.LEAD),
        html.P(content.story()),
        dcc.RadioItems(list(content.WINDOWS), "12 weeks", inline=True, id="window"),
        dcc.Dropdown(list(content.MEASURES), "Distance", clearable=False, id="measure"),
        dcc.Graph(figure=daily, id="daily"),
        dcc.Graph(figure=weekly, id="weekly"),
        dcc.Graph(figure=ratios, id="ratios"),
        html.H2("What every rule says"),
        html.Div(table(content.rules("Distance")), id="rules"),
        html.H2("Runs"),
        table(content.runs()),
    ])  # fmt: skip


app = Dash(__name__, title=content.TITLE, compress=True)
app.layout = layout
server = app.server


@app.callback(
    Output("daily", "figure"),
    Output("weekly", "figure"),
    Output("ratios", "figure"),
    Input("window", "value"),
    Input("measure", "value"),
    prevent_initial_call=True,
)
def redraw(window: str, measure: str) -> list[dict[str, Any]]:
    """The charts of a window and a measure."""
    return content.figures(window, measure)


@app.callback(
    Output("rules", "children"), Input("measure", "value"), prevent_initial_call=True
)
def tell(measure: str) -> html.Table:
    """The rules of a measure."""
    return table(content.rules(measure))
