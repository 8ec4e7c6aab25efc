"""Invented cases that the reasoning is measured on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.anatomy import Side
from hipedu.model.condition import URGENCIES, Urgency
from hipedu.model.finding import Sex
from hipedu.model.values import STRICT, Review

Split = Literal["train", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMark:
    """Where a person of a case hurts: side, and intensity from 0 to 10 where it is told."""

    __pydantic_config__ = STRICT

    side: Side | None = None
    intensity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationCase:
    """An invented person with the answer that an experienced sports physician would give.

    Parameters
    ----------
    split : {"train", "test"}
        A case of ``test`` is only ever evaluated, never used to tune anything.
    findings : dict
        Finding id to ``"present"``, ``"absent"``, a choice id or a number.
    exam : bool
        Whether examination findings are told, too.
    expected : tuple of str
        The condition that the person has, then those that would lead with equal right.
    acceptable : tuple of str
        Conditions that belong among the first three.
    triage, triage_acceptable
        The level that should be given, and others that can be defended.
    must_not_miss, atypical : bool
        Whether delay does harm; whether the story departs from the textbook.
    """

    __pydantic_config__ = STRICT

    id: str
    title: str
    split: Split
    story: str
    age: int | None = None
    sex: Sex | None = None
    findings: dict[str, str | float]
    regions: dict[str, CaseMark]
    exam: bool = False
    expected: tuple[str, ...]
    acceptable: tuple[str, ...] = ()
    triage: Urgency
    triage_acceptable: tuple[Urgency, ...] = ()
    must_not_miss: bool = False
    atypical: bool = False
    note: str
    review: Review = Review()

    def __post_init__(self) -> None:
        if not self.expected:
            raise ValueError("expected must name at least one condition")
        if self.must_not_miss and URGENCIES.index(self.triage) > URGENCIES.index("soon"):
            raise ValueError("a case that must not be missed cannot be routine or self_care")
