"""Relative damage of bone and tendon by week, and the damage that is not yet repaired."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hipedu.figures.axes import (
    ACCENT,
    BAND,
    TOO_FAR,
    Figure,
    date_axis,
    figure,
    label,
    level,
    number_axis,
    rectangle,
    rounded,
)
from hipedu.training.tissue_sessions import WeekDamage

MOST_SHOWN = 8.0
"""The top of the axis: a band that ends far above would flatten everything else."""


def tissue_figure(weeks: Sequence[WeekDamage]) -> Figure:
    """Damage of each week as a multiple of the usual week, with its band.

    Parameters
    ----------
    weeks : sequence of WeekDamage
        Oldest first, at least one.

    Returns
    -------
    dict
        A figure specification; bone stands left in each week, tendon right.
    """
    groups = (("bone", "Bone", ACCENT, "circle", 2), ("tendon", "Tendon", TOO_FAR, "diamond", 4))
    tallest = max(week.damage["tendon"].value for week in weeks)
    top = min(max(2.0, tallest * 1.35, 1.0), max(MOST_SHOWN, tallest * 1.1))
    data: list[dict[str, Any]] = []
    bands = []
    for key, name, colour, symbol, shift in groups:
        days = [(week.start + dt.timedelta(days=shift)) for week in weeks]
        data.append(
            {
                "type": "scatter", "mode": "markers", "name": name,
                "x": [day.isoformat() for day in days],
                "y": [rounded(week.damage[key].value) for week in weeks],
                "marker": {"color": colour, "symbol": symbol, "size": 8},
                "meta": {"role": key},
            }
        )  # fmt: skip
        for day, week in zip(days, weeks, strict=True):
            if week.distance_km:
                bands.append(
                    rectangle(
                        (day - dt.timedelta(days=1)).isoformat(),
                        (day + dt.timedelta(days=1)).isoformat(),
                        round(week.damage[key].low, 3),
                        min(top, round(week.damage[key].high, 3)), BAND,
                    )
                )  # fmt: skip
    first, last = weeks[0].start, weeks[-1].start + dt.timedelta(days=6)
    hardest = max(weeks, key=lambda week: week.damage["bone"].value)
    bone = hardest.damage["bone"]
    shapes = [*bands, level(first.isoformat(), last.isoformat(), 1.0, ACCENT)]
    return figure(
        data,
        title=(
            f"In this model the week of {hardest.start.day} {hardest.start:%B} wore bone "
            f"{bone.value:.1f} times as much as a usual week ({bone.low:.1f} to {bone.high:.1f})."
        ),
        kind="training_tissue",
        summary=(
            f"Points for {len(weeks)} weeks, bone (circle, left) and tendon (diamond, right), as "
            "multiples of the middle week; the bars behind them are how unsure the model is."
        ),
        columns=(
            "Week from Monday", "km", "Bone", "Bone low", "Bone high", "Tendon", "Tendon low",
            "Tendon high",
        ),
        rows=[
            [
                week.start.isoformat(), rounded(week.distance_km, 1),
                *(rounded(part) for part in week.damage["bone"]),
                *(rounded(part) for part in week.damage["tendon"]),
            ]
            for week in weeks
        ],
        xaxis=date_axis(first, last, room=0.06),
        yaxis={**number_axis("times the usual week", top), "range": [0.0, top]},
        shapes=shapes,
        annotations=[
            label("bone ●", weeks[-1].start.isoformat(), top * 0.97, ACCENT),
            label("tendon ◆", weeks[-1].start.isoformat(), top * 0.90, TOO_FAR),
        ],
    )  # fmt: skip


def repair_figure(
    first_day: dt.date,
    damage: Sequence[float],
    open_value: Sequence[float],
    open_low: Sequence[float],
    open_high: Sequence[float],
) -> Figure:
    """Damage of bone that is still open each day: it peaks after the hard week, not in it.

    Parameters
    ----------
    first_day : date
        Of the series.
    damage : sequence of float
        Damage of each day [usual sessions].
    open_value, open_low, open_high : sequence of float
        Damage not yet repaired, and with quicker and slower repair.

    Returns
    -------
    dict
        A figure specification.
    """
    days = [(first_day + dt.timedelta(days=place)).isoformat() for place in range(len(damage))]
    peak = max(range(len(damage)), key=lambda place: open_value[place])
    when = first_day + dt.timedelta(days=peak)

    def line(name: str, values: Sequence[float], **style: Any) -> dict[str, Any]:
        return {
            "type": "scatter", "mode": "lines", "name": name, "x": days,
            "y": [rounded(value) for value in values], "line": style, "meta": {"role": name},
        }  # fmt: skip

    return figure(
        [
            {
                "type": "bar", "name": "damage of the day", "x": days,
                "y": [rounded(value) for value in damage], "marker": {"color": BAND},
                "meta": {"role": "day"},
            },
            line("still open", open_value, color=ACCENT, width=2.4),
            line("if repair is quick", open_low, color=ACCENT, width=1, dash="dot"),
            line("if repair is slow", open_high, color=ACCENT, width=1, dash="dot"),
        ],
        title=(
            f"Repair lags behind: in this model most bone damage was still open on {when.day} "
            f"{when:%B}."
        ),
        kind="training_repair",
        summary=(
            "Bars are the damage of each day in usual sessions; the line is what is not yet "
            "repaired, dotted lines are quick and slow repair."
        ),
        columns=("Day", "Damage of the day", "Still open", "Quick repair", "Slow repair"),
        rows=[
            [day, *(rounded(column[place]) for column in (
                damage, open_value, open_low, open_high))]
            for place, day in enumerate(days)
        ],
        xaxis=date_axis(first_day, first_day + dt.timedelta(days=len(damage) - 1)),
        yaxis=number_axis("usual sessions", max(max(open_high), 1.0)),
    )  # fmt: skip
