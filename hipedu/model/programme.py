"""Staged programmes: what to do in each phase, and what must be true before the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.exercise import Phase
from hipedu.model.values import STRICT, UNITS, Basis, Review, Sourced, Statement, Text

Comparator = Literal["at_most", "at_least"]
PainRule = Literal["tendon", "joint", "bone", "nerve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that is true or not before somebody moves on.

    Either a number decides (`measure`, `comparator`, `value`, `unit`), or somebody answers yes
    or no. `by_clinician`: only a person with a licence can say so. `why` says in one sentence
    what the check is good for. `otherwise`: whom the phase is meant for, not a goal; any answer
    lets somebody begin, and this says what one that does not fit means.
    """

    __pydantic_config__ = STRICT

    id: str
    text: Text
    why: Text = ""
    measure: str | None = None
    comparator: Comparator | None = None
    value: float | None = None
    unit: str | None = None
    by_clinician: bool = False
    otherwise: Text | None = None
    basis: Basis = "expert_estimate"
    reference: str | None = None

    def __post_init__(self) -> None:
        given = [x is not None for x in (self.measure, self.comparator, self.value, self.unit)]
        if any(given) and not all(given):
            raise ValueError(
                "a measured check needs measure, comparator, value and unit; "
                "leave all four out for a yes or no"
            )
        if self.unit is not None and self.unit not in UNITS:
            raise ValueError(f"unit {self.unit!r} is unknown: use one of {sorted(UNITS)}")
        if self.basis in ("measured", "derived") and not self.reference:
            raise ValueError(f"check {self.id} is {self.basis}: name its reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """An exercise of a phase with the dose of that phase."""

    __pydantic_config__ = STRICT

    exercise: str
    dose: Text
    sets: int | None = None
    reps: int | None = None
    hold_s: float | None = None
    per_week: int | None = None
    per_day: int | None = None
    if_allowed: bool = False
    """Only when whoever treats the injury has allowed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDose:
    """How much running goes beside the exercises of a phase."""

    __pydantic_config__ = STRICT

    rule: Text
    dose: Text
    per_week_min: int
    per_week_max: int
    minutes_min: int
    minutes_max: int
    walk_run: bool = False
    """The runs follow the walk-run ladder."""
    basis: Basis = "expert_estimate"
    references: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.per_week_min <= self.per_week_max <= 7:
            raise ValueError("runs a week must go from 0 to 7, the smaller number first")
        if not 0 <= self.minutes_min <= self.minutes_max:
            raise ValueError("minutes of running must not be negative, the smaller number first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One phase of a programme. To enter it, the checks of the phase before must be met, too."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    kind: Phase
    purpose: Text
    weeks_from: int
    weeks_to: int | None
    """None: until the goal of the phase is reached, however long."""
    entry: tuple[Check, ...] = ()
    exercises: tuple[Prescription, ...]
    running: RunningDose
    exit: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoid:
    """What the condition warns against: an exercise, or everything with a demand."""

    __pydantic_config__ = STRICT

    why: Text
    exercise: str | None = None
    demand: str | None = None
    stages: tuple[str, ...] = ()
    """Stages it holds for; empty means all."""

    def __post_init__(self) -> None:
        if (self.exercise is None) == (self.demand is None):
            raise ValueError("warn against either an exercise or a demand")


@dataclass(frozen=True, slots=True, kw_only=True)
class PainRuleNumbers:
    """The limits of the pain traffic light of a programme [points of 0 to 10]."""

    __pydantic_config__ = STRICT

    kind: PainRule
    green_to: Sourced
    amber_to: Sourced
    settles_within_h: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A staged programme whose criteria, not weeks, decide when to move on."""

    __pydantic_config__ = STRICT

    id: str
    goal: str
    name: Text
    plain_name: Text
    conditions: tuple[str, ...]
    principle: Text
    education: tuple[Text, ...]
    supervised: bool = False
    """Medical care leads; the programme is for talking it through with whoever treats."""
    pain: PainRuleNumbers
    pain_words: tuple[Text, ...] = ()
    stages: tuple[Stage, ...]
    avoid: tuple[Avoid, ...] = ()
    urgent: tuple[Text, ...] = ()
    refer: Text | None = None
    evidence: tuple[Statement, ...] = ()
    references: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
        ids = [stage.id for stage in self.stages]
        if len(set(ids)) != len(ids) or not ids:
            raise ValueError("a programme has one or more stages, each with an id of its own")
        checks = [c.id for stage in self.stages for c in (*stage.entry, *stage.exit)]
        twice = sorted({c for c in checks if checks.count(c) > 1})
        if twice:
            raise ValueError(f"two checks are called {twice[0]}: give one another id")
        for warning in self.avoid:
            for stage in warning.stages:
                if stage not in ids:
                    raise ValueError(f"avoid names the stage {stage}; there are {', '.join(ids)}")
