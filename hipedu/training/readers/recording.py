"""One activity of a file, checked, before duplicates are sought."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field

from hipedu.language import N_, _
from hipedu.language.numbers import decimal, shortest
from hipedu.model.training import Run
from hipedu.training.readers import limits
from hipedu.training.readers.clock import LocalStart, check_date
from hipedu.training.readers.kinds import Kind
from hipedu.training.readers.problems import Unreadable

PER_LEG_BELOW_SPM = 120.0
"""Nobody runs below 120 steps a minute, and strides of one leg stay under it."""

HEART_RATE = N_("The heart rate of {value} cannot be right and was left out.")
CADENCE = N_("The cadence of {value} cannot be right and was left out.")
CLIMB = N_("The climb of {value} cannot be right and was left out.")
EFFORT = N_("The effort rating of {value} cannot be right and was left out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every reader needs besides the bytes."""

    today: dt.date
    home: dt.tzinfo | None = None
    day_first: bool | None = None
    distance_unit: str | None = None
    limits: limits.Limits = field(default_factory=limits.Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """An activity. `run` is None unless it is one; `linked_file` is the name that Strava's
    list gives for the recording itself."""

    kind: Kind
    run: Run | None = None
    place: str = ""
    linked_file: str | None = None


@dataclass(slots=True)
class Contents:
    """What a reader found in one file."""

    recordings: list[Recording] = field(default_factory=list)
    problems: list[Unreadable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    """What the person could settle: "day_first", "distance_unit", "home"."""


def checked_run(
    start: LocalStart,
    *,
    today: dt.date,
    source: str,
    distance_km: float | None,
    duration_min: float | None = None,
    mean_hr: float | None = None,
    cadence: float | None = None,
    cadence_per_leg: bool | None = None,
    climb_m: float | None = None,
    rpe: float | None = None,
    warnings: tuple[str, ...] = (),
) -> Run:
    """Build a run from what a file says, or refuse it with a reason.

    Parameters
    ----------
    start : LocalStart
        Day and time on the runner's clock.
    today : date
        Later days are refused.
    distance_km, duration_min, mean_hr, climb_m, rpe : float or None
        As read [km], [min], [1/min], [m], [0-10]. An impossible side value is left out with
        a warning; an impossible distance refuses the run.
    cadence : float or None
        Steps or strides [1/min].
    cadence_per_leg : bool or None
        True: one leg, doubled. None: not known, judged by the value.

    Raises
    ------
    Unreadable
        If date, distance or pace cannot be those of a run.
    """
    check_date(start.date, today=today)
    notes = list(warnings)
    if start.warning:
        notes.append(start.warning)
    if distance_km is None:
        raise Unreadable(
            _("there is no distance"),
            remedy=_("Add the distance in kilometres, or leave this run out."),
        )
    if not math.isfinite(distance_km) or distance_km <= 0:
        raise Unreadable(
            _("the distance is {km} km", km=shortest(distance_km)),
            remedy=_("Enter a distance above 0, or leave this run out."),
        )
    if distance_km > limits.LONGEST_RUN_KM:
        raise Unreadable(
            _(
                "{km} km in one run is more than anybody runs in a day",
                km=decimal(distance_km, 0),
            ),
            remedy=_("Check the unit (metres?) or split the recording."),
        )
    duration_min = _within(duration_min, 0, limits.LONGEST_RUN_MIN, "duration", notes)
    if duration_min:
        _check_pace(distance_km, duration_min, notes)
    if distance_km < 0.2:
        metres = decimal(1000 * distance_km, 0)
        notes.append(_("Very short: {metres} m. Was this a test of the watch?", metres=metres))
    if cadence is not None and cadence > 0:
        doubled = cadence < PER_LEG_BELOW_SPM if cadence_per_leg is None else cadence_per_leg
        cadence = cadence * 2 if doubled else cadence
    return Run(
        date=start.date,
        start=start.time,
        utc_offset_min=start.utc_offset_min,
        distance_km=distance_km,
        duration_min=duration_min,
        mean_hr=_within(mean_hr, 30, 240, HEART_RATE, notes),
        cadence_spm=_within(cadence, 60, 300, CADENCE, notes),
        climb_m=_within(climb_m, -0.001, 20_000, CLIMB, notes),
        rpe=_within(rpe, -0.001, 10, EFFORT, notes),
        source=source,
        warnings=tuple(notes),
    )


def _within(
    value: float | None, above: float, up_to: float, refusal: str, notes: list[str]
) -> float | None:
    if value is None or (value == 0 and above >= 0):
        return None
    if math.isfinite(value) and above < value <= up_to:
        return float(value)
    notes.append(_(refusal, value=shortest(value)))
    return None


def _check_pace(distance_km: float, duration_min: float, notes: list[str]) -> None:
    speed = distance_km / (duration_min / 60)
    if speed > limits.FASTEST_KM_PER_H and distance_km >= 1:
        raise Unreadable(
            _(
                "{km} km in {minutes} minutes is faster than people run",
                km=decimal(distance_km, 1), minutes=decimal(duration_min, 0),
            ),
            remedy=_(
                "If it was a ride or a drive, leave it out; if it was a run, correct the time."
            ),
        )
    if speed < limits.SLOWEST_KM_PER_H and distance_km >= 0.2:
        notes.append(_("Slower than a stroll on average: pauses may be counted as running time."))
