"""One number for how hard a single session was."""

from __future__ import annotations

import math
from collections.abc import Sequence


def _finite(**numbers: float) -> None:
    for name, value in numbers.items():
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} is {value}: it must be a finite number >= 0.")


def session_rpe_load(rpe: float, minutes: float) -> float:
    """How hard it felt, times how long it lasted.

    Parameters
    ----------
    rpe : float
        Rating of the whole session about half an hour after it, 0 (rest) to 10 (maximal).
    minutes : float
        Duration [minute].

    Returns
    -------
    float
        Load [AU].

    Raises
    ------
    ValueError
        If the rating is outside 0-10 or the duration is negative or not finite.

    Notes
    -----
    ``rpe * minutes``. One hour at 6 and 45 minutes at 8 are the same load: that is the
    assumption to doubt.

    References
    ----------
    foster2001session

    Examples
    --------
    >>> session_rpe_load(6, 120)
    720
    """
    _finite(rpe=rpe, minutes=minutes)
    if rpe > 10:
        raise ValueError(f"rpe is {rpe}: it must lie between 0 and 10.")
    return rpe * minutes


def heart_rate_reserve_fraction(mean_hr: float, *, rest_hr: float, max_hr: float) -> float | None:
    """Where the mean heart rate lies between rest (0) and maximum (1).

    Parameters
    ----------
    mean_hr, rest_hr, max_hr : float
        Heart rates [1/min].

    Returns
    -------
    float or None
        Fraction [1], held to 0-1 because a strap that misreads must not count beyond the
        maximum; None if the maximum is not above the resting rate.

    Examples
    --------
    >>> heart_rate_reserve_fraction(120, rest_hr=60, max_hr=180)
    0.5
    """
    _finite(mean_hr=mean_hr, rest_hr=rest_hr, max_hr=max_hr)
    if max_hr <= rest_hr:
        return None
    return min(1.0, max(0.0, (mean_hr - rest_hr) / (max_hr - rest_hr)))


def _banister(
    minutes: float, reserve: float | None, factor: float, steepness: float
) -> float | None:
    if reserve is None:
        return None
    return minutes * reserve * factor * math.exp(steepness * reserve)


def trimp_banister_men(
    minutes: float, mean_hr: float, *, rest_hr: float, max_hr: float
) -> float | None:
    """Banister's training impulse with the constants for men.

    Parameters
    ----------
    minutes : float
        Duration [minute].
    mean_hr, rest_hr, max_hr : float
        Heart rates [1/min].

    Returns
    -------
    float or None
        Load [AU]; None if the maximum is not above the resting rate.

    Notes
    -----
    ``minutes * x * 0.64 * exp(1.92 x)``, x the fraction of heart-rate reserve. It uses the
    session's mean heart rate, so intervals count for less than they cost.

    References
    ----------
    banister1991modeling

    Examples
    --------
    >>> trimp_banister_men(60, 60, rest_hr=60, max_hr=180)
    0.0
    """
    _finite(minutes=minutes)
    reserve = heart_rate_reserve_fraction(mean_hr, rest_hr=rest_hr, max_hr=max_hr)
    return _banister(minutes, reserve, 0.64, 1.92)


def trimp_banister_women(
    minutes: float, mean_hr: float, *, rest_hr: float, max_hr: float
) -> float | None:
    """Banister's training impulse with the constants for women.

    Parameters
    ----------
    minutes : float
        Duration [minute].
    mean_hr, rest_hr, max_hr : float
        Heart rates [1/min].

    Returns
    -------
    float or None
        Load [AU]; None if the maximum is not above the resting rate.

    Notes
    -----
    ``minutes * x * 0.86 * exp(1.67 x)``, x the fraction of heart-rate reserve.

    References
    ----------
    banister1991modeling

    Examples
    --------
    >>> trimp_banister_women(60, 60, rest_hr=60, max_hr=180)
    0.0
    """
    _finite(minutes=minutes)
    reserve = heart_rate_reserve_fraction(mean_hr, rest_hr=rest_hr, max_hr=max_hr)
    return _banister(minutes, reserve, 0.86, 1.67)


def _zone_sum(minutes: Sequence[float], zones: int) -> float:
    if len(minutes) != zones:
        raise ValueError(
            f"minutes holds {len(minutes)} numbers: give one for each of {zones} zones."
        )
    for index, value in enumerate(minutes):
        _finite(**{f"minutes[{index}]": value})
    return math.fsum(zone * value for zone, value in enumerate(minutes, start=1))


def trimp_edwards(minutes_in_zone: Sequence[float]) -> float:
    """Minutes in five heart-rate zones, weighted 1 to 5.

    Parameters
    ----------
    minutes_in_zone : sequence of 5 float
        Time at 50-60, 60-70, 70-80, 80-90 and 90-100 % of maximum heart rate [minute].

    Returns
    -------
    float
        Load [AU].

    Notes
    -----
    ``sum(zone * minutes)``. One beat across a zone's edge changes the weight by a whole
    step, which the body does not.

    References
    ----------
    edwards1993heart

    Examples
    --------
    >>> trimp_edwards([10, 0, 0, 0, 2])
    20.0
    """
    return _zone_sum(minutes_in_zone, 5)


def trimp_lucia(minutes_in_phase: Sequence[float]) -> float:
    """Minutes in three phases set by the ventilatory thresholds, weighted 1 to 3.

    Parameters
    ----------
    minutes_in_phase : sequence of 3 float
        Time below the first threshold, between the two, above the second [minute].

    Returns
    -------
    float
        Load [AU].

    Notes
    -----
    ``1 * below + 2 * between + 3 * above``. Needs thresholds measured in a laboratory.

    References
    ----------
    lucia2003tour

    Examples
    --------
    >>> trimp_lucia([30, 10, 5])
    65.0
    """
    return _zone_sum(minutes_in_phase, 3)


def intensity_factor(speed_m_per_s: float, *, threshold_m_per_s: float) -> float | None:
    """Speed on the level as a fraction of threshold speed.

    Parameters
    ----------
    speed_m_per_s, threshold_m_per_s : float
        Grade-adjusted speed of the session and the speed one could hold for an hour [m/s].

    Returns
    -------
    float or None
        Fraction [1]; None if the threshold is 0.

    Examples
    --------
    >>> intensity_factor(3.0, threshold_m_per_s=4.0)
    0.75
    """
    _finite(speed_m_per_s=speed_m_per_s, threshold_m_per_s=threshold_m_per_s)
    if threshold_m_per_s == 0:
        return None
    return speed_m_per_s / threshold_m_per_s


def rtss(minutes: float, speed_m_per_s: float, *, threshold_m_per_s: float) -> float | None:
    """Running training stress score: 100 is one hour at threshold speed.

    Parameters
    ----------
    minutes : float
        Duration [minute].
    speed_m_per_s, threshold_m_per_s : float
        Grade-adjusted and threshold speed [m/s]. Speeds, not paces: with paces the
        fraction stands on its head.

    Returns
    -------
    float or None
        Points [AU]; None if the threshold is 0.

    Notes
    -----
    ``100 * hours * IF**2`` with IF the `intensity_factor`.

    References
    ----------
    allen2010power

    Examples
    --------
    >>> rtss(60, 4.0, threshold_m_per_s=4.0)
    100.0
    >>> rtss(60, 2.0, threshold_m_per_s=4.0)
    25.0
    """
    _finite(minutes=minutes)
    factor = intensity_factor(speed_m_per_s, threshold_m_per_s=threshold_m_per_s)
    if factor is None:
        return None
    return 100.0 * (minutes / 60.0) * factor**2
