"""Writing the compiled catalogue: the records in a form that starts quickly.

``data/compiled/catalogue.json`` is one JSON object, one line a key: first the format, the
content key and the version, then the vocabularies, then each kind as a list of records. A
reader can therefore take one line and leave the others unparsed. Only what differs from a
field's default is written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hipedu.knowledge.catalogue import FORMAT, compiled_file
from hipedu.knowledge.check import check_sources
from hipedu.knowledge.errors import DataError, Problem
from hipedu.knowledge.kinds import FOLDERS, KINDS
from hipedu.knowledge.sources import content_key, read_version, source_names
from hipedu.knowledge.validate import Sources, adapter, read_sources


class DataInvalid(DataError):
    """The data files hold errors; `problems` lists them."""

    def __init__(self, problems: list[Problem]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        lines = "\n".join(f"  {problem}" for problem in errors[:10])
        more = f"\n  and {len(errors) - 10} more" if len(errors) > 10 else ""
        super().__init__(
            f"The data files hold {len(errors)} error{'s' * (len(errors) != 1)}:\n{lines}{more}\n"
            "Mend them; `hipedu data check` lists all."
        )
        self.problems = problems


def compile_catalogue(data_dir: Path) -> str:
    """Read, check and compile a knowledge base.

    Parameters
    ----------
    data_dir : Path
        The knowledge base.

    Returns
    -------
    str
        The text of the compiled file: the same for the same sources, on every machine.

    Raises
    ------
    DataInvalid
        If the check finds an error.
    """
    sources = read_sources(data_dir)
    problems = check_sources(data_dir, sources)
    if any(problem.severity == "error" for problem in problems):
        raise DataInvalid(problems)
    key = content_key(data_dir, source_names(data_dir, tuple(FOLDERS)))
    return compiled_text(sources, key=key, version=read_version(data_dir))


def compiled_text(sources: Sources, *, key: str, version: str) -> str:
    """The compiled file of sources that have been checked."""
    lines: dict[str, Any] = {
        "header": {"format": FORMAT, "content_key": key, "version": version},
        "vocabularies": sources.vocabularies,
    }
    for kind, cls in KINDS.items():
        lines[kind] = [
            adapter(cls).dump_python(entry.record, mode="json", exclude_defaults=True)
            for _, entry in sorted(sources.entries[kind].items())
        ]
    return (
        "{\n"
        + ",\n".join(f"{_compact(name)}:{_compact(value)}" for name, value in lines.items())
        + "\n}\n"
    )


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def write_compiled(data_dir: Path) -> Path:
    """Compile a knowledge base and keep the result in it.

    Returns
    -------
    Path
        The file written. It is left untouched when nothing changed.
    """
    text = compile_catalogue(data_dir)
    file = compiled_file(data_dir)
    file.parent.mkdir(exist_ok=True)
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8", newline="\n")
    return file
