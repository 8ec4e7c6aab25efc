"""A ladder from walking to running, with rules for going up, staying, and going down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.language import _, ngettext
from hipedu.language.numbers import shortest
from hipedu.rehab.pain_monitoring import Colour

CLEAN_REPEATS = 2
"""How often a step must be green before the next one."""
REST_HOURS = {"green": 48, "amber": 48, "red": 72}


@dataclass(frozen=True, slots=True)
class Rung:
    """Minutes of running and walking, and how often [minute]."""

    number: int
    run_min: float
    walk_min: float
    times: int

    @property
    def minutes(self) -> float:
        """Minutes in all, without warming up."""
        return (self.run_min + self.walk_min) * self.times

    @property
    def text(self) -> str:
        """In words."""
        if self.walk_min == 0:
            return _("{minutes} minutes easy, without stopping", minutes=shortest(self.run_min))
        return _(
            "{times} times: run {run}, walk {walk} minutes",
            times=self.times, run=shortest(self.run_min), walk=shortest(self.walk_min),
        )


LADDER = (
    Rung(1, 1, 4, 5), Rung(2, 2, 3, 5), Rung(3, 3, 2, 5), Rung(4, 4, 1, 5),
    Rung(5, 25, 0, 1), Rung(6, 30, 0, 1), Rung(7, 35, 0, 1),
)  # fmt: skip
"""Alternate-day walk-run steps; the numbers are judgement, see `next_rung`."""
LADDER_SOURCES = ("george2024tibial", "warden2021workload")
"""Reviews that describe such ladders; none has tested these minutes."""


@dataclass(frozen=True, slots=True)
class Move:
    """The step to do next, and why."""

    rung: Rung
    direction: Literal["up", "stay", "down", "stop", "done"]
    why: str
    rest_h: int


def next_rung(number: int, colours: tuple[Colour, ...], *, bone: bool = False) -> Move:
    """The next step of the ladder after the sessions done on this one.

    Parameters
    ----------
    number : int
        The step somebody is on, from 1.
    colours : tuple
        Traffic lights of the sessions on this step, the newest last.
    bone : bool
        After a stress injury of bone: one red light stops running.

    Raises
    ------
    ValueError
        If there is no such step.

    Notes
    -----
    Two clean repeats before the next step, at most every other day. The steps follow what
    reviews of bone stress injury describe; the exact minutes are judgement (level IV).

    References
    ----------
    george2024tibial, warden2021workload

    Examples
    --------
    >>> next_rung(1, ("green",)).direction, next_rung(1, ("green", "green")).rung.number
    ('stay', 2)
    >>> next_rung(3, ("green", "red")).rung.number, next_rung(3, ("red",), bone=True).direction
    (2, 'stop')
    """
    if not 1 <= number <= len(LADDER):
        raise ValueError(
            _(
                "The ladder has steps 1 to {last}; there is no step {number}.",
                last=len(LADDER), number=number,
            )
        )
    here = LADDER[number - 1]
    last: Colour | None = colours[-1] if colours else None
    if last == "red":
        if bone:
            why = _("Pain in a bone that was hurt: stop running and be seen.")
            return Move(here, "stop", why, 72)
        lower = LADDER[max(0, number - 2)]
        return Move(lower, "down", _("Red: go one step down and rest for three days."), 72)
    if last == "amber":
        if bone and number > 1:
            lower = LADDER[number - 2]
            return Move(lower, "down", _("Amber: rest a day and repeat the step before."), 48)
        return Move(here, "stay", _("Amber: repeat this step."), 48)
    clean = 0
    for colour in reversed(colours):
        if colour != "green":
            break
        clean += 1
    if clean < CLEAN_REPEATS:
        left = CLEAN_REPEATS - clean
        why = ngettext(
            "Do this step {n} more time without a rise in pain.",
            "Do this step {n} more times without a rise in pain.",
            left,
        )
        return Move(here, "stay", why, 48)
    if number == len(LADDER):
        return Move(
            here, "done",
            _(
                "The ladder is done: add distance first, no run more than 10 % beyond the longest "
                "of 30 days, speed last."
            ), 48,
        )
    return Move(LADDER[number], "up", _("Two clean repeats: go one step up."), 48)
