"""Invented runners by the thousand: what they run, every rule's measure, who is injured. Needs
numpy; import it on demand.

Arrays have days as rows and runners as columns. Distances are whole tenths of a kilometre, held as
floats, so that running sums are exact. A runner trains for `LEAD` days before a study begins, so
that every measure is known on its first day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hipedu.training.cohorts import RULE_OF, CohortSettings
from hipedu.training.objections import Line
from hipedu.training.verdicts import SLACK

Floats = NDArray[np.floating[Any]]
Truths = NDArray[np.bool_]
Indices = NDArray[np.int64]

LEAD = 35
"""Days before the study: five whole weeks, more than any rule looks back."""

TENTHS = 10.0
WEEK = 7
LONG_RUN = 1.8
"""A long run in multiples of the other runs of its week."""
DAYS_A_WEEK = ((3, 0.25), (4, 0.35), (5, 0.25), (6, 0.15))
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Runners:
    """Some runners and what they ran: `load` [0.1 km] by day and runner, `base` [0.1 km a week]."""

    load: Floats
    base: Floats


def draw_runners(settings: CohortSettings, count: int, random: np.random.Generator) -> Runners:
    """Let runners train: a weekly rhythm, chance, build-ups, pauses.

    Parameters
    ----------
    settings : CohortSettings
        How they train.
    count : int
        How many.
    random : numpy Generator
        Where chance comes from.
    """
    world = settings.world
    weeks = LEAD // WEEK + settings.weeks
    days = WEEK * weeks
    base = settings.week_km * np.exp(world.week_spread * random.standard_normal(count))
    sizes, shares = zip(*DAYS_A_WEEK, strict=True)
    often = random.choice(np.array(sizes), size=count, p=np.array(shares))
    if settings.rhythm == "long_run":  # a long run on Sunday, the others on days of one's own
        rank = random.random((6, count)).argsort(axis=0).argsort(axis=0)
        weight = np.vstack([(rank < often - 1).astype(np.float32), np.full((1, count), LONG_RUN)])
    else:
        rank = random.random((7, count)).argsort(axis=0).argsort(axis=0)
        weight = (rank < often).astype(np.float32)
    weight /= weight.sum(axis=0)
    length = random.integers(8, 17, count)
    place = (np.arange(weeks)[:, None] + random.integers(0, length)) % length
    level = (1 + settings.growth_percent / 100) ** place
    if settings.growth_percent:
        level = level * np.where(place % 4 == 3, 0.7, 1.0)
    planned = (level[:, None, :] * weight[None]).reshape(days, count) * base
    chance = random.standard_normal((days, count), dtype=np.float32)
    planned *= np.exp(settings.noise * chance - settings.noise**2 / 2)
    runs = (planned > 0) & (random.random((days, count), dtype=np.float32) >= world.missed)
    runs &= ~_pauses(settings, (days, count), random)
    load = np.where(runs, np.maximum(np.rint(TENTHS * planned), TENTHS), 0).astype(np.float32)
    return Runners(load, (TENTHS * base).astype(np.float32))


def _pauses(
    settings: CohortSettings, shape: tuple[int, int], random: np.random.Generator
) -> Truths:
    world = settings.world
    begins = random.random(shape, dtype=np.float32) < settings.lay_offs_per_year / 365.25
    lengths = random.integers(world.lay_off_shortest, world.lay_off_longest + 1, shape[1])
    paused = np.zeros(shape, dtype=bool)
    left = np.zeros(shape[1], dtype=np.int64)
    for day in range(shape[0]):
        left = np.maximum(left - 1, np.where(begins[day], lengths, 0))
        paused[day] = left > 0
    return paused


# measures ------------------------------------------------------------------------------------


def rolled(load: NDArray[np.floating], days: int) -> Floats:
    """Sum of the `days` days that end with each day; NaN in the first ones."""
    sums = np.cumsum(load, axis=0, dtype=np.float64)
    out = np.full(load.shape, np.nan, dtype=np.float32)
    out[days - 1] = sums[days - 1]
    out[days:] = sums[days:] - sums[:-days]
    return out


def _ratio(above: Floats, below: Floats) -> Floats:
    found: Floats = np.full(above.shape, np.nan, dtype=np.float32)
    np.divide(above, below, out=found, where=below > 0)
    return found


def _longest_before(load: Floats, days: int = 30) -> Floats:
    """Longest of the `days` days before each day, by windows that double."""
    most, width = load, 1
    while 2 * width <= days:
        longer = most.copy()
        np.maximum(most[width:], most[:-width], out=longer[width:])
        most, width = longer, 2 * width
    whole = most.copy()
    np.maximum(most[days - width :], most[: -(days - width) or None], out=whole[days - width :])
    before = np.zeros_like(load)
    before[1:] = whole[:-1]
    return before


def measures(load: Floats) -> dict[str, Floats]:
    """Every rule's measure on every day, by the rule's name; NaN where it is undefined.

    On a day without a run the spike is -100 %: nothing was run, which is no jump.
    """
    week, month = rolled(load, 7), rolled(load, 28)
    before = np.full_like(week, np.nan)
    before[WEEK:] = week[:-WEEK]
    longest = _longest_before(load)
    near, far = load[0].copy(), load[0].copy()
    weighted = np.full_like(week, np.nan)
    for day in range(len(load)):
        near += np.float32(2 / 8) * (load[day] - near)
        far += np.float32(2 / 29) * (load[day] - far)
        if day >= 27:
            np.divide(near, far, out=weighted[day], where=far > 0)
    squares = rolled(load.astype(np.float64) ** 2, 7)
    spread = np.sqrt(np.maximum(squares - week * week / 7, 0) / 6)
    return {
        "single_session_spike": 100 * (_ratio(load, longest) - 1),
        "ten_percent_rule": 100 * (_ratio(week, before) - 1),
        "acwr_rolling_coupled": 4 * _ratio(week, month),
        "acwr_rolling_uncoupled": 3 * _ratio(week, month - week),
        "acwr_ewma": weighted,
        "monotony": _ratio(week / 7, np.where(spread > 1e-3, spread, 0)),
    }


# injuries ------------------------------------------------------------------------------------


def relative_hazard(
    settings: CohortSettings,
    runners: Runners,
    known: dict[str, Floats],
    lines: dict[str, Line],
    random: np.random.Generator,
) -> Floats:
    """How many times the baseline each day's session injures under the true mechanism [1]."""
    load, mechanism = runners.load, settings.mechanism
    ones = np.ones(load.shape, dtype=np.float32)
    if mechanism == "none":
        return ones
    if mechanism == "distance":
        return load / np.float32(load[load > 0].mean())
    if mechanism == "bone":
        return _bone(settings, runners, random)
    if mechanism == "spike_by_size":
        with np.errstate(invalid="ignore"):
            for edge, ratio in settings.world.size_ratios:
                ones[known["single_session_spike"] > edge + SLACK] = ratio
        return ones
    rule = RULE_OF[mechanism]
    with np.errstate(invalid="ignore"):
        ones[known[rule] > lines[rule].value + SLACK] = settings.ratio
    return ones


