"""A week of exercises and running, made of a programme, a person's time, things and aches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from hipedu.language import N_, _, joined, numbers
from hipedu.model import Exercise, Programme
from hipedu.model.programme import Prescription, Stage
from hipedu.rehab import plan_words
from hipedu.rehab.dosing import Amount, amount_of, amount_words, minutes_for
from hipedu.rehab.exercise_search import can_do, hurts, warned
from hipedu.rehab.pain_monitoring import Refused
from hipedu.rehab.plan_parts import (
    DEFAULT_PER_WEEK,
    GENERAL,
    MOST_ITEMS,
    NEEDS_48_H,
    Candidate,
    Item,
    PlannedRun,
    PlanRequest,
    Session,
    WeekPlan,
    days_apart,
    spread,
)
from hipedu.rehab.programmes import stage_of

__all__ = [
    "GENERAL", "NEEDS_48_H", "Candidate", "Item", "PlanRequest", "PlannedRun",
    "Session", "WeekPlan", "candidates_for", "may_run", "reasoned", "run_gap", "run_text",
    "weekly_plan",
]  # fmt: skip

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
        raise Refused(no_plan_now(red_flags[0]))
    stage = stage_of(programme, request.stage) if programme else None
    candidates, left_out = candidates_for(request, exercises, programme)
    order = sorted(candidates)
    random.Random(request.seed).shuffle(order)  # noqa: S311 - a choice among equals, no secret
    gym = [candidates[name] for name in order if candidates[name].exercise.position != "running"]
    sessions = _fill(request, gym)
    runs = _runs(request, programme, stage, sessions, [
        candidates[name] for name in order if candidates[name].exercise.position == "running"
    ])  # fmt: skip
    notes = _notes(request, programme, stage, sessions, gym)
    return WeekPlan(
        request=request,
        title=plan_title(programme, request.stage),
        sessions=sessions, runs=runs, left_out=tuple(left_out), notes=tuple(notes),
    )  # fmt: skip


def no_plan_now(title: str) -> str:
    """The sentence that refuses a plan while a danger sign is open."""
    return _(
        "No plan now: “{sign}” has to be looked at first. Come back with the answer of whoever "
        "saw you.", sign=title,
    )  # fmt: skip


PHASES = {"strengthen": N_("Build strength"), "return": N_("Keep supple and springy")}
"""Phases of prevention, which has no programme."""


def plan_title(programme: Programme | None, stage: str) -> str:
    """What a plan is called."""
    if programme is None:
        return _("Staying strong and supple: {phase}", phase=_(PHASES.get(stage, stage)))
    return _("{what}: {phase}", what=programme.plain_name, phase=stage_of(programme, stage).name)


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
    needs_leave = (prescribed and prescribed.if_allowed) or (programme and programme.supervised)
    if needs_leave and not request.allowed:
        return _("Only when whoever treats you has allowed it.")
    if (demand := hurts(exercise, request.hurting)) is not None:
        return _("You said that this hurts: {what}.", what=plan_words.demand(demand))
    if not can_do(exercise, request.equipment):
        return _("It needs something that you do not have.")
    return None


def _candidate(exercise: Exercise, prescribed: Prescription | None) -> Candidate:
    amount = amount_of(exercise, prescribed)
    per_week = exercise.dose.per_week or DEFAULT_PER_WEEK
    if prescribed is None:
        return Candidate(exercise, exercise.dose.text, amount, min(7, per_week), False)
    return Candidate(exercise, prescribed.dose, amount, prescribed.per_week or per_week, True)


def _fill(request: PlanRequest, pool: list[Candidate]) -> tuple[Session, ...]:
    done: dict[str, int] = {}
    worked: dict[str, int] = {}
    sessions: list[Session] = []
    hard_days: list[int] = []
    found = {each.exercise.id: each for each in pool}
    days = spread(request.days)
    for at, day in enumerate(days):
        chosen: list[Candidate] = []
        today: set[str] = set()
        left = request.minutes
        rested = all(days_apart(day, other) >= 2 for other in hard_days)
        while len(chosen) < MOST_ITEMS:
            rest = [
                each for each in pool
                if each.minutes <= left
                and each not in chosen
                and done.get(each.exercise.id, 0) < each.per_week
                and (rested or not each.hard)
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
            chosen.append(best)
            today.update(best.exercise.muscles)
            for muscle in best.exercise.muscles[:2]:
                worked[muscle] = worked.get(muscle, 0) + 1
            done[best.exercise.id] = done.get(best.exercise.id, 0) + 1
            left = round(left - best.minutes, 6)
        if any(each.hard for each in chosen):
            hard_days.append(day)
        if chosen:
            bare = [Item(each.exercise.id, "", 0, "", each.amount) for each in chosen]
            sessions.append(Session(day, reasoned(bare, found)))
    return tuple(sessions)


def reasoned(
    items: Iterable[Item], found: Mapping[str, Candidate], names: Mapping[str, str] | None = None
) -> tuple[Item, ...]:
    """The items of a day with dose, time and reason worked out anew, in their order.

    Parameters
    ----------
    found : mapping
        What may be planned, by id.
    names : mapping, optional
        Names of exercises, for those whose place another took.
    """
    today: set[str] = set()
    made = []
    for item in items:
        each = found[item.exercise]
        made.append(
            Item(
                item.exercise, _dose(each, item.amount), minutes_for(each.exercise, item.amount),
                _why(each, item, today, names or {}), item.amount, item.edits, item.instead_of,
            )
        )  # fmt: skip
        today.update(each.exercise.muscles)
    return tuple(made)


def _dose(each: Candidate, amount: Amount) -> str:
    """The phase's own words, or what was made of them."""
    if amount == each.amount:
        return each.dose
    return _(
        "{yours} (the phase says: {dose})", yours=amount_words(each.exercise, amount),
        dose=each.dose,
    )  # fmt: skip


