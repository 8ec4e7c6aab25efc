"""``hipedu safety``: what could do harm, and what is done about it."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "print the safety case: hazards, controls, and the tests that show them"
DESCRIPTION = (
    "Prints data/safety/hazards.yaml as a table. No clinical safety officer has signed it unless "
    "it says so."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --json and --markdown."""
    parser.add_argument("--json", action="store_true", help="as JSON, for another program")
    parser.add_argument(
        "--markdown", metavar="FILE", type=Path, help="write the table as a Markdown page"
    )
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="another knowledge base than hipedu's own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print or write the table."""
    import dataclasses
    import json

    from hipedu.api import load_catalogue
    from hipedu.knowledge.safety_case import markdown_page, signature, text_table

    hazards = load_catalogue(arguments.data).hazards
    if arguments.markdown is not None:
        arguments.markdown.parent.mkdir(parents=True, exist_ok=True)
        arguments.markdown.write_text(markdown_page(hazards), encoding="utf-8", newline="\n")
        print(f"Wrote {arguments.markdown}.")
    elif arguments.json:
        plain = [dataclasses.asdict(each) for each in hazards.values()]
        told = {"signed": signature(list(hazards.values())), "hazards": plain}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(text_table(hazards)))
    return 0
