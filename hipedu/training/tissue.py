"""Damage as repeated loading of a material: many steps, and how hard each one is."""

from __future__ import annotations

BONE_EXPONENT = 6.6
TENDON_EXPONENT = 9.0
CARTILAGE_EXPONENT = 13.0
"""Recalled from the fatigue literature, the last two roughly: show bands, never a promise."""


def relative_damage(steps: float, load: float, *, exponent: float) -> float:
    """Damage compared with the usual session (1 = the same).

    Parameters
    ----------
    steps : float
        Number of loading cycles as a multiple of the usual number [1].
    load : float
        Peak load of each as a multiple of the usual load [1].
    exponent : float
        Slope b of the fatigue curve: 6.6 for bone, about 9 for tendon [1].

    Returns
    -------
    float
        ``steps * load**b`` [1].

    Raises
    ------
    ValueError
        If a number is negative or the exponent is not above 0.

    Notes
    -----
    From ``N_f = C F**(-b)`` and Miner's sum ``D = sum(n / N_f)``. No repair, no variation
    from step to step, and exponents from pieces of tissue in a machine.

    References
    ----------
    edwards2018fatigue, edwards2009stride

    Examples
    --------
    >>> relative_damage(2.0, 1.0, exponent=6.6)
    2.0
    >>> relative_damage(1.0, 2.0, exponent=3)
    8.0
    """
    if not (steps >= 0 and load >= 0 and exponent > 0):
        raise ValueError(
            f"steps ({steps}) and load ({load}) must be >= 0 and exponent ({exponent}) above 0."
        )
    return float(steps * load**exponent)


def breakeven_load_fall(step_change: float, *, exponent: float) -> float:
    """How much lower each step's load must be to pay for more steps.

    Parameters
    ----------
    step_change : float
        Relative rise in the number of steps [1]: 0.05 is five percent more.
    exponent : float
        Slope b of the fatigue curve [1].

    Returns
    -------
    float
        ``1 - (1 + c)**(-1/b)`` [1].

    Raises
    ------
    ValueError
        If `step_change` is -1 or less: then there is no step left.

    References
    ----------
    edwards2018fatigue

    Examples
    --------
    >>> breakeven_load_fall(3.0, exponent=2)
    0.5
    """
    if not (step_change > -1 and exponent > 0):
        raise ValueError(
            f"step_change is {step_change}: it must be above -1; exponent is {exponent}: "
            "it must be above 0."
        )
    return float(1.0 - (1.0 + step_change) ** (-1.0 / exponent))


def load_factor_equal_to_steps(steps: float, *, exponent: float) -> float:
    """The rise in load per step that does as much damage as a rise in steps.

    Parameters
    ----------
    steps : float
        Multiple of the usual number of steps [1], above 0: 2 is double the distance.
    exponent : float
        Slope b of the fatigue curve [1].

    Returns
    -------
    float
        ``steps**(1/b)`` [1].

    References
    ----------
    edwards2018fatigue

    Examples
    --------
    >>> load_factor_equal_to_steps(16.0, exponent=4)
    2.0
    """
    if not (steps > 0 and exponent > 0):
        raise ValueError(f"steps ({steps}) and exponent ({exponent}) must be above 0.")
    return float(steps ** (1.0 / exponent))
