"""Red-flag rules, read with three truth values: true, false, not yet known.

A rule fires when its criteria are known to hold. It is open while it could still fire. Because
the logic is monotone in what is known, removing an answer turns a fired rule into an open one,
never into a closed one: nothing serious disappears without being asked for again.

One exception leans to the safe side: an emergency rule of which everything holds, except that the
place or the sex was not said, fires.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hipedu.language import _
from hipedu.model import URGENCIES, Applies, Criterion, RedFlag
from hipedu.reasoning.case import Case, answer_bin
from hipedu.reasoning.knowledge_base import KnowledgeBase

Truth = bool | None
GRANTED = frozenset({"regions", "sex"})
"""What an emergency rule takes for granted when it was not said."""

State = Literal["fired", "open", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleState:
    """Where one rule stands.

    `reasons` are the sentences that made it fire. `needs` are the ids of the findings (and
    ``"age"``, ``"sex"``, ``"regions"``) whose answers could still make it fire.
    """

    rule: RedFlag
    state: State
    reasons: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def all_hold(truths: list[Truth]) -> Truth:
    """Kleene's strong conjunction.

    Examples
    --------
    >>> all_hold([True, None]), all_hold([False, None]), all_hold([])
    (None, False, True)
    """
    if False in truths:
        return False
    return None if None in truths else True


def at_least(count: int, truths: list[Truth]) -> Truth:
    """Whether `count` or more hold: true or false as soon as the unknown cannot change it.

    Examples
    --------
    >>> at_least(2, [True, None, False]), at_least(2, [True, False]), at_least(1, [True, None])
    (None, False, True)
    """
    sure = sum(truth is True for truth in truths)
    if sure >= count:
        return True
    return None if sure + sum(truth is None for truth in truths) >= count else False


def applies_to(applies: Applies, case: Case) -> Truth:
    """Whether a question or a rule concerns this person; None when age or sex is not known."""
    truths: list[Truth] = []
    if applies.sex is not None:
        truths.append(None if case.sex is None else case.sex == applies.sex)
    truths.append(_age_between(case.age, applies.age_min, applies.age_max))
    return all_hold(truths)


def _age_between(age: int | None, low: int | None, high: int | None) -> Truth:
    if low is None and high is None:
        return True
    if age is None:
        return None
    return (low is None or age >= low) and (high is None or age <= high)


def evaluate(criterion: Criterion, case: Case, knowledge: KnowledgeBase) -> Truth:
    """Return whether a criterion holds for this person: true, false, or None (not known)."""
    if criterion.finding is not None:
        return _finding_holds(criterion, case, knowledge)
    if criterion.regions is not None:
        if not case.marks:
            return None
        return any(mark.region in criterion.regions for mark in case.marks)
    if criterion.sex is not None:
        return None if case.sex is None else case.sex == criterion.sex
    if criterion.all_of is not None:
        return all_hold([evaluate(part, case, knowledge) for part in criterion.all_of])
    if criterion.any_of is not None:
        return at_least(1, [evaluate(part, case, knowledge) for part in criterion.any_of])
    if criterion.not_ is not None:
        inner = evaluate(criterion.not_, case, knowledge)
        return None if inner is None else not inner
    return _age_between(case.age, criterion.age_min, criterion.age_max)


def _finding_holds(criterion: Criterion, case: Case, knowledge: KnowledgeBase) -> Truth:
    key = criterion.finding or ""
    answer = case.answers.get(key)
    if answer is None:
        return None
    low, high = criterion.at_least, criterion.at_most
    if low is not None or high is not None:
        if isinstance(answer, str):
            return False
        return (low is None or answer >= low) and (high is None or answer <= high)
    finding = knowledge.findings.get(key)
    given = str(answer) if finding is None else answer_bin(finding, answer)
    return given in (criterion.answers or ("present",))


def _leaves(criterion: Criterion) -> Iterator[Criterion]:
    inner = criterion.all_of or criterion.any_of
    if inner is not None:
        for part in inner:
            yield from _leaves(part)
    elif criterion.not_ is not None:
        yield from _leaves(criterion.not_)
    else:
        yield criterion


def _need(leaf: Criterion) -> str:
    if leaf.finding is not None:
        return leaf.finding
    if leaf.regions is not None:
        return "regions"
    return "sex" if leaf.sex is not None else "age"


def unknown_needs(criterion: Criterion, case: Case, knowledge: KnowledgeBase) -> list[str]:
    """Return what would have to be known to settle a criterion that is not settled yet."""
    if evaluate(criterion, case, knowledge) is not None:
        return []
    needs: list[str] = []
    for part in criterion.all_of or criterion.any_of or ():
        needs += unknown_needs(part, case, knowledge)
    if criterion.not_ is not None:
        needs += unknown_needs(criterion.not_, case, knowledge)
    if not needs:
        needs = [_need(criterion)]
    return list(dict.fromkeys(needs))


def _says(criterion: Criterion, case: Case, knowledge: KnowledgeBase) -> list[str]:
    """Sentences of the criteria that hold, the outermost wording first."""
    if evaluate(criterion, case, knowledge) is not True:
        return []
    if criterion.says:
        return [criterion.says]
    inner = criterion.all_of or criterion.any_of
    if inner is not None:
        return [line for part in inner for line in _says(part, case, knowledge)]
    if criterion.finding is not None:
        finding = knowledge.findings.get(criterion.finding)
        return [finding.name if finding else criterion.finding]
    return []


def rule_truth(rule: RedFlag, case: Case, knowledge: KnowledgeBase) -> Truth:
    """Whether everything that a rule asks for holds; None when it is not known yet."""
    truths = [applies_to(rule.applies, case)]
    if truths[0] is not False:
        truths += [evaluate(part, case, knowledge) for part in rule.require_all]
    if rule.any_of and False not in truths:
        signs = [evaluate(part, case, knowledge) for part in rule.any_of]
        truths.append(at_least(rule.min_any, signs))
    return all_hold(truths)


def rule_state(rule: RedFlag, case: Case, knowledge: KnowledgeBase) -> RuleState:
    """Return whether one rule is fired, open or closed, and why."""
    truth = rule_truth(rule, case, knowledge)
    if truth is False:
        return RuleState(rule=rule, state="closed")
    if truth is True:
        return RuleState(rule=rule, state="fired", reasons=_held(rule, case, knowledge))
    needs: list[str] = []
    if applies_to(rule.applies, case) is None:
        if rule.applies.sex is not None and case.sex is None:
            needs.append("sex")
        if applies_to(Applies(age_min=rule.applies.age_min, age_max=rule.applies.age_max),
                      case) is None:
            needs.append("age")
    for part in rule.require_all:
        needs += unknown_needs(part, case, knowledge)
    signs = [evaluate(part, case, knowledge) for part in rule.any_of]
    if signs and at_least(rule.min_any, signs) is None:
        for part in rule.any_of:
            needs += unknown_needs(part, case, knowledge)
    needs = list(dict.fromkeys(needs))
    if rule.level == "emergency" and set(needs) <= GRANTED:
        reasons = _held(rule, case, knowledge)
        return RuleState(rule=rule, state="fired", needs=tuple(needs),
                         reasons=(*reasons, _granted(needs)))
    return RuleState(rule=rule, state="open", needs=tuple(needs))


def _granted(needs: list[str]) -> str:
    if needs == ["sex"]:
        return _("the sex was not said, so this rule counts")
    if needs == ["regions"]:
        return _("where it hurts was not said, so this rule counts")
    return _("where it hurts and the sex were not said, so this rule counts")


def _held(rule: RedFlag, case: Case, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Sentences of all criteria of a rule that hold, the signs before the setting."""
    parts = (*rule.any_of, *rule.require_all)
    return tuple(dict.fromkeys(
        line for part in parts for line in _says(part, case, knowledge)
    ))


