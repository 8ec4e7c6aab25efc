"""Answers that a drawing already gives, so that they are not asked again."""

from __future__ import annotations

from dataclasses import replace

from hipedu.reasoning.case import Answer, Case, parse_answer
from hipedu.reasoning.knowledge_base import KnowledgeBase

INTENSITY_FINDING = "pain_intensity"
BOTH_SIDES_FINDING = "both_hips"


def implied_answers(case: Case, knowledge: KnowledgeBase) -> dict[str, Answer]:
    """Return what the marks say about findings that have not been answered.

    The strongest mark gives the strength of the pain; marks on the left and on the right give
    pain on both sides. One side marked does not say that the other is free of pain.
    """
    found: dict[str, Answer] = {}
    strengths = [mark.intensity for mark in case.marks if mark.intensity is not None]
    strength = knowledge.findings.get(INTENSITY_FINDING)
    if strengths and strength is not None and strength.answers == "number":
        answer = parse_answer(strength, max(strengths))
        if answer is not None:
            found[INTENSITY_FINDING] = answer
    sides = {mark.side for mark in case.marks}
    if BOTH_SIDES_FINDING in knowledge.findings and ("both" in sides or {"left", "right"} <= sides):
        found[BOTH_SIDES_FINDING] = "present"
    return {key: answer for key, answer in found.items() if key not in case.answers}


def with_implied(case: Case, knowledge: KnowledgeBase) -> Case:
    """Return the case with the implied answers filled in; what was answered stays."""
    implied = implied_answers(case, knowledge)
    return replace(case, answers={**case.answers, **implied}) if implied else case
