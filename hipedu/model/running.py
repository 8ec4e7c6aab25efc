"""What a change of running form, speed, slope or load does at the hip and to tissue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Basis, Checked, Review, Sourced, Text

Direction = Literal["less", "more", "same", "mixed", "unclear"]
Scope = Literal["per_step", "per_km", "angle", "muscle", "ground", "injury"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEffect:
    """One published (or estimated) effect of a change, and for which changes it is said.

    `above` (exclusive) and `up_to` (inclusive) bound the change in the model's `unit`; None is
    open. `direction` is what happens to the load of the hip.
    """

    __pydantic_config__ = STRICT

    text: Text
    scope: Scope
    direction: Direction
    above: float | None = None
    up_to: float | None = None
    size: Sourced | None = None
    basis: Basis = "measured"
    reference: str | None = None
    checked: Checked | None = None
    population: Text | None = None

    def __post_init__(self) -> None:
        if self.basis in ("measured", "derived") and not self.reference:
            raise ValueError(
                f"a {self.basis} effect needs a reference: add one, or set basis: expert_estimate"
            )
        if self.above is not None and self.up_to is not None and self.above >= self.up_to:
            raise ValueError(f"above {self.above} must be below up_to {self.up_to}")

    def applies(self, change: float) -> bool:
        """Whether the effect is said of a change of this size."""
        return (self.above is None or change > self.above) and (
            self.up_to is None or change <= self.up_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadingModel:
    """A slider of the running page, or a model behind it: parameters and published effects."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    plain_name: Text
    unit: str
    summary: Text
    parameters: dict[str, Sourced] | None = None
    effects: tuple[FormEffect, ...] = ()
    caveats: tuple[Text, ...] = ()
    references: tuple[str, ...] = ()
    review: Review = Review()
