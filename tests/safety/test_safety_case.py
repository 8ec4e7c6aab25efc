"""Every hazard has controls, every control has tests, and the tests exist.

That the tests pass is shown by the run that this test is part of.
"""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path

import pytest

from hipedu.cli import main
from hipedu.knowledge import Catalogue
from hipedu.knowledge.check import check
from hipedu.knowledge.safety_case import NOT_SIGNED, markdown_page, text_table
from hipedu.model import Control, Hazard

ROOT = Path(__file__).resolve().parents[2]


@cache
def test_names(file: str) -> frozenset[str]:
    """Names of the tests in a file, with their class in front; none if there is no file."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}::{inner.name}"
                for inner in node.body
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
            }
    return frozenset(found)


test_names.__test__ = False  # type: ignore[attr-defined]


def exists(node: str) -> bool:
    file, _, name = node.partition("::")
    return name.split("::")[-1].startswith("test_") and name in test_names(file)


def test_there_are_at_least_twenty_hazards(catalogue: Catalogue) -> None:
    assert len(catalogue.hazards) >= 20


def test_every_named_test_exists(catalogue: Catalogue) -> None:
    missing = [
        f"{hazard.id}/{control.id}: {node}"
        for hazard in catalogue.hazards.values()
        for control in hazard.controls
        for node in control.tests
        if not exists(node)
    ]
    assert missing == []


def test_a_test_that_does_not_exist_is_found_out() -> None:
    assert exists("tests/safety/test_safety_case.py::test_every_named_test_exists")
    inside = "TestSymptoms::test_an_emergency_hides_the_percentages"
    assert exists(f"tests/browser/test_pages.py::{inside}")
    assert not exists("tests/safety/test_safety_case.py::test_nothing_of_this_name")
    assert not exists("tests/safety/test_safety_case.py::exists")
    assert not exists("tests/nowhere.py::test_x")


def test_controls_of_hazards(catalogue: Catalogue) -> None:
    for hazard in catalogue.hazards.values():
        if hazard.residual_risk == "not_yet_applicable":
            continue
        assert hazard.controls, hazard.id
        assert hazard.severity != "high" or len(hazard.controls) >= 2, hazard.id
        ids = [control.id for control in hazard.controls]
        assert len(ids) == len(set(ids)), hazard.id


def test_no_hazard_waits_for_its_controls(catalogue: Catalogue) -> None:
    """Every page that could do harm is there now, so none may be called not yet applicable."""
    assert [
        each.id for each in catalogue.hazards.values()
        if each.residual_risk == "not_yet_applicable"
    ] == []


def test_nobody_has_signed_and_that_is_said(catalogue: Catalogue) -> None:
    assert all(hazard.signed is None for hazard in catalogue.hazards.values())
    assert NOT_SIGNED in markdown_page(catalogue.hazards)
    assert NOT_SIGNED in text_table(catalogue.hazards)
    text = (ROOT / "data" / "safety" / "hazards.yaml").read_text(encoding="utf-8")
    assert text.count("\n  signed: null\n") == len(catalogue.hazards)


def test_the_committed_page_is_current(catalogue: Catalogue) -> None:
    committed = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
    assert committed == markdown_page(catalogue.hazards), (
        "Run `hipedu safety --markdown docs/safety.md` and commit the page."
    )


def hazard(**changed: object) -> Hazard:
    values: dict[str, object] = {
        "id": "x", "hazard": "x", "cause": "x", "effect": "x", "severity": "high",
        "controls": (), "residual_risk": "low", "note": "x", **changed,
    }
    return Hazard(**values)  # type: ignore[arg-type]


def test_too_few_controls_are_refused() -> None:
    one = Control(id="a", text="a", tests=("tests/a/test_a.py::test_a",))
    with pytest.raises(ValueError, match="has no control"):
        hazard(severity="low")
    with pytest.raises(ValueError, match="two controls or more"):
        hazard(controls=(one,))
    assert hazard(severity="moderate", controls=(one,)).controls == (one,)
    assert hazard(residual_risk="not_yet_applicable").controls == ()


@pytest.mark.parametrize("node", ["tests/a.py", "hipedu/a.py::test_a", "tests/a.py::test_a[1]"])
def test_a_control_names_tests(node: str) -> None:
    with pytest.raises(ValueError, match="is no test"):
        Control(id="a", text="a", tests=(node,))
    with pytest.raises(ValueError, match="names no test"):
        Control(id="a", text="a", tests=())


def test_the_check_reads_the_safety_case(tmp_path: Path) -> None:
    (tmp_path / "safety").mkdir()
    (tmp_path / "VERSION").write_text("2026-11-23\n")
    file = tmp_path / "safety" / "hazards.yaml"
    file.write_text(
        "- {id: one, hazard: h, cause: c, effect: e, severity: high, controls: [],\n"
        "   residual_risk: low, note: n}\n- {id: two}\n"
    )
    (tmp_path / "safety" / "other.yaml").write_text("a: b\n")
    said = [str(each) for each in check(tmp_path) if each.severity == "error"]
    assert any("hazards.yaml, line 1" in line and "has no control" in line for line in said)
    assert any("hazards.yaml, line 3" in line for line in said)
    assert any("safety/other.yaml: is not read" in line for line in said)


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["safety"]) == 0
    assert NOT_SIGNED in capsys.readouterr().out
    assert main(["safety", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["signed"] == NOT_SIGNED
    assert main(["safety", "--markdown", str(tmp_path / "docs" / "safety.md")]) == 0
    assert (tmp_path / "docs" / "safety.md").read_text().startswith("# Safety case")
