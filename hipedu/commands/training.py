"""``hipedu training``: running logs under every training rule at once."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from hipedu.commands import CommandError

HELP = "read running logs and say what each training rule makes of them"
DESCRIPTION = (
    "FILE is a CSV table (own template, Strava's activities.csv, Garmin Connect), a GPX, TCX or "
    "FIT recording, any of these packed with gzip, a zip such as Strava's export, or a folder. "
    "No position is kept, nothing is stored or sent."
)
_SIGNALS = {"fine": "fine", "watch": "watch", "too_far": "too far"}
MOST_PROBLEMS = 20
CAUTION = "Pain overrules every number here. None of these rules was tested for the hip alone."


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is no date: write it as 2025-04-03'
        ) from None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare FILE, --json and how to read what files leave open."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a log, an archive or a folder")
    parser.add_argument("--json", action="store_true", help="as JSON, for another program")
    parser.add_argument(
        "--template", action="store_true", help="print a CSV table to fill in, and stop"
    )
    parser.add_argument("--day", type=_date, help="read the rules on this day (2025-04-03)")
    parser.add_argument(
        "--load", choices=("distance", "duration", "session_rpe"), default="distance",
        help="what counts as load (default: distance)",
    )
    parser.add_argument(
        "--zone", help="your time zone, as Europe/Berlin, for files that give UTC only"
    )
    parser.add_argument("--unit", choices=("km", "mi", "m"), help="unit of unnamed distances")
    order = parser.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", action="store_true", help="03/04/2025 is 3 April (if a file cannot tell)"
    )
    order.add_argument("--month-first", action="store_true", help="03/04/2025 is 4 March")
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="another knowledge base than hipedu's own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the report; 1 if a file or a row could not be used."""
    import json

    from hipedu import __version__
    from hipedu.api import load_catalogue, read_runs, training_report

    if arguments.template:
        from hipedu.training.readers.csv_runs import TEMPLATE

        print(TEMPLATE, end="")
        return 0
    if not arguments.files:
        raise CommandError("Name at least one file, or ask for --template.")
    day_first = True if arguments.day_first else False if arguments.month_first else None
    try:
        result = read_runs(
            arguments.files, home=arguments.zone, day_first=day_first,
            distance_unit=arguments.unit,
        )
        catalogue = load_catalogue(arguments.data)
        report = (
            training_report(result, catalogue, day=arguments.day, measure=arguments.load)
            if result.runs
            else None
        )
    except ValueError as error:
        raise CommandError(str(error)) from None
    if arguments.json:
        read = result.to_dict()
        read["sessions"] = read.pop("runs")
        empty = {"daily": [], "weeks": [], "spikes": [], "flags": [], "disagreement": ""}
        found: dict[str, Any] = report.to_dict() if report is not None else empty
        found["notes"] = [*read.pop("notes"), *found.get("notes", [])]
        versions = {"hipedu": __version__, "knowledge": catalogue.version}
        print(json.dumps({**read, **found, "versions": versions}, ensure_ascii=False, indent=1))
    else:
        print(result.summary)
        for line in (*result.notes, *result.duplicates):
            print(f"  {line}")
        if report is not None:
            print("\n".join(_lines(report.to_dict())))
    for problem in result.problems[:MOST_PROBLEMS]:
        print(problem, file=sys.stderr)
    if len(result.problems) > MOST_PROBLEMS:
        print(f"... and {len(result.problems) - MOST_PROBLEMS} more.", file=sys.stderr)
    return 1 if result.problems else 0


def _lines(report: dict[str, Any]) -> list[str]:
    lines = ["", "Week of      km   longest  change"]
    for week in report["weeks"][-12:]:
        change = week["change_percent"]
        shown = "" if change is None else f"{change:+.0f} %"
        part = "" if week["days_covered"] == 7 else f"  ({week['days_covered']} days)"
        lines.append(
            f"{week['start']} {week['total']:6.1f}  {week['longest_km']:6.1f} {shown:>8}{part}"
        )
    lines += ["", f"On {report['day']}:"]
    for flag in report["flags"]:
        signal = _SIGNALS.get(flag["signal"] or "", "–")
        name, standing = flag["plain_name"], flag["standing"]
        lines.append(f"  {name:26} {flag['shown']:>10}  {signal:8} {standing}")
        lines.append(f"    {flag['says']}")
    lines += ["", report["disagreement"]] if report["disagreement"] else []
    lines += report["notes"]
    return [*lines, "", CAUTION]
