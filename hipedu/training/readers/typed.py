"""A run that somebody typed in, under the same checks as one from a file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import Any

from hipedu.language import N_, _
from hipedu.model.training import Run
from hipedu.training.readers.clock import LocalStart
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.recording import checked_run

TYPED = "typed in"
REFUSALS = {
    "distance": (
        N_("The distance must be a number."),
        N_("The distance must be a number, and a finite one."),
    ),
    "duration": (
        N_("The duration must be a number."),
        N_("The duration must be a number, and a finite one."),
    ),
    "effort": (
        N_("The effort must be a number."),
        N_("The effort must be a number, and a finite one."),
    ),
}


def typed_run(
    *,
    date: str,
    distance_km: Any,
    today: dt.date,
    duration_min: Any = None,
    rpe: Any = None,
    old: Run | None = None,
) -> Run:
    """Check what was typed.

    Parameters
    ----------
    date : str
        As 2025-04-03.
    distance_km, duration_min, rpe : number or None
        [km], [min], 0-10.
    today : date
        Later days are refused.
    old : Run, optional
        The run that is changed; what is not typed stays.

    Returns
    -------
    Run

    Raises
    ------
    ValueError
        One sentence on what is wrong and what to do.

    Examples
    --------
    >>> typed_run(date="2025-04-03", distance_km=8, today=dt.date(2025, 5, 1)).distance_km
    8.0
    >>> typed_run(date="2025-04-03", distance_km=-8, today=dt.date(2025, 5, 1))
    Traceback (most recent call last):
        ...
    ValueError: The distance is -8 km. Enter a distance above 0, or leave this run out.
    """
    try:
        day = dt.date.fromisoformat(date)
    except (TypeError, ValueError):
        raise ValueError(_("That is no date. Write it as 2025-04-03.")) from None
    km = _number("distance", distance_km)
    minutes = _number("duration", duration_min)
    effort = _number("effort", rpe)
    if effort is not None and not 0 <= effort <= 10:
        raise ValueError(_("Effort runs from 0 (rest) to 10 (all you have)."))
    if minutes is not None and minutes <= 0:
        raise ValueError(_("A duration is above 0 minutes; leave it empty if you do not know it."))
    try:
        checked = checked_run(
            LocalStart(day, old.start if old else None, old.utc_offset_min if old else None),
            today=today,
            source=old.source if old else TYPED,
            distance_km=km,
            duration_min=minutes,
            rpe=effort,
        )
    except Unreadable as problem:
        what = problem.what[:1].upper() + problem.what[1:]
        raise ValueError(f"{what}. {problem.remedy}") from None
    if old is None:
        return checked
    return dataclasses.replace(
        checked, mean_hr=old.mean_hr, cadence_spm=old.cadence_spm, climb_m=old.climb_m
    )


def _number(name: str, value: Any) -> float | None:
    if value is None or value == "":
        return None
    no_number, not_finite = REFUSALS[name]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(_(no_number))
    if not math.isfinite(value):
        raise ValueError(_(not_finite))
    return float(value)
