"""A calibration study: patients of the model, and of models that could as well be true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hipedu.evaluation.calibration import among_first, coverage, reliability
from hipedu.evaluation.intervals import Estimate
from hipedu.evaluation.perturb import perturbed
from hipedu.evaluation.report import plain_estimate
from hipedu.evaluation.scores import calibration_error
from hipedu.evaluation.simulate import (
    Numbers,
    Patients,
    batch_posterior,
    case_of,
    draw,
    ranks_of_truth,
    source_of,
)
from hipedu.reasoning.bands import bands
from hipedu.reasoning.evidence_tables import Tables, build_tables
from hipedu.reasoning.posterior import posterior

MODELS = 40
PATIENTS_A_MODEL = 25
SEED = 11
LEAST_FOLLOWED = 0.02
"""Bands of conditions below this are not looked at: their ends are nearly zero."""


def _calibration(patients: Patients, p: Numbers) -> dict[str, Any]:
    ranks = ranks_of_truth(patients, p).tolist()
    pairs = list(zip(p.max(axis=1).tolist(), [rank == 1 for rank in ranks], strict=True))
    return {
        "patients": len(patients),
        **{f"top_{k}": plain_estimate(among_first(ranks, k)) for k in (1, 3, 5)},
        "mean_stated": float(p.max(axis=1).mean()),
        "calibration_error": calibration_error(pairs),
        "reliability": [
            {"above": b.above, "up_to": b.up_to, "stated": b.stated, **plain_estimate(b.true)}
            for b in reliability(pairs)
        ],
    }


def _band_coverage(
    tables: Tables, *, models: int, patients: int, seed: int, p_known: float
) -> dict[str, Estimate]:
    """How often the posterior of the true model lies in the band that the engine shows."""
    shown: dict[str, list[tuple[float, float]]] = {"first": [], "truth": [], "all": []}
    truths: dict[str, list[float]] = {"first": [], "truth": [], "all": []}
    for number in range(models):
        other = source_of(build_tables(perturbed(tables.knowledge, seed=seed + number)))
        drawn = draw(other, patients, seed=seed + number, p_known=p_known)
        real = batch_posterior(drawn, other.arrays)
        for row in range(patients):
            post = posterior(case_of(drawn, row, other), tables)
            spread = bands(post)
            first = max(range(len(post.p)), key=post.p.__getitem__)
            for name, places in (
                ("first", [first]),
                ("truth", [int(drawn.condition[row])]),
                ("all", [i for i, p in enumerate(post.p) if p >= LEAST_FOLLOWED]),
            ):
                shown[name] += [(spread[i].low, spread[i].high) for i in places]
                truths[name] += [float(real[row, i]) for i in places]
    return {name: coverage(shown[name], truths[name]) for name in shown}


def study(
    tables: Tables,
    *,
    patients: int = 20_000,
    models: int = MODELS,
    seed: int = SEED,
    p_known: float = 0.5,
) -> dict[str, Any]:
    """Return how well the engine is calibrated on patients of its own and of perturbed models.

    Parameters
    ----------
    patients : int
        Drawn from the model itself, and again over all perturbed models together.
    models : int
        Perturbed models; each gives `PATIENTS_A_MODEL` patients to the coverage of the bands.
    p_known : float
        Share of the history that is known.

    Returns
    -------
    dict
        ``own`` and ``perturbed`` (top-k shares, stated and observed frequency, calibration
        error), ``coverage`` (share of 10-to-90 % bands that hold the posterior of the true
        model: 80 % is right) for the first place, the true condition, and all above 2 %.
    """
    source = source_of(tables)
    own = draw(source, patients, seed=seed, p_known=p_known)
    found = {"p_known": p_known, "own": _calibration(own, batch_posterior(own, source.arrays))}
    parts: list[dict[str, Any]] = []
    each = max(patients // max(models, 1), 1)
    for number in range(models):
        other = source_of(build_tables(perturbed(tables.knowledge, seed=seed + number)))
        drawn = draw(other, each, seed=seed + 1000 + number, p_known=p_known)
        parts.append(_calibration(drawn, batch_posterior(drawn, source.arrays)))
    if parts:
        found["perturbed"] = _joined(parts)
        found["coverage"] = {
            name: plain_estimate(value)
            for name, value in _band_coverage(
                tables, models=models, patients=PATIENTS_A_MODEL, seed=seed, p_known=p_known
            ).items()
        }
    return found


def _joined(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Mean over models, and the worst of them."""
    names = ("top_1", "top_3", "top_5")
    return {
        "models": len(parts),
        "patients": sum(part["patients"] for part in parts),
        **{name: sum(part[name]["value"] for part in parts) / len(parts) for name in names},
        "mean_stated": sum(part["mean_stated"] for part in parts) / len(parts),
        "calibration_error": sum(part["calibration_error"] for part in parts) / len(parts),
        "largest_calibration_error": max(part["calibration_error"] for part in parts),
    }


def study_lines(found: dict[str, Any]) -> list[str]:
    """Return a study in words; also valid Markdown."""
    own, known = found["own"], round(100 * found["p_known"])
    lines = [
        "## Calibration on patients drawn from the model", "",
        f"{own['patients']} patients drawn from the model itself, {known} % of the history known. "
        "This checks the arithmetic and its caution, not the knowledge: the patients come from "
        "the same numbers.", "",
        f"- truth in first place {_percent(own['top_1']['value'])}, among three "
        f"{_percent(own['top_3']['value'])}, among five {_percent(own['top_5']['value'])}",
        f"- stated for the first place on average {_percent(own['mean_stated'])}, expected "
        f"calibration error {own['calibration_error']:.3f}", "",
        "| stated for the first place | patients | stated on average | came true |",
        "|---|---:|---:|---:|",
    ]
    lines += [
        f"| {_percent(row['above'])} to {_percent(row['up_to'])} | {row['of']} | "
        f"{_percent(row['stated'])} | {_percent(row['value'])} "
        f"({_percent(row['low'])} to {_percent(row['high'])}) |"
        for row in own["reliability"]
    ]
    if "perturbed" in found:
        other, cover = found["perturbed"], found["coverage"]
        lines += [
            "",
            f"{other['patients']} patients from {other['models']} models whose numbers were drawn "
            f"within their intervals: truth first {_percent(other['top_1'])}, among three "
            f"{_percent(other['top_3'])}, among five {_percent(other['top_5'])}; stated on average "
            f"{_percent(other['mean_stated'])}; calibration error {other['calibration_error']:.3f} "
            f"on average, {other['largest_calibration_error']:.3f} at most.", "",
            "The band from the 10th to the 90th percentile should hold the posterior of the true "
            "model in 80 of 100. It does so for "
            + "; ".join(
                f"{text} in {_percent(cover[name]['value'])} ({_percent(cover[name]['low'])} to "
                f"{_percent(cover[name]['high'])}, {cover[name]['of']} bands)"
                for name, text in (("first", "the first place"), ("truth", "the true condition"),
                                   ("all", "every condition above 2 %"))
            )
            + ".",
        ]
    return lines


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"
