"""Runs, load rules and invented runners."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from hipedu.model.values import STRICT, Review, Sourced, Statement, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One running session as read from a log; a coordinate is never kept.

    `distance_km` [km] > 0, `duration_min` [min] moving time if the source has it,
    `mean_hr` [1/min], `cadence_spm` [steps of both feet per min], `climb_m` [m],
    `rpe` 0-10. `source` is the file's name, `warnings` what was odd and what was done.
    `date` and `start` are the runner's own clock; `utc_offset_min` [min] is how far that clock
    is ahead of UTC, None where the file does not say.
    """

    date: dt.date
    distance_km: float
    start: dt.time | None = None
    duration_min: float | None = None
    mean_hr: float | None = None
    cadence_spm: float | None = None
    climb_m: float | None = None
    rpe: float | None = None
    utc_offset_min: int | None = None
    source: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskBand:
    """A class of a load measure and how often runners in it were hurt, where that is known."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    above: float | None = None
    """The measure is above this (exclusive) ..."""
    up_to: float | None = None
    """... and at most this (inclusive)."""
    signal: Literal["fine", "watch", "too_far"] | None = None
    """What whoever follows the rule would say of a value in this band."""
    hazard_ratio: Sourced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRule:
    """A training rule or load measure, what tradition says of it and what runners' data show.

    `standing`: ``supported`` in runners, ``unsupported`` (tested, no relation),
    ``contradicted`` (points the wrong way in runners), ``untested``.
    """

    __pydantic_config__ = STRICT

    id: str
    name: Text
    plain_name: Text
    formula: Text
    tradition: Text
    standing: Literal["supported", "unsupported", "contradicted", "untested"]
    verdict: Text
    bands: tuple[RiskBand, ...] = ()
    settings: dict[str, Sourced] | None = None
    caveats: tuple[Text, ...] = ()
    evidence: tuple[Statement, ...]
    references: tuple[str, ...] = ()
    review: Review = Review()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """An invented runner's history: daily distances [km], Monday first, one row a week."""

    __pydantic_config__ = STRICT

    id: str
    title: Text
    story: Text
    runner: dict[str, Any]
    weeks_km: tuple[tuple[float, ...], ...]
    pace_min_per_km: float
    rpe: dict[str, float]
    surface: tuple[Text, ...]
    climb_m_per_week: tuple[float, ...]
    complaint: Text
    topic: str
    lesson: Text
    """What a student should notice."""
    action: Text
    pain_place: str | None = None
    pain_side: Literal["left", "right", "both", "middle"] | None = None
    pain_days: tuple[tuple[int, float | None, float | None, float | None], ...] = ()
    """An invented diary: day (0 is the first Monday), pain during, after, next morning [NRS]."""
    review: Review = Review()

    def __post_init__(self) -> None:
        for index, week in enumerate(self.weeks_km):
            if len(week) != 7:
                raise ValueError(f"weeks_km[{index}] must hold 7 days, Monday first")
        for index, (day, *pains) in enumerate(self.pain_days):
            if not 0 <= day < 7 * len(self.weeks_km):
                raise ValueError(f"pain_days[{index}] lies outside the weeks: day {day}")
            if not all(pain is None or 0 <= pain <= 10 for pain in pains):
                raise ValueError(f"pain_days[{index}]: pain runs from 0 to 10")
