"""Relative damage of bone and tendon, session by session and week by week, as a model."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hipedu.language import N_
from hipedu.model.running import LoadingModel
from hipedu.model.training import Run
from hipedu.training.stride import step_length_m, steps_per_km

Tissue = str
TISSUES: tuple[Tissue, ...] = ("bone", "tendon")
STEEPEST_DEGREES = 20.0
"""The climb of a log beyond this is a barometer gone wrong."""


class Range(NamedTuple):
    """A value and how far it may be off, lowest and highest."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TissueModel:
    """Parameters of the model; every one is a recollection or a guess with a range.

    `exponents`: slope of the fatigue curve. `force_at_6_km_h`, `force_per_km_h` [BW]: hip load
    over speed. `load_per_percent_cadence` [%/%], `downhill_per_degree`, `uphill_per_degree`
    [%/degree], `soft_surface` [%]: further changes of the load of each step.
    `cadence_at_10_km_h`, `cadence_per_km_h` [1/min]: where the log holds no step rate.
    `repair_days` [day], `repair_shape`: how damage is mended.
    """

    exponents: Mapping[Tissue, Range]
    force_at_6_km_h: Range
    force_per_km_h: Range
    load_per_percent_cadence: Range
    downhill_per_degree: Range
    uphill_per_degree: Range
    soft_surface: Range
    cadence_at_10_km_h: Range
    cadence_per_km_h: Range
    repair_days: Range
    repair_shape: float


