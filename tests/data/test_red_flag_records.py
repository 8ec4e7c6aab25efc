"""The safety rules against invented people, read by a naive evaluator of our own.

The evaluator below knows two truth values only: what was not said is false. It shares no code
with `hipedu.reasoning`. Every person is made up from what textbooks call typical.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from hipedu.knowledge import load_catalogue
from hipedu.model import URGENCIES, Criterion, Finding, RedFlag

CATALOGUE = load_catalogue()
FINDINGS = CATALOGUE.findings
RULES = CATALOGUE.red_flags


@dataclass
class Person:
    """Age, sex, marked regions, and answers: True for present, a choice id, or a number."""

    age: int
    sex: str
    regions: set[str]
    answers: dict[str, Any] = field(default_factory=dict)


def bin_of(finding: Finding, number: float) -> str:
    """Name of the bin that a number falls into, by walking along the upper edges."""
    for choice in finding.choices:
        if choice.up_to is None or number <= choice.up_to:
            return choice.id
    raise AssertionError(f"{finding.id}: the last bin must have no edge")


def holds(test: Criterion, who: Person) -> bool:
    """Whether a criterion holds; what was not said counts as false."""
    if test.all_of is not None:
        return all(holds(part, who) for part in test.all_of)
    if test.any_of is not None:
        return any(holds(part, who) for part in test.any_of)
    if test.not_ is not None:
        return not holds(test.not_, who)
    if test.regions is not None:
        return bool(set(test.regions) & who.regions)
    if test.sex is not None:
        return who.sex == test.sex
    if test.finding is None:
        low = test.age_min if test.age_min is not None else 0
        high = test.age_max if test.age_max is not None else 200
        return low <= who.age <= high
    answer = who.answers.get(test.finding)
    if answer is None or answer is False:
        return False
    if test.at_least is not None or test.at_most is not None:
        return (test.at_least is None or answer >= test.at_least) and (
            test.at_most is None or answer <= test.at_most
        )
    finding = FINDINGS[test.finding]
    if finding.answers == "number":
        answer = bin_of(finding, answer)
    given = "present" if answer is True else answer
    return given in (test.answers or ("present",))


def fires(rule: RedFlag, who: Person) -> bool:
    """Whether a rule fires for a person."""
    only = rule.applies
    if only.sex is not None and only.sex != who.sex:
        return False
    if only.age_min is not None and who.age < only.age_min:
        return False
    if only.age_max is not None and who.age > only.age_max:
        return False
    if not all(holds(test, who) for test in rule.require_all):
        return False
    if not rule.any_of:
        return True
    return sum(holds(test, who) for test in rule.any_of) >= rule.min_any


def fired(who: Person) -> set[str]:
    """Ids of all rules that fire."""
    return {rule.id for rule in RULES.values() if fires(rule, who)}


def check_answers(who: Person) -> None:
    """Refuse a typing mistake in an invented person."""
    for key, answer in who.answers.items():
        finding = FINDINGS[key]
        if finding.answers == "yes_no":
            assert isinstance(answer, bool), (key, answer)
        elif finding.answers == "choice":
            assert answer in {choice.id for choice in finding.choices}, (key, answer)
        else:
            assert isinstance(answer, (int, float)), (key, answer)
    assert who.regions <= set(CATALOGUE.regions)


# ------------------------------------------------------------------ every rule can fire

Facts = dict[str, Any]
"""Demands on one person: "age" -> (low, high), "sex", "regions", and "finding:..." entries."""


def merge(a: Facts, b: Facts) -> Facts | None:
    """Both sets of demands at once, or None where they contradict each other."""
    out = dict(a)
    for key, value in b.items():
        if key not in out:
            out[key] = value
        elif key == "regions":
            out[key] = out[key] | value
        elif isinstance(value, tuple):
            low, high = max(out[key][0], value[0]), min(out[key][1], value[1])
            if low > high:
                return None
            out[key] = (low, high)
        elif out[key] != value:
            return None
    return out


def ways(test: Criterion) -> Iterator[Facts]:
    """Every way to make a criterion true."""
    if test.all_of is not None:
        yield from together(test.all_of)
    elif test.any_of is not None:
        for part in test.any_of:
            yield from ways(part)
    elif test.not_ is not None:
        yield {}
    elif test.regions is not None:
        for region in test.regions:
            yield {"regions": frozenset({region})}
    elif test.sex is not None:
        yield {"sex": test.sex}
    elif test.finding is None:
        oldest = 200 if test.age_max is None else test.age_max
        yield {"age": (test.age_min or 0, oldest)}
    elif test.at_least is not None or test.at_most is not None:
        finding = FINDINGS[test.finding]
        low = finding.minimum if test.at_least is None else test.at_least
        high = finding.maximum if test.at_most is None else test.at_most
        yield {f"finding:{test.finding}": (low, high)}
    else:
        for answer in test.answers or ("present",):
            yield {f"finding:{test.finding}": True if answer == "present" else answer}


def together(tests: tuple[Criterion, ...]) -> Iterator[Facts]:
    """Every way to make several criteria true at once."""
    if not tests:
        yield {}
        return
    for first in ways(tests[0]):
        for rest in together(tests[1:]):
            both = merge(first, rest)
            if both is not None:
                yield both


def person_from(facts: Facts, rule: RedFlag) -> Person:
    """Somebody who meets the demands."""
    low, high = facts.get("age", (0, 200))
    low = max(low, rule.applies.age_min or 0)
    high = min(high, 200 if rule.applies.age_max is None else rule.applies.age_max)
    answers = {
        key.removeprefix("finding:"): value[0] if isinstance(value, tuple) else value
        for key, value in facts.items()
        if key.startswith("finding:")
    }
    return Person(
        age=min(max(low, 30), high),
        sex=facts.get("sex", rule.applies.sex or "male"),
        regions=set(facts.get("regions", ())),
        answers=answers,
    )


def people_for(rule: RedFlag) -> Iterator[Person]:
    """People made to fit a rule: each way of any_of (taken `min_any` at a time) is tried."""
    chosen = combinations(rule.any_of, rule.min_any) if rule.any_of else [()]
    for some in chosen:
        for facts in together((*rule.require_all, *some)):
            yield person_from(facts, rule)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_can_fire(rule: RedFlag) -> None:
    assert any(fires(rule, who) for who in people_for(rule))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_each_single_reason_of_a_rule_can_fire(rule: RedFlag) -> None:
    # A branch that contradicts the setting of its own rule would be dead wood.
    for index, reason in enumerate(rule.any_of):
        others = rule.any_of[:index] + rule.any_of[index + 1 :]
        wanted = (*rule.require_all, reason, *others[: rule.min_any - 1])
        people = (person_from(facts, rule) for facts in islice(together(wanted), 5000))
        assert any(fires(rule, who) for who in people), (rule.id, index)


def leaves(test: Criterion) -> Iterator[Criterion]:
    """All criteria without parts."""
    parts = [*(test.all_of or ()), *(test.any_of or ()), *([test.not_] if test.not_ else [])]
    if not parts:
        yield test
    for part in parts:
        yield from leaves(part)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_speaks_the_vocabulary(rule: RedFlag) -> None:
    for leaf in [leaf for part in (*rule.require_all, *rule.any_of) for leaf in leaves(part)]:
        if leaf.regions is not None:
            assert set(leaf.regions) <= set(CATALOGUE.regions)
        if leaf.finding is None:
            continue
        finding = FINDINGS[leaf.finding]
        allowed = (
            {"present", "absent"}
            if finding.answers == "yes_no"
            else {choice.id for choice in finding.choices}
        )
        assert set(leaf.answers or ()) <= allowed, (rule.id, leaf.finding)
        if leaf.at_least is None and leaf.at_most is None:
            assert leaf.answers is not None or finding.answers == "yes_no", leaf.finding
        else:
            assert finding.answers == "number", (rule.id, leaf.finding)
        assert leaf.says, f"{rule.id}: {leaf.finding} has no words for 'because you said'"
        assert not leaf.says.endswith("."), leaf.says
    assert set(rule.suspects) <= set(CATALOGUE.conditions)


def test_levels_and_times() -> None:
    assert {rule.level for rule in RULES.values()} == {"emergency", "urgent", "soon", "routine"}
    for rule in RULES.values():
        if rule.level == "emergency":
            assert rule.time_frame in {"now", "today"}, rule.id
        else:
            assert rule.time_frame.startswith("within"), rule.id
        assert rule.come_back_sooner
        assert rule.action


def test_rules_never_rest_on_an_unsafe_test_alone() -> None:
    # Hopping may be reported; it must never be the only thing that a rule waits for.
    for rule in RULES.values():
        for reason in rule.any_of:
            keys = {leaf.finding for leaf in leaves(reason)} - {None}
            required = {leaf.finding for part in rule.require_all for leaf in leaves(part)} - {None}
            if keys == {"pain_on_hopping_reported"}:
                assert required, rule.id


# ------------------------------------------------------------------ invented people


def level_of(rules: set[str]) -> str:
    """The most pressing level among fired rules, or "none"."""
    levels = {RULES[key].level for key in rules}
    return next((level for level in URGENCIES if level in levels), "none")


PEOPLE = yaml.safe_load(Path(__file__).with_name("invented_people.yaml").read_text("utf-8"))


def read_person(record: dict[str, Any]) -> Person:
    """One record of invented_people.yaml as a person."""
    answers = {**dict.fromkeys(record.get("present", ()), True), **record.get("answers", {})}
    return Person(record["age"], record["sex"], set(record["regions"]), answers)


ORDINARY = {name: read_person(record) for name, record in PEOPLE["ordinary"].items()}
DANGEROUS = {
    name: (record["least"], record["rule"], read_person(record))
    for name, record in PEOPLE["dangerous"].items()
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_people_are_not_sent_to_hospital(name: str) -> None:
    who = ORDINARY[name]
    check_answers(who)
    rules = fired(who)
    assert level_of(rules) in {"soon", "routine", "none"}, rules


def test_most_ordinary_people_fire_nothing_above_routine() -> None:
    # 22 people; a runner with a plain tendon or joint problem should rarely get a date.
    quiet = [name for name in ORDINARY if level_of(fired(ORDINARY[name])) in {"routine", "none"}]
    assert len(quiet) >= 18, sorted(set(ORDINARY) - set(quiet))


@pytest.mark.parametrize("name", DANGEROUS)
def test_dangerous_people_are_caught(name: str) -> None:
    least, expected, who = DANGEROUS[name]
    check_answers(who)
    rules = fired(who)
    assert expected in rules, rules
    assert URGENCIES.index(level_of(rules)) <= URGENCIES.index(least), rules


# ------------------------------------------------------------------ whom the sharpening moves


def without(who: Person, *keys: str, **others: Any) -> Person:
    """The same person with some answers left out or changed."""
    answers = {key: value for key, value in who.answers.items() if key not in keys}
    return Person(who.age, who.sex, set(who.regions), {**answers, **others})


def test_side_lying_is_not_night_pain_but_aching_in_any_position_is() -> None:
    tendon = ORDINARY["outer-hip tendon, sore nights on that side"]
    assert "severe_or_not_settling" not in fired(tendon)
    changed = without(tendon, night_pain_at_rest=True, pain_course="slowly_worse")
    assert "severe_or_not_settling" in fired(changed)


def test_limp_in_a_run_is_not_a_limp_on_level_ground() -> None:
    strain = ORDINARY["pulled adductor, limping in the run"]
    assert "limp_on_level_ground" not in fired(strain)
    assert "limp_on_level_ground" in fired(without(strain, walking_ability="limp_level_ground"))


def test_outer_thigh_tingling_is_routine_until_the_leg_is_weak() -> None:
    meralgia = ORDINARY["pinched skin nerve of the outer thigh"]
    assert fired(meralgia) == {"outer_thigh_numbness"}
    assert "nerve_loss_new" in fired(without(meralgia, leg_weakness=True))


def test_adolescent_who_walks_normally_is_seen_soon_and_one_who_limps_today() -> None:
    boy = ORDINARY["teenager, exertional pain at the pelvic corner"]
    assert level_of(fired(boy)) == "soon"
    assert level_of(fired(without(boy, walking_ability="limp_level_ground"))) == "emergency"


def test_age_alone_never_fires_the_cancer_rule() -> None:
    for age in (8, 20, 61, 80):
        who = Person(age, "male", {"buttock"}, {"onset": "gradual", "duration_days": 40})
        assert "cancer_pattern" not in fired(who)


def test_a_worn_hip_with_a_constant_ache_is_not_routine() -> None:
    worn = ORDINARY["worn hip at sixty"]
    assert level_of(fired(worn)) in {"soon", "routine", "none"}
    assert level_of(fired(without(worn, constant_pain=True))) == "urgent"
