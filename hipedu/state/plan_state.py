"""The plan builder: a goal, a rule set, a week grid that can be edited, two plans side by side.

`PlanState.view()` holds ``goal`` (distance, date, days, rule set with its caps, and what was typed
of the last weeks), ``rule_sets``, ``ladder`` (steps of the return to running), ``scenarios``,
``log`` (where the history comes from, for the drop area), ``weeks`` (rows of seven days with their
sessions), ``breaks`` (each rule with the days on which it objects), ``measures`` (every measure on
each Sunday), ``kept`` (the same of the plan kept for comparison), ``figure``, ``notes``,
``can_undo``, ``can_redo`` and ``inputs`` for `restore`.
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _, ngettext
from hipedu.model import Run
from hipedu.rehab.return_to_run import CLEAN_REPEATS, LADDER
from hipedu.state.plan_rows import (
    MISFIT,
    by_week,
    measured_week,
    own_name,
    runs_again,
    shown_plan,
    sums,
)
from hipedu.state.steps import Steps
from hipedu.state.training_state import TrainingState
from hipedu.state.training_words import CAUTION, STANDINGS
from hipedu.training.plan_edits import moved_run, plan_rows, with_run
from hipedu.training.plan_reading import PlanBreak, PlanReading, read_plan
from hipedu.training.plans import (
    RULE_SETS,
    EntrySession,
    PlannedRun,
    RuleSet,
    build_plan,
    typical_history,
)
from hipedu.training.readers import Progress
from hipedu.training.spike import LOOKBACK_DAYS

HISTORY_WEEKS = 6
OWN = "own"
PACE_RUNS = 20
"""So many of the latest runs say what an easy pace is."""

LADDER_WORDS = N_(
    "The return to running goes step by step: each step twice without a rise in pain before the "
    "next one, a day of rest between. The plan shows the quickest way; amber repeats a step, red "
    "goes one back."
)


class Draft(NamedTuple):
    """Everything that undo takes back. `runs` None: as the planner makes it."""

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
    use_log: bool = False
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

_BOUNDS: Mapping[str, tuple[float, float, str]] = {
    "goal_km": (1, 100, N_("The goal in km")),
    "days_a_week": (1, 7, N_("Days a week")),
    "week_km": (0, 300, N_("Kilometres a week")),
    "longest_km": (0.5, 100, N_("The longest run in km")),
    "layoff_weeks": (0, 104, N_("Weeks without a run")),
    "pace": (2, 20, N_("Easy pace, minutes a km")),
    "ladder": (0, len(LADDER), N_("The step of the ladder")),
    "spike_cap": (0, 100, N_("Percent beyond the longest run")),
    "week_cap": (0, 100, N_("Percent a week")),
    "deload_every": (0, 12, N_("A lighter week every")),
}
_WHOLE = frozenset({"days_a_week", "layoff_weeks", "ladder", "deload_every"})


class PlanState(traitlets.HasTraits):
    """A plan and what every rule says of it.

    Parameters
    ----------
    catalogue : Catalogue
        Rules and scenarios.
    today : date
        The plan begins on the next Monday.
    draw : function, optional
        The figure of the weeks.
    """

    draft = traitlets.Any()
    actions = frozenset({
        "set_goal", "set_run", "move_run", "keep_plan", "swap_kept", "drop_kept", "make_again",
        "load_scenario", "set_option", "cancel", "undo", "redo", "reset", "restore",
    })  # fmt: skip

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        today: dt.date,
        draw: Callable[..., dict[str, Any]] | None = None,
    ) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.today = today
        self.training = TrainingState(catalogue, today=today)
        self._draw = draw
        self._read: dict[Any, PlanReading] = {}
        self.monday = today + dt.timedelta(days=7 - today.weekday())
        self.draft = self._made(self._first())
        self._steps = Steps(self.draft)

    def _first(self) -> Draft:
        sunday = self.today + dt.timedelta(days=6 - self.today.weekday())
        return Draft(goal_date=(sunday + dt.timedelta(days=7 * 12)).isoformat())

    # files: the log of the training page does the reading -----------------------------------

    def load_files(self, files: Iterable[tuple[str, bytes]], *, add: bool = False) -> None:
        """Read uploaded files and plan from them."""
        for _step in self.read_steps(files, add=add):
            pass

    def read_steps(
        self, files: Iterable[tuple[str, bytes]], *, add: bool = False
    ) -> Iterator[Progress]:
        """The same, one file at a time."""
        yield from self.training.read_steps(files, add=add)
        if self.training.runs:
            self._change(self._made(self.draft._replace(use_log=True)))

    def cancel(self) -> None:
        """Stop reading."""
        self.training.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether the last reading was stopped."""
        return self.training.cancelled

    def set_option(self, name: str, value: Any) -> None:
        """As on the training page: the time zone and the like."""
        self.training.set_option(name, value)

    def load_scenario(self, id: str) -> None:
        """Plan from an invented runner's history; none for what is typed."""
        if not id:
            self._change(self._made(self.draft._replace(use_log=False)))
            return
        self.training.load_scenario(id)
        self._change(self._made(self.draft._replace(use_log=True)))

    # the goal -----------------------------------------------------------------------------

    def set_goal(self, name: str, value: Any) -> None:
        """Change goal_km, goal_date, days_a_week, rule_set, week_km or longest_km.

        Raises
        ------
        ValueError
            If it cannot be, in words.
        """
        self._change(self._made(self._with(self.draft, name, value)))

    def _with(self, draft: Draft, name: str, value: Any) -> Draft:
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

    @property
    def history(self) -> tuple[Run, ...]:
        """What was run until today: the log, or what was typed about the last weeks."""
        draft: Draft = self.draft
        return self._history(draft)

    def _history(self, draft: Draft) -> tuple[Run, ...]:
        if draft.use_log and self.training.runs:
            return self.training.runs
        # what was typed stands for the weeks until the plan begins, or until the lay-off
        return typical_history(
            today=self.monday - dt.timedelta(days=7 * draft.layoff_weeks),
            week_km=draft.week_km, longest_km=draft.longest_km, days_a_week=draft.days_a_week,
            weeks=HISTORY_WEEKS,
        )  # fmt: skip

    def _pace(self, draft: Draft) -> float:
        """An easy pace [min/km]: the middle one of the log, or what was typed."""
        if draft.use_log:
            known = [
                run.duration_min / run.distance_km for run in self.training.runs[-PACE_RUNS:]
                if run.duration_min
            ]  # fmt: skip
            if known:
                return min(20.0, max(2.0, round(statistics.median(known), 2)))
        return draft.pace

    def _rules(self, draft: Draft) -> RuleSet:
        if draft.rule_set != OWN:
            return next(each for each in RULE_SETS if each.id == draft.rule_set)
        return RuleSet(
            id=OWN, name=own_name(draft.spike_cap, draft.week_cap, draft.deload_every),
            deload_every=draft.deload_every, spike_cap_percent=draft.spike_cap or None,
            week_cap_percent=draft.week_cap or None,
        )  # fmt: skip

    def _made(self, draft: Draft) -> Draft:
        rules = self._rules(draft)
        steps = LADDER[draft.ladder - 1 :] if draft.ladder else ()
        plan = build_plan(
            self._history(draft), goal_km=draft.goal_km,
            goal_date=dt.date.fromisoformat(draft.goal_date), days_a_week=draft.days_a_week,
            rules=rules, today=self.today, pace_min_per_km=self._pace(draft),
            entry=[
                EntrySession(
                    times=step.times, run_min=step.run_min, walk_min=step.walk_min, text=step.text
                )
                for step in steps for _ in range(CLEAN_REPEATS)
            ],
        )  # fmt: skip
        notes = plan.notes if not steps else (_(LADDER_WORDS), *plan.notes)
        return draft._replace(runs=plan.runs, notes=notes, name=_(rules.name), edited=False)

    # sessions -----------------------------------------------------------------------------

    def set_run(self, date: str, distance_km: float | None) -> None:
        """Give a day a distance; 0 or None makes it a day of rest."""
        day = self._day(date)
        km = None if distance_km is None else float(distance_km)
        self._change(self._edited(with_run(self.draft.runs, day, km)))

    def move_run(self, source: str, target: str) -> None:
        """Put a session on another day; two sessions change places."""
        self._change(
            self._edited(moved_run(self.draft.runs, self._day(source), self._day(target)))
        )

    def _edited(self, runs: tuple[PlannedRun, ...]) -> Draft:
        return self.draft._replace(runs=runs, edited=True)

    def make_again(self) -> None:
        """The planner's own version once more, without what was edited."""
        self._change(self._made(self.draft))

    def keep_plan(self) -> None:
        """Keep this plan to compare the next one with."""
        draft: Draft = self.draft
        self._change(
            draft._replace(kept=draft.runs, kept_name=draft.name, kept_edited=draft.edited)
        )

    def swap_kept(self) -> None:
        """Work on the kept plan; this one is kept instead.

        Raises
        ------
        ValueError
            If no plan was kept.
        """
        draft: Draft = self.draft
        if draft.kept is None:
            raise ValueError(_("No plan was kept yet."))
        self._change(
            draft._replace(
                runs=draft.kept, name=draft.kept_name, edited=draft.kept_edited,
                kept=draft.runs, kept_name=draft.name, kept_edited=draft.edited,
            )
        )

    def drop_kept(self) -> None:
        """Compare no longer."""
        self._change(self.draft._replace(kept=None, kept_name="", kept_edited=False))

    @staticmethod
    def _date(date: Any) -> dt.date:
        try:
            return dt.date.fromisoformat(str(date))
        except ValueError:
            raise ValueError(_("That is no date.")) from None

    def _day(self, date: Any) -> dt.date:
        day = self._date(date)
        last = dt.date.fromisoformat(self.draft.goal_date) + dt.timedelta(days=7)
        if not self.today < day <= last:
            raise ValueError(_("That day lies outside the plan."))
        return day

    # undo and another copy ----------------------------------------------------------------

    def undo(self) -> None:
        """Take the last change back."""
        self.draft = self._steps.undo()

    def redo(self) -> None:
        """Do it again."""
        self.draft = self._steps.redo()

    def reset(self) -> None:
        """As at the start."""
        self._change(self._made(self._first()))

    def restore(self, inputs: Any) -> None:
        """Take over another copy's ``inputs``: the goal and the edited sessions.

        Raises
        ------
        ValueError
            If they are not what a view holds.
        """
        if not isinstance(inputs, Mapping) or not isinstance(inputs.get("runs", []), list):
            raise ValueError(_(MISFIT))
        draft = self._first()
        for name in SETTINGS:
            if name in inputs:
                draft = self._with(draft, name, inputs[name])
        draft = self._made(draft)
        runs = runs_again(inputs.get("runs", []))
        kept = runs_again(inputs.get("kept", []))
        if runs:
            draft = draft._replace(runs=runs, edited=True)
        if kept:
            draft = draft._replace(kept=kept, kept_name=_("the plan you kept"))
        self._change(draft)

    def _change(self, draft: Draft) -> None:
        self.draft = draft
        self._steps.add(draft)

    # what follows -------------------------------------------------------------------------

    def _reading(self, runs: tuple[PlannedRun, ...]) -> PlanReading:
        key = (runs, self.history)
        if key not in self._read:
            if len(self._read) > 4:
                self._read.clear()
            self._read[key] = read_plan(
                self.history, runs, rules=tuple(self.catalogue.load_rules.values())
            )
        return self._read[key]

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        draft: Draft = self.draft
        runs = draft.runs or ()
        reading = self._reading(runs)
        log = self.training
        scenario = log.log.scenario
        return {
            "goal": {name: getattr(draft, name) for name in SETTINGS},
            "pace": self._pace(draft),
            "name": shown_plan(draft.name, edited=draft.edited),
            "rule_sets": [
                *({"id": each.id, "name": _(each.name)} for each in RULE_SETS),
                {"id": OWN, "name": _("Caps of my own")},
            ],
            "ladder": [{"number": step.number, "text": step.text} for step in LADDER],
            "long_break": self._long_break(),
            "scenarios": [
                {"id": each.id, "title": each.title} for each in self.catalogue.scenarios.values()
            ],
            "scenario": scenario if draft.use_log else None,
            "log": {
                "runs": [0] if draft.use_log else [], "options": {"home": log.home},
                "source": ("scenario" if scenario else "files") if draft.use_log else "typed",
            },
            "from_log": (
                ngettext(
                    "{n} run until {date}", "{n} runs until {date}", len(self.history),
                    date=self.history[-1].date.isoformat(),
                )
                if draft.use_log and self.history else ""
            ),
            "problems": log.view_problems(),
            "weeks": self._weeks(runs, reading.breaks, draft.kept or ()),
            "breaks": self._table(reading.breaks),
            "measures": [measured_week(week) for week in reading.weeks],
            "kept": {"name": shown_plan(draft.kept_name, edited=draft.kept_edited),
                     "breaks": self._table(self._reading(draft.kept).breaks),
                     **sums(draft.kept)} if draft.kept else None,
            "sums": sums(runs),
            "figure": self._figure(runs, draft.kept or ()),
            "notes": list(draft.notes),
            "caution": _(CAUTION),
            "can_undo": self._steps.can_undo,
            "can_redo": self._steps.can_redo,
            "inputs": {
                **{name: getattr(draft, name) for name in SETTINGS},
                "runs": plan_rows(runs), "kept": plan_rows(draft.kept or ()),
            },
        }  # fmt: skip

    def _long_break(self) -> bool:
        """Whether nothing was run in the 30 days before the plan begins."""
        last = max((run.date for run in self.history), default=None)
        return last is None or (self.monday - last).days > LOOKBACK_DAYS

    @property
    def sheet(self) -> dict[str, Any]:
        """What an exported plan says, as plain values."""
        draft: Draft = self.draft
        runs = draft.runs or ()
        return {
            "runs": runs, "name": shown_plan(draft.name, edited=draft.edited),
            "goal_km": draft.goal_km,
            "goal_date": draft.goal_date, "pace": self._pace(draft), "notes": draft.notes,
            "breaks": self._table(self._reading(runs).breaks), "caution": _(CAUTION),
            "knowledge": self.catalogue.version,
        }  # fmt: skip

    def _weeks(
        self, runs: Sequence[PlannedRun], breaks: Sequence[PlanBreak],
        kept: Sequence[PlannedRun],
    ) -> list[dict[str, Any]]:
        by_day = {run.date: run for run in runs}
        spikes = {each.date: each.says for each in breaks if each.rule == "single_session_spike"}
        first = self.monday
        last = max([run.date for run in runs] or [first])
        others = {run.date: run.distance_km for run in kept}
        weeks = []
        for number in range((last - first).days // 7 + 1):
            monday = first + dt.timedelta(days=7 * number)
            days = [monday + dt.timedelta(days=place) for place in range(7)]
            weeks.append(
                {
                    "monday": monday.isoformat(),
                    "total": round(
                        sum(by_day[day].distance_km for day in days if day in by_day), 1
                    ),
                    "kept_total": round(sum(others.get(day, 0.0) for day in days), 1)
                    if kept else None,
                    "days": [
                        {
                            "date": day.isoformat(),
                            "km": by_day[day].distance_km if day in by_day else None,
                            "kind": by_day[day].kind if day in by_day else "",
                            "text": by_day[day].text if day in by_day else "",
                            "spike": spikes.get(day, ""),
                        }
                        for day in days
                    ],
                }
            )
        return weeks

    def _table(self, breaks: Sequence[PlanBreak]) -> list[dict[str, Any]]:
        rows = []
        for rule in self.catalogue.load_rules.values():
            if not any(band.signal for band in rule.bands):
                continue
            mine = [each for each in breaks if each.rule == rule.id]
            far = sum(each.signal == "too_far" for each in mine)
            rows.append(
                {
                    "rule": rule.id, "name": rule.plain_name, "standing": rule.standing,
                    "standing_words": _(STANDINGS[rule.standing]), "times": len(mine),
                    "too_far": far, "first": mine[0].date.isoformat() if mine else None,
                    "says": mine[0].says if mine else "",
                }
            )
        order = {"supported": 0, "unsupported": 1, "contradicted": 2, "untested": 3}
        return sorted(rows, key=lambda row: order[row["standing"]])

    def _figure(
        self, runs: Sequence[PlannedRun], other: Sequence[PlannedRun]
    ) -> dict[str, Any] | None:
        if self._draw is None or not runs:
            return None
        first = self.monday
        past = first - dt.timedelta(days=7 * HISTORY_WEEKS)
        before = [(run.date, run.distance_km) for run in self.history if past <= run.date < first]
        weeks = by_week([*before, *((run.date, run.distance_km) for run in runs)], past)
        return self._draw(
            weeks, by_week([(run.date, run.distance_km) for run in other], first) if other else (),
            history_weeks=HISTORY_WEEKS,
        )  # fmt: skip
