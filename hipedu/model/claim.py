"""Statements of the article that hipedu starts from, each with a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Basis, Checked, Review, Text

Verdict = Literal["supported", "partly", "contested", "outdated", "unsupported"]

ClaimTopic = Literal[
    "cause", "location", "character", "seriousness", "prevention", "treatment", "course",
]
"""What a statement is about: why it hurts, where, how it feels, how bad it may be, how to avoid
it, what to do, how long it takes."""

MUST_BE_REPRESENTED = frozenset({"cause", "location", "character", "seriousness"})
"""Statements on these are part of the reasoning, so a record must stand for each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the article says, in our words, and what the evidence lets one say instead.

    `section` is a word of the list ``article_sections``; a claim of the section ``missing`` is
    something that the article leaves out. `topics` say what it is about. `represented_by` names
    the records that hold the same fact for the reasoning, as ``kind/id``.
    """

    __pydantic_config__ = STRICT

    id: str
    section: str
    topics: tuple[ClaimTopic, ...]
    says: Text
    verdict: Verdict
    better: Text
    basis: Basis
    checked: Checked | None = None
    represented_by: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
        if not self.topics:
            raise ValueError("a claim is about something: fill `topics`")
        if not self.represented_by and MUST_BE_REPRESENTED & set(self.topics):
            raise ValueError(
                "a claim about cause, location, character or seriousness is part of the "
                "reasoning: name the records that represent it in `represented_by`"
            )
        if self.basis in ("measured", "derived") and not self.references:
            raise ValueError("a measured verdict needs a reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the questions that people ask, the article's answer, and a better one."""

    __pydantic_config__ = STRICT

    id: str
    number: int
    question: Text
    article_says: Text
    verdict: Verdict
    better: Text
    claims: tuple[str, ...]
    references: tuple[str, ...] = ()
    review: Review = Review()
