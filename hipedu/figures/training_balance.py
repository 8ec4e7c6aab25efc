"""CTL, ATL and their balance."""

from __future__ import annotations

from typing import Any

from hipedu.figures.axes import (
    ACCENT,
    INK_SOFT,
    TOO_FAR,
    Figure,
    apart,
    date_axis,
    day_in_words,
    figure,
    label,
    level,
    number_axis,
    rounded,
)
from hipedu.figures.training_window import DAYS, window_of
from hipedu.language import N_, _
from hipedu.language.numbers import localised
from hipedu.training.report import TrainingReport

LINES: tuple[tuple[str, str, str, str, str], ...] = (
    ("ctl", N_("42-day load"), ACCENT, "solid", "accent"),
    ("atl", N_("7-day load"), TOO_FAR, "dash", "too_far"),
    ("tsb", "balance", INK_SOFT, "dot", "ink_soft"),
)


def balance_figure(report: TrainingReport, days: int = DAYS) -> Figure:
    """Slow load, fast load, and yesterday's difference.

    Parameters
    ----------
    report : TrainingReport
        The log.
    days : int
        How many days to show [day].

    Returns
    -------
    dict
        A figure specification.
    """
    series, window = report.series, window_of(report, days)
    dates = [series.day(index).isoformat() for index in window.span]
    columns = {name: report.metrics[name] for name, *_ in LINES}
    everything = [
        value
        for column in columns.values()
        for index in window.span
        if (value := column[index]) is not None
    ]
    top, bottom = max([1.0, *everything]), min([0.0, *everything])
    data: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "name": _(word), "x": dates,
            "y": [rounded(columns[name][index]) for index in window.span],
            "line": {"color": colour, "width": 2, "dash": dash}, "meta": {"role": role},
        }
        for name, word, colour, dash, role in LINES
    ]  # fmt: skip
    ends = [columns[name][window.end] or 0.0 for name, *_ in LINES]
    heights = apart(ends, 0.08 * (top - bottom))
    notes = [
        label(_(word), dates[-1], height, colour)
        for (_name, word, colour, *_rest), height in zip(LINES, heights, strict=True)
    ]
    axis = date_axis(series.day(window.begin), series.day(window.end), room=0.18)
    balance = columns["tsb"][series.index(report.day)] or 0.0
    told = {
        "when": day_in_words(report.day), "unit": series.load_unit,
        "shown": localised(f"{balance:+.1f}".replace("-", "−")),
    }  # fmt: skip
    if balance > 0:
        title = _(
            "On the morning of {when} the balance stood above zero ({shown} {unit} a day).", **told
        )
    elif balance < 0:
        title = _(
            "On the morning of {when} the balance stood below zero ({shown} {unit} a day), as is "
            "normal in training.",
            **told,
        )
    else:
        title = _(
            "On the morning of {when} the balance stood at zero ({shown} {unit} a day).", **told
        )
    return figure(
        data,
        title=title,
        kind="training_balance",
        summary=_(
            "Three lines over {dates} days: a slow load of 42 days, a fast one of 7 days, and "
            "yesterday's slow load minus yesterday's fast one.",
            dates=len(dates),
        ),
        columns=(
            _("Day"), _("42-day load [{unit} a day]", unit=series.load_unit),
            _("7-day load [{unit} a day]", unit=series.load_unit), _("Balance"),
        ),
        rows=[
            [series.day(index).isoformat()]
            + [rounded(columns[name][index]) for name, *_ in LINES]
            for index in window.span
        ],
        xaxis=axis,
        yaxis=number_axis(_("{unit} a day", unit=series.load_unit), top, bottom=bottom),
        shapes=[level(axis["range"][0], dates[-1], 0.0, INK_SOFT)],
        annotations=notes,
    )  # fmt: skip
