"""Turning an invented runner's history into runs, so that every rule can be tried on it."""

from __future__ import annotations

import datetime as dt

from hipedu.model.training import Run, Scenario


def scenario_runs(scenario: Scenario, *, first_monday: dt.date) -> tuple[Run, ...]:
    """The runs of a scenario, placed in the calendar.

    Parameters
    ----------
    scenario : Scenario
        Daily distances by week, pace, effort, climb by week.
    first_monday : date
        The day of the first number.

    Returns
    -------
    tuple of Run
        One run for each day with a distance.

    Raises
    ------
    ValueError
        If `first_monday` is no Monday.

    Notes
    -----
    Effort: every run is "easy", but a week's longest is "long" and the whole log's longest
    is "race" where the scenario rates those; a week's second longest is "hard", "tempo" or
    "hilly". A week's climb is shared out by distance.

    Examples
    --------
    >>> scenario = Scenario(
    ...     id="two", title="", story="", runner={}, pace_min_per_km=6.0, rpe={"easy": 4.0},
    ...     weeks_km=((0, 5, 0, 0, 0, 0, 10),), surface=("road",), climb_m_per_week=(150.0,),
    ...     complaint="", topic="", lesson="", action="")
    >>> runs = scenario_runs(scenario, first_monday=dt.date(2025, 1, 6))
    >>> [(run.date.day, run.distance_km, run.duration_min, run.climb_m) for run in runs]
    [(7, 5, 30.0, 50.0), (12, 10, 60.0, 100.0)]
    """
    if first_monday.weekday() != 0:
        raise ValueError(
            f"first_monday is {first_monday.isoformat()}, a {first_monday:%A}: give a Monday."
        )
    longest = max((km for week in scenario.weeks_km for km in week), default=0.0)
    runs: list[Run] = []
    for number, week in enumerate(scenario.weeks_km):
        total = sum(week)
        ranked = sorted((km for km in week if km > 0), reverse=True)
        climbs = scenario.climb_m_per_week
        # one number stands for every week
        climb = climbs[min(number, len(climbs) - 1)] if climbs else None
        for day, km in enumerate(week):
            if km <= 0:
                continue
            runs.append(
                Run(
                    date=first_monday + dt.timedelta(days=7 * number + day),
                    distance_km=km,
                    duration_min=km * scenario.pace_min_per_km,
                    climb_m=None if climb is None else climb * km / total,
                    rpe=_effort(scenario.rpe, km, ranked, longest),
                    source=scenario.id,
                )
            )
    return tuple(runs)


def _effort(
    rated: dict[str, float], km: float, ranked: list[float], longest: float
) -> float | None:
    if km == longest and "race" in rated:
        return rated["race"]
    if km == ranked[0] and "long" in rated:
        return rated["long"]
    if len(ranked) > 1 and km == ranked[1]:
        for kind in ("hard", "tempo", "hilly"):
            if kind in rated:
                return rated[kind]
    return rated.get("easy", next(iter(rated.values()), None))
