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
from typing import Any, NamedTuple, get_args

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.language.numbers import grouped
from hipedu.model import Run, Scenario
from hipedu.rehab.pain_diary import DiaryEntry
from hipedu.state.diary_actions import DiaryActions
from hipedu.state.diary_view import (
    DrawPain,
    PainSettings,
    diary_view,
    scenario_diary,
    settings_again,
)
from hipedu.state.kept import UNREADABLE, day_again, listed, run_again
from hipedu.state.log_file import MOST_ENTRIES, entry_again, entry_to_dict, is_log_file
from hipedu.state.opened_logs import (
    Opened,
    joined_diary,
    merged_runs,
    opened_log,
    with_opened,
)
from hipedu.state.steps import Steps
from hipedu.state.tissue_view import DrawTissue, tissue_view
from hipedu.state.training_view import quality_rows, report_view
from hipedu.state.training_words import CAUTION, LOAD_MEASURES, scenario_card
from hipedu.training.daily import LoadMeasure
from hipedu.training.readers import Limits, Progress, Reading, ReadResult
from hipedu.training.readers.result import run_to_dict
from hipedu.training.readers.typed import typed_run
from hipedu.training.readers.zones import time_zone
from hipedu.training.report import TrainingReport, training_report
from hipedu.training.scenarios import scenario_runs

MOST_RUNS = 20_000
MOST_SENTENCES = 100
"""Of one kind that the page is sent: five thousand files have as many reports."""
MOST_LOG_DAYS = 80 * 366
"""Longer than anybody runs; a log of days is as long as this at most."""

MOST_WINDOW_DAYS = 3 * 366
"""More days than this cannot be told apart on any screen."""


class Entry(NamedTuple):
    """A run with a number that stays its own while the log changes."""

    id: int
    run: Run


def _when(entry: Entry) -> tuple[dt.date, dt.time]:
    return entry.run.date, entry.run.start or dt.time()


class Log(NamedTuple):
    """Everything that undo takes back."""

    entries: tuple[Entry, ...] = ()
    scenario: str | None = None
    result: ReadResult | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    next_id: int = 1
    day: dt.date | None = None
    diary: tuple[DiaryEntry, ...] = ()
    pain: PainSettings = PainSettings()


