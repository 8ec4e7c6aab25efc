"""A week of exercises and running, made of a programme, a person's time, things and aches."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hipedu.model import Exercise, Programme
from hipedu.model.programme import Prescription, Stage
from hipedu.rehab.exercise_search import can_do, hurts, minutes_of, warned
from hipedu.rehab.pain_monitoring import Refused
from hipedu.rehab.programmes import stage_of

GENERAL = "general_prevention"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEEDS_48_H = frozenset({"impact", "heavy_load"})
DEFAULT_PER_WEEK = 2
MOST_ITEMS = 8


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
            raise ValueError(f"{self.days} days a week: choose 1 to 7.")
        if not 5 <= self.minutes <= 180:
            raise ValueError(f"{self.minutes:g} minutes a session: choose 5 to 180.")


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise on a day, with its dose, its time [minute], and why it is there."""

    exercise: str
    dose: str
    minutes: float
    why: str


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
    minutes: float
    per_week: int
    prescribed: bool


def weekly_plan(
    request: PlanRequest,
    exercises: Mapping[str, Exercise],
    programme: Programme | None,
    *,
    red_flags: Sequence[str] = (),
) -> WeekPlan:
    """A week that keeps to every caution, the time, and the things at hand.

    Parameters
    ----------
    request : PlanRequest
        What is wanted.
    exercises : mapping
        All exercises by id.
    programme : Programme, optional
        The programme that `request` names; None for general prevention.
    red_flags : sequence of str
        Titles of danger signs that are open.

    Raises
    ------
    Refused
        While a danger sign is open.
    ValueError
        If the programme has no such phase.

    Notes
    -----
    What the programme prescribes comes first; the rest is filled with exercises for the same
    goal and phase. On each day the exercise is taken that is still most owed this week and whose
    muscles have had least. Hops and heavy weights keep 48 hours between. The same request
    always gives the same week.
    """
    if red_flags:
        raise Refused(
            f"No plan now: “{red_flags[0]}” has to be looked at first. "
            "Come back with the answer of whoever saw you."
        )
    stage = stage_of(programme, request.stage) if programme else None
    candidates, left_out = candidates_for(request, exercises, programme)
    order = sorted(candidates)
    random.Random(request.seed).shuffle(order)  # noqa: S311 - a choice among equals, no secret
    gym = [candidates[name] for name in order if candidates[name].exercise.position != "running"]
    sessions = _fill(request, gym)
    runs = _runs(request, stage, sessions, [
        candidates[name] for name in order if candidates[name].exercise.position == "running"
    ])  # fmt: skip
    notes = _notes(request, programme, stage, sessions, gym)
    name = programme.plain_name if programme else "Staying strong and supple"
    return WeekPlan(
        request=request,
        title=f"{name}: {stage.name if stage else request.stage}",
        sessions=sessions, runs=runs, left_out=tuple(left_out), notes=tuple(notes),
    )  # fmt: skip


def candidates_for(
    request: PlanRequest, exercises: Mapping[str, Exercise], programme: Programme | None
) -> tuple[dict[str, Candidate], list[tuple[str, str]]]:
    """What may be used, and what is left out and why."""
    stage = stage_of(programme, request.stage) if programme else None
    phase = stage.kind if stage else request.stage
    goal = programme.goal if programme else GENERAL
    wanted: dict[str, Prescription | None] = {}
    for each in stage.exercises if stage else ():
        wanted[each.exercise] = each
    if programme is None or not programme.supervised:
        for name, exercise in exercises.items():
            if phase in exercise.phases.get(goal, ()) and name not in wanted:
                wanted[name] = None
    found: dict[str, Candidate] = {}
    left_out: list[tuple[str, str]] = []
    for name, prescribed in wanted.items():
        exercise = exercises[name]
        why = _refusal(request, exercise, programme, stage, prescribed)
        if why:
            left_out.append((name, why))
        else:
            found[name] = _candidate(exercise, prescribed)
    if programme and stage:  # what somebody might miss
        for name, exercise in exercises.items():
            reason = warned(programme, stage.id, exercise)
            if reason and name not in wanted and goal in exercise.phases:
                left_out.append((name, reason))
    return found, sorted(left_out)


def _refusal(
    request: PlanRequest, exercise: Exercise, programme: Programme | None, stage: Stage | None,
    prescribed: Prescription | None,
) -> str | None:
    """Why an exercise may not be used; None if it may."""
    if programme and stage and (why := warned(programme, stage.id, exercise)):
        return why
    if prescribed and prescribed.if_allowed and not request.allowed:
        return "Only when whoever treats you has allowed it."
    if (demand := hurts(exercise, request.hurting)) is not None:
        return f"You said that this hurts: {demand.replace('_', ' ')}."
    if not can_do(exercise, request.equipment):
        return "It needs something that you do not have."
    return None


def _candidate(exercise: Exercise, prescribed: Prescription | None) -> Candidate:
    if prescribed is None:
        return Candidate(exercise, exercise.dose.text, minutes_of(exercise),
                          min(7, exercise.dose.per_week or DEFAULT_PER_WEEK), False)  # fmt: skip
    time = minutes_of(
        exercise, sets=prescribed.sets, reps=prescribed.reps, hold_s=prescribed.hold_s
    )
    per_week = prescribed.per_week or exercise.dose.per_week or DEFAULT_PER_WEEK
    return Candidate(exercise, prescribed.dose, time, per_week, True)