def tissue_model(models: Mapping[str, LoadingModel]) -> TissueModel:
    """The model from the records ``tissue_damage``, ``speed``, ``slope`` and ``cadence``.

    Raises
    ------
    KeyError
        If a record or parameter is missing.
    """

    def range_of(record: str, name: str) -> Range:
        found = (models[record].parameters or {})[name]
        return Range(
            found.value,
            found.value if found.low is None else found.low,
            found.value if found.high is None else found.high,
        )

    return TissueModel(
        exponents={
            "bone": range_of("tissue_damage", "bone_exponent"),
            "tendon": range_of("tissue_damage", "tendon_exponent"),
        },
        force_at_6_km_h=range_of("speed", "force_at_6_km_h"),
        force_per_km_h=range_of("speed", "force_per_km_h"),
        load_per_percent_cadence=range_of("cadence", "load_per_percent"),
        downhill_per_degree=range_of("slope", "downhill_load_per_degree"),
        uphill_per_degree=range_of("slope", "uphill_load_per_degree"),
        soft_surface=range_of("tissue_damage", "soft_surface_load"),
        cadence_at_10_km_h=range_of("speed", "cadence_at_10_km_h"),
        cadence_per_km_h=range_of("speed", "cadence_per_km_h"),
        repair_days=range_of("tissue_damage", "repair_days"),
        repair_shape=range_of("tissue_damage", "repair_shape").value,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What a runner usually does: the yardstick that every session is held against.

    `distance_km` [km], `speed_km_per_h` [km/h], `cadence_spm` [1/min], on the level.
    """

    distance_km: float
    speed_km_per_h: float
    cadence_spm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange:
    """A session as a change from the usual one.

    `distance` and `cadence` are multiples [1]; `speed_km_per_h` is added [km/h];
    `slope_degrees` is climbed on half of the way and descended on the other half; `soft`
    ground or not.
    """

    distance: float = 1.0
    speed_km_per_h: float = 0.0
    cadence: float = 1.0
    slope_degrees: float = 0.0
    soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDamage:
    """A run: its steps, what was assumed of it, and damage relative to the usual session."""

    date: dt.date
    steps: float
    damage: Mapping[Tissue, Range]
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDamage:
    """A calendar week: damage as a multiple of the usual week's."""

    start: dt.date
    distance_km: float
    damage: Mapping[Tissue, Range]


def estimated_cadence(speed_km_per_h: float, model: TissueModel) -> float:
    """Steps a minute where the log does not say them [1/min].

    Notes
    -----
    A straight line, kept between 140 and 200: a rough estimate, not a measurement.
    """
    line = model.cadence_at_10_km_h.value + model.cadence_per_km_h.value * (speed_km_per_h - 10)
    return min(200.0, max(140.0, line))


def relative_load(change: SessionChange, usual: Usual, model: TissueModel) -> tuple[Range, Range]:
    """Load of each step on the way up and on the way down, 1 = usual step.

    Parameters
    ----------
    change : SessionChange
        What differs from the usual session.
    usual : Usual
        The yardstick.
    model : TissueModel
        Parameters.

    Returns
    -------
    tuple of Range
        Load uphill and downhill [1]; both are the level's if there is no slope.

    Notes
    -----
    Speed enters through ``(F6 + a (v - 6)) / (F6 + a (v0 - 6))``, prolonged beyond the 6 to
    12 km/h it was seen at. The other changes multiply. Low and high take every parameter at
    the end that makes the load smallest and largest.
    """

    def speed(rise: float) -> float:
        base = model.force_at_6_km_h.value
        now = base + rise * (usual.speed_km_per_h + change.speed_km_per_h - 6)
        before = base + rise * (usual.speed_km_per_h - 6)
        return max(0.2, now / before)

    def between(low: float, value: float, high: float) -> Range:
        return Range(value, min(low, value, high), max(low, value, high))

    def percent(parameter: Range, amount: float) -> Range:
        return between(*(1 + each * amount / 100 for each in (
            parameter.low, parameter.value, parameter.high)))

    rise = model.force_per_km_h
    pace = between(speed(rise.low), speed(rise.value), speed(rise.high))
    steps = percent(model.load_per_percent_cadence, 100 * (change.cadence - 1))
    ground = percent(model.soft_surface, 1.0 if change.soft else 0.0)
    angle = min(STEEPEST_DEGREES, abs(change.slope_degrees))
    up = percent(model.uphill_per_degree, angle)
    down = percent(model.downhill_per_degree, angle)

    def product(*parts: Range) -> Range:
        return Range(*(math.prod(part[place] for part in parts) for place in range(3)))

    return product(pace, steps, ground, up), product(pace, steps, ground, down)


def change_damage(
    change: SessionChange, usual: Usual, model: TissueModel
) -> dict[Tissue, Range]:
    """Damage of a changed session, 1 = the usual session.

    Parameters
    ----------
    change : SessionChange
        What differs.
    usual : Usual
        The yardstick.
    model : TissueModel
        Parameters.

    Returns
    -------
    dict
        For bone and tendon the damage with its range [1].

    Notes
    -----
    ``(n / n0) (F / F0)**b``, half of the steps at the uphill and half at the downhill load.
    ``n / n0`` is distance times cadence over speed: faster at the same rate means longer and
    so fewer steps.

    References
    ----------
    edwards2018fatigue

    Examples
    --------
    Twice the distance is twice the steps, whatever the exponent:

    >>> from hipedu.api import load_catalogue
    >>> model = tissue_model(load_catalogue().loading_models)
    >>> usual = Usual(distance_km=10, speed_km_per_h=10, cadence_spm=165)
    >>> change_damage(SessionChange(distance=2), usual, model)["bone"]
    Range(value=2.0, low=2.0, high=2.0)
    """
    faster = (usual.speed_km_per_h + change.speed_km_per_h) / usual.speed_km_per_h
    steps = change.distance * change.cadence / max(0.2, faster)
    uphill, downhill = relative_load(change, usual, model)
    result: dict[Tissue, Range] = {}
    for tissue, exponent in model.exponents.items():

        def wear(place: int, power: float) -> float:
            both = math.pow(uphill[place], power) + math.pow(downhill[place], power)
            return steps * both / 2

        middle = wear(0, exponent.value)
        corners = [wear(place, power) for place in (1, 2) for power in exponent[1:]]
        result[tissue] = Range(middle, min(middle, *corners), max(middle, *corners))
    return result


def usual_session(runs: Sequence[Run], model: TissueModel) -> Usual:
    """The runner's middle session: medians of distance, speed and step rate.

    Raises
    ------
    ValueError
        If there is no run.
    """
    if not runs:
        raise ValueError("There is no run, so there is no usual session.")
    speeds = [60 * run.distance_km / run.duration_min for run in runs if run.duration_min]
    speed = min(20.0, max(5.0, statistics.median(speeds))) if speeds else 10.0
    rates = [run.cadence_spm for run in runs if run.cadence_spm]
    return Usual(
        distance_km=statistics.median(run.distance_km for run in runs),
        speed_km_per_h=speed,
        cadence_spm=statistics.median(rates) if rates else estimated_cadence(speed, model),
    )


def session_damage(
    runs: Sequence[Run], model: TissueModel, *, usual: Usual | None = None
) -> list[SessionDamage]:
    """Damage of every run relative to the usual session.

    Parameters
    ----------
    runs : sequence of Run
        The log, in any order.
    model : TissueModel
        Parameters.
    usual : Usual, optional
        The yardstick; by default the log's own.

    Returns
    -------
    list of SessionDamage
        In the order of `runs`. `assumed` names what the log did not say.

    Notes
    -----
    A run's climb is taken to be run up on half of the way and down on the other half, as on
    every loop.
    """
    if not runs:
        return []
    yardstick = usual or usual_session(runs, model)
    known: dict[SessionChange, dict[Tissue, Range]] = {}
    found = []
    for run in runs:
        assumed = []
        if run.duration_min:
            speed = min(22.0, max(4.0, 60 * run.distance_km / run.duration_min))
        else:
            speed = yardstick.speed_km_per_h
            assumed.append(N_("speed"))
        if run.cadence_spm:
            cadence = run.cadence_spm
        else:  # who runs faster than usual also steps a little faster
            usual_guess = estimated_cadence(yardstick.speed_km_per_h, model)
            cadence = yardstick.cadence_spm * estimated_cadence(speed, model) / usual_guess
            assumed.append(N_("step rate"))
        slope = 0.0
        if run.climb_m is None:
            assumed.append(N_("level ground"))
        else:
            slope = math.degrees(math.atan2(run.climb_m, 500 * run.distance_km))
        change = SessionChange(
            distance=run.distance_km / yardstick.distance_km,
            speed_km_per_h=speed - yardstick.speed_km_per_h,
            cadence=cadence / yardstick.cadence_spm,
            slope_degrees=slope,
        )
        if change not in known:
            known[change] = change_damage(change, yardstick, model)
        length = step_length_m(speed / 3.6, cadence) or 1.0
        found.append(
            SessionDamage(
                date=run.date,
                steps=run.distance_km * (steps_per_km(length) or 0.0),
                damage=known[change],
                assumed=tuple(assumed),
            )
        )
    return found


def weekly_damage(
    runs: Sequence[Run], sessions: Sequence[SessionDamage]
) -> list[WeekDamage]:
    """Damage of each calendar week, 1 = the middle week with a run.

    Parameters
    ----------
    runs, sessions
        As given to and returned by `session_damage`.

    Returns
    -------
    list of WeekDamage
        Every week from the first run to the last, oldest first.
    """
    if not runs:
        return []

    def monday(day: dt.date) -> dt.date:
        return day - dt.timedelta(days=day.weekday())

    sums: dict[dt.date, dict[str, Any]] = {}
    for run, session in zip(runs, sessions, strict=True):
        week = sums.setdefault(monday(run.date), {"km": 0.0, "bone": [0.0] * 3,
                                                  "tendon": [0.0] * 3})  # fmt: skip
        week["km"] += run.distance_km
        for tissue in TISSUES:
            for place in range(3):
                week[tissue][place] += session.damage[tissue][place]
    middle = {
        tissue: statistics.median(week[tissue][0] for week in sums.values()) for tissue in TISSUES
    }
    first, last = min(sums), max(sums)
    empty: dict[str, Any] = {"km": 0.0, "bone": [0.0] * 3, "tendon": [0.0] * 3}
    weeks = []
    for number in range((last - first).days // 7 + 1):
        start = first + dt.timedelta(days=7 * number)
        week = sums.get(start, empty)
        weeks.append(
            WeekDamage(
                start=start,
                distance_km=week["km"],
                damage={
                    tissue: Range(*(part / middle[tissue] for part in week[tissue]))
                    for tissue in TISSUES
                },
            )
        )
    return weeks
