"""A plan as a table that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping

from hipedu.language import _
from hipedu.model import Exercise
from hipedu.rehab.plan_parts import WeekPlan, day_name
from hipedu.rehab.session_log import LogEntry

LOG_COLUMNS = (
    "date", "kind", "sets done", "worst pain 0-10", "next morning", "settled", "warning", "note",
)  # fmt: skip
YES_NO = {True: "yes", False: "no"}
COLUMNS = ("day", "kind", "exercise", "dose", "minutes", "why")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """A text that a spreadsheet does not take for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Clamshell")
    ("'=1+1", 'Clamshell')

    Notes
    -----
    Blanks before the sign, marks that are not seen, and the wide signs of East Asian keyboards
    count, too: some spreadsheets take them for the plain ones.
    """
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isprintable()).lstrip()
    return f"'{text}" if text.startswith(RISKY) or seen.startswith(RISKY[:4]) else text


def plan_csv(plan: WeekPlan, exercises: Mapping[str, Exercise], *, note: str = "") -> str:
    """One row an exercise and a run, in the order of the week.

    Parameters
    ----------
    note : str
        What the person wants to read in the table; it becomes a last row.

    Returns
    -------
    str
        CSV (RFC 4180) with a header; texts that could be formulas begin with an apostrophe.
    """
    rows: list[tuple[int, tuple[str, ...]]] = []
    for session in plan.sessions:
        for item in session.items:
            name = exercises[item.exercise].name
            rows.append((session.day, ("strength", name, item.dose, f"{item.minutes:g}", item.why)))
    for run in plan.runs:
        rows.append((run.day, ("run", _("Run"), run.text, str(run.minutes_max), "")))
        for item in run.items:
            name = exercises[item.exercise].name
            rows.append((run.day, ("in the run", name, item.dose, "", item.why)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for day, row in sorted(rows, key=lambda each: each[0]):
        writer.writerow([day_name(day), *(guarded(text) for text in row)])
    if note:
        writer.writerow(["", "note", guarded(note), "", "", ""])
    return out.getvalue()


def log_csv(entries: Iterable[LogEntry], exercises: Mapping[str, Exercise]) -> str:
    """What was done, one row a session, the oldest first.

    Returns
    -------
    str
        CSV (RFC 4180) with a header; texts that could be formulas begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(LOG_COLUMNS)
    for entry in sorted(entries, key=lambda each: each.date):
        done = "; ".join(f"{exercises[name].name}: {sets}" for name, sets in entry.done)
        writer.writerow(
            [
                entry.date.isoformat(), entry.kind, guarded(done), f"{entry.during:g}",
                entry.morning or "", "" if entry.settled is None else YES_NO[entry.settled],
                YES_NO[entry.warning], guarded(entry.note),
            ]
        )  # fmt: skip
    return out.getvalue()
