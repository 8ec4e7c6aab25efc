"""CSV: the project's own template, Strava's activities.csv, Garmin Connect, and the like."""

from __future__ import annotations

from hipedu.language import _
from hipedu.model.training import Run
from hipedu.training.readers.cells import (
    NumberColumn,
    date_column,
    distance_column,
    duration_column,
    number_column,
)
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.recording import Contents, Context, Recording, checked_run
from hipedu.training.readers.table import Table, read_table
from hipedu.training.readers.text import decode_text

TEMPLATE = (
    "date,start,distance_km,duration_min,mean_hr,cadence_spm,climb_m,rpe\n"
    "2025-03-01,07:30,8.0,46,148,168,60,4\n"
    "2025-03-04,18:15,5.2,,,,,\n"
)
"""What our own file looks like; only date and distance are needed."""


def read_csv(content: bytes, *, name: str, context: Context) -> Contents:
    """Read the rows of a table of activities.

    Parameters
    ----------
    content : bytes
        The file, in any usual encoding, with comma, semicolon or tab between the cells.
    name : str
        Its name, as it may be shown.
    context : Context
        Today, home time zone, order of day and month, unit of distance, limits.

    Returns
    -------
    Contents
        Runs and other activities, problems by row, notes on what was assumed.

    Raises
    ------
    Unreadable
        If it is no table of activities, or one too large to be a log.

    Notes
    -----
    Decimal comma, order of day and month, and units are judged by whole columns, never by
    one cell. Where a column does not tell, nothing is guessed in silence: such dates are
    refused with a question, an assumed unit is named in a note.
    """
    table = read_table(decode_text(content), context.limits)
    reader = _RowReader(table, name, context)
    files = table.columns.first("file")
    linked = table.cells(files) if files is not None else [""] * len(table.rows)
    contents = Contents(notes=table.notes, asks=table.asks)
    for row, (line, kind) in enumerate(zip(table.lines, table.kinds, strict=True)):
        place = _("row {line}", line=line)
        run: Run | None = None
        if kind == "run":
            try:
                run = reader.run(row)
            except Unreadable as problem:
                problem.place = f"{place}, {problem.place}" if problem.place else place
                contents.problems.append(problem)
                continue
        contents.recordings.append(
            Recording(kind=kind, run=run, place=place, linked_file=linked[row].strip() or None)
        )
    return contents


class _RowReader:
    """The understood columns of a table, put together row by row."""

    def __init__(self, table: Table, name: str, context: Context) -> None:
        self.name = name
        self.context = context
        self.dates = date_column(table, context)
        self.distances = distance_column(table, context)
        self.durations = duration_column(table, self.distances)
        self.sides: dict[str, NumberColumn] = {}
        for meaning, most, column in (
            ("hr", 250.0, table.columns.last("hr")),
            ("cadence", 250.0, table.columns.first("cadence")),
            ("climb", 9000.0, table.columns.first("climb")),
            ("rpe", 10.0, table.columns.first("rpe")),
        ):
            found = number_column(table, column, most=most)
            if found is not None:
                self.sides[meaning] = found

    def run(self, row: int) -> Run:
        """The run of a row; a bad side value costs the value, not the run."""
        start = self.dates.read(row)
        distance = self.distances.read(row)
        warnings: list[str] = []
        duration = None
        if self.durations is not None:
            try:
                duration = self.durations.read(row, distance)
            except Unreadable as problem:
                warnings.append(
                    _("Left out: {what} ({place}).", what=problem.what, place=problem.place)
                )
        side: dict[str, float | None] = {}
        for meaning, column in self.sides.items():
            try:
                side[meaning] = column.read(row)
            except Unreadable as problem:
                warnings.append(
                    _("Left out: {what} ({place}).", what=problem.what, place=problem.place)
                )
        return checked_run(
            start,
            today=self.context.today,
            source=self.name,
            distance_km=distance,
            duration_min=duration,
            mean_hr=side.get("hr"),
            cadence=side.get("cadence"),
            climb_m=side.get("climb"),
            rpe=side.get("rpe"),
            warnings=tuple(warnings),
        )
