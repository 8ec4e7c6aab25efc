"""Rows and words of the plan page."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

from hipedu.language import N_, _, ngettext
from hipedu.state.kept import plain_text
from hipedu.training.plan_edits import with_run
from hipedu.training.plan_reading import PlanWeek
from hipedu.training.plans import PlannedRun

MISFIT = N_("What was kept does not fit this page. Set the goal anew.")
KINDS = ("easy", "long", "race", "walk_run")
MOST_SESSIONS = 400


def by_week(
    sessions: Sequence[tuple[dt.date, float]], first: dt.date
) -> list[tuple[dt.date, float, float]]:
    """Monday, kilometres and longest run [km] of every week from `first` to the last session.

    Examples
    --------
    >>> monday = dt.date(2025, 1, 6)
    >>> by_week([(monday, 5.0), (dt.date(2025, 1, 12), 8.0)], monday)
    [(datetime.date(2025, 1, 6), 13.0, 8.0)]
    """
    last = max(day for day, _ in sessions)
    inside: list[list[float]] = [[] for _ in range((last - first).days // 7 + 1)]
    for day, km in sessions:
        if day >= first:
            inside[(day - first).days // 7].append(km)
    return [
        (first + dt.timedelta(days=7 * number), math.fsum(each), max(each, default=0.0))
        for number, each in enumerate(inside)
    ]


def sums(runs: Sequence[PlannedRun] | None) -> dict[str, Any]:
    training = [run for run in runs or () if run.kind != "race"]
    return {
        "km": round(sum(run.distance_km for run in training)),
        "sessions": len(training),
        "longest_km": max((run.distance_km for run in training), default=0.0),
    }


def own_name(spike_cap: float, week_cap: float, deload_every: int) -> str:
    """The caps in words; 0 is none."""
    run = (
        _("longest run +{percent} %", percent=f"{spike_cap:g}") if spike_cap
        else _("no cap on a run")
    )
    week = (
        _("{percent} % a week", percent=f"{week_cap:g}") if week_cap else _("no cap on a week")
    )
    light = (
        ngettext("every week lighter", "every {n} weeks a lighter one", deload_every)
        if deload_every else _("no lighter week")
    )
    return ", ".join((run, week, light))


def shown_plan(name: str, *, edited: bool) -> str:
    """The name of a plan, and whether it was changed by hand.

    Examples
    --------
    >>> shown_plan("10 % a week", edited=True)
    '10 % a week, edited'
    """
    return _("{name}, edited", name=name) if edited else name


def measured_week(week: PlanWeek) -> dict[str, Any]:
    """A week as a row: every measure as it stands on its Sunday, None where undefined."""
    day = week.sunday
    return {
        "monday": week.start.isoformat(), "km": round(week.total_km, 1),
        "longest": round(week.longest_km, 1), "rest_days": week.rest_days,
        "furthest": _digits(week.furthest_percent, 0),
        "change": _digits(day.week_change_percent, 0), "coupled": _digits(day.acwr_coupled, 2),
        "uncoupled": _digits(day.acwr_uncoupled, 2), "ewma": _digits(day.acwr_ewma, 2),
        "monotony": _digits(day.monotony, 2), "strain": _digits(day.strain, 0),
        "ctl": _digits(day.ctl, 1), "atl": _digits(day.atl, 1), "tsb": _digits(day.tsb, 1),
    }  # fmt: skip


def _digits(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0


def runs_again(rows: Any) -> tuple[PlannedRun, ...]:
    """Sessions from plain rows, checked as if they were typed.

    Raises
    ------
    ValueError
        If a row is not what a view holds.
    """
    if not isinstance(rows, list):
        raise ValueError(_(MISFIT))
    found: dict[dt.date, PlannedRun] = {}
    for row in rows[:MOST_SESSIONS]:
        try:
            run = _run_again(row)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ValueError(_(MISFIT)) from None
        if run is not None:
            found[run.date] = run
    return tuple(found[day] for day in sorted(found))


def _run_again(row: Mapping[str, Any]) -> PlannedRun | None:
    day = dt.date.fromisoformat(row["date"])
    made = with_run((), day, float(row["distance_km"]))
    if not made:
        return None
    minutes, text, kind = row.get("minutes"), row.get("text"), row.get("kind")
    if isinstance(minutes, bool) or not isinstance(minutes, (int, float)):
        minutes = 0
    return PlannedRun(
        date=day, distance_km=made[0].distance_km,
        kind=kind if kind in KINDS else "easy",
        minutes=float(minutes) if 0 < minutes <= 600 else None,
        text=plain_text(text) if isinstance(text, str) else "",
        steps=_steps(row.get("steps")),
    )  # fmt: skip


def _steps(raw: Any) -> tuple[int, float, float] | None:
    """How often and how long, if that is what it says."""
    if not isinstance(raw, list) or len(raw) != 3:
        return None
    times, running, walking = raw
    if type(times) is not int or not 0 < times <= 30:
        return None
    for minutes in (running, walking):
        if isinstance(minutes, bool) or not isinstance(minutes, (int, float)):
            return None
        if not 0 <= minutes <= 120:
            return None
    return times, float(running), float(walking)
