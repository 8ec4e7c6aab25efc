"""A ladder from walking to running, with rules for going up, staying, and going down.

The steps and every number of the rules are a record (``data/running_ladders``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.language import _, ngettext
from hipedu.language.numbers import shortest
from hipedu.model.ladder import RunningLadder
from hipedu.model.values import Sourced
from hipedu.rehab.pain_monitoring import Colour

WALK_RUN = "walk_run"
"""Id of the ladder that the phases of programmes follow."""


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


def rungs(ladder: RunningLadder) -> tuple[Rung, ...]:
    """The steps of a ladder, numbered from 1.

    Examples
    --------
    >>> from hipedu.knowledge import load_catalogue
    >>> steps = rungs(load_catalogue().running_ladder("walk_run"))
    >>> steps[0].text, steps[0].minutes, len(steps)
    ('5 times: run 1, walk 4 minutes', 25.0, 7)
    """
    return tuple(
        Rung(
            number, step.run_min.value, step.walk_min.value if step.walk_min else 0.0,
            int(step.times.value) if step.times else 1,
        )
        for number, step in enumerate(ladder.steps, 1)
    )  # fmt: skip


def ladder_rules(ladder: RunningLadder) -> tuple[tuple[str, Sourced], ...]:
    """The numbers of its rules, each with what it is called."""
    return (
        (_("Clean repeats before the next step"), ladder.clean_repeats),
        (_("From one session to the next, after green"), ladder.rest_green_h),
        (_("From one session to the next, after amber"), ladder.rest_amber_h),
        (_("From one session to the next, after red"), ladder.rest_red_h),
        (_("After the ladder: most beyond the longest run"), ladder.beyond_longest_pct),
        (_("The longest run of so many days"), ladder.longest_days),
    )


@dataclass(frozen=True, slots=True)
class Move:
    """The step to do next, and why."""

    rung: Rung
    direction: Literal["up", "stay", "down", "stop", "done"]
    why: str
    rest_h: int


def next_rung(
    ladder: RunningLadder, number: int, colours: tuple[Colour, ...], *, bone: bool = False
) -> Move:
    """The next step of the ladder after the sessions done on this one.

    Parameters
    ----------
    ladder : RunningLadder
        The steps, how often each is repeated, and the hours of rest.
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
    The steps follow what reviews of bone stress injury describe; the exact minutes are
    judgement (level IV), and so the record marks them.

    References
    ----------
    george2024tibial, warden2021workload

    Examples
    --------
    >>> from functools import partial
    >>> from hipedu.knowledge import load_catalogue
    >>> after = partial(next_rung, load_catalogue().running_ladder("walk_run"))
    >>> after(1, ("green",)).direction, after(1, ("green", "green")).rung.number
    ('stay', 2)
    >>> after(3, ("green", "red")).rung.number, after(3, ("red",), bone=True).direction
    (2, 'stop')
    """
    steps = rungs(ladder)
    if not 1 <= number <= len(steps):
        raise ValueError(
            _(
                "The ladder has steps 1 to {last}; there is no step {number}.",
                last=len(steps), number=number,
            )
        )
    here, lower = steps[number - 1], steps[max(0, number - 2)]
    last: Colour | None = colours[-1] if colours else None
    if last == "red":
        rest = int(ladder.rest_red_h.value)
        if bone:
            why = _("Pain in a bone that was hurt: stop running and be seen.")
            return Move(here, "stop", why, rest)
        return Move(
            lower, "down",
            _("Red: go one step down and rest for {hours} hours.", hours=rest), rest,
        )
    if last == "amber":
        rest = int(ladder.rest_amber_h.value)
        if bone and number > 1:
            return Move(lower, "down", _("Amber: rest a day and repeat the step before."), rest)
        return Move(here, "stay", _("Amber: repeat this step."), rest)
    rest = int(ladder.rest_green_h.value)
    clean = 0
    for colour in reversed(colours):
        if colour != "green":
            break
        clean += 1
    wanted = int(ladder.clean_repeats.value)
    if clean < wanted:
        why = ngettext(
            "{n} more session on this step without a rise in pain.",
            "{n} more sessions on this step without a rise in pain.",
            wanted - clean,
        )
        return Move(here, "stay", why, rest)
    if number == len(steps):
        return Move(
            here, "done",
            _(
                "The ladder is done: add distance first, no run more than {percent} % beyond the "
                "longest of {days} days, speed last.",
                percent=shortest(ladder.beyond_longest_pct.value),
                days=int(ladder.longest_days.value),
            ), rest,
        )
    why = ngettext(
        "{n} clean session: go one step up.", "{n} clean repeats: go one step up.", wanted
    )
    return Move(steps[number], "up", why, rest)
