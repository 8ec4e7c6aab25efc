"""``hipedu evaluate``: how well the reasoning does on written cases."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hipedu.commands import CommandError

if TYPE_CHECKING:
    from hipedu.evaluation.moved import Standing
    from hipedu.evaluation.outcome import Outcome
    from hipedu.knowledge import Catalogue
    from hipedu.model import EvaluationCase

HELP = "score the reasoning on written cases, and say which cases a change moved"
DESCRIPTION = (
    "Assesses the cases in data/cases and prints ranks, probabilities and triage with 95 % "
    "intervals. The test split is only ever evaluated, never used to tune: of its cases only "
    "totals are printed."
)
MOST_SIMULATED = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --split, the forms of output, --against and --simulate."""
    parser.add_argument(
        "--split", choices=("train", "test", "all"), default="all",
        help="which cases (default: all)",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, for another program")
    parser.add_argument(
        "--markdown", metavar="FILE", type=Path, help="write the report as a Markdown page"
    )
    parser.add_argument(
        "--against", metavar="DIR", type=Path,
        help="compare with another knowledge base, or with a report written by --json",
    )
    parser.add_argument(
        "--simulate", metavar="N", type=int, default=0,
        help="also draw N patients from the model and report how well it is calibrated",
    )
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="another knowledge base than hipedu's own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print or write the report."""
    import json

    from hipedu.api import load_catalogue
    from hipedu.evaluation.moved import moved, moved_lines, standing
    from hipedu.evaluation.report import markdown_report, plain_report, text_report

    if not 0 <= arguments.simulate <= MOST_SIMULATED:
        raise CommandError(f"--simulate takes a number from 0 to {MOST_SIMULATED}.")
    catalogue = load_catalogue(arguments.data)
    cases = [
        case for case in catalogue.cases.values() if arguments.split in ("all", case.split)
    ]
    if not cases:
        raise CommandError("There is no case to evaluate: data/cases holds none of this split.")
    outcomes = _outcomes(cases, catalogue)
    found = _study(catalogue, arguments.simulate)
    lines: list[str] = []
    if arguments.against is not None:
        before = _before(arguments.against, cases)
        after = [standing(each) for each in outcomes]
        compared = len({each.id for each in before} & {each.id for each in after})
        lines = ["", f"Against {arguments.against}:",
                 *moved_lines(moved(before, after), compared=compared)]
    versions = _versions(catalogue)
    shown = ", ".join(f"{key} {value}" for key, value in versions.items())
    if arguments.markdown is not None:
        text = markdown_report(outcomes, versions=shown, more=_study_lines(found))
        arguments.markdown.parent.mkdir(parents=True, exist_ok=True)
        arguments.markdown.write_text(text, encoding="utf-8", newline="\n")
        print(f"Wrote {arguments.markdown}.")
    elif arguments.json:
        report = plain_report(outcomes, versions=versions)
        if found:
            report["simulation"] = found
        if lines:
            report["moved"] = lines[2:]
        print(json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False))
        return 0
    else:
        print("\n".join([*text_report(outcomes, versions=shown), *_study_lines(found)]))
    print("\n".join(lines), end="\n" if lines else "")
    return 0


def _versions(catalogue: Catalogue) -> dict[str, str]:
    from hipedu import __version__

    return {
        "hipedu": __version__, "knowledge": catalogue.version,
        "content": catalogue.content_key[:12],
    }


def _outcomes(cases: list[EvaluationCase], catalogue: Catalogue) -> list[Outcome]:
    from hipedu.evaluation.run import assess_with, families_of, run_cases

    try:
        return run_cases(cases, assess_with(catalogue), families=families_of(catalogue))
    except ValueError as error:
        raise CommandError(str(error)) from None


def _study(catalogue: Catalogue, patients: int) -> dict[str, Any]:
    if not patients:
        return {}
    from hipedu.api import reasoning_tables
    from hipedu.evaluation.study import study

    return study(reasoning_tables(catalogue), patients=patients)


def _study_lines(found: dict[str, Any]) -> list[str]:
    from hipedu.evaluation.study import study_lines

    return ["", *study_lines(found)] if found else []


def _before(place: Path, cases: list[EvaluationCase]) -> list[Standing]:
    """Where the same cases stood with another knowledge base, or in an earlier report."""
    import json

    from hipedu.api import load_catalogue
    from hipedu.evaluation.moved import standing, standings_of_report
    from hipedu.evaluation.run import assess_with, outcome_of, speaking_of

    if place.is_file():
        try:
            return standings_of_report(json.loads(place.read_text(encoding="utf-8")))
        except ValueError as error:
            raise CommandError(f"{place} cannot be compared with: {error}.") from None
    if not place.is_dir():
        raise CommandError(f"There is no folder or file {place} to compare with.")
    catalogue = load_catalogue(place)
    assess = assess_with(catalogue)
    return [
        standing(outcome_of(case, assess(speaking_of(case, catalogue)[0]))) for case in cases
    ]
