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
    """Why, and what there is to learn."""
    basis: Literal["illustrative"] = "illustrative"
    """Every case is invented; none describes a person who lives or lived."""
    review: Review = Review()

    def __post_init__(self) -> None:
        if not self.expected:
            raise ValueError("expected must name at least one condition")
        twice = set(self.expected) & set(self.acceptable)
        if twice:
            raise ValueError(f"{sorted(twice)} stand in expected and in acceptable: keep one")
        if self.triage in self.triage_acceptable:
            raise ValueError("triage_acceptable holds other levels than triage")
        if not self.findings:
            raise ValueError("a case tells at least one finding")
        for region, mark in self.regions.items():
            if mark.intensity is not None and not 0 <= mark.intensity <= 10:
                raise ValueError(f"{region} hurts from 0 to 10, not {mark.intensity}")
        if self.must_not_miss and URGENCIES.index(self.triage) > URGENCIES.index("soon"):
            raise ValueError("a case that must not be missed cannot be routine or self_care")
