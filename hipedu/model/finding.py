"""What can be asked or examined: the closed vocabulary of findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Review, Sourced, Text

Sex = Literal["female", "male"]
Topic = Literal[
    "about_you", "running", "onset", "place", "quality", "timing", "worse_with", "better_with",
    "rest_and_night", "walking", "mechanical", "nerves", "general_health", "past", "circulation",
    "belly_and_pelvis", "child", "looks", "gait", "range", "joint_tests", "strength_tests",
    "palpation", "spine_tests", "vessel_tests", "scans_and_bloods",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a choice or one bin of a number (`up_to`: inclusive upper edge)."""

    __pydantic_config__ = STRICT

    id: str
    label: Text
    up_to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """To whom a question or a rule applies; None means everybody. Ages are inclusive [year]."""

    __pydantic_config__ = STRICT

    sex: Sex | None = None
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that can be asked (history) or examined.

    Parameters
    ----------
    answers : {"yes_no", "choice", "number"}
        ``yes_no`` is answered ``"present"`` or ``"absent"``; ``choice`` by the id of one of
        `choices`; ``number`` by a number in `unit`, which falls into one of `choices` by
        its `up_to` edges (the last has none).
    question : str
        As asked of a learner, in plain English.
    clinical : str
        The same in the field's terms, for students: for an examination, how it is done.
    group : str, optional
        Findings of one group say nearly the same thing; their evidence is not simply added.
    background : Sourced or dict
        P(present), or P(choice) by choice id, in a runner with hip-region pain whose
        condition says nothing special about this finding.
    ask_after : tuple of str
        Ask only when all of these ``"finding_id=answer"`` are known to hold.
    """

    __pydantic_config__ = STRICT

    id: str
    name: Text
    kind: Literal["history", "exam"]
    topic: Topic
    question: Text
    clinical: Text
    answers: Literal["yes_no", "choice", "number"] = "yes_no"
    choices: tuple[Choice, ...] = ()
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    background: Sourced | None = None
    background_choices: dict[str, Sourced] | None = None
    synonyms: tuple[Text, ...] = ()
    group: str | None = None
    help: Text | None = None
    """One sentence that explains the question to somebody who is 13."""
    applies: Applies = Applies()
    ask_after: tuple[str, ...] = ()
    self_answerable: bool = True
    safe_to_try: bool = True
    """False for loading tests that could harm a stressed bone: never offered, only recorded."""
    cost: Literal[1, 2, 3] = 1
    """1 a plain question, 2 a personal one or a simple test, 3 needs an examiner."""
    review: Review = Review()

    def __post_init__(self) -> None:
        if self.answers == "yes_no":
            if self.choices or self.background_choices is not None:
                raise ValueError("a yes_no finding has no choices")
            if self.background is None:
                raise ValueError("a yes_no finding needs background")
        else:
            if len(self.choices) < 2:
                raise ValueError(f"a {self.answers} finding needs at least two choices")
            ids = [choice.id for choice in self.choices]
            if len(set(ids)) != len(ids):
                raise ValueError("choice ids must differ")
            if self.background_choices is None or set(self.background_choices) != set(ids):
                raise ValueError(f"background_choices must name exactly the choices {ids}")
        if self.answers == "number":
            edges = [choice.up_to for choice in self.choices]
            inner = [edge for edge in edges[:-1] if edge is not None]
            if edges[-1] is not None or len(inner) != len(edges) - 1 or inner != sorted(set(inner)):
                raise ValueError("a number's choices have rising up_to edges, the last has none")
            if self.unit is None:
                raise ValueError("a number needs a unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """Findings that overlap; `weight` multiplies the summed log-likelihood of all but the first."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    why: Text
    weight: Sourced
    review: Review = Review()
