"""Models of fitness and fatigue: Banister's, and the CTL/ATL/TSB derived from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.training.loads import check_load


@dataclass(frozen=True, slots=True, kw_only=True)
class FitnessFatigue:
    """Constants of Banister's two-component model.

    `fitness_days` and `fatigue_days` are the time constants [day], `fitness_gain` and
    `fatigue_gain` how strongly one unit of load raises and lowers performance. They have
    to be fitted for each person; these are conventional values, not anybody's.
    """

    baseline: float = 0.0
    fitness_days: float = 42.0
    fatigue_days: float = 7.0
    fitness_gain: float = 1.0
    fatigue_gain: float = 2.0

    def __post_init__(self) -> None:
        if not self.fitness_days > self.fatigue_days > 0:
            raise ValueError(
                f"fitness_days ({self.fitness_days}) must be above fatigue_days "
                f"({self.fatigue_days}), and both above 0: fatigue fades faster than fitness."
            )
        if not (self.fitness_gain > 0 and self.fatigue_gain > 0):
            raise ValueError("fitness_gain and fatigue_gain must be above 0.")


CONVENTIONAL = FitnessFatigue()
MORTON_1990 = FitnessFatigue(fitness_days=45.0, fatigue_days=15.0)


def banister_performance(
    load: Sequence[float], model: FitnessFatigue = CONVENTIONAL
) -> list[float]:
    """Modelled performance on the morning of each day, and of the day after the last.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0 [AU].
    model : FitnessFatigue
        The constants.

    Returns
    -------
    list of float
        One value more than `load`: index n holds the loads of days before n only [AU].

    Notes
    -----
    ``p_n = p0 + k1 g_n - k2 h_n``, ``g_n = (g_(n-1) + w_(n-1)) exp(-1/tau1)``, h likewise
    with tau2. It is a model of performance. It says nothing about tissue.

    References
    ----------
    banister1991modeling, morton1990modeling, busso2003dose

    Examples
    --------
    >>> banister_performance([0.0, 0.0])
    [0.0, 0.0, 0.0]
    """
    check_load(load)
    keep_fitness = math.exp(-1.0 / model.fitness_days)
    keep_fatigue = math.exp(-1.0 / model.fatigue_days)
    fitness = fatigue = 0.0
    performance = [model.baseline]
    for value in load:
        fitness = (fitness + value) * keep_fitness
        fatigue = (fatigue + value) * keep_fatigue
        performance.append(
            model.baseline + model.fitness_gain * fitness - model.fatigue_gain * fatigue
        )
    return performance


def decay_then_add(level: float, load: float, *, days: float) -> float:
    """One day's update of a fading level: what is left of yesterday, plus today's load.

    Parameters
    ----------
    level : float
        Yesterday's fitness or fatigue [AU].
    load : float
        Today's load [AU].
    days : float
        Time constant [day].

    Returns
    -------
    float
        Today's level [AU].

    Examples
    --------
    >>> decay_then_add(0.0, 50.0, days=7)
    50.0
    """
    return level * math.exp(-1.0 / days) + load


def days_until_net_gain(model: FitnessFatigue = CONVENTIONAL) -> float:
    """Days until one session helps more than it tires: t_n.

    Parameters
    ----------
    model : FitnessFatigue
        The constants.

    Returns
    -------
    float
        ``tau1 tau2 / (tau1 - tau2) * ln(k2 / k1)`` [day]; negative if it helps at once.

    References
    ----------
    banister1991modeling

    Examples
    --------
    >>> days_until_net_gain(FitnessFatigue(fitness_gain=1, fatigue_gain=1))
    0.0
    """
    return _rate(model) * math.log(model.fatigue_gain / model.fitness_gain)


def days_until_peak(model: FitnessFatigue = CONVENTIONAL) -> float:
    """Days until one session helps most: t_g.

    Parameters
    ----------
    model : FitnessFatigue
        The constants.

    Returns
    -------
    float
        ``tau1 tau2 / (tau1 - tau2) * ln(k2 tau1 / (k1 tau2))`` [day].

    References
    ----------
    banister1991modeling

    Examples
    --------
    >>> round(days_until_peak(), 1)
    20.9
    """
    return _rate(model) * math.log(
        model.fatigue_gain * model.fitness_days / (model.fitness_gain * model.fatigue_days)
    )


def _rate(model: FitnessFatigue) -> float:
    return model.fitness_days * model.fatigue_days / (model.fitness_days - model.fatigue_days)


def alpha_exponential(days: float) -> float:
    """Today's weight in a training load that fades with a time constant: 1 - exp(-1/days).

    Parameters
    ----------
    days : float
        Time constant [day], above 0.

    Returns
    -------
    float
        Weight [1].

    Examples
    --------
    >>> round(alpha_exponential(42), 6)
    0.023528
    """
    return 1.0 - math.exp(-1.0 / days)


def alpha_fraction(days: float) -> float:
    """Today's weight in a training load as many tools compute it: 1/days.

    Parameters
    ----------
    days : float
        Time constant [day], above 0.

    Returns
    -------
    float
        Weight [1], a little above `alpha_exponential`.

    Examples
    --------
    >>> alpha_fraction(4)
    0.25
    """
    return 1.0 / days


def fading_load(load: Sequence[float], alpha: float, *, start: float = 0.0) -> list[float]:
    """A load that follows the daily load with a lag: y += alpha * (load - y).

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0 [AU].
    alpha : float
        Today's weight [1], from `alpha_exponential` or `alpha_fraction`.
    start : float
        Value before the first day [AU].

    Returns
    -------
    list of float
        Value after each day [AU].

    Examples
    --------
    >>> fading_load([8.0, 8.0], 0.5)
    [4.0, 6.0]
    """
    check_load(load)
    level = start
    levels: list[float] = []
    for value in load:
        level += alpha * (value - level)
        levels.append(level)
    return levels


def chronic_training_load(load: Sequence[float], *, start: float = 0.0) -> list[float]:
    """CTL, called fitness: the load faded with 42 days and the exponential weight.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0 [AU].
    start : float
        Value before the first day [AU].

    Returns
    -------
    list of float
        Value after each day [AU].

    Notes
    -----
    42 days is a convention. Starting from 0 it needs about three months to mean something.

    References
    ----------
    allen2010power

    Examples
    --------
    >>> chronic_training_load([0.0])
    [0.0]
    """
    return fading_load(load, alpha_exponential(42.0), start=start)


def acute_training_load(load: Sequence[float], *, start: float = 0.0) -> list[float]:
    """ATL, called fatigue: the load faded with 7 days and the exponential weight.

    Parameters
    ----------
    load : sequence of float
        Daily load, oldest first, rest days as 0 [AU].
    start : float
        Value before the first day [AU].

    Returns
    -------
    list of float
        Value after each day [AU].

    References
    ----------
    allen2010power

    Examples
    --------
    >>> acute_training_load([0.0])
    [0.0]
    """
    return fading_load(load, alpha_exponential(7.0), start=start)


def training_stress_balance(
    chronic: Sequence[float], acute: Sequence[float], *, start: float = 0.0
) -> list[float]:
    """TSB, called form: yesterday's CTL minus yesterday's ATL.

    Parameters
    ----------
    chronic, acute : sequence of float
        CTL and ATL after each day [AU].
    start : float
        Balance before the first day [AU].

    Returns
    -------
    list of float
        Balance on the morning of each day [AU]. Negative is normal in training.

    References
    ----------
    allen2010power

    Examples
    --------
    >>> training_stress_balance([1.0, 2.0], [4.0, 6.0])
    [0.0, -3.0]
    """
    after = [long - short for long, short in zip(chronic, acute, strict=True)]
    return [start, *after[:-1]] if after else []
