"""Putting cases to the reasoning and keeping what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from hipedu.evaluation.outcome import Outcome

if TYPE_CHECKING:
    from hipedu.knowledge import Catalogue
    from hipedu.model import EvaluationCase

Assess = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Takes a case in its plain form and returns triage and differential, as `hipedu.assess` does."""


def plain(case: EvaluationCase) -> dict[str, Any]:
    """Return a written case as it is put to the reasoning: without its solution."""
    regions = {
        key: {"side": mark.side, "intensity": mark.intensity} for key, mark in case.regions.items()
    }
    raw: dict[str, Any] = {"findings": dict(case.findings), "regions": regions}
    if case.age is not None:
        raw["age"] = case.age
    if case.sex is not None:
        raw["sex"] = case.sex
    return raw


def outcome_of(
    case: EvaluationCase, result: Mapping[str, Any], *, family: str = ""
) -> Outcome:
    """Return what came of one case.

    Parameters
    ----------
    result : mapping
        What `hipedu.assess` returned for it.
    family : str
        Family of the condition that is expected first.
    """
    triage, rows = result["triage"], result["differential"]
    return Outcome(
        id=case.id,
        title=case.title,
        expected=case.expected,
        acceptable=case.acceptable,
        level=case.triage,
        level_acceptable=case.triage_acceptable,
        must_not_miss=case.must_not_miss,
        ranking=tuple(row["condition"] for row in rows),
        p={row["condition"]: float(row["probability"]) for row in rows},
        given=triage["level"],
        by=tuple(triage.get("by", ())),
        split=case.split,
        atypical=case.atypical,
        with_exam=case.exam,
        age=case.age,
        sex=case.sex,
        family=family,
        rules=tuple(rule["id"] for rule in triage.get("rules", ())),
    )


def run_cases(
    cases: Iterable[EvaluationCase],
    assess: Assess,
    *,
    families: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Return what came of every case, in the order of their ids.

    Parameters
    ----------
    families : mapping of str to str, optional
        Family by condition id, to group by.

    Raises
    ------
    ValueError
        If a case cannot be assessed; the sentence names it.
    """
    known = families or {}
    found: list[Outcome] = []
    for case in sorted(cases, key=lambda each: each.id):
        try:
            result = assess(plain(case))
        except ValueError as error:
            raise ValueError(f"Case {case.id} cannot be assessed: {error}") from None
        found.append(outcome_of(case, result, family=known.get(case.expected[0], "")))
    return found


def families_of(catalogue: Catalogue) -> dict[str, str]:
    """Return the family of every condition."""
    return {key: each.family for key, each in catalogue.conditions.items()}


def assess_with(catalogue: Catalogue) -> Assess:
    """Return the reasoning over one knowledge base as a function of a case."""
    from hipedu.api import assess

    return lambda case: assess(case, catalogue)


def speaking_of(case: EvaluationCase, catalogue: Catalogue) -> tuple[dict[str, Any], list[str]]:
    """Return a case in the words that a knowledge base knows, and the words it does not know.

    An older knowledge base lacks some findings and regions; a comparison leaves them out there.
    """
    raw = plain(case)
    unknown = [key for key in raw["findings"] if key not in catalogue.findings]
    unknown += [key for key in raw["regions"] if key not in catalogue.regions]
    for name in ("findings", "regions"):
        raw[name] = {key: value for key, value in raw[name].items() if key not in unknown}
    return raw, unknown
