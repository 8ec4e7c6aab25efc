"""Treatments, and what trials found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Basis, Checked, Review, Sourced, Text

Certainty = Literal["high", "moderate", "low", "very_low"]
Purpose = Literal["first_line", "relief", "procedure", "surgery", "supplement", "prevention"]
Scale = Literal["risk_ratio", "hazard_ratio", "odds_ratio", "smd", "points_10", "points_100"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """People with an outcome, out of all in one group of a study."""

    __pydantic_config__ = STRICT

    name: Text
    events: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.events <= self.total or self.total < 1:
            raise ValueError(f"{self.events} of {self.total} is no share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One result in words; with its number or its groups where the source gives them."""

    __pydantic_config__ = STRICT

    text: Text
    basis: Basis = "measured"
    reference: str | None = None
    checked: Checked | None = None
    label: Text | None = None
    """Short name in a chart."""
    scale: Scale | None = None
    value: Sourced | None = None
    outcome: Text | None = None
    """What the people counted in `groups` had: "much better after 8 weeks"."""
    groups: tuple[Share, ...] = ()

    def __post_init__(self) -> None:
        if self.basis in ("measured", "derived") and not self.reference:
            raise ValueError("a measured effect needs a reference")
        if (self.value is None) != (self.scale is None):
            raise ValueError("an effect's value and its scale go together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What is offered for hip-region pain: how much it helps, how sure that is, the price."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    purpose: Purpose
    summary: Text
    dose: Text | None = None
    when: Text
    effects: tuple[Effect, ...]
    certainty: Certainty
    certainty_words: Text
    harms: tuple[Text, ...] = ()
    not_when: tuple[Text, ...] = ()
    in_article: bool = False
    references: tuple[str, ...] = ()
    review: Review = Review()
