"""A way from walking to running, step by step, and the rules for going up and down."""

from __future__ import annotations

from dataclasses import dataclass

from hipedu.model.values import STRICT, Review, Sourced, Statement, Text


def _whole(name: str, number: Sourced, least: int) -> None:
    if number.value != int(number.value) or number.value < least:
        raise ValueError(f"{name} is a whole number from {least} on, got {number.value:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """Running [minute], then walking [minute], so many times; no walking: without stopping."""

    __pydantic_config__ = STRICT

    run_min: Sourced
    walk_min: Sourced | None = None
    times: Sourced | None = None

    def __post_init__(self) -> None:
        if (self.walk_min is None) != (self.times is None):
            raise ValueError("a step with walking says how often: give walk_min and times, or none")
        for name in ("run_min", "walk_min"):
            number = getattr(self, name)
            if number is not None and (number.unit != "minute" or number.value <= 0):
                raise ValueError(f"{name} is counted in minutes, more than 0 of them")
        if self.times is not None:
            _whole("times", self.times, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLadder:
    """Steps from walking to running.

    Parameters
    ----------
    steps : tuple of LadderStep
        From the first to the last; a later one never has less running.
    clean_repeats : Sourced
        So many sessions in a row without a rise in pain come before the next step.
    rest_green_h, rest_amber_h, rest_red_h : Sourced
        From one session to the next, after a session with that light [hour].
    beyond_longest_pct, longest_days : Sourced
        After the last step: no run further than this [%] beyond the longest of so many days.
    """

    __pydantic_config__ = STRICT

    id: str
    name: Text
    plain_name: Text
    summary: Text
    steps: tuple[LadderStep, ...]
    clean_repeats: Sourced
    rest_green_h: Sourced
    rest_amber_h: Sourced
    rest_red_h: Sourced
    beyond_longest_pct: Sourced
    longest_days: Sourced
    caveats: tuple[Text, ...] = ()
    evidence: tuple[Statement, ...] = ()
    references: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a ladder has one or more steps")
        running = [step.run_min.value * (step.times.value if step.times else 1)
                   for step in self.steps]  # fmt: skip
        if running != sorted(running):
            raise ValueError("a later step never has less running than one before it")
        _whole("clean_repeats", self.clean_repeats, 1)
        _whole("longest_days", self.longest_days, 1)
        rests = (self.rest_green_h, self.rest_amber_h, self.rest_red_h)
        if any(rest.unit != "hour" for rest in rests):
            raise ValueError("rest is counted in hours")
        if not 0 < rests[0].value <= rests[1].value <= rests[2].value:
            raise ValueError("rest never gets shorter from green to amber to red")
