"""The invented cases: spread, told fairly, and dealt into two halves by nothing but their ids."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from hipedu.knowledge import load_catalogue
from hipedu.model import URGENCIES, EvaluationCase

CATALOGUE = load_catalogue()
CASES = tuple(CATALOGUE.cases.values())
FIRST_DEAL = tuple(case for case in CASES if int(case.id.split("_")[1]) <= 120)
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)

CHRONIC = {
    "iliac_endofibrosis": "fails at top effort for months; no rest pain, no cold foot",
    "visceral_referral": "follows the monthly cycle for years",
}
"""Forms of must-not-miss conditions that may wait for two weeks, and what makes them so."""

IN_WORDS = {5: "five", 6: "six", 7: "seven", 12: "twelve", 38: "thirty-eight"}
"""Ages that a story may spell out."""


def share(chosen: Callable[[EvaluationCase], bool]) -> float:
    return sum(chosen(case) for case in CASES) / len(CASES)


def deal(cases: tuple[EvaluationCase, ...]) -> dict[str, str]:
    """Split as data/README.md describes it."""
    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    row = sorted(cases, key=lambda case: (digest(case.expected[0]), digest(case.id)))
    return {case.id: ("test", "train")[place % 2] for place, case in enumerate(row)}


def test_there_are_120_or_more_and_their_numbers_run_on() -> None:
    numbers = [int(case.id.split("_")[1]) for case in CASES]
    assert all(re.fullmatch(r"case_\d{3}_[a-z_]+", case.id) for case in CASES)
    assert numbers == list(range(1, len(CASES) + 1))
    assert len(CASES) >= 120


def test_the_halves_are_dealt_by_hash_and_not_by_hand() -> None:
    assert {case.id: case.split for case in FIRST_DEAL} == deal(FIRST_DEAL)
    assert Counter(case.split for case in FIRST_DEAL) == {"test": 60, "train": 60}


def test_every_condition_has_people_in_both_halves() -> None:
    halves = defaultdict(list)
    for case in CASES:
        halves[case.expected[0]].append(case.split)
    assert set(halves) == set(CATALOGUE.conditions)
    assert [key for key, splits in halves.items() if set(splits) != {"train", "test"}] == []
    assert all(2 <= len(splits) <= 5 for splits in halves.values())


def test_young_and_old_women_and_men() -> None:
    ages = [case.age for case in CASES]
    assert min(ages) <= 5
    assert max(ages) >= 80
    for low, high in ((0, 12), (13, 17), (18, 34), (35, 54), (55, 100)):
        assert sum(low <= age <= high for age in ages) >= 6, (low, high)
    assert 0.45 <= share(lambda case: case.sex == "female") <= 0.55


def test_textbook_and_not_told_and_examined() -> None:
    assert 0.35 <= share(lambda case: case.atypical) <= 0.45
    assert 0.45 <= share(lambda case: case.exam) <= 0.55
    for split in ("train", "test"):
        half = [case for case in CASES if case.split == split]
        assert 0.3 <= sum(case.atypical for case in half) / len(half) <= 0.5


def test_most_can_wait() -> None:
    levels = Counter(case.triage for case in CASES)
    assert set(levels) == set(URGENCIES)
    waiting = levels["soon"] + levels["routine"] + levels["self_care"]
    assert waiting / len(CASES) >= 0.6
    assert levels["self_care"] >= 12
    assert 0.10 <= levels["emergency"] / len(CASES) <= 0.17
    assert 0.12 <= levels["urgent"] / len(CASES) <= 0.20


@each
def test_story_has_the_length_of_a_vignette(case: EvaluationCase) -> None:
    assert 60 <= len(case.story.split()) <= 140
    said = (str(case.age), IN_WORDS.get(case.age or 0, str(case.age)))
    assert any(re.search(rf"\b{word}\b", case.story, re.IGNORECASE) for word in said)


@each
def test_story_and_title_do_not_name_the_answer(case: EvaluationCase) -> None:
    condition = CATALOGUE.conditions[case.expected[0]]
    told = f"{case.title} {case.story} {case.id.replace('_', ' ')}".lower()
    names = (condition.name, condition.plain_name, condition.id.replace("_", " "),
             *condition.synonyms)
    assert [name for name in names if re.search(rf"\b{re.escape(name.lower())}\b", told)] == []


@each
def test_findings_could_be_asked_of_this_person(case: EvaluationCase) -> None:
    assert 10 <= len(case.findings) <= 25
    for name in case.findings:
        applies = CATALOGUE.findings[name].applies
        assert applies.sex in (None, case.sex), name
        assert (applies.age_min or 0) <= case.age <= (applies.age_max or 200), name
    examined = [name for name in case.findings if CATALOGUE.findings[name].kind == "exam"]
    assert bool(examined) == case.exam


@each
def test_somebody_asked_for_what_is_absent_too(case: EvaluationCase) -> None:
    answers = list(case.findings.values())
    assert answers.count("absent") >= 2
    assert answers.count("present") >= 2


@each
def test_numbers_are_possible(case: EvaluationCase) -> None:
    for name, answer in case.findings.items():
        finding = CATALOGUE.findings[name]
        if finding.answers == "number":
            assert finding.minimum <= answer <= finding.maximum, name


@each
def test_sides_fit_the_places(case: EvaluationCase) -> None:
    assert case.regions
    for name, mark in case.regions.items():
        assert (mark.side == "middle") == (not CATALOGUE.regions[name].paired), name


@each
def test_what_must_not_be_missed_is_seen_within_days(case: EvaluationCase) -> None:
    if case.must_not_miss:
        levels = {case.triage, *case.triage_acceptable}
        assert levels <= {"emergency", "urgent"}
    elif CATALOGUE.conditions[case.expected[0]].must_not_miss:
        assert case.expected[0] in CHRONIC
        assert case.triage == "soon"


@each
def test_other_levels_lie_near_the_right_one(case: EvaluationCase) -> None:
    right = URGENCIES.index(case.triage)
    steps = [abs(URGENCIES.index(level) - right) for level in case.triage_acceptable]
    assert all(1 <= step <= 2 for step in steps)
    assert steps == [] or min(steps) == 1


@each
def test_solution_leaves_room_but_not_for_everything(case: EvaluationCase) -> None:
    assert 1 <= len(case.expected) <= 3
    assert 1 <= len(case.acceptable) <= 5
    assert case.basis == "illustrative"
    assert case.review.status == "draft"


def test_nobody_is_told_twice() -> None:
    for field in ("title", "story", "note"):
        openings = Counter(" ".join(getattr(case, field).split()[:5]) for case in CASES)
        assert [text for text, count in openings.items() if count > 1] == []
