"""Changing a week by hand without breaking a caution, and checking one that came from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hipedu.model import Exercise, Programme
from hipedu.rehab.weekly_plan import (
    DAY_NAMES,
    NEEDS_48_H,
    Item,
    Session,
    WeekPlan,
    candidates_for,
)


def alternatives(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None, *, day: int,
    exercise: str,
) -> list[str]:
    """What could stand in for an exercise on a day, the most similar first.

    Raises
    ------
    ValueError
        If the exercise is not planned on that day.
    """
    session = _session(plan, day)
    here = next((item for item in session.items if item.exercise == exercise), None)
    if here is None:
        raise ValueError(f"{exercise} is not planned on {DAY_NAMES[day]}.")
    room = plan.request.minutes - session.minutes + here.minutes
    found, _ = candidates_for(plan.request, exercises, programme)
    there = {item.exercise for item in session.items}
    near_hard = any(
        NEEDS_48_H & set(exercises[item.exercise].demands)
        for other in plan.sessions if 0 < abs(other.day - day) < 2 for item in other.items
    )  # fmt: skip
    wanted = set(exercises[exercise].muscles)
    fits = [
        each for name, each in found.items()
        if name not in there and each.minutes <= room + 1e-9
        and each.exercise.position != "running"
        and not (near_hard and NEEDS_48_H & set(each.exercise.demands))
    ]  # fmt: skip
    fits.sort(key=lambda each: (-len(wanted & set(each.exercise.muscles)), each.exercise.id))
    return [each.exercise.id for each in fits]


def swap(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None, *, day: int,
    old: str, new: str,
) -> WeekPlan:
    """The plan with one exercise exchanged.

    Raises
    ------
    ValueError
        If `new` cannot stand in for `old` on that day: it is warned against, does not fit the
        time, or is there already.
    """
    if new not in alternatives(plan, exercises, programme, day=day, exercise=old):
        raise ValueError(
            f"{new} cannot stand in for {old} on {DAY_NAMES[day]}: "
            "it would break a caution, the time, or the things at hand."
        )
    found, _ = candidates_for(plan.request, exercises, programme)
    chosen = found[new]
    item = Item(new, chosen.dose, chosen.minutes, f"You chose it instead of {exercises[old].name}.")
    sessions = tuple(
        replace(each, items=tuple(item if i.exercise == old else i for i in each.items))
        if each.day == day else each
        for each in plan.sessions
    )  # fmt: skip
    return replace(plan, sessions=sessions)


def remove(plan: WeekPlan, *, day: int, exercise: str) -> WeekPlan:
    """The plan without an exercise on a day; a session without any goes, too."""
    session = _session(plan, day)
    items = tuple(item for item in session.items if item.exercise != exercise)
    sessions = [
        replace(each, items=items) if each.day == day else each for each in plan.sessions
    ]
    return replace(plan, sessions=tuple(each for each in sessions if each.items))


def _session(plan: WeekPlan, day: int) -> Session:
    for session in plan.sessions:
        if session.day == day:
            return session
    raise ValueError(f"There is no session on day {day} of this week.")


def check_plan(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None
) -> list[str]:
    """What is wrong with a plan, as sentences: the guard for plans that come from a file."""
    found, left_out = candidates_for(plan.request, exercises, programme)
    reasons = dict(left_out)
    problems = []
    for session in plan.sessions:
        if session.minutes > plan.request.minutes + 1e-9:
            name = DAY_NAMES[session.day]
            problems.append(f"{name} is longer than {plan.request.minutes:g} minutes.")
    items = [item for session in plan.sessions for item in session.items]
    items += [item for run in plan.runs for item in run.items]
    for item in items:
        if item.exercise not in found:
            why = reasons.get(item.exercise, "It does not belong to this goal and phase.")
            problems.append(f"{item.exercise}: {why}")
    return problems