def rule_states(case: Case, knowledge: KnowledgeBase) -> tuple[RuleState, ...]:
    """Return the state of every rule, the most pressing first, then by id."""
    rules = sorted(
        knowledge.red_flags.values(), key=lambda rule: (URGENCIES.index(rule.level), rule.id)
    )
    return tuple(rule_state(rule, case, knowledge) for rule in rules)


def warning_answers(knowledge: KnowledgeBase) -> dict[str, list[Criterion]]:
    """Return, by finding, the criteria that make its answer a warning when they hold.

    A warning is an answer that by itself makes an emergency or urgent rule fire as soon as the
    rule's setting holds. An answer that a rule counts only together with others is ordinary
    evidence, and so is what stands under a `not_`.
    """
    found: dict[str, list[Criterion]] = {}
    for rule in knowledge.red_flags.values():
        if rule.level not in ("emergency", "urgent"):
            continue
        parts = rule.any_of if rule.min_any == 1 else ()
        if not rule.any_of and len(rule.require_all) == 1:
            parts = rule.require_all
        for part in parts:
            for leaf in _alternatives(part):
                if leaf.finding is not None:
                    found.setdefault(leaf.finding, []).append(leaf)
    return found


def _alternatives(criterion: Criterion) -> Iterator[Criterion]:
    if criterion.any_of is not None:
        for part in criterion.any_of:
            yield from _alternatives(part)
    elif criterion.all_of is None and criterion.not_ is None:
        yield criterion
