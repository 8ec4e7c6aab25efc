"""What came of one case: the truth beside what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hipedu.model import URGENCIES, Urgency

AGE_GROUPS: tuple[tuple[str, int, int], ...] = (
    ("0 to 12", 0, 12), ("13 to 17", 13, 17), ("18 to 34", 18, 34), ("35 to 54", 35, 54),
    ("55 and over", 55, 200),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One case and the answer to it.

    Parameters
    ----------
    expected, acceptable : tuple of str
        Conditions that are right, and others that nobody would call wrong in a first list.
    level, level_acceptable : Urgency, tuple of Urgency
        The right triage level, and others that are as defensible.
    ranking : tuple of str
        Every condition, the most likely first.
    p : mapping of str to float
        Probability of each condition; they sum to one.
    given : Urgency
        The level that was answered.
    by : tuple of str
        What asked for that level: "rule", "differential", "function".
    """

    id: str
    title: str = ""
    expected: tuple[str, ...]
    acceptable: tuple[str, ...] = ()
    level: Urgency
    level_acceptable: tuple[Urgency, ...] = ()
    must_not_miss: bool = False
    ranking: tuple[str, ...]
    p: Mapping[str, float]
    given: Urgency
    by: tuple[str, ...] = ()
    split: str = "train"
    atypical: bool = False
    with_exam: bool = False
    age: int | None = None
    sex: str | None = None
    family: str = ""
    rules: tuple[str, ...] = field(default=())

    @property
    def rank(self) -> int:
        """Place of the best placed right condition, 1 being the first; one past the end if none."""
        places = [self.ranking.index(key) for key in self.expected if key in self.ranking]
        return min(places, default=len(self.ranking)) + 1

    @property
    def p_expected(self) -> float:
        """Probability that was given to what is right."""
        return min(sum(self.p.get(key, 0.0) for key in dict.fromkeys(self.expected)), 1.0)

    @property
    def steps_over(self) -> int:
        """How many levels more pressing than right the answer was; below 0: less pressing."""
        return URGENCIES.index(self.level) - URGENCIES.index(self.given)

    @property
    def level_defensible(self) -> bool:
        """Whether the level is right or one of those that are as defensible."""
        return self.given == self.level or self.given in self.level_acceptable


def age_group(age: int | None) -> str:
    """Return the age group of a person.

    Examples
    --------
    >>> age_group(17), age_group(18), age_group(None)
    ('13 to 17', '18 to 34', 'not said')
    """
    if age is None:
        return "not said"
    return next((name for name, low, high in AGE_GROUPS if low <= age <= high), "not said")


def groups_of(outcome: Outcome) -> dict[str, str]:
    """Return the groups that a case belongs to, by what they are groups of."""
    return {
        "split": outcome.split,
        "presentation": "atypical" if outcome.atypical else "typical",
        "known": "with examination" if outcome.with_exam else "history only",
        "age": age_group(outcome.age),
        "sex": outcome.sex or "not said",
        "family": outcome.family or "not said",
    }
