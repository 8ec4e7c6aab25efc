"""The vocabulary of findings: whole, without doubles, and safe to ask."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from hipedu.knowledge import load_catalogue
from hipedu.model import Finding

CATALOGUE = load_catalogue()
FINDINGS = CATALOGUE.findings
each = pytest.mark.parametrize("finding", FINDINGS.values(), ids=lambda finding: finding.id)


def test_enough_to_write_a_history_down() -> None:
    kinds = Counter(finding.kind for finding in FINDINGS.values())
    assert kinds["history"] >= 150
    assert kinds["exam"] >= 50


@each
def test_backgrounds_are_probabilities(finding: Finding) -> None:
    if finding.answers == "yes_no":
        assert finding.background is not None
        assert 0 < finding.background.value < 1
        return
    values = [share.value for share in (finding.background_choices or {}).values()]
    assert all(0 < value < 1 for value in values)
    assert math.fsum(values) == pytest.approx(1.0, abs=1e-9)


@each
def test_question_is_one_question(finding: Finding) -> None:
    assert finding.question.count("?") == 1
    assert len(finding.question.split()) <= 32
    assert finding.help, "somebody of 13 needs the one sentence of help"
    assert len(finding.synonyms) >= 3, "case coders search by synonyms"


def test_no_two_findings_say_the_same() -> None:
    for texts in (
        [finding.name.lower() for finding in FINDINGS.values()],
        [finding.question.lower() for finding in FINDINGS.values()],
        [finding.clinical.lower() for finding in FINDINGS.values()],
    ):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_groups_hold_at_least_two_findings() -> None:
    sizes = Counter(finding.group for finding in FINDINGS.values() if finding.group)
    assert set(sizes) == set(CATALOGUE.finding_groups)
    assert min(sizes.values()) >= 2


def test_follow_up_questions_never_wait_for_each_other() -> None:
    # Walk up from each finding; a circle would come back to where it began.
    for start in FINDINGS:
        seen, waiting = set(), [start]
        while waiting:
            for condition in FINDINGS[waiting.pop()].ask_after:
                before = condition.split("=")[0]
                assert before != start, start
                if before not in seen:
                    seen.add(before)
                    waiting.append(before)


def test_nobody_is_asked_to_hop() -> None:
    for finding in FINDINGS.values():
        words = f"{finding.name} {finding.question}".lower()
        if "hop" in words.replace("shop", ""):
            assert not finding.safe_to_try, finding.id


def test_sex_and_age_limit_what_is_asked() -> None:
    def asked(sex: str, age: int) -> set[str]:
        return {
            finding.id
            for finding in FINDINGS.values()
            if finding.applies.sex in (None, sex)
            and (finding.applies.age_min or 0) <= age <= (finding.applies.age_max or 200)
        }

    assert "testicular_pain" in asked("male", 12)
    assert "testicular_pain" not in asked("female", 30)
    assert "missed_periods" not in asked("male", 30)
    assert "pregnant_now" not in asked("female", 9)
    assert "knee_normal_but_hurts" not in asked("male", 40)
