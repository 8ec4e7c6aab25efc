"""Places on the body: regions where pain is felt, structures that can hurt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Review, Text

View = Literal["front", "side", "back"]
Layer = Literal["skin", "muscle", "bone", "nerve"]
Side = Literal["left", "right", "both", "middle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place on the skin where somebody points.

    `neighbours` are the regions a mark spreads to, because the same pain drawn twice lands in
    the same place only about four times in ten. `paired` is False for midline places.
    """

    __pydantic_config__ = STRICT

    id: str
    name: Text
    plain_name: Text
    description: Text
    views: tuple[View, ...]
    neighbours: tuple[str, ...]
    paired: bool = True
    synonyms: tuple[Text, ...] = ()
    review: Review = Review()


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A bone, muscle, tendon, bursa, nerve, joint or ligament that a condition can involve."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    plain_name: Text
    kind: Literal[
        "bone", "joint", "cartilage", "muscle", "tendon", "bursa", "nerve", "ligament",
        "fascia", "vessel", "organ",
    ]
    layer: Layer
    views: tuple[View, ...]
    role: Text
    """What it does in running, in one or two plain sentences."""
    trouble: Text
    """What goes wrong there."""
    regions: tuple[str, ...]
    """Where its pain is felt."""
    conditions: tuple[str, ...] = ()
    synonyms: tuple[Text, ...] = ()
    references: tuple[str, ...] = ()
    review: Review = Review()
