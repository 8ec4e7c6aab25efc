"""Every source named in a docstring of the training package exists."""

import ast
import re
from pathlib import Path

import pytest

import hipedu.training

FOLDER = Path(hipedu.training.__file__).parent
KEY = re.compile(r"[a-z]+\d{4}[a-z0-9]+")


def cited(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            doc = ast.get_docstring(node) or ""
            section = re.search(r"References\n-+\n(.*?)(?:\n\n|\Z)", doc, re.DOTALL)
            if section:
                yield from KEY.findall(section.group(1))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_keys_resolve(path):
    from hipedu.knowledge.paths import data_dir

    known = set(
        re.findall(r"^- key: (\S+)", (data_dir() / "references.yaml").read_text(), re.MULTILINE)
    )
    assert set(cited(path)) <= known
