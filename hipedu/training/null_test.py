"""Does a rule see anything in the order of the days? The same runs, shuffled, answer.

A log that is shuffled holds the same runs and says nothing about how they were built up. If a rule
sounds as often on shuffled logs as on the real one, its alarms come from the runs themselves (how
unequal they are), not from the order in which the runner took them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from hipedu.training.objections import Line, alarms
from hipedu.training.rule_values import USUAL, DayLog, RuleSettings, rule_values

Shuffle = Literal["days", "days_in_week", "weeks"]
SHUFFLES: tuple[str, ...] = get_args(Shuffle)

TIMES = 499
"""With the observed log itself 500 in all, so that a share of 1 in 500 is the smallest."""

BATCH = 25


@dataclass(frozen=True, slots=True)
class NullResult:
    """Alarms of one rule on the log, and on each of its shuffled copies (sorted)."""

    rule: str
    observed: int
    shuffled: tuple[int, ...]

    @property
    def at_least(self) -> float:
        """Share of all logs, the real one included, with at least as many alarms."""
        more = sum(count >= self.observed for count in self.shuffled)
        return (1 + more) / (1 + len(self.shuffled))

    @property
    def at_most(self) -> float:
        """Share of all logs, the real one included, with at most as many alarms."""
        fewer = sum(count <= self.observed for count in self.shuffled)
        return (1 + fewer) / (1 + len(self.shuffled))

    @property
    def mean(self) -> float:
        """Mean number of alarms on shuffled logs."""
        return sum(self.shuffled) / len(self.shuffled)

    def between(self, share: float = 0.95) -> tuple[int, int]:
        """The middle `share` of the shuffled logs: fewest and most alarms in it.

        Examples
        --------
        >>> NullResult("r", 3, tuple(range(100))).between(0.9)
        (5, 94)
        """
        cut = int(round((1 - share) / 2 * len(self.shuffled), 9))
        return self.shuffled[cut], self.shuffled[len(self.shuffled) - 1 - cut]

    @property
    def verdict(self) -> Literal["silent", "more", "fewer", "same"]:
        """Whether the real order gives more or fewer alarms than all but 25 of 1,000 shuffles."""
        if self.observed == 0 and self.shuffled[-1] == 0:
            return "silent"
        if self.at_least <= 0.025:
            return "more"
        return "fewer" if self.at_most <= 0.025 else "same"


@dataclass(frozen=True, slots=True)
class NullProgress:
    """How far a null test is; `results` is there once it has ended."""

    done: int
    total: int
    results: dict[str, NullResult] | None = None


def shuffled_log(log: DayLog, kind: Shuffle, draw: random.Random) -> DayLog:
    """The same days in another order.

    Parameters
    ----------
    log : DayLog
        The runs by day.
    kind : {"days", "days_in_week", "weeks"}
        All days change places; or the days of each block of seven among themselves; or whole
        blocks of seven days, their inside kept. A last block that is not whole stays last.
    draw : random.Random
        Where chance comes from.

    Examples
    --------
    >>> import datetime as dt
    >>> log = DayLog(dt.date(2025, 1, 6), tuple(range(9)), tuple(range(9)))
    >>> sorted(shuffled_log(log, "days", random.Random(1)).total) == list(range(9))
    True
    """
    length = len(log)
    if kind == "days":
        order = list(range(length))
        draw.shuffle(order)
    else:
        blocks = [list(range(start, start + 7)) for start in range(0, length - length % 7, 7)]
        if kind == "weeks":
            draw.shuffle(blocks)
        else:
            for block in blocks:
                draw.shuffle(block)
        order = [index for block in blocks for index in block]
        order.extend(range(length - length % 7, length))
    return DayLog(
        log.first_day,
        tuple([log.total[index] for index in order]),
        tuple([log.longest[index] for index in order]),
    )


def null_steps(
    log: DayLog,
    lines: Sequence[Line],
    *,
    kind: Shuffle = "days",
    times: int = TIMES,
    seed: int = 1,
    settings: RuleSettings = USUAL,
) -> Iterator[NullProgress]:
    """Shuffle a log many times and count every rule's alarms, a batch at a time.

    Parameters
    ----------
    log : DayLog
        The runs by day.
    lines : sequence of Line
        The rules and where they begin to object.
    kind : {"days", "days_in_week", "weeks"}
        What changes places.
    times : int
        How many shuffled copies.
    seed : int
        The same seed shuffles the same way.
    settings : RuleSettings
        How the rules are computed.

    Yields
    ------
    NullProgress
        The last one carries the results by rule.
    """
    if kind not in SHUFFLES:
        raise ValueError(f"A log is shuffled by one of {', '.join(SHUFFLES)}.")
    draw = random.Random(seed)  # noqa: S311 - a shuffle to learn from, nothing secret
    counts: dict[str, list[int]] = {line.rule: [] for line in lines}
    for number in range(times):
        values = rule_values(shuffled_log(log, kind, draw), settings)
        for line in lines:
            counts[line.rule].append(alarms(values[line.rule], line))
        if (number + 1) % BATCH == 0 and number + 1 < times:
            yield NullProgress(number + 1, times)
    real = rule_values(log, settings)
    yield NullProgress(
        times,
        times,
        {
            line.rule: NullResult(
                line.rule, alarms(real[line.rule], line), tuple(sorted(counts[line.rule]))
            )
            for line in lines
        },
    )


def null_test(
    log: DayLog,
    lines: Sequence[Line],
    *,
    kind: Shuffle = "days",
    times: int = TIMES,
    seed: int = 1,
) -> dict[str, NullResult]:
    """The same at once: results by rule."""
    results: dict[str, NullResult] = {}
    for step in null_steps(log, lines, kind=kind, times=times, seed=seed):
        results = step.results or results
    return results