class TrainingState(DiaryActions, traitlets.HasTraits):
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
        super().__init__()
        self._draw = draw
        self._draw_pain = draw_pain
        self._pain: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._draw_tissue = dict(draw_tissue or {})
        self._tissue: dict[tuple[Any, ...], dict[str, Any]] = {}
        self.catalogue = catalogue
        self.today = today
        self.limits = limits or Limits()
        self.log = Log()
        self._steps = Steps(self.log)
        self._cancelled = False
        self._reports: dict[tuple[Any, ...], TrainingReport] = {}

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
            self._take(reading.result(), opened, add=add)

    def cancel(self) -> None:
        """Stop reading after the file that is being read."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether the last reading was stopped before its end."""
        return self._cancelled

    def _take(self, result: ReadResult, opened: Sequence[Opened], *, add: bool) -> None:
        log: Log = self.log
        adding = add and bool(log.entries)
        there = [entry.run for entry in log.entries] if adding else []
        runs = merged_runs(there, opened, result.runs)
        own = log.scenario is None  # an invented runner's diary goes with the runner
        before = log if own else Log()
        diary, settings, clashes = joined_diary(before.diary, before.pain, opened, self.catalogue)
        result = with_opened(result, opened, clashes)
        if not result.runs:
            # nothing readable: keep the log that is there, but show what happened
            if own or not diary:
                kept_log = log._replace(result=result)
            else:  # a diary of one's own does not belong beside an invented runner
                kept_log = Log(result=result, next_id=log.next_id)
            if own or diary:
                kept_log = kept_log._replace(diary=diary, pain=settings)
            self._change(kept_log)
            return
        runs = runs[-MOST_RUNS:]
        kept = {} if not adding else {entry.run: entry.id for entry in log.entries}
        number = log.next_id
        entries = []
        for run in runs:
            known = kept.pop(run, None)
            entries.append(Entry(number if known is None else known, run))
            number += known is None
        self._change(
            Log(entries=tuple(entries), result=result, next_id=number, diary=diary, pain=settings)
        )

    def take_over(self, runs: Sequence[Run]) -> None:
        """Make these runs, which another state holds, the log; files can then be added to them."""
        number = self.log.next_id
        entries = tuple(Entry(number + place, run) for place, run in enumerate(runs))
        self._change(Log(entries=entries, next_id=number + len(entries)))

    # scenarios and typing ------------------------------------------------------------------

    def load_scenario(self, id: str) -> None:
        """Make an invented runner's history the log.

        Raises
        ------
        ValueError
            If there is no such scenario.
        """
        scenario: Scenario | None = self.catalogue.scenarios.get(id)
        if scenario is None:
            known = ", ".join(self.catalogue.scenarios)
            raise ValueError(
                _('There is no scenario "{id}". Choose one of {known}.', id=id[:40], known=known)
            )
        sunday = self.today - dt.timedelta(days=(self.today.weekday() + 1) % 7)
        monday = sunday - dt.timedelta(days=7 * len(scenario.weeks_km) - 1)
        runs = scenario_runs(scenario, first_monday=monday)
        number = self.log.next_id
        self._change(
            Log(
                entries=tuple(Entry(number + place, run) for place, run in enumerate(runs)),
                scenario=id,
                first_day=monday,
                last_day=sunday,
                next_id=number + len(runs),
                diary=scenario_diary(scenario, monday),
            )
        )

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
        self._put((*log.entries, Entry(log.next_id, run)), run, next_id=log.next_id + 1)

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
        self._put(kept, run, next_id=log.next_id)

    def remove_run(self, id: int) -> None:
        """Take a run out of the log.

        Raises
        ------
        ValueError
            If there is no such run.
        """
        gone = self._entry(id)
        log: Log = self.log
        kept = tuple(entry for entry in log.entries if entry.id != gone.id)
        emptied = Log(next_id=log.next_id, diary=log.diary, pain=log.pain)
        self._change(log._replace(entries=kept, day=None) if kept else emptied)

    def _entry(self, id: int) -> Entry:
        for entry in self.log.entries:
            if entry.id == id:
                return entry
        raise ValueError(_("That run is no longer in the log. Choose another."))

    def _put(self, entries: tuple[Entry, ...], run: Run, *, next_id: int) -> None:
        log: Log = self.log
        first, last = log.first_day, log.last_day
        self._change(
            log._replace(
                entries=tuple(sorted(entries, key=_when)),
                first_day=None if first is None else min(first, run.date),
                last_day=None if last is None else max(last, run.date),
                next_id=next_id,
                day=None,
            )
        )

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
        runs = sorted(
            (run_again(run, today=self.today) for run in listed(inputs.get("runs"), MOST_RUNS)),
            key=lambda run: (run.date, run.start or dt.time()),
        )
        scenario = inputs.get("scenario")
        if scenario is not None and scenario not in self.catalogue.scenarios:
            raise ValueError(_(UNREADABLE))
        first, last = (day_again(inputs.get(name)) for name in ("first_day", "last_day"))
        if runs and first is not None and last is not None:
            first, last = min(first, runs[0].date), max(min(last, self.today), runs[-1].date)
            if (last - first).days > MOST_LOG_DAYS:
                raise ValueError(_(UNREADABLE))
        else:
            first = last = None
        days = {
            entry.date: entry for entry in (
                entry_again(row, today=self.today, places=set(self.catalogue.regions))
                for row in listed(inputs.get("pain_entries"), MOST_ENTRIES)
            )
        }  # fmt: skip
        settings = settings_again(dict(inputs.get("pain_settings") or {}), self.catalogue)
        self.set_measure(inputs.get("measure", "distance"))
        self.set_window(inputs.get("window_days", 84))
        for name, value in dict(inputs.get("options") or {}).items():
            self.set_option(name, value)
        entries = tuple(Entry(number, run) for number, run in enumerate(runs, start=1))
        self._change(
            Log(
                entries=entries,
                scenario=scenario if entries else None,
                first_day=first,
                last_day=last,
                next_id=len(entries) + 1,
                diary=tuple(days[day] for day in sorted(days)),
                pain=settings,
            )
        )

    # undo ----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last change of the log back."""
        self.log = self._steps.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.log = self._steps.redo()

    def reset(self) -> None:
        """Empty the log; this can be undone."""
        self._change(Log(next_id=self.log.next_id))
        self.measure, self.window_days = "distance", 84

    def _change(self, log: Log) -> None:
        self.log = log
        self._steps.add(log)

    # what follows --------------------------------------------------------------------------

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of the log, oldest first."""
        return tuple(entry.run for entry in self.log.entries)

    @property
    def report(self) -> TrainingReport | None:
        """Every measure of the log; None while there is no run."""
        log: Log = self.log
        if not log.entries:
            return None
        last = log.last_day
        if log.diary:  # days of a diary after the last run are known days of rest
            last = max(last or log.entries[-1].run.date, log.diary[-1].date)
        key = (log.entries, log.first_day, last, log.day, self.measure)
        found = self._reports.get(key)
        if found is None:
            found = training_report(
                self.runs,
                rules=tuple(self.catalogue.load_rules.values()),
                day=log.day,
                first_day=log.first_day,
                last_day=last,
                measure=self.measure,
            )
            self._reports = {key: found}  # one is enough: a page looks at one log at a time
        return found

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
        log: Log = self.log
        report = self.report
        scenario = self.catalogue.scenarios.get(log.scenario) if log.scenario else None
        result = log.result.to_dict() if log.result is not None else {}
        return {
            "source": "scenario" if scenario else "files" if result.get("runs") else (
                "typed" if log.entries else "nothing"
            ),
            "summary": result.get("summary", scenario.title if scenario else ""),
            "scenario": scenario_card(scenario, self.catalogue) if scenario else None,
            "scenarios": [
                {"id": each.id, "title": each.title} for each in self.catalogue.scenarios.values()
            ],
            "runs": [{"id": entry.id, **run_to_dict(entry.run)} for entry in log.entries],
            "files": result.get("files", [])[:MOST_SENTENCES],
            "problems": result.get("problems", [])[:MOST_SENTENCES],
            "notes": [
                *(report.notes if report else ()), *result.get("notes", [])[:MOST_SENTENCES],
            ],
            "duplicates": result.get("duplicates", [])[:MOST_SENTENCES],
            "quality": [] if log.scenario else quality_rows(self.runs, log.result),
            "tissue": self._tissue_part(report),
            "pain": self._pain_part(report),
            "pain_entries": [entry_to_dict(entry) for entry in log.diary],
            "pain_settings": log.pain._asdict(),
            "asks": result.get("asks", []),
            "options": {
                "day_first": self.day_first, "distance_unit": self.distance_unit,
                "home": self.home,
            },
            "inputs": {
                "also": [
                    "runs", "options", "measure", "window_days", "pain_entries", "pain_settings",
                ],
                "scenario": log.scenario,
                "first_day": log.first_day.isoformat() if log.first_day else None,
                "last_day": log.last_day.isoformat() if log.last_day else None,
            },
            "progress": self.progress,
            "measure": self.measure,
            "measures": [{"id": id_, "label": _(text)} for id_, text in LOAD_MEASURES.items()],
            "window_days": self.window_days,
            "blockers": self.blockers,
            "caution": _(CAUTION),
            "can_undo": self._steps.can_undo,
            "can_redo": self._steps.can_redo,
            **report_view(report, self.catalogue, draw=self._draw, window_days=self.window_days),
        }  # fmt: skip

    def _tissue_part(self, report: TrainingReport | None) -> dict[str, Any] | None:
        if report is None or not self.tissue_open or not report.runs:
            return None
        key = (self.log.entries, self.log.last_day, self.window_days)
        if key not in self._tissue:
            self._tissue = {
                key: tissue_view(
                    report.runs, self.catalogue.loading_models, last_day=report.series.last_day,
                    window_days=self.window_days, draw=self._draw_tissue,
                )
            }
        return self._tissue[key]

    def _pain_part(self, report: TrainingReport | None) -> dict[str, Any]:
        log: Log = self.log
        key = (log.diary, log.pain, log.entries, log.last_day, log.day, self.window_days)
        if key not in self._pain:
            self._pain = {
                key: diary_view(
                    log.diary, log.pain, report, self.catalogue,
                    draw=self._draw_pain, window_days=self.window_days,
                )
            }  # fmt: skip
        return self._pain[key]
