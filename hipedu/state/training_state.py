"""The training log: runs from files, a scenario or by hand, and what every rule says of them.

Runs without Jupyter. `TrainingState.view()` holds, ready for JSON:

``source``, ``summary``, ``scenario``, ``scenarios``
    where the log comes from, in words; the chosen invented runner with story, complaint,
    lesson and action; the list to choose from.
``headline``, ``figures``
    the finding as a sentence; ``daily``, ``weekly``, ``ratios``, ``monotony``, ``balance`` as
    figure specifications, each with its table and its sentence for screen readers.
``rules``, ``disagreement``, ``references``
    one row for each rule with what it says on the chosen day and what is known of it; the
    sources named by them.
``day``, ``span``, ``today_metrics``, ``intensity``, ``measure``, ``measures``, ``window_days``
    which day is read, between which it can be chosen, its numbers with names and units.
``weeks``, ``runs``
    tables; each run has an ``id`` for edit and remove.
``files``, ``problems``, ``notes``, ``duplicates``, ``quality``, ``asks``, ``options``,
``progress``
    what came of the files that were read, and what the person could settle.
``inputs``
    what was entered and does not stand elsewhere, for `TrainingState.restore` in another copy;
    ``also`` names what belongs to it and does.
``tissue``
    the model of bone and tendon damage, None while its part of the page is closed.
``pain``
    the diary of pain: lights by day, the strip, the days before each flare (`diary_view`).
    ``pain_entries`` and ``pain_settings`` are the same as plain values, for `restore`.
``blockers``, ``caution``, ``can_undo``, ``can_redo``
    sentences on what is still missing; what overrules every number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.language.numbers import grouped
from hipedu.model import Run
from hipedu.state.diary_actions import DiaryActions
from hipedu.state.diary_view import DrawPain
from hipedu.state.kept import UNREADABLE
from hipedu.state.log_file import is_log_file
from hipedu.state.opened_logs import opened_log
from hipedu.state.tissue_view import DrawTissue
from hipedu.state.training_answers import TrainingAnswers
from hipedu.state.training_log import (
    MOST_RUNS,
    Entry,
    Log,
    known_scenario,
    log_again,
    log_of_files,
    numbered,
    scenario_log,
    with_run,
    without_run,
)
from hipedu.state.training_view import MOST_SENTENCES, training_view
from hipedu.state.training_words import LOAD_MEASURES
from hipedu.training.daily import LoadMeasure
from hipedu.training.readers import Limits, Progress, Reading, ReadResult
from hipedu.training.readers.typed import typed_run
from hipedu.training.readers.zones import time_zone
from hipedu.training.report import TrainingReport

MOST_WINDOW_DAYS = 3 * 366
"""More days than this cannot be told apart on any screen."""


class TrainingState(DiaryActions):
    """A runner's log and how it is looked at.

    Parameters
    ----------
    catalogue : Catalogue
        Rules, scenarios and references.
    today : date
        Later runs are refused; invented runners end on the last Sunday before it.
    limits : Limits, optional
        How much may be uploaded.
    draw : function, optional
        Makes the figures of a report, for example `hipedu.figures.training.training_figures`;
        a state knows no figure by itself.
    draw_tissue : mapping, optional
        The figures ``weeks`` and ``repair`` of the tissue model.
    draw_pain : function, optional
        Makes the strip of the pain diary.
    """

    remembered = "log"
    log = traitlets.Any()
    measure = traitlets.Enum(get_args(LoadMeasure), default_value="distance")
    window_days = traitlets.Int(84, min=28, max=MOST_WINDOW_DAYS)
    day_first = traitlets.Bool(None, allow_none=True)
    distance_unit = traitlets.Enum(("km", "mi", "m"), default_value=None, allow_none=True)
    home = traitlets.Unicode(None, allow_none=True)
    progress = traitlets.Any(None, allow_none=True)
    tissue_open = traitlets.Bool(False)

    actions = frozenset({
        "load_scenario", "add_run", "edit_run", "remove_run", "choose_day", "set_measure",
        "set_window", "set_option", "show_tissue", "cancel", "undo", "redo", "reset", "restore",
        "put_pain", "remove_pain", "set_pain",
    })  # fmt: skip

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        today: dt.date,
        limits: Limits | None = None,
        draw: Callable[[TrainingReport, int], dict[str, Any]] | None = None,
        draw_tissue: Mapping[str, DrawTissue] | None = None,
        draw_pain: DrawPain | None = None,
    ) -> None:
        super().__init__(Log())
        self._draw = draw
        self.answers = TrainingAnswers(
            catalogue, draw_tissue=draw_tissue or {}, draw_pain=draw_pain
        )
        self.catalogue = catalogue
        self.today = today
        self.limits = limits or Limits()
        self._cancelled = False

    # files ---------------------------------------------------------------------------------

    def load_files(self, files: Iterable[tuple[str, bytes]], *, add: bool = False) -> None:
        """Read uploaded files and make them the log, or add them to it."""
        for _step in self.read_steps(files, add=add):
            pass

    def read_steps(
        self, files: Iterable[tuple[str, bytes]], *, add: bool = False
    ) -> Iterator[Progress]:
        """The same, one file at a time; `progress` tells how far it is, `cancel` stops it.

        Stopped, it keeps what was read until then. A log that this page saved may be among them.
        """
        reading = Reading(
            today=self.today,
            home=time_zone(self.home) if self.home else None,
            day_first=self.day_first,
            distance_unit=self.distance_unit,
            limits=self.limits,
        )
        self._cancelled = False
        saved: list[tuple[str, bytes]] = []
        recordings: list[tuple[str, bytes]] = []
        for name, content in files:
            (saved if is_log_file(content) else recordings).append((name, content))
        opened = [
            opened_log(name, content, today=self.today, places=set(self.catalogue.regions))
            for name, content in saved
        ]
        try:
            for step in reading.steps(recordings):
                self.progress = {
                    "done": step.done, "total": step.total, "name": step.name,
                    "message": step.report.message, "part": step.part,
                }  # fmt: skip
                yield step
                if self._cancelled:
                    break
        finally:
            self.progress = None
            self._change(
                log_of_files(self.log, reading.result(), opened, self.catalogue, add=add)
            )

    def cancel(self) -> None:
        """Stop reading after the file that is being read."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether the last reading was stopped before its end."""
        return self._cancelled

    def take_over(self, runs: Sequence[Run]) -> None:
        """Make these runs, which another state holds, the log; files can then be added to them."""
        number = self.log.next_id
        self._change(Log(entries=numbered(runs, first=number), next_id=number + len(runs)))

    # scenarios and typing ------------------------------------------------------------------

    def load_scenario(self, id: str) -> None:
        """Make an invented runner's history the log.

        Raises
        ------
        ValueError
            If there is no such scenario.
        """
        scenario = known_scenario(id, self.catalogue)
        self._change(scenario_log(scenario, today=self.today, next_id=self.log.next_id))

    def add_run(
        self,
        date: str,
        distance_km: float,
        duration_min: float | None = None,
        rpe: float | None = None,
    ) -> None:
        """Add a run by hand.

        Raises
        ------
        ValueError
            With a sentence, if date, distance, duration or effort are not possible.
        """
        log: Log = self.log
        if len(log.entries) >= MOST_RUNS:
            raise ValueError(
                _(
                    "There are {n} runs already. Remove some first.",
                    n=grouped(MOST_RUNS),
                )
            )
        run = typed_run(
            date=date, distance_km=distance_km, duration_min=duration_min, rpe=rpe,
            today=self.today,
        )  # fmt: skip
        entries = (*log.entries, Entry(log.next_id, run))
        self._change(with_run(log, entries, run, next_id=log.next_id + 1))

    def edit_run(self, id: int, **changes: Any) -> None:
        """Change date, distance_km, duration_min or rpe of a run.

        Raises
        ------
        ValueError
            If there is no such run, or the change is not possible.
        """
        log: Log = self.log
        old = self._entry(id).run
        unknown = set(changes) - {"date", "distance_km", "duration_min", "rpe"}
        if unknown:
            raise ValueError(
                _("A run has no {unknown} that can be changed.", unknown=sorted(unknown)[0][:40])
            )
        run = typed_run(
            old=old,
            today=self.today,
            date=changes.get("date", old.date.isoformat()),
            distance_km=changes.get("distance_km", old.distance_km),
            duration_min=changes.get("duration_min", old.duration_min),
            rpe=changes.get("rpe", old.rpe),
        )
        kept = tuple(Entry(id, run) if entry.id == id else entry for entry in log.entries)
        self._change(with_run(log, kept, run, next_id=log.next_id))

    def remove_run(self, id: int) -> None:
        """Take a run out of the log.

        Raises
        ------
        ValueError
            If there is no such run.
        """
        self._change(without_run(self.log, self._entry(id).id))

    def _entry(self, id: int) -> Entry:
        for entry in self.log.entries:
            if entry.id == id:
                return entry
        raise ValueError(_("That run is no longer in the log. Choose another."))

    # how to look ---------------------------------------------------------------------------

    def choose_day(self, day: str | None) -> None:
        """Read the rules on this day; None for the last.

        Raises
        ------
        ValueError
            If it is no date or lies outside the log.
        """
        if day is None:
            self.log = self.log._replace(day=None)
            return
        try:
            chosen = dt.date.fromisoformat(day)
        except ValueError:
            raise ValueError(_("That is no date. Write it as 2025-04-03.")) from None
        report = self.report
        if report is None:
            raise ValueError(_("There is no run yet, so there is no day to choose."))
        report.series.index(chosen)  # raises outside the log
        self.log = self.log._replace(day=chosen)

    def set_measure(self, measure: str) -> None:
        """What counts as load: distance, duration or session_rpe."""
        if measure not in LOAD_MEASURES:
            raise ValueError(
                _(
                    "Load is measured by one of {measures}.",
                    measures=", ".join(LOAD_MEASURES),
                )
            )
        self.measure = measure

    def set_window(self, days: int) -> None:
        """How many days the figures show."""
        self.window_days = min(MOST_WINDOW_DAYS, max(28, int(days)))

    def show_tissue(self, shown: bool) -> None:
        """Open or close the model of tissue; closed, it costs nothing."""
        self.tissue_open = bool(shown)

    def set_option(self, name: str, value: Any) -> None:
        """Settle what files leave open: day_first, distance_unit, home. For the next reading.

        Raises
        ------
        ValueError
            If there is no such option or the value does not fit.
        """
        if name not in ("day_first", "distance_unit", "home"):
            raise ValueError(_("The options are day_first, distance_unit and home."))
        if name == "home" and value is not None:
            time_zone(str(value))
        try:
            setattr(self, name, value)
        except traitlets.TraitError:
            raise ValueError(_("{name} cannot be set to that.", name=name)) from None

    def restore(self, inputs: Any) -> None:
        """Take over the ``inputs`` of another copy's view, and its runs; all of it or nothing.

        Raises
        ------
        ValueError
            If something in it is not valid.
        """
        if not isinstance(inputs, Mapping):
            raise ValueError(_(UNREADABLE))
        log = log_again(inputs, self.catalogue, today=self.today)
        self.set_measure(inputs.get("measure", "distance"))
        self.set_window(inputs.get("window_days", 84))
        for name, value in dict(inputs.get("options") or {}).items():
            self.set_option(name, value)
        self._change(log)

    # undo ----------------------------------------------------------------------------------

    def reset(self) -> None:
        """Empty the log; this can be undone."""
        self._change(Log(next_id=self.log.next_id))
        self.measure, self.window_days = "distance", 84

    # what follows --------------------------------------------------------------------------

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of the log, oldest first."""
        log: Log = self.log
        return log.runs

    @property
    def report(self) -> TrainingReport | None:
        """Every measure of the log; None while there is no run."""
        return self.answers.report(self.log, self.measure)

    @property
    def blockers(self) -> list[str]:
        """What is still missing, as sentences."""
        report = self.report
        if report is None:
            return [_("No runs yet: add a file, choose an invented runner, or type a run in.")]
        found = []
        days = len(report.series)
        if days < 28:
            found.append(_("The three ratios need 28 days of log; this one has {days}.", days=days))
        if self.log.result is not None and "day_first" in self.log.result.asks:
            found.append(
                _(
                    "Some dates could begin with the day or the month. Say which, and choose the "
                    "file again."
                )
            )
        return found

    def view_problems(self) -> list[str]:
        """What could not be read of the files, in sentences."""
        result: ReadResult | None = self.log.result
        return list(result.problems[:MOST_SENTENCES]) if result is not None else []

    def view(self) -> dict[str, Any]:
        """Everything a page shows, ready for JSON (see the top of this module)."""
        return training_view(self, draw=self._draw)
