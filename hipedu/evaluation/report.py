"""The scores as text, as Markdown and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hipedu.evaluation.intervals import Estimate
from hipedu.evaluation.outcome import Outcome
from hipedu.evaluation.scores import (
    NAMES,
    SHARES,
    by_group,
    over_triaged,
    scores,
    share_scores,
    under_triaged,
)

TARGETS: dict[str, tuple[str, float]] = {
    "top_1": (">=", 0.70), "top_3": (">=", 0.90), "missed": ("<=", 0.0),
    "over_triage_mild": ("<=", 0.30),
}
"""What the cases that were set aside have to reach before a release."""

GROUP_TITLES = {
    "presentation": "typical and atypical", "known": "what was known", "age": "age [years]",
    "sex": "sex", "family": "family of the condition",
}
GROUP_COLUMNS = ("top_1", "top_3", "triage_exact", "under_triage", "over_triage", "missed")
SHORT = {
    "top_1": "first", "top_3": "first three", "triage_exact": "triage exact",
    "under_triage": "under", "over_triage": "over", "missed": "missed",
}

SET_ASIDE = (
    "Half of the cases are set aside (test split). They are only ever evaluated: no number of the "
    "knowledge base is changed because of them, and their single results are not printed."
)
OWN_CASES = (
    "All cases are invented by the project and describe people as the field's reviews and "
    "textbooks do. They say how well the reasoning agrees with what its authors hold to be "
    "right; they do not say how well it does with patients."
)


def shown(estimate: Estimate, *, percent: bool) -> str:
    """Return a number with its interval, as a table shows it.

    Examples
    --------
    >>> shown(Estimate(value=0.5, low=0.25, high=0.75, of=4, hits=2), percent=True)
    '50 % (25 to 75), 2 of 4'
    """
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "no case"
    if percent:
        value, low, high = (round(100 * x) for x in (estimate.value, estimate.low, estimate.high))
        counts = "" if estimate.hits is None else f", {estimate.hits} of {estimate.of}"
        return f"{value} % ({low} to {high}){counts}"
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


def verdict(name: str, estimate: Estimate) -> str:
    """Return whether a target is met: "met", "missed" or nothing where there is none."""
    if name not in TARGETS or estimate.value is None:
        return ""
    sign, target = TARGETS[name]
    met = estimate.value >= target if sign == ">=" else estimate.value <= target
    goal = f"{'at least' if sign == '>=' else 'at most'} {100 * target:.0f} %"
    return f"{goal}: {'met' if met else 'missed'}"


def _short(estimate: Estimate) -> str:
    if estimate.value is None:
        return "–"
    return f"{100 * estimate.value:.0f} %"


def _with_interval(estimate: Estimate) -> str:
    return _short(estimate) if estimate.value is None else shown(
        replace(estimate, hits=None), percent=True
    )


def _splits(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found = by_group(outcomes).get("split", {})
    order = [name for name in ("train", "test") if name in found]
    splits = {name: found[name] for name in [*order, *sorted(set(found) - set(order))]}
    return splits if len(splits) < 2 else {**splits, "all": list(outcomes)}


def text_report(outcomes: Sequence[Outcome], *, versions: str = "") -> list[str]:
    """Return the report as lines for a terminal; misses of the training cases are named."""
    lines: list[str] = []
    for split, chosen in _splits(outcomes).items():
        lines += [f"{split}: {len(chosen)} cases", ""]
        for name, estimate in scores(chosen).items():
            value = shown(estimate, percent=name in SHARES)
            lines.append(f"  {NAMES[name]:42} {value:32} {verdict(name, estimate)}".rstrip())
        lines.append("")
        if split == "train" or len(_splits(outcomes)) == 1:
            lines += _group_lines(chosen)
    lines += miss_lines(outcomes)
    lines += ["", SET_ASIDE, OWN_CASES]
    if versions:
        lines.append(f"Versions: {versions}.")
    return lines


def _group_lines(outcomes: Sequence[Outcome]) -> list[str]:
    head = "".join(f"{SHORT[name]:>14}" for name in GROUP_COLUMNS)
    lines = [f"  {'by group':34}{'cases':>7}{head}"]
    for what, groups in by_group(outcomes).items():
        if what not in GROUP_TITLES:
            continue
        for name, members in groups.items():
            found = share_scores(members)
            cells = "".join(f"{_short(found[key]):>14}" for key in GROUP_COLUMNS)
            lines.append(f"  {name.replace('_', ' '):34}{len(members):>7}{cells}")
    return [*lines, ""]


def miss_lines(outcomes: Iterable[Outcome]) -> list[str]:
    """Return what went wrong in the training cases, one line a case; none of the test split."""
    lines: list[str] = []
    for each in outcomes:
        if each.split == "test":
            continue
        wrong: list[str] = []
        if each.rank > 1:
            wrong.append(f"place {each.rank}, behind {each.ranking[0]}")
        if under_triaged(each):
            wrong.append(f"under-triage: {each.given} for {each.level}")
        if over_triaged(each):
            by = ", ".join([*each.by, *each.rules])
            wrong.append(f"over-triage: {each.given} for {each.level} (by {by})")
        if wrong:
            lines.append(f"  {each.id:44} {'; '.join(wrong)}")
    return ["What went wrong (training cases only)", *lines] if lines else []


def plain_estimate(estimate: Estimate) -> dict[str, Any]:
    """Return an estimate as plain values."""
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high,
            "of": estimate.of, "hits": estimate.hits}


def plain_report(
    outcomes: Sequence[Outcome], *, versions: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the report as plain values; single cases of the training split only."""
    return {
        "versions": dict(versions or {}),
        "set_aside": SET_ASIDE,
        "limits": OWN_CASES,
        "targets": {name: f"{sign} {target:g}" for name, (sign, target) in TARGETS.items()},
        "scores": {
            split: {name: plain_estimate(each) for name, each in scores(chosen).items()}
            for split, chosen in _splits(outcomes).items()
        },
        "groups": {
            what: {
                name: {
                    "cases": len(members),
                    **{key: plain_estimate(each) for key, each in share_scores(members).items()},
                }
                for name, members in groups.items()
            }
            for what, groups in by_group(outcomes).items()
            if what in GROUP_TITLES
        },
        "cases": [
            {
                "id": each.id, "split": each.split, "rank": each.rank,
                "p_expected": each.p_expected, "expected": list(each.expected),
                "first": list(each.ranking[:5]), "level": each.level, "given": each.given,
                "by": list(each.by), "rules": list(each.rules),
            }
            for each in outcomes
            if each.split != "test"
        ],
    }


