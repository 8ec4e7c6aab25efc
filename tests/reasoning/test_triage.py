"""The most pressing of rules, differential and function."""

from __future__ import annotations

import pytest

from hipedu.reasoning.assess import assess_case
from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.posterior import posterior
from hipedu.reasoning.triage import ADVICE, differential_level, given_warnings, triage

WOMAN = {"age": 30, "sex": "female"}


def test_fired_rule_beats_a_harmless_differential(tables: Tables) -> None:
    case = Case(**WOMAN, answers={"side_lying": "present", "saddle": "present"})  # type: ignore[arg-type]
    result = triage(case, tables)
    assert (result.level, result.by) == ("emergency", ("rule",))
    assert "You are numb." in result.reasons[0]
    whole = assess_case(case, tables)
    assert whole["suppressed"] is True
    assert whole["next"] == []


def test_concern_is_the_harm_weighted_probability(tables: Tables) -> None:
    # only bone must not be missed, urgent, weight 1: prior 0.05
    level, concern = differential_level(posterior(Case(**WOMAN), tables).p, tables)  # type: ignore[arg-type]
    assert concern == pytest.approx(0.05)
    assert level == "self_care"


def test_differential_alone_can_be_urgent(tables: Tables) -> None:
    # night pain x3, limp x6 for bone (tendon x0.5, x0.5; joint limp x3): 0.05 -> about 0.44
    # 0.05x3x6 = 0.9; joint 0.25x3 = 0.75; other 0.3; tendon 0.4x0.25 = 0.1 -> 0.9/2.05
    case = Case(**WOMAN, answers={"night_pain": "present", "limp": "present"})  # type: ignore[arg-type]
    result = triage(case, tables)
    assert result.concern == pytest.approx(0.9 / 2.05)
    assert (result.level, result.by) == ("urgent", ("differential",))
    assert "Bone stress" in result.reasons[0]


def test_warning_answers_do_not_lower_the_level(tables: Tables) -> None:
    """No landing pain leaves bone stress unlikely; landing pain can only add to the concern."""
    base = Case(**WOMAN, answers={"limp": "present"})  # type: ignore[arg-type]
    more = base.with_answer("impact_pain", "present")
    assert given_warnings(more, tables) == ("impact_pain",)
    assert triage(more, tables).concern >= triage(base, tables).concern
    less = base.with_answer("impact_pain", "absent")
    assert given_warnings(less, tables) == ()
    assert triage(less, tables).concern < triage(base, tables).concern


def test_severe_pain_is_at_least_soon(tables: Tables) -> None:
    case = Case(**WOMAN, marks=(Mark(region="outer_hip", intensity=9.0),))  # type: ignore[arg-type]
    result = triage(case, tables)
    assert (result.level, result.by) == ("soon", ("function",))


def test_every_level_says_when_and_when_sooner() -> None:
    for advice in ADVICE.values():
        assert advice.time_frame
        assert advice.come_back_sooner
        assert advice.action


def test_level_is_provisional_while_danger_signs_are_open(tables: Tables) -> None:
    case = Case(**WOMAN, marks=(Mark(region="outer_hip"),))  # type: ignore[arg-type]
    said = assess_case(case, tables)["triage"]["provisional"]
    assert said is not None
    assert "have not been asked yet" in said
    done = assess_case(case.with_answer("saddle", "absent"), tables)
    assert done["triage"]["provisional"] is None
