"""What a slope costs: uphill and downhill running as level running."""

from __future__ import annotations

STEEPEST_GRADE = 0.45
"""Minetti's runners were measured between -0.45 and +0.45 (rise over run)."""

LEVEL_COST_J_PER_KG_M = 3.6


def minetti_cost(grade: float) -> float | None:
    """Energy to run one metre at a slope, for each kilogram of the runner.

    Parameters
    ----------
    grade : float
        Rise divided by horizontal distance [1]: 0.10 is ten percent uphill.

    Returns
    -------
    float or None
        Cost [J/kg/m]; None outside -0.45 to 0.45, where nothing was measured.

    Notes
    -----
    ``155.4 i**5 - 30.4 i**4 - 43.3 i**3 + 46.3 i**2 + 19.5 i + 3.6``. This is what the heart
    and muscles pay. It is not what tendon and bone feel: downhill is cheap here although
    every step brakes.

    References
    ----------
    minetti2002slope

    Examples
    --------
    >>> minetti_cost(0.0)
    3.6
    >>> minetti_cost(0.6) is None
    True
    """
    if not -STEEPEST_GRADE <= grade <= STEEPEST_GRADE:
        return None
    cost = 0.0
    for coefficient in (155.4, -30.4, -43.3, 46.3, 19.5, LEVEL_COST_J_PER_KG_M):
        cost = cost * grade + coefficient
    return cost


def grade_factor(grade: float) -> float | None:
    """How many metres on the level cost as much as one metre at this slope.

    Parameters
    ----------
    grade : float
        Rise divided by horizontal distance [1].

    Returns
    -------
    float or None
        Factor [1]; None outside -0.45 to 0.45.

    References
    ----------
    minetti2002slope

    Examples
    --------
    >>> grade_factor(0.0)
    1.0
    """
    cost = minetti_cost(grade)
    return None if cost is None else cost / LEVEL_COST_J_PER_KG_M


def grade_adjusted_speed(speed_m_per_s: float, grade: float) -> float | None:
    """Speed on the level that would cost the same per minute.

    Parameters
    ----------
    speed_m_per_s : float
        Speed along the slope [m/s].
    grade : float
        Rise divided by horizontal distance [1].

    Returns
    -------
    float or None
        Equivalent speed on the level [m/s].

    References
    ----------
    minetti2002slope

    Examples
    --------
    >>> grade_adjusted_speed(3.0, 0.0)
    3.0
    """
    factor = grade_factor(grade)
    return None if factor is None else speed_m_per_s * factor
