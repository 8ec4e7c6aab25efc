"""``hipedu vocabulary``: the words that hipedu understands."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "list the findings, regions, conditions and structures that hipedu understands"
DESCRIPTION = (
    "Everything another program, or a person writing a case, may name: each finding with the "
    "answers it takes, each region, condition and structure with its other names."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --json and --data."""
    parser.add_argument("--json", action="store_true", help="as JSON, for another program")
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="another knowledge base than hipedu's own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the vocabulary."""
    import json

    from hipedu.api import load_catalogue, vocabulary

    words = vocabulary(load_catalogue(arguments.data))
    if arguments.json:
        print(json.dumps(words, ensure_ascii=False, indent=2))
        return 0
    print(f"hipedu {words['hipedu']}, knowledge base of {words['knowledge']}")
    for kind in ("findings", "regions", "conditions", "structures"):
        print(f"\n{kind} ({len(words[kind])})")
        for each in words[kind]:
            name = each.get("question") or each["plain_name"]
            print(f"  {each['id']:36} {name}")
            if kind == "findings":
                print(f"  {'':36} -> {answers_in_words(each['answers'])}")
    return 0


def answers_in_words(answers: list[str] | dict[str, object]) -> str:
    """What a finding can be answered with, on one line.

    Examples
    --------
    >>> answers_in_words(["present", "absent"])
    'present, absent'
    >>> answers_in_words({"unit": "week", "minimum": 0, "maximum": None})
    'a number [week], from 0'
    """
    if isinstance(answers, list):
        return ", ".join(answers)
    text = f"a number [{answers['unit']}]"
    if answers["minimum"] is not None:
        text += f", from {answers['minimum']:g}"
    if answers["maximum"] is not None:
        text += f", up to {answers['maximum']:g}"
    return text
