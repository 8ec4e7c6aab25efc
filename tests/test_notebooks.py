"""Notebooks call hipedu; they compute nothing, hold no clinical number, and are kept stripped."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from hipedu.dashboards import NAMES

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
DASHBOARDS = [path for path in NOTEBOOKS if path.parent.name == "dashboards"]
FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.Try, ast.Lambda,
)  # fmt: skip
MOST_LINES = 10


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    """The cells of one kind."""
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def name_of(path: Path) -> str:
    """A short name for a test's id."""
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_code_cells_are_short_and_only_call(path: Path) -> None:
    for cell in cells(path, "code"):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= MOST_LINES, f"{len(lines)} lines: {cell.source[:60]}"
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, FORBIDDEN), f"{type(node).__name__}: {cell.source[:60]}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebooks_are_committed_without_outputs_except_promised_ones(path: Path) -> None:
    for cell in cells(path, "code"):
        if "NBVAL_CHECK_OUTPUT" not in cell.source:
            assert not cell.outputs, cell.source[:60]
            assert cell.execution_count is None, cell.source[:60]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebooks_are_valid(path: Path) -> None:
    nbformat.validate(nbformat.read(path, as_version=4))


def test_every_dashboard_has_a_notebook_and_the_other_way_round() -> None:
    assert {path.stem for path in DASHBOARDS} == set(NAMES)


@pytest.mark.parametrize("path", DASHBOARDS, ids=name_of)
def test_a_dashboard_is_four_cells(path: Path) -> None:
    assert len(nbformat.read(path, as_version=4).cells) == 4


def test_the_navigation_names_every_dashboard() -> None:
    frame = ROOT / "hipedu/serving/jupyter/voila/templates/hipedu/frame.macro.html.j2"
    text = frame.read_text(encoding="utf-8")
    for name in NAMES:
        assert f'("{name}",' in text
