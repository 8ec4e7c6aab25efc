"""Every check of the knowledge base, in one list of problems."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from hipedu.knowledge.answers import check_answers
from hipedu.knowledge.citations import check_addresses, check_citations
from hipedu.knowledge.errors import DataError, Problem
from hipedu.knowledge.kinds import FOLDERS, KINDS, LISTS
from hipedu.knowledge.links import check_kinds, check_links
from hipedu.knowledge.numbers import check_numbers
from hipedu.knowledge.sources import read_version
from hipedu.knowledge.validate import Sources, read_sources
from hipedu.knowledge.walk import parts

OTHER_FOLDERS = frozenset({"schemas", "compiled"})
LISTED_FOLDERS = frozenset(name.split("/")[0] for name in LISTS.values() if "/" in name)


def check(data_dir: Path) -> list[Problem]:
    """Check a knowledge base.

    Parameters
    ----------
    data_dir : Path
        Folder with one folder a kind, ``references.yaml``, ``vocabularies.yaml``, ``VERSION``.

    Returns
    -------
    list of Problem
        Errors first, each group by file and line; empty when all is well.

    Raises
    ------
    DataError
        If there is no such folder.

    Notes
    -----
    Kinds that hold no records yet are named in a warning; what refers to them is not checked.
    """
    if not data_dir.is_dir():
        raise DataError(f"There is no folder {data_dir}. Name the folder that holds VERSION.")
    return check_sources(data_dir, read_sources(data_dir))


def check_sources(data_dir: Path, sources: Sources) -> list[Problem]:
    """The same for sources that are read already, so that they are parsed once."""
    problems = [
        *sources.problems,
        *_version(data_dir),
        *_strangers(data_dir),
        *check_kinds(sources),
        *_texts(sources),
        *check_links(sources),
        *check_answers(sources),
        *check_numbers(sources),
        *check_citations(sources),
        *check_addresses(data_dir),
    ]
    return sorted(
        problems, key=lambda each: (each.severity, each.file, each.line or 0, each.path)
    )


def _version(data_dir: Path) -> Iterator[Problem]:
    shown = f"{data_dir.name}/VERSION"
    step = "Write the day of the last change as 2026-11-23."
    try:
        text = read_version(data_dir)
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        dt.date.fromisoformat(text)
    except DataError:
        yield Problem(
            file=shown, line=None, path="", problem="the file is missing", next_step=step
        )
    except ValueError:
        yield Problem(
            file=shown, line=1, path="", problem=f'must be a date, got "{text[:40]}"',
            next_step=step,
        )


def _strangers(data_dir: Path) -> Iterator[Problem]:
    """Files that nothing reads: a misspelt folder or ending would lose a record in silence."""
    for entry in sorted(data_dir.iterdir()):
        shown = f"{data_dir.name}/{entry.name}"
        if entry.name.startswith(".") or entry.name in OTHER_FOLDERS:
            continue
        if entry.is_dir() and entry.name in LISTED_FOLDERS:
            for file in sorted(entry.iterdir()):
                if f"{entry.name}/{file.name}" not in LISTS.values():
                    yield Problem(
                        file=f"{shown}/{file.name}", line=None, path="", problem="is not read",
                        next_step="Remove it, or move its records into the list beside it.",
                    )
        elif entry.is_dir() and entry.name not in FOLDERS:
            yield Problem(
                file=shown, line=None, path="", problem="no kind of record has this name",
                next_step=f"Use one of {', '.join(FOLDERS)}.",
            )
        elif entry.is_dir():
            for file in sorted(entry.iterdir()):
                if not file.name.endswith(".yaml") and not file.name.startswith("."):
                    yield Problem(
                        file=f"{shown}/{file.name}", line=None, path="",
                        problem="is not read, because its name does not end in .yaml",
                        next_step="Rename or remove it.",
                    )
        elif entry.suffix == ".yaml" and entry.name not in ("references.yaml", "vocabularies.yaml"):
            yield Problem(
                file=shown, line=None, path="", problem="is not read",
                next_step="Move the record into the folder of its kind.",
            )


def _texts(sources: Sources) -> Iterator[Problem]:
    """Text that says nothing, or that somebody meant to finish."""
    for kind in KINDS:
        for entry in sources.entries[kind].values():
            for path, value in parts(entry.record):
                if not isinstance(value, str):
                    continue
                if not value.strip():
                    yield entry.problem(path, "is empty text", "Fill it, or remove the line.")
                elif re.search(r"\b(?:TODO|FIXME|XXX)\b", value):
                    yield entry.problem(path, "is not finished", "Finish the sentence.", "warning")
