"""How long damage in the model of bone stays open: repair that sets in after a lag."""

from __future__ import annotations

import math
from collections.abc import Sequence


def still_unrepaired(age_days: float, *, time_scale_days: float, shape: float) -> float:
    """Share of a day's damage that is not mended after some days.

    Parameters
    ----------
    age_days : float
        Days since the damage [day].
    time_scale_days : float
        Time scale of repair [day], above 0.
    shape : float
        How late repair sets in [1]: 1 at once, 2 after a lag.

    Returns
    -------
    float
        Share between 1 and 0.

    Notes
    -----
    ``exp(-(t / tr)**v)``. With v = 2 hardly anything is mended in the first week: bone is
    first taken away and then rebuilt. Parameters are recalled: an illustration.

    References
    ----------
    edwards2009stride

    Examples
    --------
    >>> still_unrepaired(0, time_scale_days=26, shape=2)
    1.0
    """
    return math.exp(-((age_days / time_scale_days) ** shape))


def unrepaired_damage(
    damage: Sequence[float], *, time_scale_days: float, shape: float
) -> list[float]:
    """Damage that is still open at the end of each day.

    Parameters
    ----------
    damage : sequence of float
        Damage of each day [1].
    time_scale_days, shape
        As for `still_unrepaired`.

    Returns
    -------
    list of float
        Sum over all days until then, each with the share not yet mended.

    Examples
    --------
    >>> unrepaired_damage([1.0, 0.0], time_scale_days=1e9, shape=2)
    [1.0, 1.0]
    """
    reach = int(time_scale_days * 4)
    reach = min(reach, len(damage))
    share = [
        still_unrepaired(age, time_scale_days=time_scale_days, shape=shape)
        for age in range(reach + 1)
    ]
    return [
        math.fsum(
            damage[day - age] * share[age] for age in range(min(day, reach) + 1)
            if damage[day - age]
        )
        for day in range(len(damage))
    ]  # fmt: skip
