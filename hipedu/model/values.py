"""Values that a clinician could dispute, and the marks they carry."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any, Literal

Basis = Literal["measured", "derived", "expert_estimate", "illustrative"]
Checked = Literal["seen", "recalled"]
ReviewStatus = Literal["draft", "reviewed", "retired"]

STRICT: dict[str, Any] = {"extra": "forbid", "strict": True, "allow_inf_nan": False}
"""Configuration that pydantic applies to every record when data files are read."""

Text = Annotated[str, "text"]
"""Words for a reader. Every other string is an id, a key or a unit and is never translated."""

UNITS = frozenset(
    {
        "1",  # a probability, a ratio or a score: no unit
        "%",
        "year",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "km",
        "m",
        "mm",
        "km/h",
        "m/s",
        "1/min",
        "kg",
        "degC",
        "degree",
        "BW",  # multiples of body weight
        "AU",  # arbitrary training units
        "NRS",  # points on a 0-10 numeric rating scale
        "per_1000",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A number together with where it comes from and how sure it is.

    Parameters
    ----------
    value : float
        The number itself, in `unit`.
    unit : str
        One of `UNITS`; ``"1"`` for a probability or a ratio.
    low, high : float, optional
        Interval around `value`: a published interval, or the compiler's range.
    basis : {"measured", "derived", "expert_estimate", "illustrative"}
        What the number rests on. An estimate is shown as one wherever it appears.
    reference : str, optional
        Key into ``data/references.yaml``; obligatory unless the basis is an estimate.
    checked : {"seen", "recalled"}, optional
        ``recalled``: nobody has yet read the figure in its source.
    population, note : str, optional
        Whom it was measured in, and anything a reader must know.

    Raises
    ------
    ValueError
        If a number is not finite, the interval does not hold the value, the unit is
        unknown, or a measured value has no reference.

    Examples
    --------
    >>> Sourced(value=0.4, low=0.2, high=0.6, basis="expert_estimate").low
    0.2
    """

    __pydantic_config__ = STRICT

    value: float
    basis: Basis
    unit: str = "1"
    low: float | None = None
    high: float | None = None
    reference: str | None = None
    checked: Checked | None = None
    population: Text | None = None
    note: Text | None = None

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"unit {self.unit!r} is unknown: use one of {sorted(UNITS)}")
        for name, number in (("value", self.value), ("low", self.low), ("high", self.high)):
            if number is not None and not math.isfinite(number):
                raise ValueError(f"{name} must be a finite number, got {number}")
        if self.low is not None and self.low > self.value:
            raise ValueError(f"low {self.low} is above the value {self.value}")
        if self.high is not None and self.high < self.value:
            raise ValueError(f"high {self.high} is below the value {self.value}")
        if self.basis in ("measured", "derived") and not self.reference:
            raise ValueError(
                f"a {self.basis} value needs a reference: add one, or set basis: expert_estimate"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with its source: evidence that is words rather than one number."""

    __pydantic_config__ = STRICT

    text: Text
    basis: Basis = "measured"
    reference: str | None = None
    checked: Checked | None = None

    def __post_init__(self) -> None:
        if self.basis in ("measured", "derived") and not self.reference:
            raise ValueError(
                f"a {self.basis} statement needs a reference: add one, "
                "or set basis: expert_estimate"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Whether a clinician has read the record: draft until a named person has."""

    __pydantic_config__ = STRICT

    status: ReviewStatus = "draft"
    on: str | None = None
    by: str | None = None

    def __post_init__(self) -> None:
        if self.status == "reviewed" and not (self.on and self.by):
            raise ValueError("a reviewed record names who reviewed it (by) and the date (on)")
