"""Where it hurts, as soft evidence.

A mark does not prove where the pain is: somebody who draws the same pain twice hits the same
place only about four times in ten. If each drawing lands on the true place with probability
:math:`\\kappa`, two drawings agree with about :math:`\\kappa^2`; hence :math:`\\kappa =
\\sqrt{0.4}`. The rest of the time the mark lies on a neighbouring region:

.. math::

   q_{cr} = \\kappa \\, p_{cr} + (1 - \\kappa) \\, \\frac{1}{|N_r|} \\sum_{n \\in N_r} p_{cn}

with :math:`p_{cr}` the probability that somebody with condition c has pain in region r, and
:math:`N_r` its neighbours. A mark counts with :math:`q_{cr} / b_r`, where :math:`b_r` is the
mean of :math:`q_{cr}` over conditions. A region left empty in a drawing counts with
:math:`(1 - q_{cr}) / (1 - b_r)`, and only weakly, because people mark the worst place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hipedu.model import Presentation, Region, Sourced

MARK_RELIABILITY = Sourced(
    value=0.63, low=0.5, high=0.8, basis="expert_estimate",
    note="square root of the share of a pain drawing that is found again when it is redrawn, "
         "about 0.4 (42 % on a tablet in 31 people with shoulder pain, doi "
         "10.1080/17434440.2023.2277226); assumed to carry over to regions of the hip",
)

EMPTY_REGION_WEIGHT = Sourced(
    value=0.25, low=0.1, high=0.5, basis="expert_estimate",
    note="how far an unmarked region counts as free of pain once something has been marked",
)

SECOND_MARK_WEIGHT = Sourced(
    value=0.5, low=0.3, high=0.7, basis="expert_estimate",
    note="weight of every mark after the most telling one: places next to each other overlap",
)

LEAST_P = 0.005


def region_probabilities(
    presentation: Presentation, regions: Sequence[str]
) -> tuple[float, ...]:
    """Return P(pain in region | condition) for each region, listed or not."""
    listed = {item.region: item.p.value for item in presentation.regions}
    rest = presentation.unlisted_region.value
    return tuple(min(max(listed.get(r, rest), LEAST_P), 1 - LEAST_P) for r in regions)


def spread(
    p: Sequence[float],
    regions: Sequence[str],
    neighbours: Mapping[str, Sequence[str]],
    *,
    reliability: float = MARK_RELIABILITY.value,
) -> tuple[float, ...]:
    """Return the probability that each region gets marked, given where the pain really is.

    Parameters
    ----------
    p : sequence of float
        P(pain in region), in the order of `regions`.
    neighbours : mapping of str to sequence of str
        A region without neighbours keeps its whole probability.

    Examples
    --------
    Two regions side by side, pain always in the first, marks right half of the time:

    >>> spread([1.0, 0.0], ["a", "b"], {"a": ["b"], "b": ["a"]}, reliability=0.5)
    (0.5, 0.5)
    """
    place = {region: i for i, region in enumerate(regions)}
    out: list[float] = []
    for i, region in enumerate(regions):
        near = [place[n] for n in neighbours.get(region, ()) if n in place]
        if near:
            blurred = sum(p[j] for j in near) / len(near)
            out.append(reliability * p[i] + (1 - reliability) * blurred)
        else:
            out.append(p[i])
    return tuple(out)


def mark_probabilities(
    presentations: Sequence[Presentation],
    regions: Mapping[str, Region],
    *,
    reliability: float = MARK_RELIABILITY.value,
) -> dict[str, tuple[float, ...]]:
    """Return, by region, the probability that somebody with each condition marks it."""
    order = sorted(regions)
    neighbours = {key: region.neighbours for key, region in regions.items()}
    rows = [
        spread(region_probabilities(item, order), order, neighbours, reliability=reliability)
        for item in presentations
    ]
    return {region: tuple(row[i] for row in rows) for i, region in enumerate(order)}
