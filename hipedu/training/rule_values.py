"""Every rule's daily value under settings that can be turned, on whole millimetres.

`hipedu.training.report` computes the published form of each measure once for a log. Here the
windows, the memory, the coupling and the treatment of rest days are settings, and a log may be
computed a thousand times over, shuffled. Loads are whole numbers (millimetres), so that a running
sum stays exact and an empty window is 0, never 1e-15.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from hipedu.model.training import Run
from hipedu.training.averages import WARM_UP_DAYS, ewma_lambda
from hipedu.training.daily import daily_series
from hipedu.training.spike import LOOKBACK_DAYS, longest_before

MM = 1_000_000
"""Millimetres in a kilometre."""

MOST_DAYS = 731
"""A laboratory looks at two years at most: every answer must come at once."""

Values = list[float | None]
"""One number a day; None where it is undefined."""


@dataclass(frozen=True, slots=True)
class DayLog:
    """A log by day: what was run on each day and its longest single run, both in millimetres."""

    first_day: dt.date
    total: tuple[int, ...]
    longest: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.total)

    def day(self, index: int) -> dt.date:
        """The date of a position."""
        return self.first_day + dt.timedelta(days=index)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSettings:
    """What somebody who computes a rule has to choose; the defaults are the usual choices.

    `fast` and `slow` are the weights of today [1] in the two weighted averages. With
    `rest_days` False, days without a run are left out before anything is computed, as a list of
    sessions would have it.
    """

    change_days: int = 7
    acute_days: int = 7
    chronic_days: int = 28
    fast: float = ewma_lambda(7)
    slow: float = ewma_lambda(28)
    warm_up_days: int = WARM_UP_DAYS
    monotony_days: int = 7
    lookback_days: int = LOOKBACK_DAYS
    rest_days: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.acute_days < self.chronic_days:
            raise ValueError(
                f"The short window has {self.acute_days} days and the long one "
                f"{self.chronic_days}: the long one must be longer."
            )
        if not (0 < self.fast <= 1 and 0 < self.slow <= 1):
            raise ValueError("The weight of today in an average lies above 0 and up to 1.")
        if min(self.change_days, self.lookback_days) < 1 or self.monotony_days < 2:
            raise ValueError("A window needs at least a day, and a spread at least two.")


USUAL = RuleSettings()


def day_log(
    runs: Sequence[Run],
    *,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    most_days: int = MOST_DAYS,
) -> DayLog:
    """Sum runs by day, the latest `most_days` days of them.

    Examples
    --------
    >>> monday = dt.date(2025, 1, 6)
    >>> day_log([Run(date=monday, distance_km=5.0)], last_day=dt.date(2025, 1, 8)).total
    (5000000, 0, 0)
    """
    series = daily_series(runs, first_day=first_day, last_day=last_day)
    begin = max(0, len(series) - most_days)
    return DayLog(
        first_day=series.day(begin),
        total=tuple(round(km * MM) for km in series.distance_km[begin:]),
        longest=tuple(round(km * MM) for km in series.longest_km[begin:]),
    )


def weight_of_half_life(days: float) -> float:
    """Weight of today in an average that forgets half within so many days [1].

    Examples
    --------
    >>> weight_of_half_life(1.0)
    0.5
    """
    if not days > 0:
        raise ValueError(f"A half-life is above 0 days, not {days}.")
    return float(1.0 - 0.5 ** (1.0 / days))


def half_life_of_weight(weight: float) -> float:
    """After how many days an average has forgotten half [day].

    Examples
    --------
    >>> half_life_of_weight(0.5)
    1.0
    """
    if not 0 < weight < 1:
        raise ValueError(f"The weight of today lies between 0 and 1, not at {weight}.")
    return math.log(0.5) / math.log(1.0 - weight)


def window_totals(load: Sequence[int], days: int) -> list[int | None]:
    """Sum of the `days` days that end with each day; None while there are fewer.

    Examples
    --------
    >>> window_totals([1, 2, 3], 2)
    [None, 3, 5]
    """
    sums = [0, *accumulate(load)]
    short = min(days - 1, len(load))
    return [None] * short + [b - a for a, b in zip(sums, sums[days:], strict=False)]


def change_percent(load: Sequence[int], *, days: int = 7) -> Values:
    """Change of the last `days` days against the ones before [%].

    Examples
    --------
    >>> change_percent([1, 1, 3], days=1)
    [None, 0.0, 200.0]
    """
    now = window_totals(load, days)
    before = [*([None] * days), *now][: len(now)]
    return [
        None if a is None or not b else 100.0 * (a - b) / b
        for a, b in zip(now, before, strict=True)
    ]


def ratio_coupled(load: Sequence[int], *, acute: int = 7, chronic: int = 28) -> Values:
    """Mean of the last `acute` days over the mean of the last `chronic` days [1].

    Examples
    --------
    >>> ratio_coupled([1, 3], acute=1, chronic=2)
    [None, 1.5]
    """
    near, far = window_totals(load, acute), window_totals(load, chronic)
    return [
        None if a is None or not c else chronic * a / (acute * c)
        for a, c in zip(near, far, strict=True)
    ]


def ratio_uncoupled(load: Sequence[int], *, acute: int = 7, chronic: int = 28) -> Values:
    """Mean of the last `acute` days over that of the days before them, up to `chronic` [1].

    Examples
    --------
    >>> ratio_uncoupled([1, 3], acute=1, chronic=2)
    [None, 3.0]
    """
    near, far = window_totals(load, acute), window_totals(load, chronic)
    return [
        None if a is None or c is None or c == a else (chronic - acute) * a / (acute * (c - a))
        for a, c in zip(near, far, strict=True)
    ]


def ratio_weighted(
    load: Sequence[int], *, fast: float, slow: float, warm_up: int = WARM_UP_DAYS
) -> Values:
    """A fast over a slow exponentially weighted average, both seeded with the first day [1].

    Examples
    --------
    >>> ratio_weighted([4, 0], fast=0.5, slow=0.25, warm_up=1)
    [1.0, 0.6666666666666666]
    """
    values: Values = []
    near = far = float(load[0]) if load else 0.0
    for index, today in enumerate(load):
        near += fast * (today - near)
        far += slow * (today - far)
        values.append(None if index < warm_up - 1 or far <= 0 else near / far)
    return values


def monotony_values(load: Sequence[int], *, days: int = 7) -> Values:
    """Mean of the last `days` days over their sample standard deviation [1].

    Examples
    --------
    >>> monotony_values([1, 3, 2], days=3)
    [None, None, 2.0]
    """
    totals = window_totals(load, days)
    squares = window_totals([value * value for value in load], days)
    values: Values = []
    for total, square in zip(totals, squares, strict=True):
        # n S2 - S1^2 is a whole number: 0 only if all days are the same
        spread = None if total is None or square is None else days * square - total * total
        if not spread or total is None:
            values.append(None)
        else:
            values.append(total / days / math.sqrt(spread / (days * (days - 1))))
    return values


def spike_values(longest: Sequence[int], *, days: int = LOOKBACK_DAYS) -> Values:
    """How far a day's longest run goes beyond the longest of the days before it [%].

    Examples
    --------
    >>> spike_values([12, 0, 15])
    [None, None, 25.0]
    """
    return [
        None if not today or not before else 100.0 * (today - before) / before
        for today, before in zip(longest, longest_before(longest, days=days), strict=True)
    ]


def rule_values(log: DayLog, settings: RuleSettings = USUAL) -> dict[str, Values]:
    """Every rule's value on every day of the log, by the rule's name in the knowledge base.

    Parameters
    ----------
    log : DayLog
        The runs by day.
    settings : RuleSettings
        Windows, memory, and whether days of rest count.

    Returns
    -------
    dict of str to list
        ``single_session_spike`` and ``ten_percent_rule`` [%], three ratios and ``monotony`` [1].
        Without rest days a day of rest holds None.
    """
    total, longest = log.total, log.longest
    kept = list(range(len(total)))
    if not settings.rest_days:
        kept = [index for index in kept if total[index]]
        total, longest = tuple(total[i] for i in kept), tuple(longest[i] for i in kept)
    values = {
        "single_session_spike": spike_values(longest, days=settings.lookback_days),
        "ten_percent_rule": change_percent(total, days=settings.change_days),
        "acwr_rolling_coupled": ratio_coupled(
            total, acute=settings.acute_days, chronic=settings.chronic_days
        ),
        "acwr_rolling_uncoupled": ratio_uncoupled(
            total, acute=settings.acute_days, chronic=settings.chronic_days
        ),
        "acwr_ewma": ratio_weighted(
            total, fast=settings.fast, slow=settings.slow, warm_up=settings.warm_up_days
        ),
        "monotony": monotony_values(total, days=settings.monotony_days),
    }
    if settings.rest_days:
        return values
    return {name: _spread(column, kept, len(log)) for name, column in values.items()}


def _spread(column: Values, kept: Sequence[int], length: int) -> Values:
    spread: Values = [None] * length
    for index, value in zip(kept, column, strict=True):
        spread[index] = value
    return spread


def at_week_ends(values: Sequence[float | None], log: DayLog, *, last_weekday: int) -> Values:
    """Keep a value only where a week ends: how a rule reads that is looked at once a week.

    Parameters
    ----------
    values : sequence
        One value a day.
    log : DayLog
        Tells which weekday each day is.
    last_weekday : int
        The day that ends a week, Monday being 0 and Sunday 6.

    Examples
    --------
    >>> log = DayLog(dt.date(2025, 1, 6), (1, 1, 1), (1, 1, 1))
    >>> at_week_ends([1.0, 2.0, 3.0], log, last_weekday=1)
    [None, 2.0, None]
    """
    first = log.first_day.weekday()
    return [
        value if (first + index) % 7 == last_weekday else None for index, value in enumerate(values)
    ]


def with_settings(**changes: float | int | bool) -> RuleSettings:
    """The usual settings with one or more of them changed.

    Examples
    --------
    >>> with_settings(acute_days=5, chronic_days=20).acute_days
    5
    """
    return replace(USUAL, **changes)  # type: ignore[arg-type]
