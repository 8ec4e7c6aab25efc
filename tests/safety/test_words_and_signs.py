"""Warnings that everybody can take in: plain words, never colour alone, never hidden."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from hipedu.knowledge import Catalogue
from hipedu.model import URGENCIES
from hipedu.reasoning.triage import ADVICE
from hipedu.state.training_state import TrainingState

STATIC = Path(__file__).resolve().parents[2] / "hipedu" / "widgets" / "static"
LATIN = (
    "anterior", "posterior", "lateral ", "medial", "dysuria", "paraesthesia", "nocturnal",
    "bilateral", "unilateral", "pyrexia", "antalgic", "claudication", "amenorrhoea", "crepitus",
    "palpation", "exacerbat", "radiculopathy", "haematuria", "oedema", "erythema",
)


def test_safety_questions_are_in_plain_words(catalogue: Catalogue) -> None:
    asked = {
        key for key in catalogue.findings
        if any(f"finding='{key}'" in repr(rule) for rule in catalogue.red_flags.values())
    }
    assert len(asked) > 40
    for key in sorted(asked):
        finding = catalogue.findings[key]
        if finding.kind == "exam":
            continue
        words = finding.question.lower()
        assert not [w for w in LATIN if re.search(rf"\b{w}", words)], (key, finding.question)
        assert len(words.split()) <= 40, (key, finding.question)


def test_what_to_do_is_in_plain_words(catalogue: Catalogue) -> None:
    for rule in catalogue.red_flags.values():
        text = f"{rule.action} {rule.come_back_sooner}".lower()
        assert not [w for w in LATIN if re.search(rf"\b{w}", text)], (rule.id, text)


def test_an_emergency_says_where_to_go_and_not_to_test_the_leg() -> None:
    advice = ADVICE["emergency"]
    assert "emergency" in advice.title.lower()
    assert "emergency department" in advice.action
    assert "test the leg" in advice.action
    assert advice.time_frame == "now"


def test_no_level_is_told_by_colour_alone() -> None:
    """Each level has a title of its own, and the page draws an icon and words beside the colour."""
    assert len({ADVICE[level].title for level in URGENCIES}) == len(URGENCIES)
    script = (STATIC / "symptoms.js").read_text(encoding="utf-8")
    head = script[script.index("function TriagePanel"):][:600]
    assert "name=${triage.level}" in head
    assert "soFar(triage)" in head


def test_an_emergency_is_announced_to_screen_readers() -> None:
    script = (STATIC / "symptoms.js").read_text(encoding="utf-8")
    assert re.search(r'role=\$\{triage\.level === "emergency" \? "alert"', script)


def test_the_advice_stands_before_the_percentages() -> None:
    script = (STATIC / "symptoms.js").read_text(encoding="utf-8")
    page = script[script.index("function SymptomPage"):]
    assert page.index("<${TriagePanel}") < page.index("<${Differential}")


def test_nothing_unanswered_on_a_checklist_is_no_before_the_last_button() -> None:
    """The button that records the rest as absent says so, and differs once something is ticked."""
    script = (STATIC / "symptoms.js").read_text(encoding="utf-8")
    part = script[script.index("function Checklist"):][:2400]
    assert "the rest does not apply" in part
    assert "None of these" in part
    assert "Not sure" in part


@pytest.mark.parametrize("scenario", ["consistent", "marathon_spike"])
def test_every_training_view_says_that_pain_comes_first(
    catalogue: Catalogue, scenario: str
) -> None:
    state = TrainingState(catalogue, today=dt.date(2026, 5, 1))
    state.load_scenario(scenario)
    caution = state.view()["caution"]
    assert caution.startswith("Pain overrules every number")
    assert "limp" in caution
    script = (STATIC / "training.js").read_text(encoding="utf-8")
    assert "view.caution" in script
