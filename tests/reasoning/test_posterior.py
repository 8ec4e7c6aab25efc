"""Bayes by hand, and the same by pgmpy."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import pytest

from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.evidence_tables import Tables, build_tables
from hipedu.reasoning.knowledge_base import KnowledgeBase
from hipedu.reasoning.posterior import posterior
from hipedu.reasoning.priors import age_share

WOMAN = {"age": 30, "sex": "female"}


def by_name(case: Case, tables: Tables) -> dict[str, float]:
    return dict(zip(tables.conditions, posterior(case, tables).p, strict=True))


def test_without_evidence_the_prior(tables: Tables) -> None:
    # women: weights 50, 250, 300, 400 of 1000
    p = by_name(Case(**WOMAN), tables)  # type: ignore[arg-type]
    assert p == pytest.approx({"bone": 0.05, "joint": 0.25, "other": 0.3, "tendon": 0.4})


def test_one_answer_by_hand(tables: Tables) -> None:
    # side lying: 0.8 in tendon, background 0.2 in the other three.
    # 0.4 x 0.8 = 0.32; 0.6 x 0.2 = 0.12; tendon = 0.32 / 0.44 = 8/11.
    p = by_name(Case(**WOMAN, answers={"side_lying": "present"}), tables)  # type: ignore[arg-type]
    assert p["tendon"] == pytest.approx(8 / 11)
    # absent: 0.4 x 0.2 = 0.08; 0.6 x 0.8 = 0.48; tendon = 1/7.
    p = by_name(Case(**WOMAN, answers={"side_lying": "absent"}), tables)  # type: ignore[arg-type]
    assert p["tendon"] == pytest.approx(1 / 7)


def test_choice_and_number_by_hand(tables: Tables) -> None:
    # weeks 12 falls into "long": tendon 0.8, the rest 0.5: 0.32 / (0.32 + 0.30)
    p = by_name(Case(**WOMAN, answers={"weeks": 12.0}), tables)  # type: ignore[arg-type]
    assert p["tendon"] == pytest.approx(0.32 / 0.62)
    # onset sudden: bone 0.1, the rest 0.3: 0.005 / (0.005 + 0.285)
    p = by_name(Case(**WOMAN, answers={"onset": "sudden"}), tables)  # type: ignore[arg-type]
    assert p["bone"] == pytest.approx(0.005 / 0.29)


def test_group_counts_the_second_answer_by_its_weight(tables: Tables) -> None:
    # catching and clicking are both 0.6 against 0.2, ratio 3; group weight 0.5:
    # joint odds 0.25/0.75 x 3 x sqrt(3)
    p = by_name(
        Case(**WOMAN, answers={"catching": "present", "clicking": "present"}),  # type: ignore[arg-type]
        tables,
    )
    odds = 0.25 / 0.75 * 3 * math.sqrt(3)
    assert p["joint"] == pytest.approx(odds / (1 + odds))


def test_age_and_sex_unknown_mix_the_rows(tables: Tables) -> None:
    # women and men count half each: tendon (0.4 + 0.2) / 2, joint (0.25 + 0.35) / 2
    p = by_name(Case(), tables)
    assert p["tendon"] == pytest.approx(0.3)
    assert p["joint"] == pytest.approx(0.3)
    man = by_name(Case(sex="male", age=99), tables)  # outside all bands: the nearest
    assert man["tendon"] == pytest.approx(0.2)


def test_age_shares_cover_everybody() -> None:
    assert age_share(0, 120) == pytest.approx(1.0)
    assert age_share(13, 17) == pytest.approx(0.10)


def test_cap_holds_one_answer_to_thirtyfold(knowledge: KnowledgeBase, small_parts: Any) -> None:
    from dataclasses import replace

    rare = small_parts["yes_no"]("rare", "Rare", 0.01)
    presentations = dict(knowledge.presentations)
    joint = presentations["joint"]
    presentations["joint"] = replace(
        joint, likelihoods=(*joint.likelihoods, small_parts["says"]("rare", 0.9))
    )
    changed = replace(
        knowledge, findings={**knowledge.findings, "rare": rare}, presentations=presentations
    )
    # 0.9 / 0.01 = 90 is cut to 30: odds 0.25/0.75 x 30
    p = by_name(Case(**WOMAN, answers={"rare": "present"}), build_tables(changed))  # type: ignore[arg-type]
    odds = 0.25 / 0.75 * 30
    assert p["joint"] == pytest.approx(odds / (1 + odds))


def test_marks_by_hand(tables: Tables) -> None:
    """One mark at the outer hip: kappa 0.63, neighbours groin and outer hip only."""
    k = 0.63
    pain = {"bone": (0.8, 0.05), "joint": (0.9, 0.05), "other": (0.05, 0.05),
            "tendon": (0.05, 0.95)}
    pooled = {"bone": 0.05, "joint": 0.3, "other": 0.35, "tendon": 0.3}
    q = {c: (k * g + (1 - k) * o, k * o + (1 - k) * g) for c, (g, o) in pain.items()}
    b = [sum(pooled[c] * q[c][r] for c in q) for r in (0, 1)]
    prior = {"bone": 0.05, "joint": 0.25, "other": 0.3, "tendon": 0.4}
    weight = {}
    for c in q:
        marked = min(max(q[c][1] / b[1], 1 / 10), 30)
        groin = ((1 - q[c][0]) / (1 - b[0])) ** 0.25  # empty, a quarter of its weight
        tail = 1.0  # the tailbone is equally unlikely in all four
        weight[c] = prior[c] * marked * groin * tail
    expected = {c: w / sum(weight.values()) for c, w in weight.items()}
    case = Case(**WOMAN, marks=(Mark(region="outer_hip"),))  # type: ignore[arg-type]
    assert by_name(case, tables) == pytest.approx(expected)


def test_both_sides_count_once(tables: Tables) -> None:
    left = Case(marks=(Mark(region="groin", side="left"),))
    both = Case(marks=(Mark(region="groin", side="left"), Mark(region="groin", side="right")))
    assert posterior(left, tables).p == posterior(both, tables).p


@pytest.mark.filterwarnings("ignore::FutureWarning:pgmpy.*")
def test_agrees_with_pgmpy(knowledge: KnowledgeBase) -> None:
    """Without cap and groups it is the network condition -> each finding, solved by pgmpy."""
    from pgmpy.factors.discrete import TabularCPD
    from pgmpy.inference import VariableElimination
    from pgmpy.models import DiscreteBayesianNetwork

    tables = build_tables(knowledge, capped=False)
    names = ("side_lying", "night_pain", "limp", "clicking", "onset")
    prior = {"bone": 0.05, "joint": 0.25, "other": 0.3, "tendon": 0.4}
    states = {
        key: ["sudden", "gradual"] if key == "onset" else ["present", "absent"] for key in names
    }
    stated = {
        ("tendon", "side_lying"): 0.8, ("bone", "night_pain"): 0.6, ("tendon", "night_pain"): 0.1,
        ("bone", "limp"): 0.6, ("joint", "limp"): 0.3, ("tendon", "limp"): 0.05,
        ("joint", "clicking"): 0.6, ("bone", "onset"): 0.1,
    }
    background = {"side_lying": 0.2, "night_pain": 0.2, "limp": 0.1, "clicking": 0.2,
                  "onset": 0.3}
    network = DiscreteBayesianNetwork([("condition", key) for key in names])
    network.add_cpds(TabularCPD("condition", 4, [[p] for p in prior.values()],
                                state_names={"condition": list(prior)}))
    for key in names:
        row = [stated.get((c, key), background[key]) for c in prior]
        network.add_cpds(TabularCPD(
            key, 2, [row, [1 - p for p in row]], evidence=["condition"], evidence_card=[4],
            state_names={key: states[key], "condition": list(prior)},
        ))
    solver = VariableElimination(network)
    for answers in product(*(states[key] for key in names)):
        given = dict(zip(names, answers, strict=True))
        theirs = solver.query(["condition"], evidence=given, show_progress=False)
        ours = by_name(Case(**WOMAN, answers=given), tables)  # type: ignore[arg-type]
        for c in prior:
            assert ours[c] == pytest.approx(theirs.get_value(condition=c), abs=1e-9)
