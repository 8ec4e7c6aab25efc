"""The training page in marimo, served by ``marimo run``."""

import marimo

app = marimo.App(app_title="Training load")


@app.cell
def _():
    import marimo as mo
    import pandas as pd
    import plotly.graph_objects as go
    import training_page as content

    return content, go, mo, pd


@app.cell
def _(content, mo):
    window = mo.ui.radio(list(content.WINDOWS), value="12 weeks", inline=True)
    measure = mo.ui.dropdown(
        list(content.MEASURES), value="Distance", allow_select_none=False
    )
    mo.vstack([
        mo.md(f"# {content.TITLE}\n\n{content.LEAD}\n\n{content.story()}"),
        mo.hstack([window, measure], justify="start"),
    ])  # fmt: skip
    return measure, window


@app.cell
def _(content, go, measure, mo, window):
    mo.vstack([go.Figure(each) for each in content.figures(window.value, measure.value)])
    return


@app.cell
def _(content, measure, mo, pd):
    # A static table: lighter than the interactive one that marimo also offers.
    mo.vstack([
        mo.md("## What every rule says"),
        mo.plain(pd.DataFrame(content.rules(measure.value))),
    ])  # fmt: skip
    return


@app.cell
def _(content, mo, pd):
    mo.vstack([mo.md("## Runs"), mo.plain(pd.DataFrame(content.runs()))])
    return


if __name__ == "__main__":
    app.run()
