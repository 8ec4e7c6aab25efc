"""JSON Schemas of the data files, for editors that check while one types.

A file tells its editor with a first line such as
``# yaml-language-server: $schema=../schemas/condition.schema.json``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hipedu.knowledge.kinds import KINDS, LISTS, SINGULAR
from hipedu.knowledge.validate import adapter

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """File name and text of each schema.

    Returns
    -------
    dict of str
        One for each kind of record; for a kind kept in one file, such as
        ``references.schema.json``, of the list of them.
    """
    found: dict[str, str] = {}
    for kind, cls in KINDS.items():
        made = adapter(list[cls] if kind in LISTS else cls).json_schema()  # type: ignore[valid-type]
        name = kind if kind in LISTS else SINGULAR[kind]
        found[f"{name}.schema.json"] = _text({"$schema": DIALECT, **made})
    found["vocabularies.schema.json"] = _text(
        {
            "$schema": DIALECT,
            "title": "Vocabularies",
            "description": "Closed lists: name of the list, then id and label of each word.",
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {"type": "string", "minLength": 1},
            },
        }
    )
    return found


def _first_paragraphs(schema: Any) -> Any:
    """Keep of each description the first paragraph: the rest is for readers of the code."""
    if isinstance(schema, list):
        return [_first_paragraphs(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: " ".join(value.partition("\n\n")[0].split())
        if name == "description" and isinstance(value, str)
        else _first_paragraphs(value)
        for name, value in schema.items()
    }


def _text(schema: dict[str, Any]) -> str:
    short = _first_paragraphs(schema)
    return json.dumps(short, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas(data_dir: Path) -> list[Path]:
    """Write every schema into ``schemas`` and remove those of kinds that are gone.

    Returns
    -------
    list of Path
        All schema files, sorted.
    """
    folder = data_dir / "schemas"
    folder.mkdir(exist_ok=True)
    made = schemas()
    for old in folder.glob("*.schema.json"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(folder / name for name in made)
