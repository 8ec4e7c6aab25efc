"""The log of the training page as one value: runs, diary, what reading files came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.model import Run, Scenario
from hipedu.rehab.pain_diary import DiaryEntry
from hipedu.state.diary_view import PainSettings, scenario_diary, settings_again
from hipedu.state.kept import UNREADABLE, day_again, listed, run_again
from hipedu.state.log_file import MOST_ENTRIES, entry_again
from hipedu.state.opened_logs import Opened, joined_diary, merged_runs, with_opened
from hipedu.training.readers import ReadResult
from hipedu.training.scenarios import scenario_runs

MOST_RUNS = 20_000
MOST_LOG_DAYS = 80 * 366
"""Longer than anybody runs; a log of days is as long as this at most."""


class Entry(NamedTuple):
    """A run with a number that stays its own while the log changes."""

    id: int
    run: Run


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

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs, oldest first."""
        return tuple(entry.run for entry in self.entries)

    @property
    def end(self) -> dt.date | None:
        """The last day that is known of; None where the last run says it."""
        if not self.diary:
            return self.last_day
        # days of a diary after the last run are known days of rest
        return max(self.last_day or self.entries[-1].run.date, self.diary[-1].date)


def _when(entry: Entry) -> tuple[dt.date, dt.time]:
    return entry.run.date, entry.run.start or dt.time()


def numbered(runs: Sequence[Run], *, first: int) -> tuple[Entry, ...]:
    """Runs with numbers from `first` on."""
    return tuple(Entry(first + place, run) for place, run in enumerate(runs))


def with_run(log: Log, entries: Sequence[Entry], run: Run, *, next_id: int) -> Log:
    """The log with these entries, `run` new or changed among them."""
    first, last = log.first_day, log.last_day
    return log._replace(
        entries=tuple(sorted(entries, key=_when)),
        first_day=None if first is None else min(first, run.date),
        last_day=None if last is None else max(last, run.date),
        next_id=next_id,
        day=None,
    )


def without_run(log: Log, id: int) -> Log:
    """The log without one run; the diary stays."""
    kept = tuple(entry for entry in log.entries if entry.id != id)
    emptied = Log(next_id=log.next_id, diary=log.diary, pain=log.pain)
    return log._replace(entries=kept, day=None) if kept else emptied


def known_scenario(id: str, catalogue: Catalogue) -> Scenario:
    """The invented runner of this id.

    Raises
    ------
    ValueError
        If there is none.
    """
    scenario: Scenario | None = catalogue.scenarios.get(id)
    if scenario is None:
        known = ", ".join(catalogue.scenarios)
        raise ValueError(
            _('There is no scenario "{id}". Choose one of {known}.', id=id[:40], known=known)
        )
    return scenario


def scenario_log(scenario: Scenario, *, today: dt.date, next_id: int) -> Log:
    """An invented runner's log; it ends on the last Sunday before `today`."""
    sunday = today - dt.timedelta(days=(today.weekday() + 1) % 7)
    monday = sunday - dt.timedelta(days=7 * len(scenario.weeks_km) - 1)
    runs = scenario_runs(scenario, first_monday=monday)
    return Log(
        entries=numbered(runs, first=next_id),
        scenario=scenario.id,
        first_day=monday,
        last_day=sunday,
        next_id=next_id + len(runs),
        diary=scenario_diary(scenario, monday),
    )


def log_of_files(
    log: Log, result: ReadResult, opened: Sequence[Opened], catalogue: Catalogue, *, add: bool
) -> Log:
    """What a log becomes when files were read: they replace it, or are added to it.

    Parameters
    ----------
    log : Log
        What was there before.
    result : ReadResult
        What came of the recordings.
    opened : sequence of Opened
        Saved logs among the files.
    add : bool
        Whether the runs that are there stay.
    """
    adding = add and bool(log.entries)
    there = [entry.run for entry in log.entries] if adding else []
    runs = merged_runs(there, opened, result.runs)
    own = log.scenario is None  # an invented runner's diary goes with the runner
    before = log if own else Log()
    diary, settings, clashes = joined_diary(before.diary, before.pain, opened, catalogue)
    result = with_opened(result, opened, clashes)
    if not result.runs:
        # nothing readable: keep the log that is there, but show what happened
        if own or not diary:
            kept_log = log._replace(result=result)
        else:  # a diary of one's own does not belong beside an invented runner
            kept_log = Log(result=result, next_id=log.next_id)
        return kept_log._replace(diary=diary, pain=settings) if own or diary else kept_log
    runs = runs[-MOST_RUNS:]
    kept = {} if not adding else {entry.run: entry.id for entry in log.entries}
    number = log.next_id
    entries = []
    for run in runs:
        known = kept.pop(run, None)
        entries.append(Entry(number if known is None else known, run))
        number += known is None
    return Log(entries=tuple(entries), result=result, next_id=number, diary=diary, pain=settings)


def log_again(inputs: Mapping[str, Any], catalogue: Catalogue, *, today: dt.date) -> Log:
    """A log from the ``inputs`` of another copy's view, checked as if it were typed.

    Raises
    ------
    ValueError
        If something in it is not valid.
    """
    runs = sorted(
        (run_again(run, today=today) for run in listed(inputs.get("runs"), MOST_RUNS)),
        key=lambda run: (run.date, run.start or dt.time()),
    )
    scenario = inputs.get("scenario")
    if scenario is not None and scenario not in catalogue.scenarios:
        raise ValueError(_(UNREADABLE))
    first, last = (day_again(inputs.get(name)) for name in ("first_day", "last_day"))
    if runs and first is not None and last is not None:
        first, last = min(first, runs[0].date), max(min(last, today), runs[-1].date)
        if (last - first).days > MOST_LOG_DAYS:
            raise ValueError(_(UNREADABLE))
    else:
        first = last = None
    days = {
        entry.date: entry for entry in (
            entry_again(row, today=today, places=set(catalogue.regions))
            for row in listed(inputs.get("pain_entries"), MOST_ENTRIES)
        )
    }  # fmt: skip
    settings = settings_again(dict(inputs.get("pain_settings") or {}), catalogue)
    return Log(
        entries=numbered(runs, first=1),
        scenario=scenario if runs else None,
        first_day=first,
        last_day=last,
        next_id=len(runs) + 1,
        diary=tuple(days[day] for day in sorted(days)),
        pain=settings,
    )
