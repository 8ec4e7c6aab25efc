"""``hipedu assess`` and ``hipedu.assess``."""

from __future__ import annotations

import io
import json
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import hipedu
from hipedu import api
from hipedu.cli import main

SMALL = Path(__file__).parents[1] / "reasoning" / "small_model.py"


@pytest.fixture(scope="module")
def catalogue() -> Any:
    """A catalogue of the small model: the same names, other content."""
    made = runpy.run_path(str(SMALL))["knowledge"]()
    return SimpleNamespace(
        content_key="small", version="2026-11-23", conditions=made.conditions,
        presentations=made.presentations, findings=made.findings, finding_groups=made.groups,
        regions=made.regions, red_flags=made.red_flags,
    )


@pytest.fixture
def small(catalogue: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "load_catalogue", lambda data_dir=None: catalogue)


CASE = {"age": 30, "sex": "female", "findings": {"side_lying": "present"},
        "regions": {"outer_hip": {"side": "left", "intensity": 6}}}


def write(tmp_path: Path, case: Any) -> str:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    return str(file)


def test_contract(catalogue: Any) -> None:
    result = hipedu.assess(CASE, catalogue)
    assert {"triage", "differential", "next", "versions"} <= set(result)
    assert {"level", "rules", "reasons"} <= set(result["triage"])
    keys = {"condition", "name", "probability", "low", "high", "for", "against"}
    assert all(keys <= set(row) for row in result["differential"])
    assert result["differential"][0]["condition"] == "tendon"
    assert result["versions"] == {"hipedu": hipedu.__version__, "knowledge": "2026-11-23"}


@pytest.mark.usefixtures("small")
def test_json_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", write(tmp_path, CASE), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["triage"]["level"] == "self_care"


@pytest.mark.usefixtures("small")
def test_report_says_first_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", write(tmp_path, CASE)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Look after it yourself for now")
    assert text.index("Fits with") > text.index("When:")
    assert "Outer-hip tendon pain" in text
    assert "Education, not a diagnosis." in text


@pytest.mark.usefixtures("small")
def test_emergency_report_has_no_percentages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", write(tmp_path, {"findings": {"saddle": "present"}})]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Get emergency help now")
    assert "You are numb." in text
    assert "Fits with" not in text


@pytest.mark.usefixtures("small")
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = SimpleNamespace(buffer=io.BytesIO(b'{"age": 30}'))
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["assess", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["case"]["age"] == 30


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1, column 1: not JSON"),
        (b'{"age": 30,}', "not JSON"),
        (b'{"age": NaN}', "NaN is not a number"),
        (b'{"age": 1e999}', "is not an age"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"[1]", "A case is an object"),
        (b'{"findings": {"nite_pain": "present"}}', "night_pain"),
        (b"[" * 100_000, "cannot be used"),
    ],
)
def test_bad_input_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, says: str
) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(content)
    assert main(["assess", str(file)]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


@pytest.mark.usefixtures("small")
def test_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(tmp_path / "nowhere.json")]) == 2
    assert "cannot be read" in capsys.readouterr().err
