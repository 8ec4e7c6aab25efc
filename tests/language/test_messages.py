"""Every sentence reaches the translators, and the committed template holds all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hipedu.commands._messages import in_browser, in_python, in_script, messages, scripts
from hipedu.commands.words import template, written
from hipedu.language.catalogues import LOCALES

PLACES = re.compile(r"\{([^{}]*)\}")


def test_the_template_is_up_to_date() -> None:
    now = written(template("hipedu", messages()))
    kept = (LOCALES / "hipedu.pot").read_text(encoding="utf-8")
    assert now == kept, "a sentence was added or changed: run `make words`"


def test_places_are_names() -> None:
    odd = [
        (message.file, message.text)
        for message in messages()
        for text in (message.text, message.plural or "")
        for place in PLACES.findall(text)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", place)
    ]
    assert odd == []


def test_the_browser_says_only_literals() -> None:
    assert len(scripts()) > 10
    assert len(in_browser()) > 20
    with pytest.raises(ValueError, match=r"x.js, line 2: t\(\) takes its English text as"):
        list(in_script("\nt(`Hello ${name}`)", "x.js"))


def test_python_is_read_by_its_parser() -> None:
    source = '_("One {a}" " and two", a=ngettext("{n} run", "{n} runs", 2))\n_(known)\n'
    found = [(m.text, m.plural) for m in in_python(source, "x.py")]
    assert found == [("One {a} and two", None), ("{n} run", "{n} runs")]


def test_no_sentence_is_said_when_a_module_is_imported() -> None:
    """Its language would be that of the process which imported it first: the kernels' parent."""
    import ast

    early = []
    package = Path(LOCALES).parents[1]
    for file in sorted(package.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        inside = {
            id(node)
            for scope in ast.walk(tree)
            if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            for node in ast.walk(scope)
        }
        early += [
            f"{file.relative_to(package)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in ("_", "ngettext", "pgettext")
            and id(node) not in inside
        ]
    assert early == []
