"""How well signs and tests tell one condition from others, as studies found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Review, Sourced, Text

AccuracyKind = Literal["history", "exam", "cluster", "imaging"]
"""Asked, examined, several of both counted together, or seen on a picture."""

Design = Literal["pooled", "cohort", "healthy_controls", "patients_only", "range", "judgement"]
"""Several studies taken together; one clinic's patients; patients against healthy people;
patients without anybody to compare with; only a spread of figures; nobody's measurement."""

Use = Literal["shrunk", "sensitivity_only", "not_used", "standard"]
"""How the figure may enter the reasoning: weakened; one side of it only; not at all; it is what
others are measured against."""

ToldBy = Literal["person", "partly", "examiner"]
"""Who can tell whether the sign is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """One published (or estimated) figure of one sign or test for one condition.

    Parameters
    ----------
    condition, finding : str
        The condition it is about; the finding of the vocabulary that records it, if there is one.
    sensitivity, specificity : Sourced, optional
        Share of people with the condition who have the sign, and of people without it who do
        not. `low` and `high` are printed intervals; a missing one is not filled in here.
    lr_positive, lr_negative : Sourced, optional
        Likelihood ratios, where the source prints them apart from the two shares.
    people, with_condition, without : int, optional
        Everybody in the study, and how many had the condition and how many did not.
    good_for, not_for : str
        What a reader may use it for, and what not, and why.
    """

    __pydantic_config__ = STRICT

    id: str
    condition: str
    finding: str | None = None
    name: Text
    clinical: Text
    kind: AccuracyKind
    design: Design
    sensitivity: Sourced | None = None
    specificity: Sourced | None = None
    lr_positive: Sourced | None = None
    lr_negative: Sourced | None = None
    result: Text | None = None
    """What the source says where it gives no such number."""
    people: int | None = None
    with_condition: int | None = None
    without: int | None = None
    population: Text | None = None
    compared_with: Text | None = None
    use: Use
    good_for: Text
    not_for: Text
    told_by: ToldBy = "examiner"
    safe_to_try: bool = True
    """False where trying it could harm: nobody is ever asked to do it."""
    references: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
        for name in ("people", "with_condition", "without"):
            number = getattr(self, name)
            if number is not None and number < 1:
                raise ValueError(f"{name} must be 1 or more, got {number}")
        parts = (self.with_condition or 0) + (self.without or 0)
        if self.people is not None and parts > self.people:
            raise ValueError(f"the groups hold {parts} people, the study only {self.people}")
        numbers = (self.sensitivity, self.specificity, self.lr_positive, self.lr_negative)
        if self.result is None and all(number is None for number in numbers):
            raise ValueError("holds no number: give one, or say in `result` what was found")
        if self.design != "judgement" and not self.references:
            raise ValueError("a study needs a reference: add one, or set design: judgement")