def _bone(settings: CohortSettings, runners: Runners, random: np.random.Generator) -> Floats:
    """Wear that is repaired over weeks, against what the runner's own usual weeks leave behind."""
    world, load = settings.world, runners.load
    strength = world.intensity_spread * random.standard_normal(load.shape, dtype=np.float32)
    damage = load * np.exp(np.float32(world.bone_exponent) * strength)
    kept = np.float32(np.exp(-1 / world.repair_days))
    mean = np.exp((world.bone_exponent * world.intensity_spread) ** 2 / 2)
    usual = (runners.base / WEEK * mean / (1 - kept)).astype(np.float32)
    wear = np.empty_like(load)
    at = usual.copy()
    for day in range(len(load)):
        at = at * kept + damage[day]
        wear[day] = at / usual
    wear **= np.float32(world.repair_shape)
    return wear / np.float32(wear[load > 0].mean())


def draw_injuries(
    settings: CohortSettings, load: Floats, relative: Floats, random: np.random.Generator
) -> Indices:
    """The day on which each runner is injured; `NEVER` for those who are not."""
    rate = np.float32(settings.injuries_per_1000 / 1000) * relative
    hurt = random.random(load.shape, dtype=np.float32) < -np.expm1(-rate)
    hurt &= load > 0
    hurt[:LEAD] = False
    day: Indices = np.where(hurt.any(axis=0), hurt.argmax(axis=0), NEVER)
    return day


def cut_back(settings: CohortSettings, load: Floats, begun: Indices) -> tuple[Floats, Indices]:
    """Let sore runners run less for some days, and report the injury at their next session then.

    Returns
    -------
    load, reported : array
        What was run, and the day of the report; a report after the study's end never comes.
    """
    days = np.arange(len(load))[:, None]
    last = np.where(begun == NEVER, NEVER, begun + settings.world.cut_back_days)
    sore = (days > begun) & (days <= last)
    share = np.float32(settings.world.cut_back_share)
    less = np.where(sore & (load > 0), np.maximum(np.rint(share * load), TENTHS), load)
    after = (days >= last) & (load > 0)
    reported: Indices = np.where((begun != NEVER) & after.any(axis=0), after.argmax(axis=0), NEVER)
    return less.astype(np.float32), reported
