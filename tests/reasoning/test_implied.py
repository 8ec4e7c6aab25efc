"""What a drawing already answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hipedu.model import Choice, Finding
from hipedu.reasoning.case import Case, Mark, nearest_ids
from hipedu.reasoning.implied import implied_answers, with_implied
from hipedu.reasoning.knowledge_base import KnowledgeBase


@pytest.fixture
def asked(knowledge: KnowledgeBase, small_parts: dict[str, Any]) -> KnowledgeBase:
    p = small_parts["p"]
    strength = Finding(
        id="pain_intensity", name="Worst pain", kind="history", topic="quality", question="How?",
        clinical="NRS", answers="number", unit="NRS", minimum=0, maximum=10,
        choices=(Choice(id="mild", label="0 to 5", up_to=5), Choice(id="strong", label="above")),
        background_choices={"mild": p(0.5), "strong": p(0.5)},
    )
    both = small_parts["yes_no"]("both_hips", "Both hips", 0.1)
    return replace(
        knowledge,
        findings={**knowledge.findings, "pain_intensity": strength, "both_hips": both},
    )


def test_strongest_mark_and_two_sides(asked: KnowledgeBase) -> None:
    case = Case(marks=(Mark(region="groin", side="left", intensity=3.0),
                       Mark(region="groin", side="right", intensity=7.0)))
    assert implied_answers(case, asked) == {"pain_intensity": 7.0, "both_hips": "present"}


def test_one_side_says_nothing_of_the_other(asked: KnowledgeBase) -> None:
    assert implied_answers(Case(marks=(Mark(region="groin", side="left"),)), asked) == {}


def test_what_was_answered_stays(asked: KnowledgeBase) -> None:
    case = Case(answers={"pain_intensity": 2.0},
                marks=(Mark(region="groin", side="both", intensity=9.0),))
    assert with_implied(case, asked).answers == {"pain_intensity": 2.0, "both_hips": "present"}


def test_short_words_find_their_places(knowledge: KnowledgeBase) -> None:
    names = {key: (region.plain_name,) for key, region in knowledge.regions.items()}
    assert nearest_ids("hip", names) == ["outer_hip"]
