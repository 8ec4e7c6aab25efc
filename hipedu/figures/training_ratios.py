"""The three acute to chronic ratios, with the band that tradition calls sweet."""

from __future__ import annotations

from typing import Any

from hipedu.figures.axes import (
    ACCENT,
    BAND,
    BLUE,
    INK_SOFT,
    TOO_FAR,
    Figure,
    apart,
    date_axis,
    day_in_words,
    figure,
    label,
    number_axis,
    rectangle,
    rounded,
)
from hipedu.figures.training_window import DAYS, window_of
from hipedu.training.report import TrainingReport

SWEET = (0.8, 1.3)
HIGHEST = 4.0
"""The coupled ratio ends here; the others may leave the figure and are in the table."""

LINES: tuple[tuple[str, str, str, str, str], ...] = (
    ("acwr_coupled", "coupled", ACCENT, "solid", "accent"),
    ("acwr_uncoupled", "uncoupled", TOO_FAR, "dash", "too_far"),
    ("acwr_ewma", "weighted", BLUE, "dot", "blue"),
)


def ratios_figure(report: TrainingReport, days: int = DAYS) -> Figure:
    """Three lines and the traditional band.

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
    top = min(
        HIGHEST,
        max(
            [1.6]
            + [
                value
                for column in columns.values()
                for index in window.span
                if (value := column[index]) is not None
            ]
        ),
    )
    data: list[dict[str, Any]] = []
    ends: list[tuple[str, float, str]] = []
    beyond: list[dict[str, Any]] = []
    for name, word, colour, dash, role in LINES:
        exact = [rounded(columns[name][index], 3) for index in window.span]
        # a renderer that does not clip would draw far above the figure
        values = [None if value is not None and value > top + 0.01 else value for value in exact]
        data.append(
            {
                "type": "scatter", "mode": "lines", "name": word, "x": dates, "y": values,
                "line": {"color": colour, "width": 2, "dash": dash}, "meta": {"role": role},
            }
        )  # fmt: skip
        last = columns[name][window.end]  # not the rounded one: 1.8947 is 1.89, never 1.90
        if last is not None:
            ends.append((f"{word} {last:.2f}", min(last, top), colour))
        off = [date for date, value, shown in zip(dates, exact, values, strict=True)
               if value is not None and shown is None]  # fmt: skip
        if off:
            beyond.append(label(f"{word} beyond {top:.0f}", off[len(off) // 2], top, colour,
                                above=True))  # fmt: skip
    axis = date_axis(series.day(window.begin), series.day(window.end), room=0.22)
    heights = apart([height for _, height, _ in ends], 0.075 * top)
    notes = [
        label(text, dates[-1], height, colour)
        for (text, _, colour), height in zip(ends, heights, strict=True)
    ]
    notes.extend(beyond)
    notes.append(label("traditional “sweet spot”", axis["range"][0], 1.05, INK_SOFT))
    return figure(
        data,
        title=_title(report),
        kind="training_ratios",
        summary=(
            f"Three lines of the ratio of recent to usual load over {len(dates)} days, and the "
            "band from 0.8 to 1.3 that tradition calls the sweet spot; runners' data do not "
            "support that band."
        ),
        columns=("Day", "Coupled", "Uncoupled", "Weighted"),
        rows=[
            [series.day(index).isoformat()] + [rounded(columns[name][index]) for name, *_ in LINES]
            for index in window.span
            if any(columns[name][index] is not None for name, *_ in LINES)
        ],
        xaxis=axis,
        yaxis=number_axis("ratio (no unit)", top),
        shapes=[rectangle(axis["range"][0], dates[-1], *SWEET, BAND)],
        annotations=notes,
    )


def _title(report: TrainingReport) -> str:
    index = report.series.index(report.day)
    known = [
        (word, value)
        for name, word, *_ in LINES
        if (value := report.metrics[name][index]) is not None
    ]
    when = day_in_words(report.day)
    if not known:
        return f"The ratios need four weeks of running before {when}."
    inside = sum(SWEET[0] < value <= SWEET[1] for _, value in known)
    numbers = ", ".join(f"{word} {value:.2f}" for word, value in known)
    if inside == len(known):
        verdict = "all inside the traditional band"
    elif inside == 0:
        verdict = "none inside the traditional band"
    else:
        verdict = f"{inside} of {len(known)} inside the traditional band"
    return f"Ratios on {when}: {numbers}; {verdict}."
