"""``hipedu exercises``: the library, filtered."""

from __future__ import annotations

import argparse
from pathlib import Path

from hipedu.commands import CommandError

HELP = "list exercises by condition, phase, things at hand, muscle, position or time"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the filters and --json."""
    parser.add_argument("words", metavar="WORD", nargs="*", help="words of name or purpose")
    parser.add_argument("--goal", help="what it is for, as gluteal_tendinopathy")
    parser.add_argument("--phase", choices=("settle", "strengthen", "return"))
    parser.add_argument("--muscle", help="as gluteus_medius")
    parser.add_argument("--position", help="as lying_back")
    parser.add_argument("--minutes", type=float, help="the longest one may take")
    parser.add_argument(
        "--equipment", help="what you have, separated by commas; an empty text: nothing"
    )
    parser.add_argument("--json", action="store_true", help="as JSON, for another program")
    parser.add_argument("--data", metavar="DIR", type=Path, help="another knowledge base")


def things(text: str | None) -> tuple[str, ...] | None:
    """A list separated by commas; None stays None.

    Examples
    --------
    >>> things("mini_band, step"), things(""), things(None)
    (('mini_band', 'step'), (), None)
    """
    if text is None:
        return None
    return tuple(part.strip() for part in text.split(",") if part.strip())


def run(arguments: argparse.Namespace) -> int:
    """Print the exercises that pass; 1 if there is none."""
    import dataclasses
    import json

    from hipedu.api import exercises, load_catalogue

    catalogue = load_catalogue(arguments.data)
    try:
        found = exercises(
            catalogue, goal=arguments.goal, phase=arguments.phase, muscle=arguments.muscle,
            position=arguments.position, minutes=arguments.minutes,
            equipment=things(arguments.equipment), words=" ".join(arguments.words),
        )
    except ValueError as error:
        raise CommandError(str(error)) from None
    if arguments.json:
        held = {
            "knowledge": catalogue.version,
            "exercises": [dataclasses.asdict(each) for each in found],
        }
        print(json.dumps(held, ensure_ascii=False, indent=1))
    else:
        for each in found:
            print(f"{each.id:28} {each.name}: {each.dose.text}")
        print(f"{len(found)} of {len(catalogue.exercises)} exercises.")
    return 0 if found else 1
