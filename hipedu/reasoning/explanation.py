"""Why a condition stands where it does: contributions in bits that add up exactly.

For condition c against all the others, the log odds are :math:`\\eta_c(t) = l_c(t) - \\ln
\\sum_{j \\ne c} e^{l_j(t)}` with :math:`l_j(t) = \\ln P(j) + t \\sum_e w_e L_{je}`. Letting t run
from 0 (nothing known) to 1 (everything known), the share of evidence e is

.. math:: \\int_0^1 w_e \\Bigl( L_{ce} - \\sum_{j \\ne c} r_j(t) L_{je} \\Bigr) dt
          = w_e \\Bigl( L_{ce} - \\sum_{j \\ne c} \\bar r_j L_{je} \\Bigr)

where :math:`r_j(t)` is the probability of j among the others and :math:`\\bar r_j` its mean along
the way (the Aumann-Shapley value). It does not depend on the order of the answers, and prior plus
shares equal the posterior log odds. The integral is done by Gauss-Legendre quadrature; what
rounding is left (below a millionth of a bit) is given to the largest share.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from hipedu.language import _
from hipedu.language.numbers import shortest, with_unit
from hipedu.model import Finding, Sourced
from hipedu.reasoning.case import Answer, Case, answer_bin
from hipedu.reasoning.evidence_tables import Column, Tables
from hipedu.reasoning.posterior import Posterior, posterior

GAUSS_LEGENDRE_8 = (
    (0.0198550717512319, 0.0506142681451880), (0.1016667612931866, 0.1111905172266872),
    (0.2372337950418355, 0.1568533229389436), (0.4082826787521751, 0.1813418916891810),
    (0.5917173212478249, 0.1813418916891810), (0.7627662049581645, 0.1568533229389436),
    (0.8983332387068134, 0.1111905172266872), (0.9801449282487681, 0.0506142681451880),
)
"""Nodes and weights on 0..1."""

Strength = Literal["strong", "moderate", "weak"]
STRENGTHS: tuple[tuple[float, Strength], ...] = ((1.5, "strong"), (0.75, "moderate"), (0.2, "weak"))
"""Least size in bits: 1.5 bits nearly triples the odds, 0.2 moves them by a seventh."""

TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one answer does to one condition, in bits of log odds against all others."""

    kind: str
    key: str
    answer: str
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How one condition came to its log odds: prior_bits + sum of contributions = total_bits."""

    condition: str
    prior_bits: float
    contributions: tuple[Contribution, ...]
    total_bits: float


def strength(bits: float) -> Strength | None:
    """Return a word for the size of a contribution, None when it is too small to mention.

    Examples
    --------
    >>> strength(-2.0), strength(0.8), strength(0.1)
    ('strong', 'moderate', None)
    """
    for least, word in STRENGTHS:
        if abs(bits) >= least:
            return word
    return None


def _log_odds(log_weight: list[float], c: int) -> float:
    others = [x for j, x in enumerate(log_weight) if j != c]
    top = max(others)
    return log_weight[c] - top - math.log(math.fsum(math.exp(x - top) for x in others))


def accounts(post: Posterior, tables: Tables, *, among: list[int] | None = None) -> list[Account]:
    """Return the account of some conditions (all by default), by index into the tables.

    Notes
    -----
    The path from nothing to everything known is shared, so its probabilities are computed once.
    """
    start = [math.log(max(x, TINY)) for x in post.prior]
    gain = [end - begin for end, begin in zip(post.log_weight, start, strict=True)]
    path: list[tuple[float, list[float], float]] = []
    for t, weight in GAUSS_LEGENDRE_8:
        at = [a + t * g for a, g in zip(start, gain, strict=True)]
        top = max(at)
        raw = [math.exp(x - top) for x in at]
        path.append((weight, raw, math.fsum(raw)))
    chosen = range(len(tables.conditions)) if among is None else among
    return [_account(c, post, tables, start, path) for c in chosen]


def _account(
    c: int,
    post: Posterior,
    tables: Tables,
    start: list[float],
    path: list[tuple[float, list[float], float]],
) -> Account:
    mean = [0.0] * len(start)
    for weight, raw, total in path:
        factor = weight / max(total - raw[c], TINY * total)
        mean = [m + factor * x for m, x in zip(mean, raw, strict=True)]
    mean[c] = -1.0
    parts = [
        -item.weight * sum([mean[i] * x for i, x, _, _ in item.column.rows])
        for item in post.evidence
    ]
    begin = _log_odds(start, c)
    end = _log_odds(list(post.log_weight), c)
    if parts:
        largest = max(range(len(parts)), key=lambda k: abs(parts[k]))
        parts[largest] += (end - begin) - math.fsum(parts)
    return Account(
        condition=tables.conditions[c],
        prior_bits=begin / math.log(2),
        contributions=tuple(
            Contribution(kind=e.column.kind, key=e.column.key, answer=e.column.answer,
                         bits=part / math.log(2))
            for e, part in zip(post.evidence, parts, strict=True)
        ),
        total_bits=end / math.log(2),
    )


def source_of(column_kind: str, key: str, answer: str, condition: str, tables: Tables
              ) -> Sourced | None:
    """Return the number behind an answer for a condition: its own, else the background."""
    knowledge = tables.knowledge
    if column_kind == "region":
        item = knowledge.presentations[condition]
        for pain in item.regions:
            if pain.region == key:
                return pain.p
        return item.unlisted_region
    if column_kind != "finding":
        return None
    likelihood = tables.likelihoods.get((condition, key))
    if likelihood is not None:
        return likelihood.p if likelihood.choices is None else likelihood.choices.get(answer)
    finding = knowledge.findings.get(key)
    if finding is None:
        return None
    if finding.background is not None:
        return finding.background
    return (finding.background_choices or {}).get(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The two frequencies that an answer compares: among people with a condition, and at large.

    `p`, `low` and `high` are P(answer | condition) and its interval; `p_others` is how often the
    answer is given whatever the cause. `stated` is False when the condition says nothing of its
    own and is taken to be like everybody else.
    """

    p: float
    low: float | None
    high: float | None
    p_others: float
    stated: bool


