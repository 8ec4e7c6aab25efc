"""Invented runners for whom a student designs a phase of a programme."""

from __future__ import annotations

from dataclasses import dataclass

from hipedu.model.programme import Prescription
from hipedu.model.values import STRICT, Review, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRunning:
    """How often and how long somebody runs a week [minute]."""

    __pydantic_config__ = STRICT

    per_week: int
    minutes: int

    def __post_init__(self) -> None:
        if not 0 <= self.per_week <= 7:
            raise ValueError(f"runs a week: 0 to 7, got {self.per_week}")
        if not 0 <= self.minutes <= 240:
            raise ValueError(f"minutes of a run: 0 to 240, got {self.minutes}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignTask:
    """A runner, what is known about them, and a fellow student's first attempt.

    Parameters
    ----------
    programme, phase : str, optional
        The programme that fits and the phase that the checks lead to; both None where no
        programme fits because a danger sign is open, which `danger` then names.
    measured, ticked
        Answers to checks of the programme: numbers by id, and what is true.
    minutes, days
        Time for one session [minute], and days a week.
    equipment, hurting
        Things at hand, and demands that hurt.
    attempt, attempt_running
        A first attempt with typical mistakes, to be mended.
    worth_weighing : tuple of str
        Exercises of which the student says beforehand whether they are warned against.
    """

    __pydantic_config__ = STRICT

    id: str
    title: Text
    story: tuple[Text, ...]
    wish: Text
    programme: str | None = None
    phase: str | None = None
    danger: str | None = None
    measured: dict[str, float]
    ticked: tuple[str, ...] = ()
    days: int
    minutes: float
    equipment: tuple[str, ...] = ()
    hurting: tuple[str, ...] = ()
    attempt: tuple[Prescription, ...] = ()
    attempt_running: PlannedRunning
    worth_weighing: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
        if (self.programme is None) != (self.phase is None):
            raise ValueError("name a programme and its phase, or neither")
        if (self.programme is None) != (self.danger is not None):
            raise ValueError("either a programme fits, or a danger sign is open")
        if not self.story:
            raise ValueError("a task tells who the runner is")
