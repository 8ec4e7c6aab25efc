"""Finding every sentence that can be translated: in Python, in the browser's parts, in templates.

Babel (a development tool) reads templates and writes the catalogues. Python is read by its own
parser and the browser's parts by their one form of a call, because neither nested calls nor
templates within templates may hide a sentence.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
CALLS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2}
"""Functions that say a sentence, and how many of their first arguments are texts."""

SCRIPT_CALL = re.compile(r"(?<![\w$.])(t|tn|tc)\(")
SCRIPT_TEXT = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*')


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the code: its text, its plural form or context if any, and its file."""

    text: str
    file: str
    plural: str | None = None
    context: str | None = None


def in_python(source: str, file: str) -> Iterator[Message]:
    """The sentences of a Python file.

    Examples
    --------
    >>> [m.text for m in in_python('_("a {b}", b=_("c" "d"))', "x.py")]
    ['a {b}', 'cd']
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        count = CALLS.get(name, 0)
        texts = [
            each.value
            for each in node.args[:count]
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if count and len(texts) == count:
            yield _message(name, texts, file)


def in_script(source: str, file: str) -> Iterator[Message]:
    """The sentences of a part of the browser's script.

    Raises
    ------
    ValueError
        If a text is not a literal in double quotes: nobody could translate it.

    Examples
    --------
    >>> [m.text for m in in_script('html`<p>${t("One {a}", { a: t("two") })}</p>`', "x.js")]
    ['One {a}', 'two']
    """
    for call in SCRIPT_CALL.finditer(source):
        if source[: call.start()].endswith("function "):
            continue
        at, texts = call.end(), []
        for _index in range(1 if call[1] == "t" else 2):
            found = SCRIPT_TEXT.match(source, at)
            if found is None:
                line = source.count("\n", 0, call.start()) + 1
                raise ValueError(
                    f"{file}, line {line}: {call[1]}() takes its English text as a literal in "
                    'double quotes, so that it can be translated: t("Sentence with {name}", ...).'
                )
            texts.append(json.loads(found[1]))
            at = found.end() + 1
        yield _message({"t": "_", "tn": "ngettext", "tc": "pgettext"}[call[1]], texts, file)


def in_template(file: Path, shown: str) -> Iterator[Message]:
    """The sentences of a page's template."""
    from babel.messages.extract import extract_from_file

    for _line, text, _comments, _context in extract_from_file(
        "jinja2.ext:babel_extract", file, keywords={"_": None}
    ):
        yield Message(str(text), shown)


def _message(name: str, texts: list[str], file: str) -> Message:
    if name == "ngettext":
        return Message(texts[0], file, plural=texts[1])
    if name == "pgettext":
        return Message(texts[1], file, context=texts[0])
    return Message(texts[0], file)


def scripts(package: Path = PACKAGE) -> list[Path]:
    """The files of which the browser says sentences by itself."""
    own = (package / "widgets" / "static").glob("*.js")
    return sorted([*own, *(package / "serving").rglob("static/*.js")])


def in_browser(package: Path = PACKAGE) -> list[Message]:
    """The sentences that the browser says by itself."""
    return [
        message
        for file in scripts(package)
        for message in in_script(
            file.read_text(encoding="utf-8"), file.relative_to(package.parent).as_posix()
        )
    ]


def messages(package: Path = PACKAGE) -> list[Message]:
    """Every sentence of the package, in the order of its files."""
    found: list[Message] = []
    for file in sorted(package.rglob("*.py")):
        shown = file.relative_to(package.parent)
        if not {"_data", "_notebooks"} & set(shown.parts):
            found += in_python(file.read_text(encoding="utf-8"), shown.as_posix())
    found += in_browser(package)
    for file in sorted(package.rglob("*.j2")):
        found += in_template(file, file.relative_to(package.parent).as_posix())
    return found


def records() -> list[Message]:
    """Every text of the knowledge base that a reader sees; its context is the kind."""
    from hipedu.knowledge.catalogue import compiled_file
    from hipedu.knowledge.kinds import FOLDERS, KINDS, key_of
    from hipedu.knowledge.paths import data_dir
    from hipedu.knowledge.texts import NOT_TEXTS, changer

    raw: dict[str, Any] = json.loads(compiled_file(data_dir()).read_text(encoding="utf-8"))
    found = [
        Message(label, "data/vocabularies.yaml", context="vocabularies")
        for name, words in raw["vocabularies"].items()
        if name not in NOT_TEXTS
        for label in words.values()
    ]
    for kind, cls in KINDS.items():
        for record in raw.get(kind, []):
            name = f"{kind}/{record[key_of(kind)]}.yaml" if kind in FOLDERS else f"{kind}.yaml"

            def note(text: str, *, kind: str = kind, name: str = name) -> str:
                found.append(Message(text, f"data/{name}", context=kind))
                return text

            changer(cls)(record, note)
    found += [
        Message(key.replace("_", " "), f"data/{kind}/{record['id']}.yaml", context="parameters")
        for kind in ("loading_models", "load_rules")
        for record in raw.get(kind, [])
        for key in (record.get("parameters") or record.get("settings") or {})
    ]
    return found
