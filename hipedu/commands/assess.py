"""``hipedu assess``: what fits a case written down in a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from hipedu.commands import CommandError

HELP = "say what fits a case, how sure that is, and how soon to be seen"
DESCRIPTION = (
    'CASE is a JSON file such as {"age": 34, "sex": "female", "findings": {"worse_side_lying": '
    '"present"}, "regions": {"lateral_hip": {"side": "left", "intensity": 6}}}. Everything may '
    "be left out. `hipedu vocabulary` lists the ids. Nothing is stored or sent."
)
LARGEST_BYTES = 5_000_000
BASIS = {"measured": "M", "derived": "D", "expert_estimate": "E", "illustrative": "I"}
SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare CASE, --json, --exam and --data."""
    parser.add_argument("case", metavar="CASE", help="a JSON file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="as JSON, for another program")
    parser.add_argument(
        "--exam", action="store_true", help="offer examinations among the next questions"
    )
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="another knowledge base than hipedu's own"
    )


def read_case(name: str) -> Any:
    """Read the JSON of a case from a file, or from standard input for ``-``.

    Raises
    ------
    CommandError
        If there is no such file, it is too large, not text, or not JSON.
    """
    import json

    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{shown} cannot be read: {error.strerror}.") from None
    if len(raw) > LARGEST_BYTES:
        raise CommandError(f"{shown} is too large for a case: keep it below 5 MB.")
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise CommandError(f"{shown} is not text in UTF-8. Save it as JSON in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise CommandError(
            f"{shown}, line {error.lineno}, column {error.colno}: not JSON ({error.msg})."
        ) from None
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{shown} cannot be used: {error}.") from None


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is not a number that JSON or a case may hold")


def run(arguments: argparse.Namespace) -> int:
    """Print the assessment."""
    import json

    from hipedu.api import assess, load_catalogue

    raw = read_case(arguments.case)
    catalogue = load_catalogue(arguments.data)
    try:
        result = assess(raw, catalogue, exam=arguments.exam)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print("\n".join(report(result)))
    return 0


def report(result: dict[str, Any]) -> list[str]:
    """Return the lines of a readable report: red flags and what to do first."""
    triage = result["triage"]
    lines = [f"{triage['title']} ({triage['level'].replace('_', ' ')})", ""]
    lines += [f"  ! {line}" for line in triage["reasons"]]
    lines += ["", f"  {triage['action']}", f"  When: {triage['time_frame']}.",
              f"  Sooner: {triage['come_back_sooner']}"]
    others = [r for r in triage["rules"] if r["level"] != triage["level"]]
    lines += [f"  Also: {rule['title']} ({rule['level']})." for rule in others]
    lines.append("")
    if result["suppressed"]:
        lines.append("No percentages are shown in an emergency: get help first.")
    else:
        lines += _differential_lines(result["differential"])
    if result["next"]:
        lines += ["", "Worth asking next"]
        lines += [f"  {q['question']}  [{q['finding']}]" for q in result["next"][:3]]
    versions = ", ".join(f"{key} {value}" for key, value in result["versions"].items())
    lines += ["", f"Education, not a diagnosis. Bands run from the 10th to the 90th percentile. "
                  f"Versions: {versions}."]
    return lines


def _differential_lines(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["Fits with (of 100 runners like this)"]
    for row in rows[:SHOWN]:
        low, value, high = (round(100 * row[key]) for key in ("low", "probability", "high"))
        lines.append(f"  {row['name']:44} about {value:3d}  ({low} to {high})")
        for word, key in (("for", "for"), ("against", "against")):
            for item in row[key][:3]:
                badge = BASIS[item["basis"]]
                lines.append(f"      {word:8} {item['text']} ({item['strength']}, {badge})")
    rest = round(100 * sum(row["probability"] for row in rows[SHOWN:]))
    lines.append(f"  {'Something else':44} about {rest:3d}")
    lines.append("  M measured, D derived, E expert estimate, I illustrative")
    return lines
