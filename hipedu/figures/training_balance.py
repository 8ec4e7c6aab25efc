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
from hipedu.training.report import TrainingReport

LINES: tuple[tuple[str, str, str, str, str], ...] = (
    ("ctl", "42-day load", ACCENT, "solid", "accent"),
    ("atl", "7-day load", TOO_FAR, "dash", "too_far"),
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
            "type": "scatter", "mode": "lines", "name": word, "x": dates,
            "y": [rounded(columns[name][index]) for index in window.span],
            "line": {"color": colour, "width": 2, "dash": dash}, "meta": {"role": role},
        }
        for name, word, colour, dash, role in LINES
    ]  # fmt: skip
    ends = [columns[name][window.end] or 0.0 for name, *_ in LINES]
    heights = apart(ends, 0.08 * (top - bottom))
    notes = [
        label(word, dates[-1], height, colour)
        for (_, word, colour, *_), height in zip(LINES, heights, strict=True)
    ]
    axis = date_axis(series.day(window.begin), series.day(window.end), room=0.18)
    balance = columns["tsb"][series.index(report.day)] or 0.0
    when = day_in_words(report.day)
    side = "above" if balance > 0 else "below" if balance < 0 else "at"
    shown = f"{balance:+.1f}".replace("-", "−")
    normal = ", as is normal in training" if balance < 0 else ""
    return figure(
        data,
        title=(
            f"On the morning of {when} the balance stood {side} zero "
            f"({shown} {series.load_unit} a day){normal}."
        ),
        kind="training_balance",
        summary=(
            f"Three lines over {len(dates)} days: a slow load of 42 days, a fast one of 7 days, "
            "and yesterday's slow load minus yesterday's fast one."
        ),
        columns=(
            "Day", f"42-day load [{series.load_unit} a day]",
            f"7-day load [{series.load_unit} a day]", "Balance",
        ),
        rows=[
            [series.day(index).isoformat()]
            + [rounded(columns[name][index]) for name, *_ in LINES]
            for index in window.span
        ],
        xaxis=axis,
        yaxis=number_axis(f"{series.load_unit} a day", top, bottom=bottom),
        shapes=[level(axis["range"][0], dates[-1], 0.0, INK_SOFT)],
        annotations=notes,
    )  # fmt: skip
