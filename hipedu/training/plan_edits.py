"""Changes of a plan by hand: a plan goes in, a plan comes out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Any

from hipedu.language import _
from hipedu.training.plans import PlannedRun


def with_run(plan: Sequence[PlannedRun], date: dt.date, km: float | None) -> tuple[PlannedRun, ...]:
    """The plan with this distance on this day; None or 0 takes the session out.

    Raises
    ------
    ValueError
        If the distance is not 0 to 100 km.

    Examples
    --------
    >>> plan = (PlannedRun(date=dt.date(2025, 1, 6), distance_km=5),)
    >>> with_run(plan, dt.date(2025, 1, 6), None)
    ()
    """
    if km is not None and not (math.isfinite(km) and 0 <= km <= 100):
        raise ValueError(_("A session is 0 to 100 km; 0 makes it a day of rest."))
    others = [run for run in plan if run.date != date]
    old = next((run for run in plan if run.date == date), None)
    if km:
        made = PlannedRun(date=date, distance_km=km, kind=old.kind if old else "easy")
        if made.kind == "walk_run":  # a distance of its own: no longer a step of the ladder
            made = dataclasses.replace(made, kind="easy")
        if old is not None and old.distance_km == km:
            made = old
        others.append(made)
    return tuple(sorted(others, key=lambda run: run.date))


def moved_run(
    plan: Sequence[PlannedRun], source: dt.date, target: dt.date
) -> tuple[PlannedRun, ...]:
    """The plan with a session on another day; two sessions change places.

    Raises
    ------
    ValueError
        If there is no session on that day.
    """
    by_day = {run.date: run for run in plan}
    if source not in by_day:
        raise ValueError(_("There is no session on that day to move."))
    moving, other = by_day.pop(source), by_day.pop(target, None)
    by_day[target] = dataclasses.replace(moving, date=target)
    if other is not None and target != source:
        by_day[source] = dataclasses.replace(other, date=source)
    return tuple(by_day[day] for day in sorted(by_day))


def plan_rows(plan: Iterable[PlannedRun]) -> list[dict[str, Any]]:
    """The plan as plain rows: day, kilometres, kind, and minutes, text, steps where there are any.

    Examples
    --------
    >>> plan_rows([PlannedRun(date=dt.date(2025, 1, 6), distance_km=5)])
    [{'date': '2025-01-06', 'distance_km': 5, 'kind': 'easy'}]
    """
    rows: list[dict[str, Any]] = []
    for run in plan:
        row = {"date": run.date.isoformat(), "distance_km": run.distance_km, "kind": run.kind}
        if run.minutes is not None:
            row["minutes"] = run.minutes
        if run.text:
            row["text"] = run.text
        if run.steps:
            row["steps"] = list(run.steps)
        rows.append(row)
    return rows
