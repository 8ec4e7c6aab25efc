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
from hipedu.language import N_, _
from hipedu.language.numbers import decimal
from hipedu.training.report import TrainingReport

SWEET = (0.8, 1.3)
HIGHEST = 4.0
"""The coupled ratio ends here; the others may leave the figure and are in the table."""

LINES: tuple[tuple[str, str, str, str, str], ...] = (
    ("acwr_coupled", N_("coupled"), ACCENT, "solid", "accent"),
    ("acwr_uncoupled", N_("uncoupled"), TOO_FAR, "dash", "too_far"),
    ("acwr_ewma", N_("weighted"), BLUE, "dot", "blue"),
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
                "type": "scatter", "mode": "lines", "name": _(word), "x": dates, "y": values,
                "line": {"color": colour, "width": 2, "dash": dash}, "meta": {"role": role},
            }
        )  # fmt: skip
        last = columns[name][window.end]  # not the rounded one: 1.8947 is 1.89, never 1.90
        if last is not None:
            ends.append((f"{_(word)} {decimal(last, 2)}", min(last, top), colour))
        off = [date for date, value, shown in zip(dates, exact, values, strict=True)
               if value is not None and shown is None]  # fmt: skip
        if off:
            beyond.append(
                label(
                    _("{line} beyond {top}", line=_(word), top=decimal(top, 0)),
                    off[len(off) // 2], top, colour, above=True,
                )
            )  # fmt: skip
    axis = date_axis(series.day(window.begin), series.day(window.end), room=0.22)
    heights = apart([height for _, height, _ in ends], 0.075 * top)
    notes = [
        label(text, dates[-1], height, colour)
        for (text, _, colour), height in zip(ends, heights, strict=True)
    ]
    notes.extend(beyond)
    notes.append(label(_("traditional “sweet spot”"), axis["range"][0], 1.05, INK_SOFT))
    return figure(
        data,
        title=_title(report),
        kind="training_ratios",
        summary=_(
            "Three lines of the ratio of recent to usual load over {dates} days, and the band "
            "from 0.8 to 1.3 that tradition calls the sweet spot; runners' data do not support "
            "that band.",
            dates=len(dates),
        ),
        columns=(_("Day"), _("Coupled"), _("Uncoupled"), _("Weighted")),
        rows=[
            [series.day(index).isoformat()] + [rounded(columns[name][index]) for name, *_ in LINES]
            for index in window.span
            if any(columns[name][index] is not None for name, *_ in LINES)
        ],
        xaxis=axis,
        yaxis=number_axis(_("ratio (no unit)"), top),
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
        return _("The ratios need four weeks of running before {when}.", when=when)
    inside = sum(SWEET[0] < value <= SWEET[1] for _, value in known)
    numbers = ", ".join(f"{_(word)} {decimal(value, 2)}" for word, value in known)
    told = {"when": when, "numbers": numbers, "inside": inside, "all": len(known)}
    if inside == len(known):
        return _("Ratios on {when}: {numbers}; all inside the traditional band.", **told)
    if inside == 0:
        return _("Ratios on {when}: {numbers}; none inside the traditional band.", **told)
    return _(
        "Ratios on {when}: {numbers}; {inside} of {all} inside the traditional band.", **told
    )
