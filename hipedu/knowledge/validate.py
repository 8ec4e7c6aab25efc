"""Reading source files into records, and saying in plain English what does not fit."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hipedu.knowledge.errors import Problem, Severity
from hipedu.knowledge.explain import explain, show
from hipedu.knowledge.kinds import FOLDERS, KINDS, LISTS, SINGULAR, key_of
from hipedu.knowledge.sources import source_names
from hipedu.knowledge.strict_yaml import Document, Path_, StrictYamlError, read, show_path


@cache
def adapter(cls: type) -> Any:
    """The validator of one record class, built once (that is the slow part)."""
    from pydantic import TypeAdapter

    return TypeAdapter(cls)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that could be read, with the place it was read from."""

    kind: str
    id: str
    record: Any
    file: str
    document: Document
    base: Path_ = ()

    def problem(
        self, path: Path_, problem: str, next_step: str, severity: Severity = "error"
    ) -> Problem:
        """A problem at `path` inside this record."""
        whole = self.base + path
        return Problem(
            file=self.file, line=self.document.line_of(whole), path=show_path(whole),
            problem=problem, next_step=next_step, severity=severity,
        )


@dataclass(slots=True)
class Sources:
    """Everything that could be read from a data folder, and what could not."""

    entries: dict[str, dict[str, Entry]]
    vocabularies: dict[str, dict[str, str]]
    problems: list[Problem] = field(default_factory=list)
    listed: dict[str, set[str]] = field(default_factory=dict)
    """Ids that have a file or a place in a list, whether or not the record could be read."""
    counts: dict[str, int] = field(default_factory=dict)

    def ids(self, kind: str) -> list[str]:
        """Ids of one kind, readable or not: a reference to a broken record is no second error."""
        return sorted(self.listed.get(kind, set()))


def read_sources(data_dir: Path) -> Sources:
    """Read and validate every source file, each record on its own.

    Parameters
    ----------
    data_dir : Path
        The knowledge base. Folders that are missing or empty hold no records.

    Returns
    -------
    Sources
        Records by kind and id, vocabularies, and the problems met on the way.
    """
    sources = Sources({kind: {} for kind in KINDS}, {})
    lists = {file: kind for kind, file in LISTS.items()}
    for kind in KINDS:
        sources.listed[kind] = set()
    for name in source_names(data_dir, tuple(FOLDERS)):
        shown = f"{data_dir.name}/{name}"
        if not name.endswith(".yaml"):
            continue
        try:
            document = read(data_dir / name)
        except StrictYamlError as error:
            sources.problems.append(
                Problem(
                    file=shown, line=error.line, path="",
                    problem=error.problem, next_step=error.next_step,
                )
            )
            if "/" in name and name not in lists:
                sources.listed[name.split("/")[0]].add(Path(name).stem)
            continue
        if name in lists:
            _read_list(sources, shown, document, kind=lists[name])
        elif name == "vocabularies.yaml":
            _read_vocabularies(sources, shown, document)
        else:
            _read_record(sources, shown, document, kind=name.split("/")[0])
    return sources


def _read_record(sources: Sources, shown: str, document: Document, *, kind: str) -> None:
    stem = Path(shown).stem
    sources.listed[kind].add(stem)
    record = _validate(sources, shown, document, KINDS[kind], ())
    if record is None:
        return
    if record.id != stem:
        sources.problems.append(
            Problem(
                file=shown, line=document.line_of(("id",)), path="id",
                problem=f'must be the file\'s name "{stem}", got "{record.id}"',
                next_step="Change the id, or rename the file.",
            )
        )
    sources.entries[kind][stem] = Entry(kind, stem, record, shown, document)


def _read_list(sources: Sources, shown: str, document: Document, *, kind: str) -> None:
    """Several records of one kind in one file, each with a key of its own."""
    key, name = key_of(kind), SINGULAR[kind]
    if not isinstance(document.value, list):
        sources.problems.append(
            Problem(
                file=shown, line=1, path="", problem=f"must be a list of {kind}",
                next_step=f"Start each one with `- {key}: ...`.",
            )
        )
        return
    for index, raw in enumerate(document.value):
        if isinstance(raw, dict) and isinstance(raw.get(key), str):
            sources.listed[kind].add(raw[key])
        record = _validate(sources, shown, document, KINDS[kind], (index,))
        if record is None:
            continue
        id_ = getattr(record, key)
        entry = Entry(kind, id_, record, shown, document, (index,))
        known = sources.entries[kind].get(id_)
        if known is not None:
            line = known.document.line_of(known.base)
            sources.problems.append(
                entry.problem(
                    (key,),
                    f'"{id_}" is already the {key} of the {name} in line {line}',
                    "Merge the two, or give this one another word.",
                )
            )
            continue
        sources.entries[kind][id_] = entry


def _read_vocabularies(sources: Sources, shown: str, document: Document) -> None:
    """Closed lists: ``name -> {id: label}``, for example ``muscles: {gluteus_medius: ...}``."""

    def refuse(path: Path_, problem: str, step: str) -> None:
        sources.problems.append(
            Problem(
                file=shown, line=document.line_of(path), path=show_path(path),
                problem=problem, next_step=step,
            )
        )

    if not isinstance(document.value, dict):
        refuse((), "must be a mapping from names to lists of words", "Write `muscles:` and so on.")
        return
    for name, words in document.value.items():
        if not isinstance(words, dict) or not words:
            refuse((name,), f"must be a mapping from ids to labels, got {show(words)}",
                   "Write `id: label` lines, indented.")
            continue
        sources.vocabularies[name] = {}
        for word, label in words.items():
            if isinstance(label, str) and label.strip():
                sources.vocabularies[name][word] = label
            else:
                refuse((name, word), f"must be a label in plain English, got {show(label)}",
                       "Write the words a learner reads.")


def _validate(
    sources: Sources, shown: str, document: Document, cls: type, base: Path_
) -> Any | None:
    from pydantic import ValidationError

    raw = document.value
    for part in base:
        raw = raw[part]
    if not isinstance(raw, dict):
        sources.problems.append(
            Problem(
                file=shown, line=document.line_of(base), path=show_path(base),
                problem=f"must be a mapping of fields, got {show(raw)}",
                next_step=f"Write the fields of a {cls.__name__}, as `id: ...`.",
            )
        )
        return None
    try:
        # JSON mode: it takes a list where the record holds a tuple, and nothing else loosely.
        return adapter(cls).validate_json(json.dumps(raw))
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            problem, next_step = explain(dict(error), cls)
            path = base + tuple(error["loc"])
            sources.problems.append(
                Problem(
                    file=shown, line=document.line_of(path), path=show_path(path),
                    problem=problem, next_step=next_step,
                )
            )
        return None
