"""The numbers of a condition: how often it is the cause, where it hurts, what is found."""

from __future__ import annotations

from dataclasses import dataclass

from hipedu.model.finding import Sex
from hipedu.model.values import STRICT, Review, Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Relative frequency among runners of one age band and sex, per 1000 with hip-region pain.

    The bands of one condition do not overlap; rows of one band are normalised over conditions.
    """

    __pydantic_config__ = STRICT

    age_min: int
    age_max: int
    sex: Sex
    weight: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPain:
    """P(somebody with the condition reports pain in this region)."""

    __pydantic_config__ = STRICT

    region: str
    p: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """P(finding present | condition), or P(choice | condition) by choice id."""

    __pydantic_config__ = STRICT

    finding: str
    p: Sourced | None = None
    choices: dict[str, Sourced] | None = None

    def __post_init__(self) -> None:
        if (self.p is None) == (self.choices is None):
            raise ValueError("give exactly one of p and choices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """Everything the reasoning needs to know of one condition; `id` is the condition's id."""

    __pydantic_config__ = STRICT

    id: str
    priors: tuple[Prior, ...]
    regions: tuple[RegionPain, ...]
    unlisted_region: Sourced
    likelihoods: tuple[Likelihood, ...]
    review: Review = Review()
