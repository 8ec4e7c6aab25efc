"""Finding exercises: by condition, phase, equipment, muscle, position, time, or a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from hipedu.model import Exercise, Programme
from hipedu.model.programme import Stage

SECONDS_A_REP = 5.0
REST_S = 45.0
TWO_SIDED = frozenset({
    "lying_side", "standing_one_leg", "staggered", "half_kneeling", "side_plank",
})  # fmt: skip
"""Positions in which each set is done on both sides."""


def minutes_of(exercise: Exercise, *, sets: int | None = None, reps: int | None = None,
               hold_s: float | None = None) -> float:
    """About how long an exercise takes once [minute], breaks included.

    Notes
    -----
    Five seconds a repetition, 45 seconds between sets, both sides where a side is worked:
    rules of thumb to fill half an hour, not a measurement.
    """
    dose = exercise.dose
    if dose.minutes is not None and sets is None:
        return dose.minutes
    many = sets or dose.sets or 2
    if reps is None and hold_s is None:
        reps, hold_s = dose.reps, dose.hold_s
    one = hold_s or 0.0
    seconds = one * (reps or 1) if one else SECONDS_A_REP * (reps or 12)
    sides = 2 if exercise.position in TWO_SIDED else 1
    return round((many * seconds * sides + (many - 1) * REST_S) / 60 + 0.5, 1)


def warned(programme: Programme, stage_id: str, exercise: Exercise) -> str | None:
    """Why a programme warns against an exercise in a phase; None if it does not."""
    for each in programme.avoid:
        if each.stages and stage_id not in each.stages:
            continue
        if each.exercise == exercise.id or (each.demand and each.demand in exercise.demands):
            return each.why
    return None


def hurts(exercise: Exercise, demands: Collection[str]) -> str | None:
    """The first demand of an exercise that somebody said hurts."""
    return next((each for each in exercise.demands if each in demands), None)


def can_do(exercise: Exercise, equipment: Collection[str] | None) -> bool:
    """Whether the things at hand are enough; None means that anything is at hand."""
    return equipment is None or all(thing in equipment for thing in needed_things(exercise))


ALWAYS = frozenset({"mat", "cushion", "support", "pad", "strap", "metronome", "step"})
"""What everybody has or can replace: a carpet, a pillow, a wall, a belt, a stair, a phone."""

def needed_things(exercise: Exercise) -> tuple[str, ...]:
    """Equipment without which an exercise cannot be done."""
    return tuple(
        thing
        for thing in exercise.equipment
        if thing not in ALWAYS and thing not in exercise.optional_equipment
    )


def search_exercises(
    exercises: Iterable[Exercise],
    *,
    goal: str | None = None,
    phase: str | None = None,
    equipment: Collection[str] | None = None,
    muscle: str | None = None,
    position: str | None = None,
    minutes: float | None = None,
    words: str = "",
    programme: Programme | None = None,
    stage: Stage | None = None,
    hurting: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
) -> list[Exercise]:
    """Exercises that pass every filter, by name.

    Parameters
    ----------
    goal, phase : str, optional
        What it is for, and in which phase (``settle``, ``strengthen``, ``return``).
    equipment : collection of str, optional
        Things at hand; None: anything goes.
    minutes : float, optional
        The longest one exercise may take [minute].
    words : str
        All of these words stand in its name, purpose or muscles (with `labels`, in its things
        and position, too).
    programme, stage : optional
        Leave out what this programme warns against in this phase.
    hurting : collection of str
        Demands that hurt, such as ``kneeling``; what has them is left out.
    labels : mapping, optional
        Plain words for muscles, things and positions, to be found by them as well.
    """
    asked = words.lower().split()
    plain = labels or {}
    found = []
    for each in exercises:
        if goal and goal not in each.phases:
            continue
        if phase and phase not in (
            each.phases[goal] if goal else [p for phases in each.phases.values() for p in phases]
        ):
            continue
        if not can_do(each, equipment):
            continue
        if (muscle and muscle not in each.muscles) or (position and position != each.position):
            continue
        if minutes is not None and minutes_of(each) > minutes:
            continue
        if programme and stage and warned(programme, stage.id, each):
            continue
        if hurts(each, hurting):
            continue
        more = (*each.muscles, each.position, *each.equipment) if plain else ()
        text = " ".join((each.name, each.purpose, *each.muscles, *(plain[m] for m in more)))
        text = text.lower().replace("_", " ")
        if all(word in text for word in asked):
            found.append(each)
    return sorted(found, key=lambda each: each.name)
