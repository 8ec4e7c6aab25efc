"""Scores of a list of outcomes: ranks, probabilities, triage."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hipedu.evaluation.intervals import Estimate, bootstrap, mean_of, share
from hipedu.evaluation.outcome import Outcome, groups_of
from hipedu.model import URGENCIES

RELEVANCE_EXPECTED = 2.0
RELEVANCE_ACCEPTABLE = 1.0
LEAST_P = 1e-6
"""Floor of the log score: a flat no to the truth costs 13.8, not infinity."""
BINS = 10
RANK_K = 10
MILD = ("routine", "self_care")


def top(outcome: Outcome, k: int) -> bool:
    """Whether a right condition is among the first `k`.

    Raises
    ------
    ValueError
        If `k` is below 1.
    """
    if k < 1:
        raise ValueError(f"k must be 1 or more, got {k}")
    return outcome.rank <= k


def gains(outcome: Outcome) -> list[float]:
    """Return how relevant each condition of the ranking is: 2 right, 1 acceptable, 0 other."""
    return [
        RELEVANCE_EXPECTED if key in outcome.expected
        else RELEVANCE_ACCEPTABLE if key in outcome.acceptable
        else 0.0
        for key in outcome.ranking
    ]


def dcg(relevance: Sequence[float], *, k: int | None = None) -> float:
    """Return the discounted cumulative gain of a list, best first.

    Notes
    -----
    :math:`\\sum_{i=1}^{k} g_i / \\log_2(i + 1)`

    Examples
    --------
    The third place counts half: log2(4) = 2.

    >>> dcg([1, 0, 1])
    1.5
    """
    listed = relevance if k is None else relevance[:k]
    return math.fsum(g / math.log2(i + 2) for i, g in enumerate(listed))


def ndcg(relevance: Sequence[float], *, k: int | None = None) -> float:
    """Return the gain as a share of that of the best order; 0 when nothing is relevant.

    Examples
    --------
    >>> ndcg([0, 0, 1])
    0.5
    """
    best = dcg(sorted(relevance, reverse=True), k=k)
    return dcg(relevance, k=k) / best if best > 0 else 0.0


def brier(outcome: Outcome) -> float:
    """Return the multi-class Brier score: 0 for certainty in the truth, 2 in something wrong.

    Notes
    -----
    With E the conditions that are right, reckoned as one class,
    :math:`(1 - p_E)^2 + \\sum_{c \\notin E} p_c^2`.
    """
    wrong = math.fsum(
        value * value for key, value in outcome.p.items() if key not in outcome.expected
    )
    return (1 - outcome.p_expected) ** 2 + wrong


def log_score(outcome: Outcome) -> float:
    """Return minus the natural log of the probability given to what is right."""
    return -math.log(max(outcome.p_expected, LEAST_P))


def confidence(outcome: Outcome) -> tuple[float, bool]:
    """Return the probability of the first place, and whether it was right."""
    first = outcome.ranking[0]
    return outcome.p.get(first, 0.0), first in outcome.expected


def calibration_error(pairs: Sequence[tuple[float, bool]], *, bins: int = BINS) -> float:
    """Return the expected calibration error of stated probabilities.

    Parameters
    ----------
    pairs : sequence of (float, bool)
        What was stated, and whether it came true.

    Notes
    -----
    :math:`\\sum_b \\frac{n_b}{n} |\\bar p_b - \\bar y_b|` over `bins` equally wide bins; a bin
    holds its upper edge.

    Examples
    --------
    Twice 0.8 was stated and it came true once: 0.8 - 0.5.

    >>> round(calibration_error([(0.8, True), (0.8, False)]), 12)
    0.3
    """
    if not pairs:
        raise ValueError("there is nothing to compare: give at least one pair")
    sums: dict[int, tuple[float, int]] = {}
    for p, true in pairs:
        b = min(max(math.ceil(p * bins) - 1, 0), bins - 1)
        stated, hits = sums.get(b, (0.0, 0))
        sums[b] = (stated + p, hits + true)
    return math.fsum(abs(stated - hits) for stated, hits in sums.values()) / len(pairs)


def missed(outcome: Outcome) -> bool:
    """Whether a case that must not be missed was given a level below urgent."""
    return outcome.must_not_miss and URGENCIES.index(outcome.given) > URGENCIES.index("urgent")


def over_triaged(outcome: Outcome) -> bool:
    """Whether the level is more pressing than right, and not one that is as defensible."""
    return outcome.steps_over > 0 and not outcome.level_defensible


def under_triaged(outcome: Outcome) -> bool:
    """Whether the level is less pressing than right, and not one that is as defensible."""
    return outcome.steps_over < 0 and not outcome.level_defensible


def sent_to_hospital(outcome: Outcome) -> bool:
    """Whether the level is urgent or an emergency."""
    return outcome.given in ("emergency", "urgent")


NAMES: dict[str, str] = {
    "top_1": "right in first place",
    "top_3": "right among the first three",
    "top_5": "right among the first five",
    "triage_exact": "triage exactly right",
    "triage_defensible": "triage right or as defensible",
    "under_triage": "under-triage",
    "over_triage": "over-triage",
    "missed": "must not be missed, but below urgent",
    "over_triage_mild": "over-triage among routine and self-care",
    "hospital_mild": "routine and self-care sent to hospital",
    "ndcg": "NDCG (first ten)",
    "brier": "Brier score (0 best, 2 worst)",
    "log_score": "log score (0 best)",
    "calibration_error": "expected calibration error",
}
"""Scores in the order of the table."""

SHARES = frozenset(list(NAMES)[:10])


def share_scores(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Return the scores that are shares, with Wilson's 95 % interval; quick, for small groups."""
    mild = [o for o in outcomes if o.level in MILD]
    serious = [o for o in outcomes if o.must_not_miss]
    return {
        "top_1": share([top(o, 1) for o in outcomes]),
        "top_3": share([top(o, 3) for o in outcomes]),
        "top_5": share([top(o, 5) for o in outcomes]),
        "triage_exact": share([o.given == o.level for o in outcomes]),
        "triage_defensible": share([o.level_defensible for o in outcomes]),
        "under_triage": share([under_triaged(o) for o in outcomes]),
        "over_triage": share([over_triaged(o) for o in outcomes]),
        "missed": share([missed(o) for o in serious]),
        "over_triage_mild": share([over_triaged(o) for o in mild]),
        "hospital_mild": share([sent_to_hospital(o) for o in mild]),
    }


def scores(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Return every score of a list of outcomes, each with its 95 % interval.

    Returns
    -------
    dict of str to Estimate
        Keys as in `NAMES`. Shares have Wilson's interval, the others a bootstrap interval.
    """
    return {
        **share_scores(outcomes),
        "ndcg": mean_of([ndcg(gains(o), k=RANK_K) for o in outcomes]),
        "brier": mean_of([brier(o) for o in outcomes]),
        "log_score": mean_of([log_score(o) for o in outcomes]),
        "calibration_error": bootstrap(
            [confidence(o) for o in outcomes], calibration_error, draws=400
        ),
    }


def by_group(outcomes: Sequence[Outcome]) -> dict[str, dict[str, list[Outcome]]]:
    """Return the outcomes by group: ``{"sex": {"female": [...], "male": [...]}, ...}``."""
    found: dict[str, dict[str, list[Outcome]]] = {}
    for outcome in outcomes:
        for what, name in groups_of(outcome).items():
            found.setdefault(what, {}).setdefault(name, []).append(outcome)
    return {what: dict(sorted(groups.items())) for what, groups in found.items()}
