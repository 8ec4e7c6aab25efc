"""In which unit a column without a unit is, judged by the rest of the table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.language import _

KM_PER_MILE = 1.609344
KM: dict[str, float] = {"km": 1.0, "mi": KM_PER_MILE, "m": 0.001}
MINUTES: dict[str, float] = {"min": 1.0, "s": 1 / 60, "h": 60.0}

MOST_KM = 400.0
TOLERANCE = 0.12
"""Step length times steps agrees with the distance about so well."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the sentence that says how sure it is ("" if the file itself says it)."""

    unit: str
    note: str = ""
    assumed: bool = False


def distance_unit(
    distances: Sequence[float],
    *,
    metres: Sequence[float] = (),
    wanted: str | None = None,
) -> Unit:
    """The unit of a distance column that names none.

    Parameters
    ----------
    distances : sequence of float
        The column.
    metres : sequence of float
        The same distances in metres from elsewhere in the rows (a second column, or steps
        times step length); 0 where not known.
    wanted : str, optional
        What the person says: "km", "mi" or "m".

    Returns
    -------
    Unit

    Examples
    --------
    >>> distance_unit([10.0, 5.0], metres=[16093.0, 8047.0]).unit
    'mi'
    >>> distance_unit([5012.0, 10230.0]).unit
    'm'
    """
    if wanted in KM:
        return Unit(wanted)
    known = [
        other / own for own, other in zip(distances, metres, strict=False) if own > 0 and other > 0
    ]
    if known:
        ratio = statistics.median(known) / 1000
        for unit, factor in KM.items():
            if abs(ratio / factor - 1) < TOLERANCE:
                if unit == "mi":
                    return Unit(
                        "mi", _("Distances are in miles; they were turned into kilometres.")
                    )
                return Unit(unit)
    positive = [value for value in distances if value > 0]
    if positive and statistics.median(positive) > MOST_KM:
        return Unit(
            "m", _("Distances have no unit; numbers this large were taken as metres."), True
        )
    return Unit(
        "km",
        _("Distances have no unit; they were taken as kilometres. If yours are miles, say so."),
        True,
    )


def duration_unit(durations: Sequence[float], distances_km: Sequence[float]) -> str:
    """Whether bare numbers of a duration column are minutes or seconds.

    Parameters
    ----------
    durations : sequence of float
        The column.
    distances_km : sequence of float
        Distances of the same rows [km].

    Returns
    -------
    {"min", "s"}

    Notes
    -----
    People run a kilometre in 2 to 20 minutes, that is 120 to 1200 seconds: the two ranges do
    not meet, and the median of the column lies in one of them.

    Examples
    --------
    >>> duration_unit([30.0], [5.0]), duration_unit([1800.0], [5.0])
    ('min', 's')
    """
    paces = [
        duration / km
        for duration, km in zip(durations, distances_km, strict=False)
        if km > 0 and duration > 0
    ]
    return "s" if paces and statistics.median(paces) > 50 else "min"
