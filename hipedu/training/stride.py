"""Steps: how long they are and how many a kilometre takes."""

from __future__ import annotations


def step_length_m(speed_m_per_s: float, cadence_spm: float) -> float | None:
    """Length of one step.

    Parameters
    ----------
    speed_m_per_s : float
        Running speed [m/s].
    cadence_spm : float
        Steps of both feet [1/min].

    Returns
    -------
    float or None
        Length [m]; None if the cadence is 0.

    Notes
    -----
    ``v / (cadence / 60)``.

    Examples
    --------
    >>> step_length_m(3.0, 180)
    1.0
    """
    if cadence_spm <= 0:
        return None
    return speed_m_per_s / (cadence_spm / 60.0)


def steps_per_km(step_length: float) -> float | None:
    """Steps of both feet in one kilometre.

    Parameters
    ----------
    step_length : float
        Length of one step [m].

    Returns
    -------
    float or None
        Steps [1]; None if the length is 0.

    Examples
    --------
    >>> steps_per_km(1.25)
    800.0
    """
    if step_length <= 0:
        return None
    return 1000.0 / step_length


def loads_per_leg_per_km(step_length: float) -> float | None:
    """How often each leg takes the load in one kilometre: half the steps.

    Parameters
    ----------
    step_length : float
        Length of one step [m].

    Returns
    -------
    float or None
        Loading cycles of one leg [1]; None if the length is 0.

    Examples
    --------
    >>> loads_per_leg_per_km(1.25)
    400.0
    """
    steps = steps_per_km(step_length)
    return None if steps is None else steps / 2.0
