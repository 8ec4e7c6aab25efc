"""How fast the slow average of load rises."""

from __future__ import annotations

from collections.abc import Sequence

RAMP_DAYS = 7


def ctl_ramp(ctl: Sequence[float | None], *, days: int = RAMP_DAYS) -> list[float | None]:
    """For every day: the rise of the 42-day load against `days` days before.

    Parameters
    ----------
    ctl : sequence of float
        Chronic training load of every day [load a day], see `chronic_training_load`.
    days : int
        How far back it is compared [day].

    Returns
    -------
    list of float or None
        Rise [load a day]; None on the first `days` days.

    Notes
    -----
    ``CTL_t - CTL_{t-7}``. Coaches call 5 to 8 points of rTSS a week steep. That is custom: the
    number is known to no study of injury in runners, and it means nothing in kilometres.
    In the first six weeks of a log it is high because CTL begins at 0.

    Examples
    --------
    >>> ctl_ramp([1.0, 2.0, 4.0, 8.0], days=2)
    [None, None, 3.0, 6.0]
    """
    if days < 1:
        raise ValueError(f"days is {days}: compare with at least 1 day before.")
    found: list[float | None] = []
    for day, now in enumerate(ctl):
        before = ctl[day - days] if day >= days else None
        found.append(None if now is None or before is None else now - before)
    return found
