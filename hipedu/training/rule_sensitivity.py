"""How many alarms the same log gives when one choice behind a rule is made differently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hipedu.language import N_, _
from hipedu.language.numbers import shortest, weekday
from hipedu.training.objections import Line, alarms
from hipedu.training.ratios import uncoupled_from_coupled
from hipedu.training.rule_values import (
    USUAL,
    DayLog,
    Values,
    at_week_ends,
    change_percent,
    ratio_coupled,
    ratio_uncoupled,
    ratio_weighted,
    rule_values,
    spike_values,
    weight_of_half_life,
)

PAIRS: tuple[tuple[int, int], ...] = (
    (3, 21), (5, 20), (5, 28), (7, 21), (7, 28), (7, 35), (7, 42), (10, 30), (10, 40), (14, 42),
)  # fmt: skip
FAST_HALF_LIVES: tuple[float, ...] = (1.0, 1.5, 2.0, 2.4, 3.0, 3.5, 4.0, 5.0, 6.0)
SLOW_HALF_LIVES: tuple[float, ...] = (5.0, 6.0, 7.0, 8.0, 9.7, 12.0, 14.0, 18.0, 21.0)
LOOKBACKS: tuple[int, ...] = (7, 14, 21, 30, 42, 60)
A_MONDAY = dt.date(2024, 1, 1)

Lines = dict[str, Line]


@dataclass(frozen=True, slots=True)
class Counted:
    """Alarms of each rule under one choice, and on how many days each rule could speak."""

    alarms: dict[str, int]
    days: dict[str, int]


@dataclass(frozen=True, slots=True)
class Factor:
    """A choice that whoever computes a rule has to make.

    `choices` is how many there are (`choice_names` names them), `usual` the place of the usual
    one; `steps` is True where they are steps of one quantity, so that a slider fits.
    """

    id: str
    name: str
    question: str
    choices: int
    usual: int
    rules: tuple[str, ...]
    steps: bool
    count: Callable[[DayLog, int, Lines], dict[str, tuple[Values, Line]]]


def _windows(log: DayLog, place: int, lines: Lines) -> dict[str, tuple[Values, Line]]:
    acute, chronic = PAIRS[place]
    return {
        "acwr_rolling_coupled": (
            ratio_coupled(log.total, acute=acute, chronic=chronic),
            lines["acwr_rolling_coupled"],
        ),
        "acwr_rolling_uncoupled": (
            ratio_uncoupled(log.total, acute=acute, chronic=chronic),
            lines["acwr_rolling_uncoupled"],
        ),
    }


def _coupling(log: DayLog, place: int, lines: Lines) -> dict[str, tuple[Values, Line]]:
    line = lines["acwr_rolling_coupled"]
    if place == 0:
        return {line.rule: (ratio_coupled(log.total), line)}
    moved = uncoupled_from_coupled(line.value) if place == 2 else line.value
    if moved is None:
        raise ValueError(f"The line of {line.name} lies at the ceiling of the coupled ratio.")
    return {line.rule: (ratio_uncoupled(log.total), Line(line.rule, line.name, moved, line.unit))}


def _fast(log: DayLog, place: int, lines: Lines) -> dict[str, tuple[Values, Line]]:
    weight = weight_of_half_life(FAST_HALF_LIVES[place])
    return {
        "acwr_ewma": (ratio_weighted(log.total, fast=weight, slow=USUAL.slow), lines["acwr_ewma"])
    }


def _slow(log: DayLog, place: int, lines: Lines) -> dict[str, tuple[Values, Line]]:
    weight = weight_of_half_life(SLOW_HALF_LIVES[place])
    return {
        "acwr_ewma": (ratio_weighted(log.total, fast=USUAL.fast, slow=weight), lines["acwr_ewma"])
    }


def _weekday(log: DayLog, place: int, lines: Lines) -> dict[str, tuple[Values, Line]]:
    last = (place - 1) % 7  # a week that begins on Monday ends on Sunday
    columns = {
        "ten_percent_rule": change_percent(log.total),
        "acwr_rolling_coupled": ratio_coupled(log.total),
        "acwr_ewma": ratio_weighted(log.total, fast=USUAL.fast, slow=USUAL.slow),
    }
    return {
        name: (at_week_ends(column, log, last_weekday=last), lines[name])
        for name, column in columns.items()
    }


def _rest(log: DayLog, place: int, lines: Lines) -> dict[str, tuple[Values, Line]]:
    columns = rule_values(log, replace(USUAL, rest_days=place == 0))
    return {name: (columns[name], line) for name, line in lines.items() if name in columns}


def _lookback(log: DayLog, place: int, lines: Lines) -> dict[str, tuple[Values, Line]]:
    name = "single_session_spike"
    return {name: (spike_values(log.longest, days=LOOKBACKS[place]), lines[name])}


FACTORS: tuple[Factor, ...] = (
    Factor(
        "windows", N_("Length of the windows"),
        N_("How many days are “recent”, and how many are “usual”?"),
        len(PAIRS), PAIRS.index((7, 28)),
        ("acwr_rolling_coupled", "acwr_rolling_uncoupled"), True, _windows,
    ),
    Factor(
        "coupling", N_("Coupled or not"),
        N_("Is the last week part of the month it is compared with?"),
        3, 0,
        ("acwr_rolling_coupled",), False, _coupling,
    ),
    Factor(
        "fast", N_("Memory of the fast average"),
        N_("After how many days has the fast average forgotten half?"),
        len(FAST_HALF_LIVES), FAST_HALF_LIVES.index(2.4),
        ("acwr_ewma",), True, _fast,
    ),
    Factor(
        "slow", N_("Memory of the slow average"),
        N_("After how many days has the slow average forgotten half?"),
        len(SLOW_HALF_LIVES), SLOW_HALF_LIVES.index(9.7),
        ("acwr_ewma",), True, _slow,
    ),
    Factor(
        "weekday", N_("Day on which the week begins"),
        N_("Once a week somebody looks. On which day does that week begin?"),
        7, 0, ("ten_percent_rule", "acwr_rolling_coupled", "acwr_ewma"), True, _weekday,
    ),
    Factor(
        "rest", N_("Days of rest"),
        N_("Do days without a run count as days, or are they left out of the list?"),
        2, 0,
        ("single_session_spike", "ten_percent_rule", "acwr_rolling_coupled",
         "acwr_rolling_uncoupled", "acwr_ewma", "monotony"), False, _rest,
    ),
    Factor(
        "lookback", N_("How far the longest run looks back"),
        N_("The longest run of how many days is today's run compared with?"),
        len(LOOKBACKS), LOOKBACKS.index(30),
        ("single_session_spike",), True, _lookback,
    ),
)  # fmt: skip


def choice_names(chosen: Factor) -> list[str]:
    """How the choices of a factor are named, in order.

    Examples
    --------
    >>> choice_names(factor("lookback"))
    ['7', '14', '21', '30', '42', '60']
    """
    named = {
        "windows": lambda: [f"{acute}/{chronic}" for acute, chronic in PAIRS],
        "coupling": lambda: [_("coupled"), _("uncoupled"), _("uncoupled, line moved")],
        "fast": lambda: [shortest(days) for days in FAST_HALF_LIVES],
        "slow": lambda: [shortest(days) for days in SLOW_HALF_LIVES],
        "weekday": lambda: [weekday(A_MONDAY + dt.timedelta(days=day)) for day in range(7)],
        "rest": lambda: [_("entered as 0"), _("left out")],
        "lookback": lambda: [str(days) for days in LOOKBACKS],
    }
    return named[chosen.id]()


def factor(id: str) -> Factor:
    """The factor of that name.

    Raises
    ------
    ValueError
        If there is none.
    """
    for each in FACTORS:
        if each.id == id:
            return each
    known = ", ".join(each.id for each in FACTORS)
    raise ValueError(_("There is no choice of that name. Take one of {known}.", known=known))


def counted(log: DayLog, chosen: Factor, lines: Sequence[Line]) -> list[Counted]:
    """Alarms on one log under every choice of a factor, everything else as usual.

    Parameters
    ----------
    log : DayLog
        The runs by day.
    chosen : Factor
        What is varied.
    lines : sequence of Line
        Where each rule begins to object.

    Returns
    -------
    list of Counted
        One for each of the factor's choices.
    """
    by_rule = {line.rule: line for line in lines}
    rows = []
    for place in range(chosen.choices):
        columns = chosen.count(log, place, by_rule)
        rows.append(
            Counted(
                alarms={name: alarms(values, line) for name, (values, line) in columns.items()},
                days={
                    name: sum(value is not None for value in values)
                    for name, (values, _) in columns.items()
                },
            )
        )
    return rows
