"""What a weekly plan is made of: the request, the items of a day, sessions, runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hipedu.language import _
from hipedu.language.numbers import shortest, weekday
from hipedu.model import Exercise
from hipedu.rehab.dosing import UNCOUNTED, Amount, minutes_for

GENERAL = "general_prevention"
MONDAY = dt.date(2026, 11, 23)
"""Some Monday, to name weekdays with."""
NEEDS_48_H = frozenset({"impact", "heavy_load"})
DEFAULT_PER_WEEK = 2
MOST_ITEMS = 8
EDITS = ("added", "moved", "dose")
"""What can be done to an item by hand, in the order in which it is noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What somebody wants.

    Parameters
    ----------
    programme : str
        Id of a programme, or ``general_prevention``.
    stage : str
        Phase of the programme; for prevention ``strengthen`` or ``return``.
    days : int
        Days with exercises [1 to 7].
    minutes : float
        The longest a session may take [minute, 5 to 180].
    equipment : tuple of str, optional
        Things at hand; None: anything.
    hurting : tuple of str
        Demands that hurt.
    allowed : bool
        Whoever treats the injury has allowed what the programme says they must allow.
    seed : int
        Another seed gives another week where there is a choice.
    """

    programme: str = GENERAL
    stage: str = "strengthen"
    days: int = 3
    minutes: float = 30
    equipment: tuple[str, ...] | None = None
    hurting: tuple[str, ...] = ()
    allowed: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 7:
            raise ValueError(_("{n} days a week: choose 1 to 7.", n=self.days))
        if not 5 <= self.minutes <= 180:
            raise ValueError(
                _("{n} minutes a session: choose 5 to 180.", n=shortest(self.minutes))
            )


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise on a day, with its dose, its time [minute], and why it is there.

    `edits` holds what somebody did to it by hand (``added``, ``moved``, ``dose``), and
    `instead_of` the exercise whose place it took.
    """

    exercise: str
    dose: str
    minutes: float
    why: str
    amount: Amount = UNCOUNTED
    edits: tuple[str, ...] = ()
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The exercises of one day, 0 being Monday."""

    day: int
    items: tuple[Item, ...]

    @property
    def minutes(self) -> float:
        """Minutes in all."""
        return round(sum(item.minutes for item in self.items), 1)


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """A run on a day [minute], with an exercise that belongs into it."""

    day: int
    text: str
    minutes_max: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """A week, and what was left out of it and why."""

    request: PlanRequest
    title: str
    sessions: tuple[Session, ...]
    runs: tuple[PlannedRun, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that may be planned, with the dose of the phase."""

    exercise: Exercise
    dose: str
    amount: Amount
    per_week: int
    prescribed: bool

    @property
    def minutes(self) -> float:
        """How long the usual dose takes [minute]."""
        return minutes_for(self.exercise, self.amount)

    @property
    def hard(self) -> bool:
        """Whether 48 hours belong between two of its kind."""
        return bool(NEEDS_48_H & set(self.exercise.demands))


def day_name(day: int) -> str:
    """The name of a weekday, 0 being Monday.

    Examples
    --------
    >>> day_name(0), day_name(6)
    ('Monday', 'Sunday')
    """
    return weekday(MONDAY + dt.timedelta(days=day))


def spread(count: int) -> tuple[int, ...]:
    """Days of the week as far apart as they can be, 0 being Monday.

    Examples
    --------
    >>> spread(1), spread(3), spread(7)
    ((0,), (0, 2, 4), (0, 1, 2, 3, 4, 5, 6))
    """
    return tuple(index * 7 // count for index in range(count))


def days_apart(day: int, other: int) -> int:
    """Days between two days of a week that repeats.

    Examples
    --------
    >>> days_apart(0, 2), days_apart(6, 0), days_apart(3, 3)
    (2, 1, 0)
    """
    return min((day - other) % 7, (other - day) % 7)
