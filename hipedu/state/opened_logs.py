"""Saved logs among the files that somebody drops on a page."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import ngettext
from hipedu.model import Run
from hipedu.rehab.pain_diary import DiaryEntry
from hipedu.state.diary_view import PainSettings, settings_again
from hipedu.state.log_file import MOST_ENTRIES, LogFileError, SavedLog, read_log
from hipedu.training.readers import FileReport, ReadResult
from hipedu.training.readers.duplicates import Candidate, merge_duplicates
from hipedu.training.readers.problems import shown_name


class Opened(NamedTuple):
    """A saved log by the name of its file."""

    name: str
    held: SavedLog


def opened_log(
    name: str, content: bytes, *, today: dt.date, places: Collection[str]
) -> Opened:
    """Read a saved log; one that cannot be read holds nothing but the reason."""
    shown = shown_name(name)
    try:
        held = read_log(content, today=today, places=places)
    except LogFileError as error:
        return Opened(shown, SavedLog((), (), {}, (f"{shown}: {error}",)))
    problems = tuple(f"{shown}: {each}" for each in held.problems)
    return Opened(shown, held._replace(problems=problems))


def joined_diary(
    diary: Sequence[DiaryEntry],
    settings: PainSettings,
    opened: Sequence[Opened],
    catalogue: Catalogue,
) -> tuple[tuple[DiaryEntry, ...], PainSettings, int]:
    """The diary of a page together with those of opened files.

    Returns
    -------
    tuple
        The days, the settings, and how many days were in both with other numbers: those stay as
        the page has them.
    """
    days = {entry.date: entry for entry in diary}
    clashes = 0
    for each in opened:
        for entry in each.held.entries:
            clashes += days.setdefault(entry.date, entry) != entry
    if opened and not diary:
        settings = settings_again(opened[0].held.settings, catalogue)
    return tuple(days[day] for day in sorted(days))[-MOST_ENTRIES:], settings, clashes


def merged_runs(
    there: Sequence[Run], opened: Sequence[Opened], read: Sequence[Run]
) -> tuple[Run, ...]:
    """Runs of the page, of saved logs and of recordings; what is there already wins."""
    groups = [(1, there), *((1, each.held.runs) for each in opened), (0, read)]
    filled = [(rank, group) for rank, group in groups if group]
    if len(filled) < 2:
        return tuple(filled[0][1]) if filled else ()
    candidates = [
        Candidate(run=run, source=source, rank=rank)
        for source, (rank, group) in enumerate(filled) for run in group
    ]  # fmt: skip
    return merge_duplicates(candidates).runs


def with_opened(result: ReadResult, opened: Sequence[Opened], clashes: int) -> ReadResult:
    """The report of a batch with that of the saved logs in it."""
    if not opened:
        return result
    reports = [_report(each) for each in opened]
    if clashes:
        note = ngettext(
            "{n} day is in both diaries with other numbers: those of this page were kept.",
            "{n} days are in both diaries with other numbers: those of this page were kept.",
            clashes,
        )
        reports[0] = dataclasses.replace(reports[0], notes=(*reports[0].notes, note))
    return dataclasses.replace(
        result,
        runs=(*result.runs, *(run for each in opened for run in each.held.runs)),
        files=(*reports, *result.files),
        problems=(
            *(problem for each in opened for problem in each.held.problems), *result.problems
        ),
    )


def _report(opened: Opened) -> FileReport:
    name, held = opened
    some = bool(held.runs or held.entries)
    days = len(held.entries)
    return FileReport(
        name=name,
        format="log",
        runs=len(held.runs),
        problems=held.problems,
        notes=(
            ngettext(
                "{n} day of a pain diary came with it.", "{n} days of a pain diary came with it.",
                days,
            ),
        ) if days else (),
        status=("partly" if held.problems else "read") if some else "unreadable",
    )
