"""The kinds of record in the knowledge base and the class each is read into.

The order is the order of the compiled file: what others refer to comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import hipedu.model


class Classes(Mapping[str, type]):
    """Classes of `hipedu.model` by kind, each imported when it is asked for.

    Parameters
    ----------
    names : mapping of str to str
        Name of the class by kind.

    Examples
    --------
    >>> Classes({"regions": "Region"})["regions"].__name__
    'Region'
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)

    def __getitem__(self, kind: str) -> type:
        found: type = getattr(hipedu.model, self.names[kind])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


FOLDERS = Classes({
    "regions": "Region",
    "structures": "Structure",
    "conditions": "Condition",
    "factors": "Factor",
    "findings": "Finding",
    "finding_groups": "FindingGroup",
    "presentations": "Presentation",
    "red_flags": "RedFlag",
    "exercises": "Exercise",
    "drawings": "ExerciseDrawing",
    "running_ladders": "RunningLadder",
    "programmes": "Programme",
    "treatments": "Treatment",
    "accuracy": "Accuracy",
    "claims": "Claim",
    "questions": "Question",
    "load_rules": "LoadRule",
    "prevention_topics": "PreventionTopic",
    "scenarios": "Scenario",
    "loading_models": "LoadingModel",
    "cases": "EvaluationCase",
    "design_tasks": "DesignTask",
})
"""Kinds kept as one record a file in ``data/<kind>/<id>.yaml``."""

LISTS: dict[str, str] = {
    "references": "references.yaml",
    "hazards": "safety/hazards.yaml",
}
"""Kinds whose records share one file, as a list."""

UNREFERRED = frozenset(
    {
        "hazards",
        "accuracy",
        "prevention_topics",
        "cases",
        "design_tasks",
        "loading_models",
        "programmes",
        "running_ladders",
        "treatments",
        "claims",
        "questions",
        "drawings",
    }
)
"""Kinds that no other record refers to; a knowledge base without them is whole."""

KINDS = Classes(
    {**FOLDERS.names, "references": "Reference", "hazards": "Hazard"}
)
"""Every kind."""

SINGULAR: dict[str, str] = {
    **{kind: kind.removesuffix("s") for kind in KINDS}, "accuracy": "accuracy_study",
}
"""How one record of a kind is called: ``finding_groups`` -> ``finding_group``."""


def key_of(kind: str) -> str:
    """Name of the field that identifies a record of this kind.

    Examples
    --------
    >>> key_of("references"), key_of("regions")
    ('key', 'id')
    """
    return "key" if kind == "references" else "id"
