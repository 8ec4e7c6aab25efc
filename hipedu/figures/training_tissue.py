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
from hipedu.language import _
from hipedu.language.numbers import day_month, decimal
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
    groups = (
        ("bone", _("Bone"), ACCENT, "circle", 2), ("tendon", _("Tendon"), TOO_FAR, "diamond", 4),
    )  # fmt: skip
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
        title=_(
            "In this model the week of {week} wore bone {bone} times as much as a usual "
            "week ({low} to {high}).",
            week=day_month(hardest.start),
            bone=decimal(bone.value, 1),
            low=decimal(bone.low, 1),
            high=decimal(bone.high, 1),
        ),
        kind="training_tissue",
        summary=_(
            "Points for {weeks} weeks, bone (circle, left) and tendon (diamond, right), as "
            "multiples of the middle week; the bars behind them are how unsure the model is.",
            weeks=len(weeks),
        ),
        columns=(
            _("Week from Monday"), "km", _("Bone"), _("Bone low"), _("Bone high"), _("Tendon"),
            _("Tendon low"), _("Tendon high"),
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
        yaxis={**number_axis(_("times the usual week"), top), "range": [0.0, top]},
        shapes=shapes,
        annotations=[
            label(_("bone {mark}", mark="●"), weeks[-1].start.isoformat(), top * 0.97, ACCENT),
            label(_("tendon {mark}", mark="◆"), weeks[-1].start.isoformat(), top * 0.90, TOO_FAR),
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
                "type": "bar", "name": _("damage of the day"), "x": days,
                "y": [rounded(value) for value in damage], "marker": {"color": BAND},
                "meta": {"role": "day"},
            },
            line(_("still open"), open_value, color=ACCENT, width=2.4),
            line(_("if repair is quick"), open_low, color=ACCENT, width=1, dash="dot"),
            line(_("if repair is slow"), open_high, color=ACCENT, width=1, dash="dot"),
        ],
        title=_(
            "Repair lags behind: in this model most bone damage was still open on {day}.",
            day=day_month(when),
        ),
        kind="training_repair",
        summary=_(
            "Bars are the damage of each day in usual sessions; the line is what is not yet "
            "repaired, dotted lines are quick and slow repair."
        ),
        columns=(
            _("Day"), _("Damage of the day"), _("Still open"), _("Quick repair"),
            _("Slow repair"),
        ),
        rows=[
            [day, *(rounded(column[place]) for column in (
                damage, open_value, open_low, open_high))]
            for place, day in enumerate(days)
        ],
        xaxis=date_axis(first_day, first_day + dt.timedelta(days=len(damage) - 1)),
        yaxis=number_axis(_("usual sessions"), max(max(open_high), 1.0)),
    )  # fmt: skip
