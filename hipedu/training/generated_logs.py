"""Logs of runners that chance invents: the same seed, the same log."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from hipedu.language import N_, _
from hipedu.model.training import Run

SHORTEST_KM = 1.0


@dataclass(frozen=True, slots=True)
class LogKind:
    """A kind of invented log. `week` is the share of the week's distance on each day."""

    id: str
    name: str
    story: str
    week: tuple[float, ...] = (0.0, 0.2, 0.15, 0.2, 0.0, 0.12, 0.33)
    noise: float = 0.18
    """Spread of a run around its plan, as the standard deviation of its logarithm [1]."""
    growth: float = 0.0
    """Rise from week to week in a build-up [1]; every fourth week is easier."""
    lay_off: bool = False
    independent: bool = False
    """Every day is drawn by itself: no plan, no week, no build-up."""


KINDS: tuple[LogKind, ...] = (
    LogKind(
        "steady", N_("A steady runner"),
        N_("The same week again and again, each run a little shorter or longer by chance."),
    ),
    LogKind(
        "build_up", N_("A build-up"),
        N_("Six percent more each week, every fourth week easier, then the race and a new start."),
        growth=0.06,
    ),
    LogKind(
        "lay_off", N_("A runner who had to stop"),
        N_("The same weeks, with three weeks without any run in the middle."), lay_off=True,
    ),
    LogKind(
        "alike", N_("Every day alike"),
        N_("A run of much the same length on six days of each week."),
        week=(0.0, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6), noise=0.08,
    ),
    LogKind(
        "random", N_("Random numbers"),
        N_("Each day is drawn by itself: nothing is built up, nothing means anything."),
        independent=True,
    ),
)  # fmt: skip

WEEK_KM = 35.0
WEEKS = 40
BUILD_UP_WEEKS = 12
LAY_OFF_WEEKS = 3


def log_kind(id: str) -> LogKind:
    """The kind of that name.

    Raises
    ------
    ValueError
        If there is none.
    """
    for kind in KINDS:
        if kind.id == id:
            return kind
    raise ValueError(_("There is no invented log of that kind."))


def generated_runs(
    kind: LogKind, *, seed: int, last_sunday: dt.date, weeks: int = WEEKS
) -> tuple[Run, ...]:
    """Invent a log.

    Parameters
    ----------
    kind : LogKind
        How this runner trains.
    seed : int
        The same seed invents the same log.
    last_sunday : date
        Where the log ends.
    weeks : int
        How long it is.

    Returns
    -------
    tuple of Run
        One run at most on each day, to a tenth of a kilometre.

    Raises
    ------
    ValueError
        If `last_sunday` is no Sunday.
    """
    if last_sunday.weekday() != 6:
        raise ValueError(f"last_sunday is {last_sunday.isoformat()}: give a Sunday.")
    draw = random.Random(f"{kind.id} {seed}")  # noqa: S311 - an invented log, nothing secret
    monday = last_sunday - dt.timedelta(days=7 * weeks - 1)
    stop = weeks // 2
    runs = []
    for week in range(weeks):
        if kind.lay_off and stop <= week < stop + LAY_OFF_WEEKS:
            continue
        for day, share in enumerate(kind.week):
            km = _distance(kind, draw, share * WEEK_KM * _level(kind, week))
            if km:
                date = monday + dt.timedelta(days=7 * week + day)
                runs.append(Run(date=date, distance_km=km, source=kind.id))
    return tuple(runs)


def _level(kind: LogKind, week: int) -> float:
    if not kind.growth:
        return 1.0
    place = week % (BUILD_UP_WEEKS + 1)
    if place == BUILD_UP_WEEKS:  # the week after the race
        return 0.5
    easier = 0.75 if place % 4 == 3 else 1.0
    return float((1 + kind.growth) ** place * easier)


def _distance(kind: LogKind, draw: random.Random, planned: float) -> float:
    if kind.independent:
        # about as far in a week as the others: a run on two days of three, 2 to 13 km
        return round(draw.uniform(2.0, 13.0), 1) if draw.random() < 2 / 3 else 0.0
    if planned <= 0:
        return 0.0
    return max(SHORTEST_KM, round(planned * draw.lognormvariate(0.0, kind.noise), 1))
