"""The plan builder: a goal, a rule set, a week grid that can be edited, two plans side by side.

`PlanState.view()` holds ``goal`` (distance, date, days, rule set, and what was typed of the last
weeks), ``rule_sets``, ``scenarios``, ``log`` (where the history comes from, for the drop area),
``weeks`` (rows of seven days with their sessions), ``breaks`` (each rule with the days on which it
objects), ``kept`` (the same of the plan kept for comparison), ``figure``, ``notes``, ``csv`` (the
plan as text), ``blockers``, ``can_undo``, ``can_redo`` and ``inputs`` for `restore`.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.language import _, ngettext
from hipedu.model import Run
from hipedu.state.steps import Steps
from hipedu.state.training_state import TrainingState
from hipedu.state.training_words import CAUTION, STANDINGS
from hipedu.training.plans import (
    RULE_SETS,
    PlanBreak,
    PlannedRun,
    build_plan,
    moved_run,
    plan_breaks,
    plan_rows,
    typical_history,
    with_run,
)
from hipedu.training.readers import Progress

HISTORY_WEEKS = 6


class Draft(NamedTuple):
    """Everything that undo takes back. `runs` None: as the planner makes it."""

    goal_km: float = 21.1
    goal_date: str = ""
    days_a_week: int = 4
    rule_set: str = "spike"
    week_km: float = 25.0
    longest_km: float = 10.0
    use_log: bool = False
    runs: tuple[PlannedRun, ...] | None = None
    notes: tuple[str, ...] = ()
    kept: tuple[PlannedRun, ...] | None = None
    kept_name: str = ""


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
        "set_goal", "set_run", "move_run", "keep_plan", "drop_kept", "make_again", "load_scenario",
        "set_option", "cancel", "undo", "redo", "reset", "restore",
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
        self._breaks: dict[Any, tuple[PlanBreak, ...]] = {}
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
            if value not in {each.id for each in RULE_SETS}:
                raise ValueError(_("There is no such rule set."))
            return draft._replace(rule_set=str(value))
        bounds = {
            "goal_km": (1, 100, _("The goal")), "days_a_week": (1, 7, _("Days a week")),
            "week_km": (0, 300, _("Kilometres a week")),
            "longest_km": (0.5, 100, _("The longest run")),
        }  # fmt: skip
        if name not in bounds:
            raise ValueError(_("The plan has no such setting."))
        low, high, words = bounds[name]
        number = float(value)
        if not (math.isfinite(number) and low <= number <= high):
            raise ValueError(_("{words}: enter {low} to {high}.", words=words, low=low, high=high))
        changes: dict[str, Any] = {name: int(number) if name == "days_a_week" else number}
        return draft._replace(**changes)

    @property
    def history(self) -> tuple[Run, ...]:
        """What was run until today: the log, or what was typed about the last weeks."""
        draft: Draft = self.draft
        return self._history(draft)

    def _history(self, draft: Draft) -> tuple[Run, ...]:
        if draft.use_log and self.training.runs:
            return self.training.runs
        return typical_history(
            today=self.today + dt.timedelta(days=1), week_km=draft.week_km,
            longest_km=draft.longest_km, days_a_week=draft.days_a_week,
        )  # fmt: skip

    def _made(self, draft: Draft) -> Draft:
        rules = next(each for each in RULE_SETS if each.id == draft.rule_set)
        plan = build_plan(
            self._history(draft), goal_km=draft.goal_km,
            goal_date=dt.date.fromisoformat(draft.goal_date), days_a_week=draft.days_a_week,
            rules=rules, today=self.today,
        )  # fmt: skip
        return draft._replace(runs=plan.runs, notes=plan.notes)

    # sessions -----------------------------------------------------------------------------

    def set_run(self, date: str, distance_km: float | None) -> None:
        """Give a day a distance; 0 or None makes it a day of rest."""
        day = self._day(date)
        km = None if distance_km is None else float(distance_km)
        self._change(self.draft._replace(runs=with_run(self.draft.runs, day, km)))

    def move_run(self, source: str, target: str) -> None:
        """Put a session on another day; two sessions change places."""
        self._change(
            self.draft._replace(
                runs=moved_run(self.draft.runs, self._day(source), self._day(target))
            )
        )

    def make_again(self) -> None:
        """The planner's own version once more, without what was edited."""
        self._change(self._made(self.draft))

    def keep_plan(self) -> None:
        """Keep this plan to compare the next one with."""
        name = next(_(each.name) for each in RULE_SETS if each.id == self.draft.rule_set)
        self._change(self.draft._replace(kept=self.draft.runs, kept_name=name))

    def drop_kept(self) -> None:
        """Compare no longer."""
        self._change(self.draft._replace(kept=None, kept_name=""))

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
            raise ValueError(_("What was kept does not fit this page. Set the goal anew."))
        draft = self._first()
        for name in ("goal_km", "goal_date", "days_a_week", "rule_set", "week_km", "longest_km"):
            if name in inputs:
                draft = self._with(draft, name, inputs[name])
        draft = self._made(draft)
        runs: tuple[PlannedRun, ...] = ()
        for row in inputs.get("runs", [])[:400]:
            if not isinstance(row, Mapping):
                raise ValueError(_("What was kept does not fit this page. Set the goal anew."))
            day = self._date(row.get("date"))
            kind = str(row.get("kind"))
            kind = kind if kind in ("easy", "long", "race") else "easy"
            runs = with_run(runs, day, float(row.get("distance_km") or 0))
            runs = tuple(
                dataclasses.replace(run, kind=kind) if run.date == day else run for run in runs
            )
        self._change(draft._replace(runs=runs) if runs else draft)

    def _change(self, draft: Draft) -> None:
        self.draft = draft
        self._steps.add(draft)

    # what follows -------------------------------------------------------------------------

    def _broken(self, runs: tuple[PlannedRun, ...]) -> tuple[PlanBreak, ...]:
        key = (runs, self.history)
        if key not in self._breaks:
            if len(self._breaks) > 4:
                self._breaks.clear()
            self._breaks[key] = plan_breaks(
                self.history, runs, rules=tuple(self.catalogue.load_rules.values())
            )
        return self._breaks[key]

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        draft: Draft = self.draft
        runs = draft.runs or ()
        breaks = self._broken(runs)
        log = self.training
        scenario = log.log.scenario
        return {
            "goal": {
                "goal_km": draft.goal_km, "goal_date": draft.goal_date,
                "days_a_week": draft.days_a_week, "rule_set": draft.rule_set,
                "week_km": draft.week_km, "longest_km": draft.longest_km,
            },
            "rule_sets": [{"id": each.id, "name": _(each.name)} for each in RULE_SETS],
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
            "weeks": self._weeks(runs, breaks),
            "breaks": self._table(breaks),
            "kept": {"name": draft.kept_name, "breaks": self._table(self._broken(draft.kept)),
                     **_sums(draft.kept)} if draft.kept else None,
            "sums": _sums(runs),
            "figure": self._figure(runs, draft.kept or ()),
            "notes": list(draft.notes),
            "caution": _(CAUTION),
            "csv": _csv(runs),
            "can_undo": self._steps.can_undo,
            "can_redo": self._steps.can_redo,
            "inputs": {
                "goal_km": draft.goal_km, "goal_date": draft.goal_date,
                "days_a_week": draft.days_a_week, "rule_set": draft.rule_set,
                "week_km": draft.week_km, "longest_km": draft.longest_km,
                "runs": plan_rows(runs),
            },
        }  # fmt: skip

    def _weeks(
        self, runs: Sequence[PlannedRun], breaks: Sequence[PlanBreak]
    ) -> list[dict[str, Any]]:
        by_day = {run.date: run for run in runs}
        spikes = {each.date: each.says for each in breaks if each.rule == "single_session_spike"}
        first = self.today + dt.timedelta(days=7 - self.today.weekday())
        last = max([run.date for run in runs] or [first])
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
                    "days": [
                        {
                            "date": day.isoformat(),
                            "km": by_day[day].distance_km if day in by_day else None,
                            "kind": by_day[day].kind if day in by_day else "",
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
        first = self.today + dt.timedelta(days=7 - self.today.weekday())
        past = first - dt.timedelta(days=7 * HISTORY_WEEKS)
        before = [(run.date, run.distance_km) for run in self.history if past <= run.date < first]
        weeks = _by_week([*before, *((run.date, run.distance_km) for run in runs)], past)
        return self._draw(
            weeks, _by_week([(run.date, run.distance_km) for run in other], first) if other else (),
            history_weeks=HISTORY_WEEKS,
        )  # fmt: skip


def _by_week(
    sessions: Sequence[tuple[dt.date, float]], first: dt.date
) -> list[tuple[dt.date, float, float]]:
    last = max(day for day, _ in sessions)
    weeks = []
    for number in range((last - first).days // 7 + 1):
        monday = first + dt.timedelta(days=7 * number)
        inside = [km for day, km in sessions if 0 <= (day - monday).days < 7]
        weeks.append((monday, math.fsum(inside), max(inside, default=0.0)))
    return weeks


def _sums(runs: Sequence[PlannedRun] | None) -> dict[str, Any]:
    training = [run for run in runs or () if run.kind != "race"]
    return {
        "km": round(sum(run.distance_km for run in training)),
        "sessions": len(training),
        "longest_km": max((run.distance_km for run in training), default=0.0),
    }


def _csv(runs: Sequence[PlannedRun]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(
        target, ["date", "weekday", "distance_km", "kind"], lineterminator="\r\n"
    )
    writer.writeheader()
    writer.writerows(plan_rows(runs))
    return target.getvalue()
