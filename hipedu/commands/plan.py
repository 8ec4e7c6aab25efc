"""``hipedu plan``: a week of exercises and running, as text or as a file."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from hipedu.commands import CommandError
from hipedu.commands.exercises import things

if TYPE_CHECKING:
    from hipedu.model import Exercise, Programme
    from hipedu.rehab.weekly_plan import WeekPlan

HELP = "make a weekly plan and write it as calendar, PDF, CSV or JSON"
DESCRIPTION = (
    "The plan keeps to the cautions of the programme. It is for learning: with a danger sign, or "
    "if bone could be the source, be seen first."
)
ENDINGS = (".ics", ".pdf", ".csv", ".json")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date: write it as 2026-11-23') from None


def _time(text: str) -> dt.time:
    try:
        return dt.time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no time: write it as 18:00') from None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the wishes and --out."""
    parser.add_argument("--condition", default="general_prevention",
                        help="a condition or a programme, as gluteal_tendinopathy")  # fmt: skip
    parser.add_argument("--phase", help="a phase of the programme (default: its first)")
    parser.add_argument("--days", type=int, default=3, help="days with exercises (1 to 7)")
    parser.add_argument("--minutes", type=float, default=30, help="the longest session")
    parser.add_argument("--equipment", help="what you have, separated by commas (default: all)")
    parser.add_argument("--hurts", help="what hurts, separated by commas, as kneeling,side_lying")
    parser.add_argument("--allowed", action="store_true",
                        help="whoever treats you has allowed what needs it")  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, help="another week where there is a choice")
    parser.add_argument("--start", type=_date, help="a Monday (default: the next)")
    parser.add_argument("--at", type=_time, default=dt.time(18), help="time of day (18:00)")
    parser.add_argument("--weeks", type=int, default=4, help="how often the week repeats")
    parser.add_argument("--out", type=Path, help="a file ending in " + ", ".join(ENDINGS))
    parser.add_argument("--data", metavar="DIR", type=Path, help="another knowledge base")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the plan; 1 if it holds no session."""
    from hipedu.api import load_catalogue, plan, programme_for

    catalogue = load_catalogue(arguments.data)
    out: Path | None = arguments.out
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise CommandError(f"{out.name} ends in none of {', '.join(ENDINGS)}.")
    try:
        made = plan(
            arguments.condition, catalogue=catalogue, phase=arguments.phase, days=arguments.days,
            minutes=arguments.minutes, equipment=things(arguments.equipment),
            hurting=things(arguments.hurts) or (), allowed=arguments.allowed, seed=arguments.seed,
        )
        programme = programme_for(arguments.condition, catalogue)
        exercises = catalogue.exercises
        if out is None:
            print(_text(made, exercises, programme))
        elif out.suffix.lower() == ".ics":
            from hipedu.exporting.calendar import next_monday, plan_calendar

            monday = arguments.start or next_monday(dt.datetime.now().astimezone().date())
            out.write_bytes(
                plan_calendar(
                    made, exercises, monday=monday, weeks=arguments.weeks, at=arguments.at
                )
            )
        elif out.suffix.lower() == ".pdf":
            from hipedu.exporting.plan_pdf import plan_pdf
            from hipedu.figures.exercise_picture import pictures

            out.write_bytes(
                plan_pdf(
                    made, exercises, programme, knowledge=catalogue.version,
                    drawing=pictures(catalogue), pain=catalogue.prevention_topic("pain").pain,
                    ladder=catalogue.running_ladder("walk_run"),
                )
            )  # fmt: skip
        elif out.suffix.lower() == ".csv":
            from hipedu.exporting.table_csv import plan_csv

            out.write_text(plan_csv(made, exercises), encoding="utf-8-sig", newline="")
        else:
            from hipedu.exporting.plan_file import PlanFile, plan_json

            out.write_text(plan_json(PlanFile(made), catalogue), encoding="utf-8")
    except ValueError as error:
        raise CommandError(str(error)) from None
    if out is not None:
        print(f"{made.title}: {len(made.sessions)} sessions and {len(made.runs)} runs in {out}.")
    return 0 if made.sessions else 1


def _text(
    made: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None
) -> str:
    from hipedu.rehab.plan_parts import day_name
    from hipedu.rehab.programmes import check_in_words, checks_to_begin, checks_to_leave

    lines = [made.title]
    for session in made.sessions:
        lines += ["", f"{day_name(session.day)}, {session.minutes:g} minutes"]
        for item in session.items:
            lines.append(f"  {exercises[item.exercise].name}: {item.dose}")
            lines.append(f"    {item.why}")
    lines += [""] if made.runs else []
    lines += [f"{day_name(run.day)}: run. {run.text}" for run in made.runs]
    lines += ["", *made.notes] if made.notes else []
    if made.left_out:
        lines += ["", "Left out:"]
        lines += [f"  {exercises[name].name}: {why}" for name, why in made.left_out]
    if programme is not None:
        for words, which in (("begin", checks_to_begin), ("leave", checks_to_leave)):
            lines += ["", f"Before you {words} this phase:"]
            lines += [f"  {check_in_words(c)}" for c in which(programme, made.request.stage)]
    return "\n".join([*lines, "", "For learning, not medical advice. Pain overrules it."])
