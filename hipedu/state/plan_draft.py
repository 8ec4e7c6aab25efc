"""A plan as one value: the goal, the log it grows from, the sessions; undo keeps whole ones."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.language import N_, _
from hipedu.model import Run, RunningLadder
from hipedu.rehab.return_to_run import rungs
from hipedu.state.kept import UNREADABLE, listed, plain_text, run_again
from hipedu.state.plan_rows import MISFIT, own_name, runs_again
from hipedu.training.plan_edits import plan_rows
from hipedu.training.plan_reading import HISTORY_DAYS
from hipedu.training.plans import (
    RULE_SETS,
    EntrySession,
    PlannedRun,
    RuleSet,
    build_plan,
    typical_history,
)

HISTORY_WEEKS = 6
OWN = "own"
PACE_RUNS = 20
"""So many of the latest runs say what an easy pace is."""
MOST_LOG = 2_000
"""Runs of a log that a plan looks at; nobody runs so often in `HISTORY_DAYS` days."""

LADDER_WORDS = N_(
    "The return to running goes step by step: each step twice without a rise in pain before the "
    "next one, a day of rest between. The plan shows the quickest way; amber repeats a step, red "
    "goes one back."
)


class Draft(NamedTuple):
    """Everything that undo takes back. `runs` None: as the planner makes it.

    `log` holds the runs that a plan can look at, empty where the last weeks were typed;
    `log_cut` says that the file went further back; `scenario` whose invented log it is.
    """

    goal_km: float = 21.1
    goal_date: str = ""
    days_a_week: int = 4
    rule_set: str = "spike"
    spike_cap: float = 10.0
    week_cap: float = 10.0
    deload_every: int = 4
    week_km: float = 25.0
    longest_km: float = 10.0
    layoff_weeks: int = 0
    pace: float = 6.5
    ladder: int = 0
    log: tuple[Run, ...] = ()
    log_cut: bool = False
    scenario: str | None = None
    runs: tuple[PlannedRun, ...] | None = None
    notes: tuple[str, ...] = ()
    name: str = ""
    edited: bool = False
    kept: tuple[PlannedRun, ...] | None = None
    kept_name: str = ""
    kept_edited: bool = False


SETTINGS: tuple[str, ...] = (
    "goal_km", "goal_date", "days_a_week", "rule_set", "spike_cap", "week_cap", "deload_every",
    "week_km", "longest_km", "layoff_weeks", "pace", "ladder",
)  # fmt: skip
"""What can be set, by name."""

MOST_STEPS = 99
"""Beyond any ladder; `made` knows how many steps this one has."""

_BOUNDS: Mapping[str, tuple[float, float, str]] = {
    "goal_km": (1, 100, N_("The goal in km")),
    "days_a_week": (1, 7, N_("Days a week")),
    "week_km": (0, 300, N_("Kilometres a week")),
    "longest_km": (0.5, 100, N_("The longest run in km")),
    "layoff_weeks": (0, 104, N_("Weeks without a run")),
    "pace": (2, 20, N_("Easy pace, minutes a km")),
    "ladder": (0, MOST_STEPS, N_("The step of the ladder")),
    "spike_cap": (0, 100, N_("Percent beyond the longest run")),
    "week_cap": (0, 100, N_("Percent a week")),
    "deload_every": (0, 12, N_("A lighter week every")),
}
_WHOLE = frozenset({"days_a_week", "layoff_weeks", "ladder", "deload_every"})


def next_monday(today: dt.date) -> dt.date:
    """The day on which a plan begins."""
    return today + dt.timedelta(days=7 - today.weekday())


def first_draft(today: dt.date) -> Draft:
    """What a new page begins with: a half marathon in twelve weeks, without its sessions yet."""
    sunday = today + dt.timedelta(days=6 - today.weekday())
    return Draft(goal_date=(sunday + dt.timedelta(days=7 * 12)).isoformat())


def with_setting(draft: Draft, name: str, value: Any) -> Draft:
    """A draft with one setting changed; the sessions are not made anew.

    Raises
    ------
    ValueError
        If it cannot be, in words.
    """
    if name == "goal_date":
        try:
            return draft._replace(goal_date=dt.date.fromisoformat(str(value)).isoformat())
        except ValueError:
            raise ValueError(_("That is no date. Write it as 2027-04-03.")) from None
    if name == "rule_set":
        if value not in {OWN, *(each.id for each in RULE_SETS)}:
            raise ValueError(_("There is no such rule set."))
        return draft._replace(rule_set=str(value))
    if name not in _BOUNDS:
        raise ValueError(_("The plan has no such setting."))
    low, high, words = _BOUNDS[name]
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(_("{words}: enter a number.", words=_(words))) from None
    if not (math.isfinite(number) and low <= number <= high):
        raise ValueError(
            _("{words}: enter {low} to {high}.", words=_(words), low=f"{low:g}",
              high=f"{high:g}")
        )
    changes: dict[str, Any] = {name: round(number) if name in _WHOLE else number}
    return draft._replace(**changes)


def with_log(draft: Draft, runs: Sequence[Run], *, scenario: str | None = None) -> Draft:
    """A draft that grows from these runs, oldest first; from what was typed if there are none.

    Of a long log the part is kept that a plan can look at: `HISTORY_DAYS` before its last run,
    and the runs that say how fast an easy one is.
    """
    if not runs:
        return draft._replace(log=(), log_cut=False, scenario=None)
    since = runs[-1].date - dt.timedelta(days=HISTORY_DAYS)
    recent = sum(run.date >= since for run in runs)
    kept = tuple(runs[-min(MOST_LOG, max(recent, PACE_RUNS)) :])
    return draft._replace(log=kept, log_cut=len(kept) < len(runs), scenario=scenario)


def history_of(draft: Draft, today: dt.date) -> tuple[Run, ...]:
    """What was run until today: the log, or what was typed about the last weeks."""
    if draft.log:
        return draft.log
    # what was typed stands for the weeks until the plan begins, or until the lay-off
    return typical_history(
        today=next_monday(today) - dt.timedelta(days=7 * draft.layoff_weeks),
        week_km=draft.week_km, longest_km=draft.longest_km, days_a_week=draft.days_a_week,
        weeks=HISTORY_WEEKS,
    )  # fmt: skip


def pace_of(draft: Draft) -> float:
    """An easy pace [min/km]: the middle one of the log, or what was typed."""
    known = [
        run.duration_min / run.distance_km for run in draft.log[-PACE_RUNS:] if run.duration_min
    ]  # fmt: skip
    if known:
        return min(20.0, max(2.0, round(statistics.median(known), 2)))
    return draft.pace


def _rules(draft: Draft) -> RuleSet:
    if draft.rule_set != OWN:
        return next(each for each in RULE_SETS if each.id == draft.rule_set)
    return RuleSet(
        id=OWN, name=own_name(draft.spike_cap, draft.week_cap, draft.deload_every),
        deload_every=draft.deload_every, spike_cap_percent=draft.spike_cap or None,
        week_cap_percent=draft.week_cap or None,
    )  # fmt: skip


def made(draft: Draft, today: dt.date, ladder: RunningLadder) -> Draft:
    """The draft with its sessions as the planner makes them.

    Raises
    ------
    ValueError
        If there is no plan for this goal, or no such step of the ladder, in words.
    """
    rules = _rules(draft)
    if draft.ladder > len(ladder.steps):
        raise ValueError(
            _("The ladder has {steps} steps. Enter one of them, or 0 for none.",
              steps=len(ladder.steps))
        )  # fmt: skip
    steps = rungs(ladder)[draft.ladder - 1 :] if draft.ladder else ()
    plan = build_plan(
        history_of(draft, today), goal_km=draft.goal_km,
        goal_date=dt.date.fromisoformat(draft.goal_date), days_a_week=draft.days_a_week,
        rules=rules, today=today, pace_min_per_km=pace_of(draft),
        entry=[
            EntrySession(
                times=step.times, run_min=step.run_min, walk_min=step.walk_min, text=step.text
            )
            for step in steps for _ in range(round(ladder.clean_repeats.value))
        ],
    )  # fmt: skip
    notes = plan.notes if not steps else (_(LADDER_WORDS), *plan.notes)
    return draft._replace(runs=plan.runs, notes=notes, name=_(rules.name), edited=False)


def inputs_of(draft: Draft) -> dict[str, Any]:
    """What another copy of the page needs to be like this one."""
    own = draft.log if draft.scenario is None else ()
    return {
        **{name: getattr(draft, name) for name in SETTINGS},
        "scenario": draft.scenario,
        "log": [
            {"date": run.date.isoformat(), "distance_km": run.distance_km,
             "duration_min": run.duration_min}
            for run in own
        ],
        "log_cut": draft.log_cut,
        "runs": plan_rows(draft.runs or ()), "edited": draft.edited,
        "kept": plan_rows(draft.kept or ()), "kept_name": draft.kept_name,
        "kept_edited": draft.kept_edited,
    }  # fmt: skip


def log_again(inputs: Mapping[str, Any], draft: Draft, *, today: dt.date) -> Draft:
    """A draft with the log of another copy, checked as if it were typed.

    Raises
    ------
    ValueError
        If it is not what a view holds.
    """
    rows = listed(inputs.get("log"), MOST_LOG)
    runs = sorted((run_again(row, today=today) for row in rows), key=lambda run: run.date)
    cut = inputs.get("log_cut", False)
    if not isinstance(cut, bool):
        raise ValueError(_(UNREADABLE))
    # an own log only: whatever was cut off before is not to be cut off again
    return draft._replace(log=tuple(runs), log_cut=cut and bool(runs), scenario=None)


def draft_again(
    inputs: Mapping[str, Any], draft: Draft, *, today: dt.date, ladder: RunningLadder
) -> Draft:
    """A draft with another copy's settings and sessions; the log is there already.

    Raises
    ------
    ValueError
        If they are not what a view holds.
    """
    if not isinstance(inputs.get("runs", []), list):
        raise ValueError(_(MISFIT))
    for name in SETTINGS:
        if name in inputs:
            draft = with_setting(draft, name, inputs[name])
    draft = made(draft, today, ladder)
    runs = runs_again(inputs.get("runs", []))
    kept = runs_again(inputs.get("kept", []))
    if runs:
        draft = draft._replace(runs=runs, edited=inputs.get("edited") is not False)
    if kept:
        called = inputs.get("kept_name")
        draft = draft._replace(
            kept=kept, kept_edited=inputs.get("kept_edited") is True,
            kept_name=plain_text(called) if isinstance(called, str) and called
            else _("the plan you kept"),
        )  # fmt: skip
    return draft
