"""Statements of the article that hipedu starts from, each with a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Basis, Checked, Review, Text

Verdict = Literal["supported", "partly", "contested", "outdated", "unsupported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the article says, in our words, and what the evidence lets one say instead.

    `section` is a word of the list ``article_sections``; a claim of the section ``missing`` is
    something that the article leaves out.
    """

    __pydantic_config__ = STRICT

    id: str
    section: str
    says: Text
    verdict: Verdict
    better: Text
    basis: Basis
    checked: Checked | None = None
    references: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
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
