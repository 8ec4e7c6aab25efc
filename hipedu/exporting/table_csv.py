"""A plan as a table that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from hipedu.model import Exercise
from hipedu.rehab.weekly_plan import DAY_NAMES, WeekPlan

COLUMNS = ("day", "kind", "exercise", "dose", "minutes", "why")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """A text that a spreadsheet does not take for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Clamshell")
    ("'=1+1", 'Clamshell')
    """
    return f"'{text}" if text.startswith(RISKY) or text.lstrip().startswith(RISKY[:4]) else text


def plan_csv(plan: WeekPlan, exercises: Mapping[str, Exercise]) -> str:
    """One row an exercise and a run, in the order of the week.

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
        rows.append((run.day, ("run", "Run", run.text, str(run.minutes_max), "")))
        for item in run.items:
            name = exercises[item.exercise].name
            rows.append((run.day, ("in the run", name, item.dose, "", item.why)))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for day, row in sorted(rows, key=lambda each: each[0]):
        writer.writerow([DAY_NAMES[day], *(guarded(text) for text in row)])
    return out.getvalue()
