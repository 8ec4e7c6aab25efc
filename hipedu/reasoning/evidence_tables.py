"""Every answer turned into numbers once, so that a person's posterior is only additions.

For an answer a to finding f the table holds, for each condition c that says something about f,
the log ratio to the background, squeezed so that the largest stays within the cap

.. math:: x_{ca} = \\ln \\frac{P(a \\mid c)}{P(a)_{background}}, \\qquad
          L_{ca} = x_{ca} \\, \\min\\left(1, \\frac{\\ln k}{\\max_j |x_{ja}|}\\right)

with the maximum taken over the conditions on the same side of the background as c, k = 30 above
it and k = 10 below. The two differ because the world does: a sign that hardly anybody else has
(numbness between the legs, a swollen thigh, a fever) is strong when it is there, and a clinician
acts on it; that a sign is missing never says as much, because signs are missed, come late, or are
denied. Cutting each ratio off would make fever speak as loudly for an irritable hip (12 times the
background) as for a septic one (60 times); squeezing keeps their order and their proportion. A
condition that says nothing about f has :math:`L_{ca} = 0`: it is at the background. A ratio
common to all conditions would cancel in the posterior, so only differences between conditions
matter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hipedu.model import Finding, Likelihood, Presentation, Sourced
from hipedu.reasoning.knowledge_base import KnowledgeBase
from hipedu.reasoning.location import EMPTY_REGION_WEIGHT, mark_probabilities
from hipedu.reasoning.priors import (
    Z_90,
    Stratum,
    pooled_prior,
    presentations_in_order,
    strata,
)

LARGEST_RATIO = Sourced(
    value=30, low=10, high=100, basis="expert_estimate",
    note="the most that one answer may raise a condition against the background. Trials' tables "
         "would stop at 10; signs that hardly anybody else has are known better than that, and a "
         "limit of 10 left thigh and saddle signs behind common aches",
)

LARGEST_RATIO_AGAINST = Sourced(
    value=10, low=5, high=20, basis="expert_estimate",
    note="the most that one answer may lower a condition: a single negative never rules out",
)

LEAST_P = 1e-4
DEFAULT_SPREAD = {"measured": 0.35, "derived": 0.45, "expert_estimate": 0.6, "illustrative": 0.9}
"""Standard deviation of a log odds given without interval, by basis."""

LOCATION_GROUP = "location"


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One answer, ready to be added up.

    Parameters
    ----------
    kind : {"finding", "region", "empty_regions"}
    key, answer : str
        Finding or region id and what was answered.
    group : str or None
    rows : tuple of (int, float, float, float)
        For each condition that says something: its index, log ratio, ratio, and variance of
        the log of its probability.
    background : float
        P(answer) where a condition says nothing.
    background_variance : float
        Variance of the log of `background`.
    strength : float
        Mean square of the log ratio over conditions as frequent as in a runner of unknown age
        and sex: how telling the answer is in general.
    """

    kind: str
    key: str
    answer: str
    group: str | None
    rows: tuple[tuple[int, float, float, float], ...]
    background: float
    background_variance: float
    strength: float


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What `build_tables` makes of a knowledge base; built once and kept."""

    knowledge: KnowledgeBase
    conditions: tuple[str, ...]
    strata: tuple[Stratum, ...]
    answers: Mapping[str, tuple[Column, ...]]
    """By finding, one column an answer."""
    regions: Mapping[str, Column]
    empty: Mapping[str, tuple[float, ...]]
    """By region, the log ratio of leaving it unmarked, already weakened."""
    group_weights: Mapping[str, float]
    likelihoods: Mapping[tuple[str, str], Likelihood]
    """By condition and finding."""

    def column(self, finding: str, answer: str) -> Column | None:
        """Return the column of one answer, or None when the finding is not in the tables."""
        for column in self.answers.get(finding, ()):
            if column.answer == answer:
                return column
        return None


def log_odds_spread(p: Sourced) -> float:
    """Standard deviation of the log odds of a probability whose interval holds nine of ten.

    Notes
    -----
    :math:`s = (\\operatorname{logit} h - \\operatorname{logit} l) / (2 z_{0.95})`, with ends kept
    away from 0 and 1 by 0.001. Without an interval, `DEFAULT_SPREAD` by basis.
    """
    if p.low is None or p.high is None or p.high <= p.low:
        return DEFAULT_SPREAD[p.basis]
    low, high = max(p.low, 0.001), min(p.high, 0.999)
    if high <= low:
        return DEFAULT_SPREAD[p.basis]
    return (math.log(high / (1 - high)) - math.log(low / (1 - low))) / (2 * Z_90)


def squeezed_log_ratios(
    p: Sequence[float],
    background: float,
    *,
    most: float = LARGEST_RATIO.value,
    most_against: float = LARGEST_RATIO_AGAINST.value,
) -> tuple[float, ...]:
    """Return ln(p / background) for each p, shrunk to lie from -ln(most_against) to ln(most).

    Those above the background share one factor, those below another: order and proportions on
    each side stay.

    Examples
    --------
    >>> [round(math.exp(x), 6) for x in squeezed_log_ratios([0.8, 0.4], 0.2)]
    [4.0, 2.0]
    >>> [round(math.exp(x), 6) for x in squeezed_log_ratios([0.9, 0.03], 0.001)]
    [30.0, 5.477226]
    """
    raw = [math.log(max(value, LEAST_P) / max(background, LEAST_P)) for value in p]
    above, below = math.log(most), math.log(most_against)
    up = min(1.0, above / max((x for x in raw if x > 0), default=above))
    down = min(1.0, below / max((-x for x in raw if x < 0), default=below))
    return tuple(x * (up if x > 0 else down) for x in raw)


def log_ratios(p: Sequence[float], background: float, *, capped: bool) -> tuple[float, ...]:
    """Return ln(p / background) for each p, squeezed when `capped`."""
    if capped:
        return squeezed_log_ratios(p, background)
    return squeezed_log_ratios(p, background, most=math.inf, most_against=math.inf)


def _answer_p(finding: Finding, p: Sourced | None, choices: dict[str, Sourced] | None
              ) -> dict[str, tuple[float, float]]:
    """Return by answer its probability and the variance of the log of that probability."""
    if finding.answers == "yes_no":
        if p is None:
            raise ValueError(f"{finding.id}: a yes_no finding needs one probability, p")
        value, s = p.value, log_odds_spread(p)
        return {
            "present": (value, ((1 - value) * s) ** 2),
            "absent": (1 - value, (value * s) ** 2),
        }
    if choices is None:
        raise ValueError(f"{finding.id}: a {finding.answers} finding needs choices")
    ids = [choice.id for choice in finding.choices]
    given = {key: value for key, value in choices.items() if key in ids}
    rest = max(1 - math.fsum(item.value for item in given.values()), 0.0)
    missing = [key for key in ids if key not in given]
    raw = {key: given[key].value if key in given else rest / len(missing) for key in ids}
    total = math.fsum(raw.values())
    if total <= 0:
        raise ValueError(f"{finding.id}: the choices have no probability at all")
    out: dict[str, tuple[float, float]] = {}
    for key in ids:
        value = raw[key] / total
        s = log_odds_spread(given[key]) if key in given else DEFAULT_SPREAD["expert_estimate"]
        out[key] = (value, ((1 - value) * s) ** 2)
    return out


def _strength(rows: Sequence[tuple[int, float, float, float]], pooled: Sequence[float]) -> float:
    return math.fsum(pooled[i] * x * x for i, x, _, _ in rows)


def _finding_columns(
    finding: Finding,
    said: Sequence[tuple[int, Likelihood]],
    pooled: Sequence[float],
    *,
    capped: bool,
) -> tuple[Column, ...]:
    background = _answer_p(finding, finding.background, finding.background_choices)
    by_condition = [(i, _answer_p(finding, item.p, item.choices)) for i, item in said]
    columns: list[Column] = []
    for answer, (base, base_variance) in background.items():
        logs = log_ratios([p[answer][0] for _, p in by_condition], base, capped=capped)
        rows = [
            (i, x, math.exp(x), p[answer][1]) for (i, p), x in zip(by_condition, logs, strict=True)
        ]
        columns.append(
            Column("finding", finding.id, answer, finding.group, tuple(rows), base,
                   base_variance, _strength(rows, pooled))
        )
    return tuple(columns)


def build_tables(knowledge: KnowledgeBase, *, capped: bool = True) -> Tables:
    """Turn a knowledge base into tables.

    Parameters
    ----------
    capped : bool
        False lets one answer do what its numbers say, which is only meant for comparison with
        other Bayesian software.

    Raises
    ------
    ValueError
        If there is no presentation or no prior.
    """
    presentations = presentations_in_order(knowledge.presentations)
    if not presentations:
        raise ValueError("There is no presentation, so there is nothing to reason about.")
    rows = strata(presentations)
    pooled = pooled_prior(rows)
    said: dict[str, list[tuple[int, Likelihood]]] = {}
    for i, item in enumerate(presentations):
        for likelihood in item.likelihoods:
            said.setdefault(likelihood.finding, []).append((i, likelihood))
    answers = {
        key: _finding_columns(finding, said.get(key, []), pooled, capped=capped)
        for key, finding in sorted(knowledge.findings.items())
    }
    regions, empty = _region_tables(presentations, knowledge, pooled, capped=capped)
    return Tables(
        knowledge=knowledge,
        conditions=tuple(item.id for item in presentations),
        strata=rows,
        answers=answers,
        regions=regions,
        empty=empty,
        group_weights={key: group.weight.value for key, group in knowledge.groups.items()},
        likelihoods={(p.id, x.finding): x for p in presentations for x in p.likelihoods},
    )


@lru_cache(maxsize=8)
def quoted(tables: Tables) -> frozenset[str]:
    """Return the keys of the references that likelihoods, regions or backgrounds rest on."""
    numbers: list[Sourced | None] = []
    for presentation in tables.knowledge.presentations.values():
        numbers += [item.p for item in presentation.regions]
        for likelihood in presentation.likelihoods:
            numbers += [likelihood.p, *(likelihood.choices or {}).values()]
    for finding in tables.knowledge.findings.values():
        numbers += [finding.background, *(finding.background_choices or {}).values()]
    return frozenset(n.reference for n in numbers if n is not None and n.reference)


def _region_tables(
    presentations: Sequence[Presentation],
    knowledge: KnowledgeBase,
    pooled: Sequence[float],
    *,
    capped: bool,
) -> tuple[dict[str, Column], dict[str, tuple[float, ...]]]:
    marked: dict[str, Column] = {}
    empty: dict[str, tuple[float, ...]] = {}
    if not knowledge.regions:
        return marked, empty
    spreads = [
        {x.region: log_odds_spread(x.p) for x in item.regions} for item in presentations
    ]
    for region, q in mark_probabilities(presentations, knowledge.regions).items():
        base = math.fsum(w * value for w, value in zip(pooled, q, strict=True))
        rows = []
        for i, (value, x) in enumerate(
            zip(q, log_ratios(q, base, capped=capped), strict=True)
        ):
            s = spreads[i].get(region, log_odds_spread(presentations[i].unlisted_region))
            rows.append((i, x, math.exp(x), ((1 - value) * s) ** 2))
        marked[region] = Column("region", region, "present", LOCATION_GROUP, tuple(rows), base,
                                0.0, _strength(rows, pooled))
        empty[region] = tuple(
            EMPTY_REGION_WEIGHT.value * x
            for x in log_ratios([1 - value for value in q], 1 - base, capped=capped)
        )
    return marked, empty
