"""Exercises and their doses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Basis, Review, Sourced, Statement, Text

Phase = Literal["settle", "strengthen", "return"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of an exercise: whatever of these the exercise uses. `text` says it in words."""

    __pydantic_config__ = STRICT

    text: Text
    basis: Basis
    sets: int | None = None
    sets_max: int | None = None
    reps: int | None = None
    reps_max: int | None = None
    hold_s: float | None = None
    hold_s_max: float | None = None
    minutes: float | None = None
    per_day: int | None = None
    per_week: int | None = None
    intensity: Text | None = None
    tempo: Text | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emg:
    """Muscle activity in healthy adults, as a share of maximal voluntary contraction.

    `activity` is the mean of the people of one study, with `low` and `high` where several ways
    of doing it were measured; `sd` is the standard deviation between those people, in the same
    unit, where the study was read for it. `task` says how it was done there, if not as here.
    """

    __pydantic_config__ = STRICT

    muscle: str
    activity: Sourced
    sd: float | None = None
    task: Text | None = None

    def __post_init__(self) -> None:
        if self.sd is not None and not self.sd > 0:
            raise ValueError(f"sd must be above 0, got {self.sd}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise, in the words a physiotherapist would use to hand it out."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    purpose: Text
    muscles: tuple[str, ...]
    equipment: tuple[str, ...] = ()
    optional_equipment: tuple[str, ...] = ()
    """Of the equipment, what makes it harder or can be replaced."""
    position: str
    demands: tuple[str, ...] = ()
    """What it asks of the body that some conditions warn against (list ``demands``)."""
    steps: tuple[Text, ...]
    dose: Dose
    regression: Text | None = None
    progression: Text | None = None
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    """Exercises of the library that `regression` and `progression` speak of."""
    errors: tuple[Text, ...] = ()
    cautions: tuple[Text, ...] = ()
    phases: dict[str, tuple[Phase, ...]]
    """Condition or goal id (closed vocabulary ``exercise_goals``) to the phases it belongs to."""
    emg: tuple[Emg, ...] = ()
    evidence: tuple[Statement, ...] = ()
    in_article: bool = False
    references: tuple[str, ...] = ()
    review: Review = Review()
