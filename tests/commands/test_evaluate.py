"""``hipedu evaluate`` on three written cases of the small model."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hipedu import api
from hipedu.cli import main
from hipedu.evaluation.report import SET_ASIDE
from hipedu.model import EvaluationCase
from hipedu.model.case import CaseMark

SMALL = Path(__file__).parents[1] / "reasoning" / "small_model.py"


def case(id_: str, expected: str, findings: dict[str, str | float], **more: Any) -> EvaluationCase:
    values: dict[str, Any] = {
        "title": id_, "split": "train", "story": "s", "age": 30, "sex": "female",
        "regions": {"outer_hip": CaseMark(side="left")}, "triage": "self_care", "note": "n", **more,
    }
    return EvaluationCase(id=id_, expected=(expected,), findings=findings, **values)


def catalogue(**changed: Any) -> Any:
    made = runpy.run_path(str(SMALL))["knowledge"]()
    cases = [
        case("clear", "tendon", {"side_lying": "present"}),
        case("odd", "other", {"side_lying": "present"}),
        case("aside", "tendon", {"night_pain": "present"}, split="test"),
    ]
    values: dict[str, Any] = {
        "content_key": "evaluate", "version": "2026-11-23", "conditions": made.conditions,
        "presentations": made.presentations, "findings": made.findings,
        "finding_groups": made.groups, "regions": made.regions, "red_flags": made.red_flags,
        "cases": {each.id: each for each in cases}, **changed,
    }
    return SimpleNamespace(**values)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    made = catalogue()
    monkeypatch.setattr(api, "load_catalogue", lambda data_dir=None: made)


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate"]) == 0
    out = capsys.readouterr().out
    assert "train: 2 cases" in out
    assert "test: 1 cases" in out
    assert "odd  " in out
    assert "behind tendon" in out
    assert SET_ASIDE in out


def test_json_of_the_training_split(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--split", "train", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report["scores"]) == ["train"]
    assert report["scores"]["train"]["top_1"]["hits"] == 1
    assert [each["id"] for each in report["cases"]] == ["clear", "odd"]
    assert report["versions"]["knowledge"] == "2026-11-23"


def test_markdown_is_the_same_every_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "new" / "one.md", tmp_path / "two.md"]
    for file in files:
        assert main(["evaluate", "--markdown", str(file), "--simulate", "200"]) == 0
    assert "Wrote" in capsys.readouterr().out
    one, two = (file.read_text(encoding="utf-8") for file in files)
    assert one == two
    assert "# How well the reasoning does" in one
    assert "## Calibration on patients drawn from the model" in one


def test_against_an_earlier_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    report["cases"][0]["rank"] = 3
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(report), encoding="utf-8")
    assert main(["evaluate", "--against", str(earlier)]) == 0
    out = capsys.readouterr().out
    assert "1 of 2 cases moved, 0 of them for the worse." in out
    assert "place 3 -> 1" in out


def test_against_the_same_knowledge_base(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "--against", str(tmp_path)]) == 0
    assert "None of 3 cases moved." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--against", "/no/such/place"], "There is no folder or file"),
        (["--simulate", "-1"], "--simulate takes a number from 0"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_no_report_and_no_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[]", encoding="utf-8")
    assert main(["evaluate", "--against", str(wrong)]) == 2
    assert "cannot be compared with" in capsys.readouterr().err
    empty = catalogue(cases={})
    monkeypatch.setattr(api, "load_catalogue", lambda data_dir=None: empty)
    assert main(["evaluate"]) == 2
    assert "There is no case to evaluate" in capsys.readouterr().err
