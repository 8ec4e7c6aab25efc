"""Rules that put safety before arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from hipedu.model.condition import Urgency
from hipedu.model.finding import Applies, Sex
from hipedu.model.values import STRICT, Review, Statement, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A question put to what is known; it is true, false, or not yet known.

    Exactly one of `finding`, `regions`, `age_min`/`age_max`, `sex`, `all_of`, `any_of` and
    `not_` is used. `finding` is true when the answer is one of `answers` (default
    ``("present",)``), or the number lies from `at_least` to `at_most`. `regions` is true when
    any of them is marked. `says` is the sentence shown to the person.
    """

    __pydantic_config__ = STRICT

    says: Text | None = None
    finding: str | None = None
    answers: tuple[str, ...] | None = None
    at_least: float | None = None
    at_most: float | None = None
    regions: tuple[str, ...] | None = None
    age_min: int | None = None
    age_max: int | None = None
    sex: Sex | None = None
    all_of: tuple[Criterion, ...] | None = None
    any_of: tuple[Criterion, ...] | None = None
    not_: Criterion | None = None

    def __post_init__(self) -> None:
        age = self.age_min is not None or self.age_max is not None
        used = [
            self.finding is not None, self.regions is not None, age, self.sex is not None,
            self.all_of is not None, self.any_of is not None, self.not_ is not None,
        ]
        if sum(used) != 1:
            raise ValueError(
                "a test uses exactly one of finding, regions, age, sex, all_of, any_of, not_"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A rule: fires when all of `require_all` and at least `min_any` of `any_of` are true.

    A fired rule is never cancelled by a probability. `sharpened` says why a rule is narrower
    than the bare guideline sentence, and who is moved by that.
    """

    __pydantic_config__ = STRICT

    id: str
    title: Text
    level: Urgency
    require_all: tuple[Criterion, ...] = ()
    any_of: tuple[Criterion, ...] = ()
    min_any: int = 1
    applies: Applies = Applies()
    suspects: tuple[str, ...]
    action: Text
    """What to do, in plain English, then why."""
    time_frame: Text
    come_back_sooner: Text
    from_article: bool = False
    sharpened: Text | None = None
    evidence: tuple[Statement, ...]
    references: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
        if self.any_of and not 1 <= self.min_any <= len(self.any_of):
            raise ValueError(f"min_any must lie between 1 and {len(self.any_of)}")
        if not self.require_all and not self.any_of:
            raise ValueError("a rule needs at least one test")