def _why(each: Candidate, item: Item, today: set[str], names: Mapping[str, str]) -> str:
    new = [m for m in each.exercise.muscles[:2] if m not in today]
    words = joined([plan_words.muscle(m) for m in new or each.exercise.muscles[:2]])
    says = []
    if item.instead_of:
        old = names.get(item.instead_of, item.instead_of)
        says.append(_("You chose it instead of “{name}”.", name=old))
    elif "added" in item.edits:
        says.append(_("You added it."))
    if each.prescribed:
        says.append(_("This phase prescribes it."))
    else:
        says.append(_("It fits this goal and phase."))
    if new:
        says.append(_("It works {muscles}, new today.", muscles=words))
    else:
        says.append(_("It works {muscles} once more.", muscles=words))
    return " ".join(says)


def _runs(
    request: PlanRequest, programme: Programme | None, stage: Stage | None,
    sessions: Sequence[Session], inside: Sequence[Candidate],
) -> tuple[PlannedRun, ...]:
    if stage is None or not may_run(request, stage, programme):
        return ()
    running = stage.running
    count = min(running.per_week_max, max(running.per_week_min, 3))
    busy = {session.day for session in sessions}
    hard = {session.day for session in sessions if len(session.items) > 0}
    chosen: list[int] = []
    for gap in (2, 1):  # alternate days first; side by side only if that leaves too few
        if gap < run_gap(stage):
            break
        for day in (*(d for d in range(1, 7) if d not in busy), *sorted(hard), 0):
            far = all(days_apart(day, d) >= gap for d in chosen)
            if len(chosen) < count and day not in chosen and far:
                chosen.append(day)
    runs = []
    for index, day in enumerate(sorted(chosen)):
        bare = [Item(e.exercise.id, "", 0, "", e.amount) for e in inside if index < e.per_week]
        items = reasoned(bare, {each.exercise.id: each for each in inside})
        runs.append(PlannedRun(day, run_text(stage), running.minutes_max, items))
    return tuple(runs)


def may_run(request: PlanRequest, stage: Stage, programme: Programme | None) -> bool:
    """Whether a phase has runs for this person."""
    cleared = request.allowed or programme is None or not programme.supervised
    return stage.running.minutes_max > 0 and "impact" not in request.hurting and cleared


def run_gap(stage: Stage) -> int:
    """Days from one run to the next: 2 where every other day is the most."""
    return 2 if stage.running.walk_run or stage.kind == "settle" else 1


def run_text(stage: Stage) -> str:
    """What a run of a phase is."""
    running = stage.running
    if running.walk_run:
        return _("The next step of the walk-run ladder")
    return _(
        "{low} to {high} minutes. {rule}", low=running.minutes_min, high=running.minutes_max,
        rule=running.rule,
    )  # fmt: skip


def _notes(
    request: PlanRequest, programme: Programme | None, stage: Stage | None,
    sessions: Sequence[Session], pool: Sequence[Candidate],
) -> list[str]:
    notes = []
    if programme and programme.supervised:
        notes.append(_("Medical care leads here: show this plan to whoever treats you."))
    if len(sessions) < request.days:
        shortest = min((each.minutes for each in pool), default=None)
        if shortest is not None and shortest > request.minutes:
            notes.append(
                _(
                    "The shortest exercise takes {n} minutes: give a session more.",
                    n=numbers.shortest(shortest),
                )
            )
        else:
            notes.append(_("There was not enough that is safe for every day you chose."))
    if any(each.per_week > request.days and each.prescribed for each in pool) and sessions:
        notes.append(
            _("Holds and easy exercises that are meant for more days may be done on more.")
        )
    if stage is not None and stage.running.minutes_max == 0:
        notes.append(_("Running: {rule}", rule=stage.running.rule))
    if stage is not None and "impact" in request.hurting and stage.running.minutes_max:
        notes.append(
            _("No runs are planned, because you said that hopping and running hurt.")
        )
    return notes
