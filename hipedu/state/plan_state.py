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
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.model import Run
from hipedu.rehab.return_to_run import WALK_RUN
from hipedu.state.plan_draft import (
    Draft,
    draft_again,
    first_draft,
    history_of,
    log_again,
    made,
    next_monday,
    pace_of,
    with_log,
    with_setting,
)
from hipedu.state.plan_rows import MISFIT, shown_plan
from hipedu.state.plan_view import break_rows, plan_view
from hipedu.state.training_state import TrainingState
from hipedu.state.training_words import CAUTION
from hipedu.state.undoable import Undoable
from hipedu.training.plan_edits import moved_run, with_run
from hipedu.training.plan_reading import PlanReading, read_plan
from hipedu.training.plans import PlannedRun
from hipedu.training.readers import Progress

MOST_READINGS = 3
"""Of plans that are kept: this one, the one to compare with, and the one before an edit."""


class PlanState(Undoable[Draft]):
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

    remembered = "draft"
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
        self.catalogue = catalogue
        self.today = today
        self.training = TrainingState(catalogue, today=today)
        self._draw = draw
        self._read: dict[Any, PlanReading] = {}
        self.monday = next_monday(today)
        self.ladder = catalogue.running_ladder(WALK_RUN)
        super().__init__(self._made(first_draft(today)))

    # files: the log of the training page does the reading -----------------------------------

    def load_files(self, files: Iterable[tuple[str, bytes]], *, add: bool = False) -> None:
        """Read uploaded files and plan from them."""
        for _step in self.read_steps(files, add=add):
            pass

    def read_steps(
        self, files: Iterable[tuple[str, bytes]], *, add: bool = False
    ) -> Iterator[Progress]:
        """The same, one file at a time."""
        draft: Draft = self.draft
        adding = add and bool(draft.log) and draft.scenario is None
        if adding:  # undo, or another copy's entries, may have put another log in its place
            self.training.take_over(draft.log)
        yield from self.training.read_steps(files, add=adding)
        result = self.training.log.result
        if result is not None and result.runs:
            cut = adding and draft.log_cut
            read = with_log(self.draft, self.training.runs)
            self._change(self._made(read._replace(log_cut=read.log_cut or cut)))

    def cancel(self) -> None:
        """Stop reading."""
        self.training.cancel()

    def _made(self, draft: Draft) -> Draft:
        return made(draft, self.today, self.ladder)

    @property
    def cancelled(self) -> bool:
        """Whether the last reading was stopped."""
        return self.training.cancelled

    def set_option(self, name: str, value: Any) -> None:
        """As on the training page: the time zone and the like."""
        self.training.set_option(name, value)

    def load_scenario(self, id: str) -> None:
        """Plan from an invented runner's history; none for what is typed."""
        draft = self._with_scenario(self.draft, str(id)) if id else with_log(self.draft, ())
        self._change(self._made(draft))

    def _with_scenario(self, draft: Draft, id: str) -> Draft:
        self.training.load_scenario(id)
        return with_log(draft, self.training.runs, scenario=id)

    # the goal -----------------------------------------------------------------------------

    def set_goal(self, name: str, value: Any) -> None:
        """Change goal_km, goal_date, days_a_week, rule_set, week_km or longest_km.

        Raises
        ------
        ValueError
            If it cannot be, in words.
        """
        self._change(self._made(with_setting(self.draft, name, value)))

    @property
    def history(self) -> tuple[Run, ...]:
        """What was run until today: the log, or what was typed about the last weeks."""
        return history_of(self.draft, self.today)

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

    def restore(self, inputs: Any) -> None:
        """Take over another copy's ``inputs``: the goal, the log, the edited sessions.

        Raises
        ------
        ValueError
            If they are not what a view holds.
        """
        if not isinstance(inputs, Mapping):
            raise ValueError(_(MISFIT))
        draft, scenario = first_draft(self.today), inputs.get("scenario")
        if scenario is not None:
            draft = self._with_scenario(draft, str(scenario))
        else:
            draft = log_again(inputs, draft, today=self.today)
        self._change(draft_again(inputs, draft, today=self.today, ladder=self.ladder))

    # what follows -------------------------------------------------------------------------

    def reading(self, runs: tuple[PlannedRun, ...]) -> PlanReading:
        """What every rule and measure says of these sessions after the runs before them."""
        key = (runs, self.history)
        found = self._read.pop(key, None)
        if found is None:
            found = read_plan(
                self.history, runs, rules=tuple(self.catalogue.load_rules.values())
            )
        # the latest that were asked for stay: an edit must not cost the kept plan as well
        self._read = {**dict(list(self._read.items())[-(MOST_READINGS - 1) :]), key: found}
        return found

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        return plan_view(self, draw=self._draw)

    @property
    def sheet(self) -> dict[str, Any]:
        """What an exported plan says, as plain values."""
        draft: Draft = self.draft
        runs = draft.runs or ()
        return {
            "runs": runs, "name": shown_plan(draft.name, edited=draft.edited),
            "goal_km": draft.goal_km,
            "goal_date": draft.goal_date, "pace": pace_of(draft), "notes": draft.notes,
            "breaks": break_rows(self.reading(runs).breaks, self.catalogue),
            "caution": _(CAUTION), "knowledge": self.catalogue.version,
        }  # fmt: skip
