"""A running plan for the calendar, for a spreadsheet and for a watch."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hipedu.exporting.calendar import NAMESPACE
from hipedu.exporting.table_csv import guarded
from hipedu.language import N_, _
from hipedu.language.numbers import decimal, shortest, weekday
from hipedu.training.plans import PlannedRun

KINDS = {
    "easy": N_("Easy run"), "long": N_("Long run"), "race": N_("Goal"),
    "walk_run": N_("Run and walk"),
}  # fmt: skip
LEARNING = N_("For learning, not medical advice. Pain overrules it.")
COLUMNS = ("date", "weekday", "session", "distance_km", "minutes", "in words")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """A plan and what is to be said of it, as `PlanState.sheet` gives it.

    `pace` is an easy pace [min/km]; `breaks` holds a row for each rule.
    """

    runs: Sequence[PlannedRun]
    name: str
    goal_km: float
    goal_date: str
    pace: float
    notes: Sequence[str]
    breaks: Sequence[Mapping[str, Any]]
    caution: str
    knowledge: str


def session_minutes(run: PlannedRun, pace: float) -> float:
    """How long a session takes at an easy pace [min].

    Examples
    --------
    >>> session_minutes(PlannedRun(date=dt.date(2027, 1, 4), distance_km=10.0), 6.0)
    60.0
    """
    return run.minutes if run.minutes is not None else run.distance_km * pace


def session_title(run: PlannedRun) -> str:
    """A session in a few words.

    Examples
    --------
    >>> session_title(PlannedRun(date=dt.date(2027, 1, 4), distance_km=10.0, kind="long"))
    'Long run, 10 km'
    """
    kind = _(KINDS[run.kind]) if run.kind in KINDS else _("Run")
    if run.kind == "walk_run" and run.minutes is not None:
        return _("{kind}, {minutes} minutes", kind=kind, minutes=shortest(run.minutes))
    return _("{kind}, {km} km", kind=kind, km=shortest(run.distance_km))


def run_plan_csv(plan: RunPlan) -> str:
    """One row a session (RFC 4180); texts that could be formulas begin with an apostrophe."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for run in plan.runs:
        writer.writerow(
            [
                run.date.isoformat(), weekday(run.date), _(KINDS.get(run.kind, "Run")),
                f"{run.distance_km:g}", f"{session_minutes(run, plan.pace):.0f}",
                guarded(run.text),
            ]
        )  # fmt: skip
    return target.getvalue()


def run_plan_calendar(plan: RunPlan) -> bytes:
    """Every session as an event of a whole day (RFC 5545).

    An event's id depends on its day only, so a plan that was changed and is imported again
    changes the days and doubles none.
    """
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", "-//hipedu//running plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"hipedu: {plan.goal_km:g} km on {plan.goal_date}"))
    for run in plan.runs:
        event = Event()
        event.add("uid", _uid(run))
        event.add("dtstamp", dt.datetime.combine(run.date, dt.time(), tzinfo=dt.UTC))
        event.add("dtstart", run.date)
        event.add("dtend", run.date + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", session_title(run))
        minutes = session_minutes(run, plan.pace)
        words = run.text or _(
            "About {minutes} minutes at an easy {pace} a km.",
            minutes=decimal(minutes, 0), pace=_pace(plan.pace),
        )
        event.add("description", f"{words}\n\n{_(LEARNING)}")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _uid(run: PlannedRun) -> str:
    return f"run-{hashlib.sha256(run.date.isoformat().encode()).hexdigest()[:24]}@{NAMESPACE}"


def _pace(pace: float) -> str:
    seconds = round(60 * pace)
    return f"{seconds // 60}:{seconds % 60:02d}"


def run_plan_workouts(plan: RunPlan) -> bytes:
    """Every session as a FIT workout for a watch, together in a zip.

    Returns
    -------
    bytes
        A zip with one file a session, named by its day. A session of running and walking has
        its steps; any other is one step of a distance.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for run in plan.runs:
            day = run.date
            entry = zipfile.ZipInfo(
                f"{day.isoformat()}-{run.kind}.fit",
                date_time=(day.year, day.month, day.day, 0, 0, 0),
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, run_workout(run))
    return target.getvalue()


def run_workout(run: PlannedRun) -> bytes:
    """One session as a FIT workout file."""
    from fit_tool.fit_file_builder import FitFileBuilder
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import (
        FileType,
        Intensity,
        Manufacturer,
        Sport,
        WorkoutStepDuration,
        WorkoutStepTarget,
    )

    made_on = dt.datetime.combine(run.date, dt.time(), tzinfo=dt.UTC)
    file_id = FileIdMessage()
    file_id.type = FileType.WORKOUT
    file_id.manufacturer = Manufacturer.DEVELOPMENT.value
    file_id.product = 0
    file_id.time_created = round(made_on.timestamp() * 1000)  # no clock: same plan, same file
    file_id.serial_number = run.date.toordinal()
    steps = []
    for number, (words, seconds, metres, resting) in enumerate(workout_steps(run)):
        step = WorkoutStepMessage()
        step.message_index = number
        step.workout_step_name = words
        step.intensity = Intensity.REST if resting else Intensity.ACTIVE
        if metres is not None:
            step.duration_type = WorkoutStepDuration.DISTANCE
            step.duration_distance = metres
        else:
            step.duration_type = WorkoutStepDuration.TIME
            step.duration_time = seconds
        step.target_type = WorkoutStepTarget.OPEN
        step.target_value = 0
        steps.append(step)
    workout = WorkoutMessage()
    workout.workout_name = session_title(run)
    workout.sport = Sport.RUNNING
    workout.num_valid_steps = len(steps)
    builder = FitFileBuilder(auto_define=True, min_string_size=32)
    builder.add(file_id)
    builder.add(workout)
    builder.add_all(steps)
    made: bytes = builder.build().to_bytes()
    return made


def workout_steps(run: PlannedRun) -> Sequence[tuple[str, float, float | None, bool]]:
    """The steps of a session: words, seconds [s], metres [m] or None, and whether it is a walk.

    Examples
    --------
    >>> day = dt.date(2027, 1, 4)
    >>> workout_steps(PlannedRun(date=day, distance_km=8.0))
    [('Run easy', 0.0, 8000.0, False)]
    >>> steps = workout_steps(PlannedRun(date=day, distance_km=1.0, kind="walk_run", minutes=10.0,
    ...                                  steps=(2, 1.0, 4.0)))
    >>> [(words, seconds) for words, seconds, _, _ in steps]
    [('Run', 60.0), ('Walk', 240.0), ('Run', 60.0), ('Walk', 240.0)]
    """
    if run.minutes is None:
        words = _("Run") if run.kind == "race" else _("Run easy")
        return [(words, 0.0, 1000 * run.distance_km, False)]
    if run.steps is None or not run.steps[2]:
        return [(_("Run easy"), 60 * run.minutes, None, False)]
    times, running, walking = run.steps
    pair = [(_("Run"), 60 * running, None, False), (_("Walk"), 60 * walking, None, True)]
    return pair * times
