"""The reasoning over the whole knowledge base: consistency, safety, whole interviews."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipedu.api import load_catalogue, reasoning_tables
from hipedu.model import URGENCIES, Finding, Likelihood, Presentation
from hipedu.reasoning.assess import assess_case, order_by_probability
from hipedu.reasoning.case import Answer, Case, Mark
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.next_question import MOST_QUESTIONS
from hipedu.reasoning.posterior import posterior
from hipedu.reasoning.red_flags import applies_to, rule_states, warning_answers
from hipedu.reasoning.triage import triage
from hipedu.state.symptom_state import SymptomState

CATALOGUE = load_catalogue()
CONDITIONS = sorted(CATALOGUE.presentations)
MUST_NOT_MISS = [key for key in CONDITIONS if CATALOGUE.conditions[key].must_not_miss]
REMAINDER = "nonspecific_msk"
"""Everything that fits nothing else: nobody is typical of it."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return reasoning_tables(CATALOGUE)


def likeliest(finding: Finding, likelihood: Likelihood) -> Answer | None:
    """The answer that somebody typical gives; None where it is a toss-up."""
    if finding.answers == "yes_no" and likelihood.p is not None:
        if likelihood.p.value >= 0.5:
            return "present"
        return "absent" if likelihood.p.value < 0.3 else None
    assert likelihood.choices is not None
    best = max(likelihood.choices, key=lambda key: likelihood.choices[key].value)  # type: ignore[index]
    if finding.answers == "choice":
        return best
    edge = finding.minimum or 0.0
    for choice in finding.choices:
        if choice.id == best:
            return choice.up_to if choice.up_to is not None else (finding.maximum or edge + 1)
        edge = choice.up_to if choice.up_to is not None else edge
    return None


