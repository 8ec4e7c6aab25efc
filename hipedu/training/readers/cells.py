"""Columns of a table as numbers, dates and durations: decided once for a whole column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hipedu.language import _
from hipedu.training.readers.clock import LocalStart, local_start
from hipedu.training.readers.columns import Column
from hipedu.training.readers.dates import date_order, parse_date, split_numeric
from hipedu.training.readers.numbers import (
    is_missing,
    parse_duration,
    parse_number,
    uses_decimal_comma,
)
from hipedu.training.readers.problems import Unreadable, shown_value
from hipedu.training.readers.recording import Context
from hipedu.training.readers.table import Table
from hipedu.training.readers.units import KM, MINUTES, distance_unit, duration_unit


def _at(title: str) -> str:
    return _("column {name}", name=title)


@dataclass(slots=True)
class NumberColumn:
    """A column of numbers."""

    title: str
    cells: list[str]
    decimal_comma: bool
    factor: float = 1.0

    def read(self, row: int) -> float | None:
        """The number in a row, None if there is none.

        Raises
        ------
        Unreadable
            If the cell holds something that is no finite number.
        """
        try:
            value = parse_number(self.cells[row], decimal_comma=self.decimal_comma)
        except ValueError:
            raise Unreadable(
                _("{cell} is not a number", cell=shown_value(self.cells[row])),
                place=_at(self.title),
                remedy=_("Correct that cell or leave it empty."),
            ) from None
        return None if value is None else value * self.factor

    def all(self) -> list[float]:
        """Every number of the column, 0 where there is none."""
        numbers = []
        for row in range(len(self.cells)):
            try:
                numbers.append(self.read(row) or 0.0)
            except Unreadable:
                numbers.append(0.0)
        return numbers


def number_column(table: Table, column: Column | None, *, most: float) -> NumberColumn | None:
    """The column as numbers; `most` is the largest that makes sense (see numbers.py)."""
    if column is None:
        return None
    cells = table.cells(column)
    comma = uses_decimal_comma(table.of_runs(cells), most=most)
    return NumberColumn(column.title, cells, comma, 0.3048 if column.unit == "ft" else 1.0)


@dataclass(slots=True)
class DistanceColumn:
    """Distances in kilometres, from metres where the table has them beside."""

    shown: NumberColumn
    metres: NumberColumn | None

    def read(self, row: int) -> float | None:
        """Distance [km] of a row."""
        if self.metres is not None:
            exact = self.metres.read(row)
            if exact:
                return exact / 1000
        return self.shown.read(row)


def distance_column(table: Table, context: Context) -> DistanceColumn:
    """Decide in which unit the distances are; a note says what was assumed."""
    columns = table.columns.by_meaning["distance"]
    shown = number_column(table, columns[0], most=400.0)
    assert shown is not None
    # Strava has two columns of this name: first as its page shows it, further right in metres
    second = columns[-1] if len(columns) > 1 and columns[-1].unit in (None, "m") else None
    metres = number_column(table, second, most=400_000.0)
    unit = columns[0].unit
    if unit in KM:
        if unit == "mi":
            table.notes.append(_("Distances are in miles; they were turned into kilometres."))
    else:
        known = metres.all() if metres is not None else _metres_by_steps(table)
        decided = distance_unit(
            table.numbers_of_runs(shown.all()),
            metres=table.numbers_of_runs(known) if known else (),
            wanted=context.distance_unit,
        )
        unit = decided.unit
        if decided.note:
            table.notes.append(decided.note)
        if decided.assumed:
            table.asks.append("distance_unit")
    shown.factor = KM[unit]
    return DistanceColumn(shown, metres)


def _metres_by_steps(table: Table) -> list[float]:
    """Garmin gives no unit of distance, but the length of a step, always in metres."""
    length = number_column(table, table.columns.first("stride"), most=3.0)
    cadence = number_column(table, table.columns.first("cadence"), most=250.0)
    time = table.columns.first("time")
    if length is None or cadence is None or time is None:
        return []
    metres = []
    for step, rate, cell in zip(length.all(), cadence.all(), table.cells(time), strict=True):
        try:
            minutes = parse_duration(cell)
        except ValueError:
            minutes = None
        clocked = minutes is not None and minutes[1] != "plain"
        metres.append(step * rate * minutes[0] if minutes is not None and clocked else 0.0)
    return metres


@dataclass(slots=True)
class DurationColumn:
    """Durations in minutes, however written."""

    title: str
    cells: list[str]
    decimal_comma: bool
    minute_factor: float

    def read(self, row: int, distance_km: float | None) -> float | None:
        """Duration [min] of a row; the distance tells ``45:30`` from ``1:05`` hours."""
        try:
            found = parse_duration(self.cells[row], decimal_comma=self.decimal_comma)
        except ValueError:
            raise Unreadable(
                _("{cell} is not a duration", cell=shown_value(self.cells[row])),
                place=_at(self.title),
                remedy=_("Write it as 0:45:30 or in minutes, or leave it empty."),
            ) from None
        if found is None:
            return None
        minutes, written = found
        if written == "plain":
            return minutes * self.minute_factor
        if written == "two_parts" and distance_km and minutes / distance_km < 2:
            return minutes * 60  # read as mm:ss nobody is that fast: it was h:mm
        return minutes


def duration_column(table: Table, distance: DistanceColumn) -> DurationColumn | None:
    """Moving time if the table has it, else the time, else the elapsed time."""
    column = next(
        (
            found
            for meaning in ("moving", "time", "elapsed")
            if (found := table.columns.first(meaning)) is not None
        ),
        None,
    )
    if column is None:
        return None
    cells = table.cells(column)
    comma = uses_decimal_comma(table.of_runs(cells), most=1e6)
    unit = column.unit
    if unit not in MINUTES:
        bare: list[float] = []
        km: list[float] = []
        for row, (cell, kind) in enumerate(zip(cells, table.kinds, strict=True)):
            try:
                minutes = parse_duration(cell, decimal_comma=comma)
                length = distance.read(row)
            except (ValueError, Unreadable):
                continue
            if kind == "run" and minutes and minutes[1] == "plain" and length:
                bare.append(minutes[0])
                km.append(length)
        unit = duration_unit(bare, km)
    return DurationColumn(column.title, cells, comma, MINUTES[unit])


@dataclass(slots=True)
class DateColumn:
    """Dates, and times of day from this or a second column."""

    title: str
    cells: list[str]
    times: list[str] | None
    day_first: bool | None
    why_unknown: str
    utc: bool
    home: dt.tzinfo | None

    def read(self, row: int) -> LocalStart:
        """When a row's run began, on the runner's clock."""
        cell = self.cells[row]
        if is_missing(cell):
            raise Unreadable(_("there is no date"), place=_at(self.title), remedy=_("Enter one."))
        if self.day_first is None and split_numeric(cell) is not None:
            raise Unreadable(
                _(
                    "{cell} may begin with the day or with the month: {why}",
                    cell=shown_value(cell), why=self.why_unknown,
                ),
                place=_at(self.title),
                remedy=_("Say which comes first, or write dates as 2025-04-03."),
            )
        try:
            moment, timed = parse_date(cell, day_first=self.day_first)
            if not timed and self.times is not None and not is_missing(self.times[row]):
                day = moment.date().isoformat()
                moment, timed = parse_date(f"{day} {self.times[row].strip()}")
        except (ValueError, OverflowError):
            raise Unreadable(
                _("{cell} is not a date", cell=shown_value(cell)),
                place=_at(self.title),
                remedy=_("Write it as 2025-04-03, or as 2025-04-03 18:30."),
            ) from None
        if not timed:
            return LocalStart(moment.date(), None, None)
        if self.utc and moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC)
        return local_start(moment, home=self.home)


def date_column(table: Table, context: Context) -> DateColumn:
    """Decide which of day and month comes first; a note says so where it was inferred."""
    column = table.columns.by_meaning["date"][0]
    start = table.columns.first("start")
    cells = table.cells(column)
    day_first, why = context.day_first, ""
    numeric = [cell for cell in cells if split_numeric(cell) is not None]
    if day_first is None and numeric:
        order = date_order(numeric, today=context.today)
        day_first, why = order.day_first, order.reason
        if day_first is None or not order.certain:
            table.asks.append("day_first")
        if day_first is not None and not order.certain:
            table.notes.append(
                _(
                    "Dates such as {date} were read with the day first, because {why}. If that is "
                    "wrong, say so.",
                    date=shown_value(numeric[0]), why=why,
                )
                if day_first
                else _(
                    "Dates such as {date} were read with the month first, because {why}. If that "
                    "is wrong, say so.",
                    date=shown_value(numeric[0]), why=why,
                )
            )
    # Strava writes UTC without saying so; its list is known by the column of file names
    utc = table.columns.first("file") is not None
    if utc and context.home is None:
        table.asks.append("home")
        table.notes.append(
            _(
                "This list gives times in UTC, so a run late in the evening may stand on the next "
                "day. Tell your time zone to mend that."
            )
        )
    return DateColumn(
        title=column.title,
        cells=cells,
        times=table.cells(start) if start is not None else None,
        day_first=day_first,
        why_unknown=why,
        utc=utc,
        home=context.home,
    )