def behind(kind: str, key: str, answer: str, condition: str, tables: Tables) -> Behind | None:
    """Return the frequencies behind an answer for a condition; None where there is no number."""
    number = source_of(kind, key, answer, condition, tables)
    column = tables.regions.get(key) if kind == "region" else tables.column(key, answer)
    if number is None or column is None:
        return None
    finding = tables.knowledge.findings.get(key)
    flipped = finding is not None and finding.answers == "yes_no" and answer == "absent"
    p, low, high = number.value, number.low, number.high
    if flipped:
        p = 1 - p
        low, high = (None if high is None else 1 - high), (None if low is None else 1 - low)
    stated = kind == "region" or (condition, key) in tables.likelihoods
    return Behind(p=p, low=low, high=high, p_others=column.background, stated=stated)


def answered_number(number: float, unit: str | None) -> str:
    """Return an answer that is a number, with its unit in words.

    Examples
    --------
    >>> answered_number(12, "week"), answered_number(6, "NRS")
    ('12 weeks', '6 out of 10')
    """
    if unit == "NRS":
        return _("{n} out of 10", n=shortest(number))
    return with_unit(number, unit)


def in_words(kind: str, key: str, answer: str, tables: Tables, case: Case | None = None) -> str:
    """Return an answer as a short phrase, for example "Night pain: yes"."""
    knowledge = tables.knowledge
    if kind == "empty_regions":
        return _("Nothing marked elsewhere")
    if kind == "region":
        region = knowledge.regions.get(key)
        return _("Pain marked at: {place}", place=region.plain_name if region else key)
    finding = knowledge.findings.get(key)
    if finding is None:
        return f"{key}: {answer}"
    given = case.answers.get(key) if case is not None else None
    said = answer_in_words(finding, answer, given)
    return _("{finding}: {answer}", finding=finding.name, answer=said)


def answer_in_words(finding: Finding, answer: str, given: Answer | None = None) -> str:
    """Return an answer, or the number that was given, as a short phrase: "yes", "12 weeks"."""
    if finding.answers == "yes_no":
        return _("yes") if answer == "present" else _("no")
    if finding.answers == "number" and isinstance(given, (int, float)):
        return answered_number(given, finding.unit)
    return next((choice.label for choice in finding.choices if choice.id == answer), answer)


def counterfactual(case: Case, finding: str, answer: str | float | None, tables: Tables
                   ) -> tuple[Posterior, Posterior]:
    """Return the posterior as it is and as it would be with one answer changed or removed."""
    return posterior(case, tables), posterior(case.with_answer(finding, answer), tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """The number of the knowledge base whose uncertainty moves a probability most.

    `number` is "prior", "likelihood" or "background"; `of` the condition it belongs to, `key`
    and `answer` what it is about; `share` its part of the variance of the log odds (0 to 1).
    """

    number: str
    of: str
    key: str
    answer: str
    share: float


def most_sensitive(post: Posterior, c: int, tables: Tables) -> Sensitivity | None:
    """Return which single number matters most for one condition's probability.

    Notes
    -----
    The largest term of the delta-method variance in `bands`.
    """
    rest = max(1 - post.p[c], TINY)
    slopes = [1.0 if j == c else p / rest for j, p in enumerate(post.p)]
    found: list[tuple[float, str, str, str, str]] = []
    for j, variance in enumerate(post.prior_variance):
        found.append((slopes[j] ** 2 * variance, "prior", tables.conditions[j], "", ""))
    for item in post.evidence:
        column: Column = item.column
        w2 = item.weight**2
        stated = set()
        inside = 0.0
        for j, _x, _ratio, variance in column.rows:
            stated.add(j)
            inside += post.p[j]
            found.append((w2 * slopes[j] ** 2 * variance, "likelihood", tables.conditions[j],
                          column.key, column.answer))
        slope = (1 - inside if c in stated else inside) / rest
        found.append((w2 * slope**2 * column.background_variance, "background", "",
                      column.key, column.answer))
    total = math.fsum(item[0] for item in found)
    if total <= 0:
        return None
    best = max(found, key=lambda item: item[0])
    return Sensitivity(number=best[1], of=best[2], key=best[3], answer=best[4],
                       share=best[0] / total)


def answer_of(case: Case, finding: str, tables: Tables) -> str | None:
    """Return the answer, or the bin of a number, that a case gives to a finding."""
    record = tables.knowledge.findings.get(finding)
    given = case.answers.get(finding)
    return None if record is None or given is None else answer_bin(record, given)