def typical(presentation: Presentation, *, history_only: bool = True) -> Case:
    """Somebody with everything that most people with the condition have."""
    row = max(presentation.priors, key=lambda prior: prior.weight.value)
    age = min(max((row.age_min + row.age_max) // 2, row.age_min), 65)
    places = [item.region for item in presentation.regions if item.p.value >= 0.5]
    places = places or [max(presentation.regions, key=lambda item: item.p.value).region]
    case = Case(age=age, sex=row.sex, marks=tuple(Mark(region=r, side="left") for r in places))
    answers: dict[str, Answer] = {}
    for likelihood in presentation.likelihoods:
        finding = CATALOGUE.findings[likelihood.finding]
        if history_only and finding.kind == "exam":
            continue
        if applies_to(finding.applies, case) is False:
            continue
        answer = likeliest(finding, likelihood)
        if answer is not None:
            answers[finding.id] = answer
    return Case(age=case.age, sex=case.sex, marks=case.marks, answers=answers)


@pytest.mark.parametrize("condition", [key for key in CONDITIONS if key != REMAINDER])
def test_typical_person_has_the_condition_among_the_first_three(
    condition: str, tables: Tables
) -> None:
    case = typical(CATALOGUE.presentations[condition])
    order = order_by_probability(posterior(case, tables), tables)
    assert condition in [tables.conditions[i] for i in order[:3]]


@pytest.mark.parametrize("condition", MUST_NOT_MISS)
def test_typical_person_who_must_not_be_missed_is_seen_at_once(
    condition: str, tables: Tables
) -> None:
    result = triage(typical(CATALOGUE.presentations[condition]), tables)
    least = CATALOGUE.conditions[condition].urgency
    least = "urgent" if least == "emergency" else least
    assert URGENCIES.index(result.level) <= URGENCIES.index(least)


def answers_of(finding: Finding) -> st.SearchStrategy[Answer]:
    if finding.answers == "yes_no":
        return st.sampled_from(["present", "absent"])
    if finding.answers == "choice":
        return st.sampled_from([choice.id for choice in finding.choices])
    return st.floats(finding.minimum or 0, finding.maximum or 100)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    keys = draw(st.lists(st.sampled_from(sorted(CATALOGUE.findings)), unique=True, max_size=25))
    answers = {key: draw(answers_of(CATALOGUE.findings[key])) for key in keys}
    places = draw(st.lists(st.sampled_from(sorted(CATALOGUE.regions)), unique=True, max_size=3))
    return Case(
        age=draw(st.none() | st.integers(0, 120)),
        sex=draw(st.sampled_from([None, "female", "male"])),
        answers=answers,
        marks=tuple(Mark(region=region, side="left") for region in places),
    )


@settings(max_examples=40, deadline=None)
@given(cases())
def test_any_answers_give_a_plain_and_sane_result(tables: Tables, case: Case) -> None:
    result = json.loads(json.dumps(assess_case(case, tables), allow_nan=False))
    rows = result["differential"]
    assert len(rows) == len(CONDITIONS)
    assert math.isclose(sum(row["probability"] for row in rows), 1.0, abs_tol=1e-9)
    assert all(0 <= row["low"] <= row["probability"] <= row["high"] <= 1 for row in rows)
    for question in result["next"]:
        assert CATALOGUE.findings[question["finding"]].safe_to_try
        assert question["finding"] not in case.answers


@settings(max_examples=40, deadline=None)
@given(cases(), st.sampled_from(sorted(warning_answers(reasoning_tables(CATALOGUE).knowledge))))
def test_adding_a_warning_never_lowers_the_level(
    tables: Tables, case: Case, warning: str
) -> None:
    criterion = warning_answers(tables.knowledge)[warning][0]
    finding = CATALOGUE.findings[warning]
    if finding.answers == "number":
        value: Answer = criterion.at_least or criterion.at_most or 0.0
    else:
        value = (criterion.answers or ("present",))[0]
    before = case.with_answer(warning, None)
    after = before.with_answer(warning, value)
    rank = [URGENCIES.index(triage(c, tables).level) for c in (before, after)]
    assert rank[1] <= rank[0]


@settings(max_examples=40, deadline=None)
@given(cases(), st.data())
def test_no_emergency_vanishes_silently(tables: Tables, case: Case, data: Any) -> None:
    if not case.answers:
        return
    removed = data.draw(st.sampled_from(sorted(case.answers)))
    fired = [s.rule.id for s in rule_states(case, tables.knowledge) if s.state == "fired"]
    after = {
        s.rule.id: s for s in rule_states(case.with_answer(removed, None), tables.knowledge)
    }
    for rule in fired:
        assert after[rule].state == "fired" or removed in after[rule].needs


@pytest.mark.parametrize("condition", ["gluteal_tendinopathy", "fai_syndrome", "hip_osteoarthritis",
                                       "proximal_hamstring_tendinopathy", "lumbar_radiculopathy"])
def test_whole_interview_ends_in_time_and_leads_there(condition: str, tables: Tables) -> None:
    """Somebody typical answers screen by screen; what the record does not say is a no."""
    presentation = CATALOGUE.presentations[condition]
    person = typical(presentation)
    said = {item.finding: item for item in presentation.likelihoods}
    state = SymptomState(tables)
    state.set_person(person.age, person.sex)
    for mark in person.marks:
        state.mark(mark.region, mark.side, 5)

    def reply(key: str) -> Answer:
        finding = CATALOGUE.findings[key]
        if key in person.answers:
            return person.answers[key]
        if finding.answers == "yes_no":
            return "absent"
        if key in said:
            return likeliest(finding, said[key]) or "unknown"
        background = finding.background_choices or {}
        best = max(background, key=lambda choice: background[choice].value)
        return best if finding.answers == "choice" else float(finding.minimum or 0)

    screens = 0
    while screens <= MOST_QUESTIONS:
        view = state.view()
        if view["checklist"]:
            items = [item["finding"] for item in view["checklist"]["items"]]
            state.answer_many({key: reply(key) for key in items})
        elif view["question"]:
            state.answer(view["question"]["finding"], reply(view["question"]["finding"]))
        else:
            break
        screens += 1
    assert screens <= MOST_QUESTIONS
    assert condition in [row["condition"] for row in state.view()["rows"][:3]]
