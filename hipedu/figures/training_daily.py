"""Every day's distance against the longest run of the month before it."""

from __future__ import annotations

from typing import Any

from hipedu.figures.axes import (
    ACCENT,
    DAY_MS,
    INK_SOFT,
    LOAD,
    TOO_FAR,
    Figure,
    date_axis,
    day_in_words,
    figure,
    label,
    number_axis,
    rounded,
)
from hipedu.figures.training_window import DAYS, window_of
from hipedu.language import _, ngettext
from hipedu.language.numbers import weekday
from hipedu.training.report import TrainingReport
from hipedu.training.spike import spike_class
from hipedu.training.verdicts import km, signed_percent

BAR_MS = round(0.85 * DAY_MS)
KNOWN_AFTER_DAYS = 7
"""In the first week of a log every run may be the longest yet: that is no spike."""
MOST_LABELS = 6
"""More marks than this would cover the bars; the table names them all."""


def daily_figure(report: TrainingReport, days: int = DAYS) -> Figure:
    """Bars of daily distance, the line of the longest run so far, and the spikes.

    Parameters
    ----------
    report : TrainingReport
        The log.
    days : int
        How many days to show [day].

    Returns
    -------
    dict
        A figure specification; its title says what stands out.
    """
    series, window = report.series, window_of(report, days)
    dates = [series.day(index).isoformat() for index in window.span]
    before = report.metrics["longest_before_km"]
    percents = report.metrics["spike_percent"]
    spikes = [
        index
        for index in window.span
        if index >= KNOWN_AFTER_DAYS
        and (percent := percents[index]) is not None
        and spike_class(percent) != "reference"
    ]
    ordinary = [
        None if index in set(spikes) else rounded(series.distance_km[index])
        for index in window.span
    ]
    data: list[dict[str, Any]] = [
        {
            "type": "bar", "name": "distance", "x": dates, "y": ordinary,
            "width": BAR_MS, "marker": {"color": LOAD}, "meta": {"role": "load"},
        },
        {
            "type": "bar", "name": "spike",
            "x": [series.day(index).isoformat() for index in spikes],
            "y": [rounded(series.distance_km[index]) for index in spikes],
            "width": BAR_MS, "marker": {"color": TOO_FAR, "pattern": {"shape": "/"}},
            "meta": {"role": "too_far"},
        },
        {
            "type": "scatter", "mode": "lines", "name": _("longest run of the 30 days before"),
            "x": dates, "y": [rounded(before[index]) for index in window.span],
            "line": {"color": ACCENT, "width": 2, "shape": "hv"}, "meta": {"role": "accent"},
        },
    ]  # fmt: skip
    top = max(
        [series.distance_km[index] for index in window.span]
        + [before[index] or 0.0 for index in window.span]
    )
    largest = sorted(spikes, key=lambda index: percents[index] or 0.0)[-MOST_LABELS:]
    notes = [
        label(
            f"▲ {signed_percent(percents[index] or 0.0)}",
            series.day(index).isoformat(), series.distance_km[index], TOO_FAR, above=True,
        )
        for index in sorted(largest)
    ]  # fmt: skip
    notes.extend(_line_label(dates, [before[index] for index in window.span]))
    title = _title(report, spikes)
    return figure(
        data,
        title=title,
        kind="training_daily",
        summary=ngettext(
            "Bars of {days} days up to {end}, the longest {top}; {n} of them stands more than 10 "
            "percent above the line of the longest run of the 30 days before.",
            "Bars of {days} days up to {end}, the longest {top}; {n} of them stand more than 10 "
            "percent above the line of the longest run of the 30 days before.",
            len(spikes),
            days=len(dates), end=day_in_words(series.day(window.end)), top=km(top),
        ),
        columns=(
            _("Day"), _("Distance [km]"), _("Longest of 30 days before [km]"), _("Beyond it [%]"),
        ),
        rows=[
            [
                series.day(index).isoformat(), rounded(series.distance_km[index]),
                rounded(before[index]), rounded(percents[index], 1),
            ]
            for index in window.span
            if series.distance_km[index] > 0
        ],
        xaxis=date_axis(series.day(window.begin), series.day(window.end), room=0.02),
        yaxis={**number_axis(_("km a day"), top), "tickfont": {"color": INK_SOFT}},
        annotations=notes,
    )  # fmt: skip


def _line_label(dates: list[str], line: list[float | None]) -> list[dict[str, Any]]:
    """Name the line where it is highest around the middle, so that no bar or step crosses it."""
    middle = len(dates) // 2
    near = [value for value in line[middle - len(line) // 5 : middle + len(line) // 5 + 1] if value]
    if not near:
        return []
    name = _("longest run of the 30 days before")
    return [label(name, dates[middle], max(near), ACCENT, above=True)]


def _title(report: TrainingReport, spikes: list[int]) -> str:
    series = report.series
    index = series.index(report.day)
    percents = report.metrics["spike_percent"]
    today = percents[index]
    if today is not None and spike_class(today) != "reference":
        return _(
            "{weekday}'s {km} was {percent} beyond your longest run of the 30 days before.",
            weekday=weekday(report.day),
            km=km(series.longest_km[index]),
            percent=signed_percent(today).strip("+"),
        )
    if not spikes:
        return _("No run here went more than 10 % beyond the longest of the 30 days before it.")
    worst = max(spikes, key=lambda each: percents[each] or 0.0)
    told = {
        "km": km(series.longest_km[worst]), "day": day_in_words(series.day(worst)),
        "percent": signed_percent(percents[worst] or 0.0).strip("+"),
    }  # fmt: skip
    return ngettext(
        "One run here jumped: {km} on {day}, {percent} beyond the longest of the 30 days before.",
        "{n} runs here jumped more than 10 %; the furthest was {km} on {day}, by {percent}.",
        len(spikes), **told,
    )  # fmt: skip
