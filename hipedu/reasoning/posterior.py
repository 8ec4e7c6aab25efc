"""How likely each condition is, once something is known.

.. math:: \\ln P(c \\mid e) = \\ln P(c) + \\sum_{e} w_e L_{ce} - \\ln Z

with the log ratios :math:`L_{ce}` of `evidence_tables`. Findings that say nearly the same thing
share a group: the most telling answer of a group counts whole (:math:`w = 1`), the others with
the group's weight. Without groups and cap this is the naive Bayes formula, and equal to any other
implementation of it. It assumes that exactly one condition is the cause and that answers of
different groups are independent given the condition; both are only roughly true.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hipedu.reasoning.case import Case, answer_bin
from hipedu.reasoning.evidence_tables import LOCATION_GROUP, Column, Tables
from hipedu.reasoning.location import SECOND_MARK_WEIGHT
from hipedu.reasoning.priors import prior

DEFAULT_GROUP_WEIGHT = 0.5
"""For a group without a record of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """One piece of evidence and how far it counts (0 to 1)."""

    column: Column
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """The differential in numbers; every vector is in the order of `Tables.conditions`."""

    prior: tuple[float, ...]
    prior_variance: tuple[float, ...]
    evidence: tuple[Weighted, ...]
    log_weight: tuple[float, ...]
    """ln P(c) + sum of weighted log ratios, not normalised."""
    p: tuple[float, ...]


def columns_of(case: Case, tables: Tables) -> list[Column]:
    """Return the columns of all answers and marks of a case."""
    columns: list[Column] = []
    for key in sorted(case.answers):
        finding = tables.knowledge.findings.get(key)
        if finding is not None:
            column = tables.column(key, answer_bin(finding, case.answers[key]))
            if column is not None and column.rows:
                columns.append(column)
    return columns + location_columns(case, tables)


def location_columns(case: Case, tables: Tables) -> list[Column]:
    """Return one column a marked region, and one for all regions left empty.

    A region marked on both sides is counted once: the arithmetic asks where, not on which side.
    """
    marked = [region for region in case.marked_regions if region in tables.regions]
    columns = [tables.regions[region] for region in marked]
    if marked and len(marked) < len(tables.empty):
        left = [row for region, row in tables.empty.items() if region not in marked]
        rows = []
        for i in range(len(tables.conditions)):
            x = math.fsum(row[i] for row in left)
            x = min(max(x, -math.log(10.0)), math.log(10.0))
            rows.append((i, x, math.exp(x), 0.0))
        columns.append(Column("empty_regions", "elsewhere", "absent", None, tuple(rows), 1.0,
                              0.0, 0.0))
    return columns


def group_weight(group: str, tables: Tables) -> float:
    """Return the weight of every answer of a group after the most telling one."""
    if group == LOCATION_GROUP:
        return SECOND_MARK_WEIGHT.value
    return tables.group_weights.get(group, DEFAULT_GROUP_WEIGHT)


def weigh(columns: Iterable[Column], tables: Tables) -> tuple[Weighted, ...]:
    """Give each answer its weight; the order in which they were given does not matter.

    Notes
    -----
    Within a group the answer with the largest `Column.strength` counts whole (ties: the first
    id), every other with the group's weight.
    """
    first: dict[str, Column] = {}
    listed = sorted(columns, key=lambda c: (c.kind, c.key))
    for column in listed:
        if column.group is not None:
            best = first.get(column.group)
            if best is None or column.strength > best.strength:
                first[column.group] = column
    return tuple(Weighted(c, _weight(c, first, tables)) for c in listed)


def _weight(column: Column, first: dict[str, Column], tables: Tables) -> float:
    if column.group is None or first[column.group] is column:
        return 1.0
    return group_weight(column.group, tables)


def normalise(log_weight: Sequence[float]) -> tuple[float, ...]:
    """Return probabilities proportional to exp(log_weight), safe from overflow.

    Examples
    --------
    >>> normalise([1000.0, 1000.0])
    (0.5, 0.5)
    """
    top = max(log_weight)
    raw = [math.exp(x - top) for x in log_weight]
    total = math.fsum(raw)
    return tuple(x / total for x in raw)


def add_up(log_prior: Sequence[float], evidence: Iterable[Weighted]) -> list[float]:
    """Return ln P(c) + the sum of weighted log ratios."""
    total = list(log_prior)
    for item in evidence:
        w = item.weight
        for i, x, _, _ in item.column.rows:
            total[i] += w * x
    return total


def posterior(case: Case, tables: Tables) -> Posterior:
    """Return how likely each condition is for this person."""
    p, variance = prior(tables.strata, age=case.age, sex=case.sex)
    evidence = weigh(columns_of(case, tables), tables)
    log_weight = add_up([math.log(x) for x in p], evidence)
    return Posterior(p, variance, evidence, tuple(log_weight), normalise(log_weight))
