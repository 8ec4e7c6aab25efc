"""What the documentation says of the reasoning is what the reasoning does."""

from __future__ import annotations

from pathlib import Path

import pytest

import hipedu
from hipedu.evaluation.report import markdown_report
from hipedu.evaluation.run import assess_with, families_of, run_cases
from hipedu.evaluation.scores import scores

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"
AGAIN = "Run: hipedu evaluate --simulate 20000 --markdown docs/evaluation.md"


@pytest.fixture(scope="module")
def outcomes() -> list:
    catalogue = hipedu.load_catalogue()
    cases = list(catalogue.cases.values())
    return run_cases(cases, assess_with(catalogue), families=families_of(catalogue))


def tables(text: str) -> list[str]:
    """The rows of the tables that come from the cases, up to the simulated patients."""
    before = text.split("## Calibration on patients")[0]
    return [line for line in before.splitlines() if line.startswith("|")]


def test_the_documented_scores_are_todays(outcomes: list) -> None:
    assert tables(DOCUMENT.read_text(encoding="utf-8")) == tables(markdown_report(outcomes)), AGAIN


def test_the_test_split_meets_what_was_asked_for(outcomes: list) -> None:
    found = scores([each for each in outcomes if each.split == "test"])
    assert found["top_1"].value >= 0.70
    assert found["top_3"].value >= 0.90
    assert found["missed"].hits == 0
    assert found["over_triage_mild"].value <= 0.30