def markdown_report(
    outcomes: Sequence[Outcome], *, versions: str = "", more: Sequence[str] = ()
) -> str:
    """Return the report as a Markdown page.

    Parameters
    ----------
    more : sequence of str
        Further lines, such as a calibration study.
    """
    splits = _splits(outcomes)
    measured = {split: scores(chosen) for split, chosen in splits.items()}
    lines = [
        "# How well the reasoning does", "",
        "This page is written by `hipedu evaluate --simulate 20000 --markdown "
        "docs/evaluation.md`; change it by running that.", "",
        OWN_CASES, "", SET_ASIDE, "",
        f"Versions: {versions}. Intervals hold 95 of 100: Wilson's for shares, a seeded "
        "bootstrap for the others.", "",
        "## All scores", "",
        "| score | " + " | ".join(f"{name} ({len(splits[name])} cases)" for name in splits)
        + " | asked for |",
        "|---|" + "---|" * (len(splits) + 1),
    ]
    judged = "test" if "test" in splits else next(iter(splits))
    for name, title in NAMES.items():
        cells = [shown(measured[s][name], percent=name in SHARES) for s in splits]
        goal = verdict(name, measured[judged][name])
        lines.append(f"| {title} | {' | '.join(cells)} | {goal} |")
    lines += ["", "Over-triage and under-triage leave out levels that are as defensible. "
                  "“Missed” counts among cases that must not be missed.", ""]
    chosen = splits.get("all", next(iter(splits.values())))
    for what, groups in by_group(chosen).items():
        if what in GROUP_TITLES:
            lines += _markdown_groups(GROUP_TITLES[what], groups)
    return "\n".join([*lines, *more]).rstrip() + "\n"


def _markdown_groups(title: str, groups: Mapping[str, Sequence[Outcome]]) -> list[str]:
    head = " | ".join(SHORT[name] for name in GROUP_COLUMNS)
    lines = [f"## By {title}", "", f"| | cases | {head} |",
             "|---|---:|" + "---:|" * len(GROUP_COLUMNS)]
    for name, members in groups.items():
        found = share_scores(members)
        cells = " | ".join(_with_interval(found[key]) for key in GROUP_COLUMNS)
        lines.append(f"| {name.replace('_', ' ')} | {len(members)} | {cells} |")
    return [*lines, ""]
