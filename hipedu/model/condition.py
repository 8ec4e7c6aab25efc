"""Conditions that cause hip-region pain in runners, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Review, Statement, Text

Urgency = Literal["emergency", "urgent", "soon", "routine", "self_care"]
URGENCIES: tuple[Urgency, ...] = ("emergency", "urgent", "soon", "routine", "self_care")
"""From most to least pressing."""

Family = Literal[
    "tendon_and_bursa", "muscle", "hip_joint", "bone_stress", "bone_disease", "spine_and_nerve",
    "growing_skeleton", "infection_and_inflammation", "vascular", "abdominal_and_pelvic",
    "trauma", "nonspecific",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of another classification and how sure the compiler is of it."""

    __pydantic_config__ = STRICT

    system: Literal["icd10", "icd11", "snomed_ct"]
    code: str
    certainty: Literal["high", "moderate", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition as a textbook would describe it; its numbers live in a `Presentation`.

    `plain_name` is what a learner reads first ("Outer-hip tendon pain"), `name` the field's
    term. `must_not_miss` marks conditions whose delay does harm. `urgency` is how soon
    somebody who has it should be seen.
    """

    __pydantic_config__ = STRICT

    id: str
    name: Text
    plain_name: Text
    summary: Text
    family: Family
    tissue: str
    urgency: Urgency
    must_not_miss: bool = False
    synonyms: tuple[Text, ...] = ()
    codes: tuple[Code, ...] = ()
    structures: tuple[str, ...] = ()
    typical_age: Text
    typical_sex: Text
    pain_qualities: tuple[Text, ...] = ()
    aggravating: tuple[Text, ...] = ()
    easing: tuple[Text, ...] = ()
    onset: Text
    key_tests: tuple[Text, ...] = ()
    first_line: Text
    time_course: Text
    imaging: Text
    red_flags: tuple[Text, ...] = ()
    evidence: tuple[Statement, ...] = ()
    references: tuple[str, ...] = ()
    review: Review = Review()


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something said to contribute to pain, with what the evidence shows; it carries no weight."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    plain_name: Text
    tissue: str
    claim: Text
    """What is commonly claimed."""
    evidence: Text
    verdict: Literal["supported", "mixed", "unsupported", "contradicted"]
    references: tuple[str, ...] = ()
    review: Review = Review()
