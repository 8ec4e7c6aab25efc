"""What must hold whatever somebody answers."""

from __future__ import annotations

import json
import math
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hipedu.model import URGENCIES, Finding
from hipedu.reasoning.assess import assess_case
from hipedu.reasoning.case import Answer, Case, Mark
from hipedu.reasoning.evidence_tables import (
    LARGEST_RATIO,
    LARGEST_RATIO_AGAINST,
    Tables,
    build_tables,
)
from hipedu.reasoning.posterior import posterior
from hipedu.reasoning.red_flags import rule_states
from hipedu.reasoning.triage import triage

SMALL: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parents[1] / "reasoning" / "small_model.py")
)
TABLES: Tables = build_tables(SMALL["knowledge"]())
FINDINGS = TABLES.knowledge.findings
WARNINGS = ("impact_pain", "saddle")

modest = settings(max_examples=60, deadline=None)


def answers_of(finding: Finding) -> st.SearchStrategy[Answer]:
    if finding.answers == "yes_no":
        return st.sampled_from(["present", "absent"])
    if finding.answers == "choice":
        return st.sampled_from([choice.id for choice in finding.choices])
    return st.floats(finding.minimum or 0, finding.maximum or 100)


marks = st.lists(
    st.builds(
        Mark,
        region=st.sampled_from(sorted(TABLES.knowledge.regions)),
        side=st.sampled_from(["left", "right", "both", "middle", None]),
        intensity=st.none() | st.floats(0.5, 10),
    ),
    max_size=4,
).map(tuple)

cases = st.builds(
    Case,
    age=st.none() | st.integers(0, 120),
    sex=st.sampled_from([None, "female", "male"]),
    answers=st.fixed_dictionaries(
        {}, optional={key: answers_of(finding) for key, finding in FINDINGS.items()}
    ),
    marks=marks,
)


@modest
@given(cases)
def test_probabilities_are_sane_and_the_result_is_plain(case: Case) -> None:
    result = json.loads(json.dumps(assess_case(case, TABLES), allow_nan=False))
    rows = result["differential"]
    assert math.isclose(sum(row["probability"] for row in rows), 1.0, abs_tol=1e-9)
    for row in rows:
        assert 0 <= row["low"] <= row["probability"] <= row["high"] <= 1
    assert result["triage"]["level"] in URGENCIES
    assert not {q["finding"] for q in result["next"]} & set(case.answers)


@modest
@given(cases, st.randoms(use_true_random=False))
def test_order_does_not_matter(case: Case, source: Any) -> None:
    keys = list(case.answers)
    source.shuffle(keys)
    places = list(case.marks)
    source.shuffle(places)
    other = replace(case, answers={key: case.answers[key] for key in keys}, marks=tuple(places))
    assert posterior(case, TABLES).p == posterior(other, TABLES).p


@modest
@given(cases, st.sampled_from(["present", "absent"]))
def test_ratio_one_changes_nothing(case: Case, answer: str) -> None:
    """A finding that no condition states has ratio 1 everywhere."""
    assert posterior(case, TABLES).p == posterior(case.with_answer("hop", answer), TABLES).p


@modest
@given(cases)
def test_one_answer_moves_no_pair_beyond_the_cap(case: Case) -> None:
    for key in case.answers:
        column = next(
            (i.column for i in posterior(case, TABLES).evidence if i.column.key == key), None
        )
        for _, x, ratio, _ in column.rows if column else ():
            assert x <= math.log(LARGEST_RATIO.value) + 1e-12
            assert x >= -math.log(LARGEST_RATIO_AGAINST.value) - 1e-12
            assert math.isclose(math.log(ratio), x, abs_tol=1e-12)


@modest
@given(cases, st.sampled_from(WARNINGS))
def test_adding_a_warning_never_lowers_the_level(case: Case, warning: str) -> None:
    before = case.with_answer(warning, None)
    after = before.with_answer(warning, "present")
    rank = [URGENCIES.index(triage(c, TABLES).level) for c in (before, after)]
    assert rank[1] <= rank[0]


@modest
@given(cases, st.sampled_from(sorted(FINDINGS)))
def test_an_emergency_never_vanishes_silently(case: Case, removed: str) -> None:
    """Taking an answer away leaves every fired rule fired, or open and asking for it."""
    fired = {s.rule.id for s in rule_states(case, TABLES.knowledge) if s.state == "fired"}
    less = case.with_answer(removed, None)
    after = {s.rule.id: s for s in rule_states(less, TABLES.knowledge)}
    for rule in fired:
        assert after[rule].state == "fired" or (
            after[rule].state == "open" and removed in after[rule].needs
        )


@modest
@given(cases)
def test_knowing_more_never_reopens_a_closed_rule(case: Case) -> None:
    states = {s.rule.id: s.state for s in rule_states(case, TABLES.knowledge)}
    for key, finding in FINDINGS.items():
        if key not in case.answers and finding.answers == "yes_no":
            for answer in ("present", "absent"):
                more = rule_states(case.with_answer(key, answer), TABLES.knowledge)
                for state in more:
                    if states[state.rule.id] != "open":
                        assert state.state == states[state.rule.id]
