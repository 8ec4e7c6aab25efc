"""What is asked, in which order, and what never is."""

from __future__ import annotations

import math

import pytest

from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.next_question import (
    MOST_QUESTIONS,
    Question,
    _now,
    information,
    informative_questions,
    next_questions,
    safety_questions,
)
from hipedu.reasoning.posterior import posterior
from hipedu.reasoning.triage import triage

OUTER = Case(age=30, sex="female", marks=(Mark(region="outer_hip"),))
SAFE = OUTER.with_answer("saddle", "absent")


def ask(case: Case, tables: Tables, **more: object) -> list[Question]:
    post = posterior(case, tables)
    return next_questions(case, tables, post, triage(case, tables, post), **more)  # type: ignore[arg-type]


def entropy(p: list[float]) -> float:
    return -sum(x * math.log2(x) for x in p if x > 0)


def test_information_agrees_with_a_naive_loop(tables: Tables) -> None:
    """H(C) minus the mean entropy after each answer, each by whole posteriors."""
    start = posterior(SAFE, tables)
    now = _now(SAFE, start, tables)
    for finding, stated, background in (
        ("side_lying", {"tendon": 0.8}, 0.2),
        ("night_pain", {"bone": 0.6, "tendon": 0.1}, 0.2),
        ("limp", {"bone": 0.6, "joint": 0.3, "tendon": 0.05}, 0.1),
    ):
        expected = 0.0
        for yes in (True, False):
            joint = []
            for c, p in zip(tables.conditions, start.p, strict=True):
                q = stated.get(c, background)
                joint.append(p * (q if yes else 1 - q))
            chance = sum(joint)
            expected += chance * entropy([x / chance for x in joint])
        naive = entropy(list(start.p)) - expected
        assert information(finding, now, tables, 1.0) == pytest.approx(naive, abs=1e-12)


def test_open_emergencies_come_first(tables: Tables) -> None:
    first = ask(OUTER, tables)[0]
    assert (first.finding, first.kind, first.rules) == ("saddle", "red_flag", ("nerve_rule",))
    assert "Pressure on the nerves" in first.why


def test_urgent_rules_after_emergencies(tables: Tables) -> None:
    case = Case(age=30, sex="female", marks=(Mark(region="groin"),))
    order = [q.finding for q in ask(case, tables)]
    assert order == ["saddle", "limp", "missed_periods", "night_pain"]


def test_men_are_not_asked_about_periods(tables: Tables) -> None:
    case = Case(age=30, sex="male", marks=(Mark(region="groin"),))
    assert "missed_periods" not in [q.finding for q in ask(case, tables)]


def test_nothing_after_an_emergency(tables: Tables) -> None:
    assert ask(OUTER.with_answer("saddle", "present"), tables) == []


def test_best_question_and_its_reason(tables: Tables) -> None:
    first = ask(SAFE, tables)[0]
    assert first.finding == "side_lying"
    assert first.kind == "information"
    assert "Outer-hip tendon pain" in first.why


def test_never_asked(tables: Tables) -> None:
    """No hop; no examination without an examiner; no follow-up before what it follows."""
    post = posterior(SAFE, tables)
    result = triage(SAFE, tables, post)
    every = informative_questions(SAFE, tables, post, result, exam=True, most=99)
    assert "hop" not in [q.finding for q in every]
    from hipedu.reasoning.next_question import may_ask

    findings = tables.knowledge.findings
    assert not may_ask(findings["hop"], SAFE, tables, exam=True)
    assert not may_ask(findings["log_roll"], SAFE, tables, exam=False)
    assert may_ask(findings["log_roll"], SAFE, tables, exam=True)
    assert not may_ask(findings["where_snaps"], SAFE, tables, exam=False)
    clicked = SAFE.with_answer("clicking", "present")
    assert may_ask(findings["where_snaps"], clicked, tables, exam=False)


def test_skipped_is_not_asked_again(tables: Tables) -> None:
    post = posterior(OUTER, tables)
    result = triage(OUTER, tables, post)
    assert safety_questions(OUTER, tables, result, passed={"saddle"}) == []


def test_stops_after_the_limit(tables: Tables) -> None:
    assert ask(SAFE, tables, asked=MOST_QUESTIONS) == []


def test_stops_when_nothing_can_matter(tables: Tables) -> None:
    case = SAFE
    for key in ("side_lying", "night_pain", "limp", "impact_pain", "catching", "clicking"):
        case = case.with_answer(key, "present" if key == "side_lying" else "absent")
    case = case.with_answer("weeks", 30.0).with_answer("onset", "gradual")
    assert ask(case, tables) == []
