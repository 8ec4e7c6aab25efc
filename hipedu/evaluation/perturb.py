"""Another knowledge base that the intervals leave possible: every number drawn anew.

A probability is drawn with normal log odds around its value, a prior weight with a normal
logarithm; the spread is the one that the bands use, so that an interval holds nine draws of ten.
Group weights, rules and texts stay: they are decisions about the arithmetic, not measurements.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import replace

from hipedu.model import Finding, Likelihood, Presentation, Sourced
from hipedu.reasoning.evidence_tables import log_odds_spread
from hipedu.reasoning.knowledge_base import KnowledgeBase
from hipedu.reasoning.priors import log_variance

EDGE = 0.0005
"""Probabilities are kept this far from 0 and 1, where log odds have no end."""


def drawn_probability(p: Sourced, source: random.Random) -> Sourced:
    """Return a probability that could as well be true."""
    value = min(max(p.value, EDGE), 1 - EDGE)
    odds = math.log(value / (1 - value)) + log_odds_spread(p) * source.gauss(0, 1)
    return replace(p, value=1 / (1 + math.exp(-odds)), low=None, high=None)


def drawn_choices(
    choices: Mapping[str, Sourced], source: random.Random
) -> dict[str, Sourced]:
    """Return probabilities of choices that could as well be true; they sum to one."""
    drawn = {key: drawn_probability(p, source) for key, p in choices.items()}
    total = math.fsum(p.value for p in drawn.values())
    return {key: replace(p, value=p.value / total) for key, p in drawn.items()}


def drawn_weight(weight: Sourced, source: random.Random) -> Sourced:
    """Return a prior weight that could as well be true."""
    factor = math.exp(math.sqrt(log_variance(weight)) * source.gauss(0, 1))
    return replace(weight, value=weight.value * factor, low=None, high=None)


def _finding(finding: Finding, source: random.Random) -> Finding:
    background, choices = finding.background, finding.background_choices
    return replace(
        finding,
        background=None if background is None else drawn_probability(background, source),
        background_choices=None if choices is None else drawn_choices(choices, source),
    )


def _likelihood(likelihood: Likelihood, source: random.Random) -> Likelihood:
    if likelihood.p is not None:
        return replace(likelihood, p=drawn_probability(likelihood.p, source))
    return replace(likelihood, choices=drawn_choices(likelihood.choices or {}, source))


def _presentation(presentation: Presentation, source: random.Random) -> Presentation:
    return replace(
        presentation,
        priors=tuple(
            replace(row, weight=drawn_weight(row.weight, source)) for row in presentation.priors
        ),
        regions=tuple(
            replace(row, p=drawn_probability(row.p, source)) for row in presentation.regions
        ),
        unlisted_region=drawn_probability(presentation.unlisted_region, source),
        likelihoods=tuple(_likelihood(row, source) for row in presentation.likelihoods),
    )


def perturbed(knowledge: KnowledgeBase, *, seed: int) -> KnowledgeBase:
    """Return the knowledge base with every number drawn within its interval.

    Parameters
    ----------
    seed : int
        The same seed gives the same knowledge base.
    """
    source = random.Random(seed)  # noqa: S311 - a simulation, nothing secret
    return replace(
        knowledge,
        presentations={
            key: _presentation(knowledge.presentations[key], source)
            for key in sorted(knowledge.presentations)
        },
        findings={
            key: _finding(knowledge.findings[key], source) for key in sorted(knowledge.findings)
        },
    )
