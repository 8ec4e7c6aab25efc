"""How alike the days of each week were."""

from __future__ import annotations

from hipedu.figures.axes import (
    ACCENT,
    INK_SOFT,
    Figure,
    date_axis,
    day_in_words,
    figure,
    label,
    level,
    number_axis,
    rounded,
)
from hipedu.figures.training_window import DAYS, window_of
from hipedu.language import _
from hipedu.language.numbers import decimal
from hipedu.training.report import TrainingReport

USUAL_FLAG = 2.0


def monotony_figure(report: TrainingReport, days: int = DAYS) -> Figure:
    """Monotony of the 7 days that end on each day, and the usual flag.

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
    monotony, strain = report.metrics["monotony"], report.metrics["strain"]
    values = [rounded(monotony[index], 3) for index in window.span]
    known = [value for value in values if value is not None]
    top = min(max([2.4, *known]), 8.0)
    axis = date_axis(series.day(window.begin), series.day(window.end), room=0.18)
    notes = [label(_("usual flag 2.0"), dates[-1], USUAL_FLAG, INK_SOFT)]
    high = sum(value > USUAL_FLAG for value in known)
    return figure(
        [
            {
                "type": "scatter", "mode": "lines", "name": "monotony", "x": dates, "y": values,
                "line": {"color": ACCENT, "width": 2}, "meta": {"role": "accent"},
            }
        ],
        title=_title(report),
        kind="training_monotony",
        summary=_(
            "A line of monotony over {dates} days; {high} of them lie above the usual flag of 2, "
            "and weeks of seven equal days have no value.",
            dates=len(dates), high=high,
        ),
        columns=(_("Day"), _("Monotony"), _("Strain [{unit}]", unit=series.load_unit)),
        rows=[
            [series.day(index).isoformat(), rounded(monotony[index]), rounded(strain[index], 1)]
            for index in window.span
            if monotony[index] is not None
        ],
        xaxis=axis,
        yaxis=number_axis(_("monotony (no unit)"), top),
        shapes=[level(axis["range"][0], dates[-1], USUAL_FLAG, INK_SOFT)],
        annotations=notes,
    )  # fmt: skip


def _title(report: TrainingReport) -> str:
    value = report.metrics["monotony"][report.series.index(report.day)]
    when = day_in_words(report.day)
    if value is None:
        return _(
            "Monotony has no value on {when}: a week is missing, empty, or all days are equal.",
            when=when,
        )
    if value > USUAL_FLAG:
        return _(
            "The week up to {when} was much the same every day: monotony {value}, above 2.",
            when=when, value=decimal(value, 1),
        )
    return _(
        "The days of the week up to {when} differ: monotony {value}, below the flag of 2.",
        when=when, value=decimal(value, 1),
    )
