"""A table of activities: its columns and rows, before any cell is understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from hipedu.language import N_, _, joined
from hipedu.language.numbers import grouped
from hipedu.training.readers.columns import MOST_PREAMBLE_ROWS, Column, Columns, find_columns
from hipedu.training.readers.kinds import Kind, kind_of
from hipedu.training.readers.limits import Limits
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.text import find_delimiter, rows_of

HOW = N_("Give it a first row with column names, at least date and distance_km.")


@dataclass(slots=True)
class Table:
    """Rows under a header that is understood. `lines` are the line numbers in the file."""

    columns: Columns
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)

    def cells(self, column: Column) -> list[str]:
        """One column, with empty text where a row is too short."""
        index = column.index
        return [row[index] if index < len(row) else "" for row in self.rows]

    def of_runs(self, values: list[str]) -> list[str]:
        """The cells of those rows that are runs: a pool swim's metres must not mislead."""
        return [
            value for value, kind in zip(values, self.kinds, strict=True) if kind == "run"
        ]

    def numbers_of_runs(self, values: list[float]) -> list[float]:
        return [
            value for value, kind in zip(values, self.kinds, strict=True) if kind == "run"
        ]


def read_table(text: str, limits: Limits) -> Table:
    """Find the header of a table of activities and collect its rows.

    Raises
    ------
    Unreadable
        If there is no such header or no row, or far too many columns.
    """
    lines = [line for line in text.splitlines()[: 2 * MOST_PREAMBLE_ROWS] if line.strip()]
    if not lines:
        raise Unreadable(_("the file is empty"), remedy=_(HOW))
    table: Table | None = None
    best = Columns()
    for line, row in rows_of(text, find_delimiter(max(lines[:MOST_PREAMBLE_ROWS], key=len))):
        if table is not None:
            if len(table.rows) == limits.rows:
                table.notes.append(
                    _(
                        "Only the first {rows} rows were read; no log is longer.",
                        rows=grouped(limits.rows),
                    )
                )
                break
            table.lines.append(line)
            table.rows.append(row)
            continue
        if len(row) > limits.columns:
            raise Unreadable(
                _("it has {n} columns, a log has a few", n=grouped(len(row))),
                place=_("line {line}", line=line),
                remedy=_("Export the list of activities, one activity a row."),
            )
        found = find_columns(row)
        if found.usable:
            table = Table(found)
        elif line > 5 * MOST_PREAMBLE_ROWS:
            break
        elif len(found.by_meaning) > len(best.by_meaning):
            best = found
    if table is None:
        missing = [word for word in ("date", "distance") if word not in best.by_meaning]
        raise Unreadable(
            _(
                "no row has the column names of a running log ({names} not found)",
                names=joined(missing),
            )
            if missing
            else _("no row has all the column names of a running log"),
            remedy=_(HOW),
        )
    if not table.rows:
        raise Unreadable(
            _("it has column names but no rows"), remedy=_("Add one row for each run.")
        )
    sport = table.columns.first("sport")
    words = table.cells(sport) if sport is not None else [""] * len(table.rows)
    table.kinds = [kind_of(word) or "run" for word in words]
    return table
