"""What rules say day by day, how often they say "too much", and whether two rules agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hipedu.model.training import LoadRule
from hipedu.training.verdicts import ORDER, SLACK, band_of

Word = Literal["low", "fine", "watch", "too_far"]
"""What a rule says of a day: too little, content, a warning, far too much."""


MEASURED_BY: dict[str, str] = {
    "single_session_spike": "spike_percent",
    "ten_percent_rule": "week_change_percent",
    "acwr_rolling_coupled": "acwr_coupled",
    "acwr_rolling_uncoupled": "acwr_uncoupled",
    "acwr_ewma": "acwr_ewma",
    "monotony": "monotony",
    "strain": "strain",
    "ctl_atl_tsb": "tsb",
    "fitness_fatigue": "performance",
}
"""The name in `DayMetrics` of the value that a rule draws its line on."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where a rule begins to say "too much": above `value`, in the rule's own unit."""

    rule: str
    name: str
    value: float
    unit: str

    def crossed(self, value: float | None) -> bool:
        """Whether a value lies beyond the line; an undefined one does not.

        Examples
        --------
        >>> line = Line("single_session_spike", "longest run +10 %", 10.0, "%")
        >>> line.crossed(10.0), line.crossed(10.1), line.crossed(None)
        (False, True, False)
        """
        return value is not None and value > self.value + SLACK


def line_of(rule: LoadRule) -> Line | None:
    """The upper end of the band that a follower of the rule is content with; None without one."""
    fine = [band.up_to for band in rule.bands if band.signal == "fine" and band.up_to is not None]
    if not fine:
        return None
    percent = rule.id in ("single_session_spike", "ten_percent_rule")
    return Line(rule.id, rule.plain_name, max(fine), "%" if percent else "1")


def lines_of(rules: Iterable[LoadRule]) -> tuple[Line, ...]:
    """The lines of all rules that draw one, the best supported rule first."""
    ranked = sorted(rules, key=lambda rule: ORDER.index(rule.id) if rule.id in ORDER else 99)
    return tuple(line for rule in ranked if (line := line_of(rule)) is not None)


def words_of(values: Iterable[float | None], rule: LoadRule) -> list[Word | None]:
    """What the rule says on each day; None where its measure is undefined.

    Notes
    -----
    A band below the one the rule is content with means "too little", whatever signal it carries:
    a rule that asks for more is not warning of a jump.
    """
    line = line_of(rule)
    said: list[Word | None] = []
    for value in values:
        band = None if value is None else band_of(rule.bands, value)
        if band is None or band.signal is None or line is None:
            said.append(None)
        elif band.signal != "fine" and band.up_to is not None and band.up_to <= line.value:
            said.append("low")
        else:
            said.append(band.signal)
    return said


def alarms(values: Iterable[float | None], line: Line) -> int:
    """On how many days a rule says "too much".

    Examples
    --------
    >>> alarms([None, 1.2, 1.31, 2.0], Line("acwr_rolling_coupled", "ACWR", 1.3, "1"))
    2
    """
    edge = line.value + SLACK
    return sum(1 for value in values if value is not None and value > edge)


def alarm_days(values: Sequence[float | None], line: Line) -> list[bool | None]:
    """For every day whether the rule says "too much"; None where it says nothing."""
    edge = line.value + SLACK
    return [None if value is None else value > edge for value in values]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two rules answered on the days on which both answered."""

    both: int
    only_first: int
    only_second: int
    neither: int

    @property
    def days(self) -> int:
        """On how many days both answered."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def share(self) -> float | None:
        """On which share of those days they said the same; None without such a day."""
        return (self.both + self.neither) / self.days if self.days else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: agreement beyond what two rules that guess would reach [1].

        None if there is no day, or if neither rule ever changes its mind: chance then agrees
        always, and nothing lies beyond it.

        Notes
        -----
        ``(p - e) / (1 - e)``, p the share of equal answers and e the share that two rules would
        reach which object as often as these but at random.

        References
        ----------
        cohen1960kappa

        Examples
        --------
        >>> Agreement(20, 5, 10, 15).kappa
        0.4
        """
        n = self.days
        if not n:
            return None
        first, second = self.both + self.only_first, self.both + self.only_second
        expected = first * second + (n - first) * (n - second)
        if expected == n * n:
            return None
        return (n * (self.both + self.neither) - expected) / (n * n - expected)


def agreement(first: Sequence[bool | None], second: Sequence[bool | None]) -> Agreement:
    """Compare two rules day by day.

    Examples
    --------
    >>> agreement([True, False, None, True], [True, True, True, False])
    Agreement(both=1, only_first=1, only_second=1, neither=0)
    """
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for one, other in zip(first, second, strict=True):
        if one is not None and other is not None:
            counts[one, other] += 1
    return Agreement(
        counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    )


def disagreeing_days(columns: Sequence[Sequence[bool | None]]) -> tuple[int, int]:
    """On how many days rules say opposite things, and on how many at least two speak.

    Examples
    --------
    >>> disagreeing_days([[True, False, None], [False, False, True]])
    (1, 2)
    """
    apart = together = 0
    for answers in zip(*columns, strict=True):
        spoken = {answer for answer in answers if answer is not None}
        if sum(answer is not None for answer in answers) >= 2:
            together += 1
            apart += len(spoken) == 2
    return apart, together


def objecting(
    rules: Iterable[LoadRule], values: Mapping[str, float | None]
) -> tuple[LoadRule, ...]:
    """The rules that say "too far" or "watch" of a day, without the words for it.

    Parameters
    ----------
    rules : iterable of LoadRule
        In any order.
    values : mapping
        Measures of the day by their names in `DayMetrics`.

    Notes
    -----
    A plan of a year is read on hundreds of days, and nearly all readings are not shown:
    `read_rules` is asked for those that are.
    """
    found = []
    for rule in rules:
        value = values.get(MEASURED_BY.get(rule.id, ""))
        band = band_of(rule.bands, value) if value is not None else None
        if band is not None and band.signal in ("too_far", "watch"):
            found.append(rule)
    return tuple(found)
