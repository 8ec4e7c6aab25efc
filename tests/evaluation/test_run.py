"""Cases put to the reasoning: without their solution, and named when they cannot be assessed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from hipedu.evaluation.run import outcome_of, plain, run_cases, speaking_of
from hipedu.model import EvaluationCase
from hipedu.model.case import CaseMark
from hipedu.reasoning.assess import assess_case
from hipedu.reasoning.case import parse_case
from hipedu.reasoning.evidence_tables import Tables


def case(**changed: Any) -> EvaluationCase:
    values: dict[str, Any] = {
        "id": "tendon_one", "title": "t", "split": "train", "story": "s", "age": 40,
        "sex": "female", "findings": {"side_lying": "present", "weeks": 9.0},
        "regions": {"outer_hip": CaseMark(side="left", intensity=6.0)}, "expected": ("tendon",),
        "triage": "self_care", "note": "n", **changed,
    }
    return EvaluationCase(**values)


@pytest.fixture
def assess(tables: Tables) -> Any:
    return lambda raw: assess_case(parse_case(raw, tables.knowledge), tables)


def test_the_solution_is_not_put_to_the_reasoning() -> None:
    assert plain(case()) == {
        "age": 40, "sex": "female", "findings": {"side_lying": "present", "weeks": 9.0},
        "regions": {"outer_hip": {"side": "left", "intensity": 6.0}},
    }
    assert set(plain(case(age=None, sex=None))) == {"findings", "regions"}


def test_what_comes_of_a_case(assess: Any, tables: Tables) -> None:
    made = case(atypical=True, exam=True)
    (found,) = run_cases([made], assess, families={"tendon": "tendon_and_bursa"})
    assert (found.rank, found.given, found.family) == (1, "self_care", "tendon_and_bursa")
    assert (found.atypical, found.with_exam, found.split) == (True, True, "train")
    assert sum(found.p.values()) == pytest.approx(1)
    assert set(found.ranking) == set(tables.conditions)
    assert outcome_of(made, assess(plain(made)), family="tendon_and_bursa") == found


def test_order_of_the_cases_does_not_matter(assess: Any) -> None:
    cases = [case(id=key) for key in ("b", "a", "c")]
    assert [each.id for each in run_cases(cases, assess)] == ["a", "b", "c"]


def test_a_case_that_cannot_be_assessed_is_named(assess: Any) -> None:
    with pytest.raises(ValueError, match="Case broken cannot be assessed: Unknown finding"):
        run_cases([case(id="broken", findings={"side_lyin": "present"})], assess)


def test_words_that_an_older_knowledge_base_lacks_are_left_out() -> None:
    older: Any = SimpleNamespace(findings={"weeks": None}, regions={})
    raw, unknown = speaking_of(case(), older)
    assert raw["findings"] == {"weeks": 9.0}
    assert raw["regions"] == {}
    assert unknown == ["side_lying", "outer_hip"]
