"""``hipedu data``: check, compile and look into the knowledge base."""

from __future__ import annotations

import argparse
from pathlib import Path

from hipedu.commands import CommandError

HELP = "check, compile and look into the knowledge base"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare check, compile, schemas and show."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, text in (
        ("check", "read every data file and list what is wrong in it (exit code 1 on an error)"),
        ("compile", "check, then write compiled/catalogue.json"),
        ("schemas", "write the JSON Schemas that editors check the files by"),
    ):
        action = actions.add_parser(name, help=text, description=text)
        _data_option(action)
        if name == "check":
            action.add_argument("--errors", action="store_true", help="leave the warnings out")
    text = "list the records of a kind, or print one record"
    show = actions.add_parser("show", help=text, description=text)
    show.add_argument("kind", metavar="KIND", help="for example conditions")
    show.add_argument("id", metavar="ID", nargs="?", help="for example hip_oa")
    _data_option(show)


def _data_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="another knowledge base than hipedu's own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    from hipedu.knowledge.paths import data_dir

    folder = data_dir() if arguments.data is None else arguments.data.resolve()
    if not folder.is_dir():
        raise CommandError(f"There is no folder {folder}. Name the folder that holds VERSION.")
    if arguments.action == "check":
        return _check(folder, only_errors=arguments.errors)
    if arguments.action == "compile":
        from hipedu.knowledge.compile import write_compiled

        print(f"Wrote {write_compiled(folder)}.")
    elif arguments.action == "schemas":
        from hipedu.knowledge.schemas import write_schemas

        print(f"Wrote {len(write_schemas(folder))} schemas to {folder / 'schemas'}.")
    else:
        _show(folder, arguments.kind, arguments.id)
    return 0


def _check(folder: Path, *, only_errors: bool) -> int:
    from hipedu.knowledge.check import check_sources
    from hipedu.knowledge.validate import read_sources

    sources = read_sources(folder)
    problems = check_sources(folder, sources)
    for problem in problems:
        if problem.severity == "error" or not only_errors:
            print(f"{problem.severity}: {problem}")
    errors = sum(problem.severity == "error" for problem in problems)
    records = sum(map(len, sources.entries.values()))
    print(f"{records} records read, {errors} errors, {len(problems) - errors} warnings.")
    return 1 if errors else 0


def _show(folder: Path, kind: str, id_: str | None) -> None:
    import dataclasses
    import json

    from hipedu.knowledge.catalogue import load_catalogue
    from hipedu.knowledge.errors import suggestion
    from hipedu.knowledge.kinds import KINDS, SINGULAR

    kind = {singular: name for name, singular in SINGULAR.items()}.get(kind, kind)
    if kind not in KINDS:
        raise CommandError(
            f'There is no kind of record called "{kind}". '
            + suggestion(kind, KINDS, where="the knowledge base")
        )
    catalogue = load_catalogue(folder)
    if id_ is None:
        for name, record in getattr(catalogue, kind).items():
            title = next(
                (
                    getattr(record, field)
                    for field in ("plain_name", "name", "title", "citation", "hazard")
                    if hasattr(record, field)
                ),
                "",
            )
            print(f"{name:36} {title}".rstrip())
        return
    record = getattr(catalogue, SINGULAR[kind])(id_)
    print(json.dumps(dataclasses.asdict(record), ensure_ascii=False, indent=2))
