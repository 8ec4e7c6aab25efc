"""Treatments, and what trials found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Basis, Checked, Review, Sourced, Statement, Text

Certainty = Literal["high", "moderate", "low", "very_low"]
Purpose = Literal["first_line", "relief", "procedure", "surgery", "supplement", "prevention"]
Scale = Literal[
    "risk_ratio", "hazard_ratio", "odds_ratio", "risk_difference", "smd", "points_10", "points_100",
]
"""`risk_difference` is people more of 100; the last two are points of 10 and of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """People with an outcome in one group of a study: counted, or only as a share of 100."""

    __pydantic_config__ = STRICT

    name: Text
    events: int | None = None
    total: int | None = None
    per_100: float | None = None
    """Where the source prints no counts."""

    def __post_init__(self) -> None:
        if self.events is None or self.total is None:
            if self.per_100 is None or self.events is not None or self.total is not None:
                raise ValueError("give events and total, or only per_100")
            if not 0 <= self.per_100 <= 100:
                raise ValueError(f"{self.per_100:g} of 100 is no share")
        elif self.per_100 is not None:
            raise ValueError("give events and total, or only per_100")
        elif not 0 <= self.events <= self.total or self.total < 1:
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
    against: Text | None = None
    """What it was compared with, as it stands after "against"."""
    better: Literal["lower", "higher"] | None = None
    """Which way is good for the person: a lower number or share, or a higher one."""
    scale: Scale | None = None
    value: Sourced | None = None
    outcome: Text | None = None
    """What was counted or measured: "much better after 8 weeks"."""
    groups: tuple[Share, ...] = ()

    def __post_init__(self) -> None:
        if self.basis in ("measured", "derived") and not self.reference:
            raise ValueError("a measured effect needs a reference")
        if (self.value is None) != (self.scale is None):
            raise ValueError("an effect's value and its scale go together")
        drawn = self.value is not None or bool(self.groups)
        if drawn and not (self.outcome and self.better):
            raise ValueError(
                "an effect that is drawn says what was counted and which way is good: "
                "fill `outcome` and `better`"
            )
        if self.value is not None and not (self.label and self.against):
            raise ValueError(
                "an effect in a chart has a short name and something it is compared with: "
                "fill `label` and `against`"
            )


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
    time: Statement
    """How long until it helps, and for how long."""
    unknown: Text
    """What nobody has measured yet, said plainly."""
    conditions: tuple[str, ...] = ()
    """What it is offered for; empty for what concerns all runners."""
    claims: tuple[str, ...] = ()
    """What the article says of it."""
    effects: tuple[Effect, ...]
    certainty: Certainty
    certainty_words: Text
    harms: tuple[Text, ...] = ()
    not_when: tuple[Text, ...] = ()
    in_article: bool = False
    references: tuple[str, ...] = ()
    review: Review = Review()