def spread(count: int) -> tuple[int, ...]:
    """Days of the week as far apart as they can be, 0 being Monday.

    Examples
    --------
    >>> spread(1), spread(3), spread(7)
    ((0,), (0, 2, 4), (0, 1, 2, 3, 4, 5, 6))
    """
    return tuple(index * 7 // count for index in range(count))


def _fill(request: PlanRequest, pool: list[Candidate]) -> tuple[Session, ...]:
    done: dict[str, int] = {}
    worked: dict[str, int] = {}
    sessions: list[Session] = []
    last_hard = -9
    days = spread(request.days)
    for at, day in enumerate(days):
        items: list[Item] = []
        today: set[str] = set()
        left = request.minutes
        hard = False
        while len(items) < MOST_ITEMS:
            rest = [
                each for each in pool
                if each.minutes <= left
                and each.exercise.id not in {item.exercise for item in items}
                and done.get(each.exercise.id, 0) < each.per_week
                and not (NEEDS_48_H & set(each.exercise.demands) and day - last_hard < 2)
            ]  # fmt: skip
            if not rest:
                break
            to_come = len(days) - at

            def worth(each: Candidate, to_come: int = to_come, today: set[str] = today) -> float:
                owed = min(1.0, (each.per_week - done.get(each.exercise.id, 0)) / to_come)
                new = sum(m not in today for m in each.exercise.muscles[:2])
                tired = sum(worked.get(m, 0) for m in each.exercise.muscles[:2])
                return 4 * each.prescribed + 2 * owed + new - 0.3 * tired

            best = max(rest, key=worth)
            items.append(_item(best, today))
            today.update(best.exercise.muscles)
            for muscle in best.exercise.muscles[:2]:
                worked[muscle] = worked.get(muscle, 0) + 1
            done[best.exercise.id] = done.get(best.exercise.id, 0) + 1
            hard = hard or bool(NEEDS_48_H & set(best.exercise.demands))
            left = round(left - best.minutes, 6)
        if hard:
            last_hard = day
        if items:
            sessions.append(Session(day, tuple(items)))
    return tuple(sessions)


def _item(each: Candidate, today: set[str]) -> Item:
    new = [m for m in each.exercise.muscles[:2] if m not in today]
    words = " and ".join(m.replace("_", " ") for m in new or each.exercise.muscles[:2])
    first = "This phase prescribes it." if each.prescribed else "It fits this goal and phase."
    second = f"It works {words}" + (", new today." if new else " once more.")
    return Item(each.exercise.id, each.dose, each.minutes, f"{first} {second}")


def _runs(
    request: PlanRequest, stage: Stage | None, sessions: Sequence[Session],
    inside: Sequence[Candidate],
) -> tuple[PlannedRun, ...]:
    if stage is None or stage.running.minutes_max == 0 or "impact" in request.hurting:
        return ()
    running = stage.running
    count = min(running.per_week_max, max(running.per_week_min, 3))
    busy = {session.day for session in sessions}
    hard = {session.day for session in sessions if len(session.items) > 0}
    chosen: list[int] = []
    for gap in (2, 1):  # alternate days first; side by side only if that leaves too few
        if gap == 1 and (running.walk_run or stage.kind == "settle"):
            break
        for day in (*(d for d in range(1, 7) if d not in busy), *sorted(hard), 0):
            far = all(min((day - d) % 7, (d - day) % 7) >= gap for d in chosen)
            if len(chosen) < count and day not in chosen and far:
                chosen.append(day)
    text = "The next step of the walk-run ladder" if running.walk_run else (
        f"{running.minutes_min} to {running.minutes_max} minutes. {running.rule}"
    )
    runs = []
    for index, day in enumerate(sorted(chosen)):
        extra = tuple(_item(each, set()) for each in inside if index < each.per_week)
        runs.append(PlannedRun(day, text, running.minutes_max, extra))
    return tuple(runs)


def _notes(
    request: PlanRequest, programme: Programme | None, stage: Stage | None,
    sessions: Sequence[Session], pool: Sequence[Candidate],
) -> list[str]:
    notes = []
    if programme and programme.supervised:
        notes.append("Medical care leads here: show this plan to whoever treats you.")
    if len(sessions) < request.days:
        shortest = min((each.minutes for each in pool), default=None)
        if shortest is not None and shortest > request.minutes:
            notes.append(f"The shortest exercise takes {shortest:g} minutes: give a session more.")
        else:
            notes.append("There was not enough that is safe for every day you chose.")
    if any(each.per_week > request.days and each.prescribed for each in pool) and sessions:
        notes.append("Holds and easy exercises that are meant for more days may be done on more.")
    if stage is not None and stage.running.minutes_max == 0:
        notes.append(f"Running: {stage.running.rule}")
    if stage is not None and "impact" in request.hurting and stage.running.minutes_max:
        notes.append("No runs are planned, because you said that hopping and running hurt.")
    return notes
