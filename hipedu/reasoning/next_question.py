"""What to ask next, and why.

Safety first: as long as a rule for an emergency or an urgent condition is open, what it still
needs is asked before anything else, in a fixed order (level, then cost, then how many open rules
need it). After that the question with the largest value:

.. math:: V_f = \\frac{(I_f + 0.2 R_f) (1 + 3 \\, T_f + G_f)}{k_f}, \\qquad
          I_f = H(C) - \\sum_a P(a) \\, H(C \\mid a)

:math:`I_f` is the expected information gain in bits, :math:`R_f` the probability that the answer
fires a rule more pressing than the present level, :math:`T_f` that it changes how soon somebody
should be seen (by a rule or by the differential), :math:`G_f` that it changes which family of
conditions leads, and :math:`k_f` the cost of asking (1 a plain question, 1.5 a personal one or a
simple test, 2 an examination). Only conditions that state something about a finding change
relative to the rest, so each answer costs a few additions:

.. math:: H(C \\mid a) = \\ln Z - \\frac{1}{Z} \\sum_c p_c \\rho_c \\ln (p_c \\rho_c), \\qquad
          Z = \\sum_c p_c \\rho_c

A test that could harm a stressed bone is never asked. The interview stops when no question left
could change the advice or the leading family, when what is left tells too little, or after
`MOST_QUESTIONS`. The look is one question ahead: two answers that matter only together are
found only if one of them already matters a little alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hipedu.language import _
from hipedu.model import URGENCIES, Finding, Urgency
from hipedu.reasoning.case import Answer, Case, answer_bin
from hipedu.reasoning.evidence_tables import Column, Tables
from hipedu.reasoning.posterior import Posterior, group_weight
from hipedu.reasoning.red_flags import (
    RuleState,
    applies_to,
    evaluate,
    rule_truth,
    unknown_needs,
)
from hipedu.reasoning.triage import (
    Triage,
    differential_level,
    function_levels,
    level_of,
    urgency_vectors,
)

MOST_QUESTIONS = 25
LEAST_BITS = 0.005
"""Below this expected gain a question is asked only if its answer could fire a rule."""
MUCH_BITS = 0.05
"""From this gain on a question is asked even if no single answer changes the advice."""
RULE_BITS = 0.2
"""What firing a rule is worth beside information, in the same currency."""
LEAST_CHANCE = 0.03
"""Below this chance a change of advice or of the leading family does not count."""
CLOSELY = 40
"""How many of the most informative questions are looked at for what they would change."""
COSTS = {1: 1.0, 2: 1.5, 3: 2.0}
ASKED_FIRST: tuple[Urgency, ...] = ("emergency", "urgent")

Kind = Literal["red_flag", "information"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question worth asking.

    `bits` is the expected information gain; `p_triage` and `p_lead` the chances that the answer
    changes the advice and the leading family; `rules` the open rules that need it.
    """

    finding: str
    kind: Kind
    why: str
    value: float = 0.0
    bits: float = 0.0
    p_triage: float = 0.0
    p_lead: float = 0.0
    rules: tuple[str, ...] = ()


def may_ask(finding: Finding, case: Case, tables: Tables, *, exam: bool) -> bool:
    """Whether a question may be put to this person now."""
    if finding.id in case.answers or not finding.safe_to_try:
        return False
    if (finding.kind == "exam" or not finding.self_answerable) and not exam:
        return False
    if applies_to(finding.applies, case) is False:
        return False
    return all(_holds(condition, case, tables) for condition in finding.ask_after)


def _holds(condition: str, case: Case, tables: Tables) -> bool:
    key, _, wanted = condition.partition("=")
    record = tables.knowledge.findings.get(key)
    given = case.answers.get(key)
    if record is None or given is None:
        return False
    return answer_bin(record, given) in wanted.split("|")


def rule_needs(state: RuleState, case: Case, tables: Tables) -> list[str]:
    """Return what to ask for an open rule: first what it requires, then what it lists."""
    rule, knowledge = state.rule, tables.knowledge
    needs: list[str] = []
    for part in rule.require_all:
        needs += unknown_needs(part, case, knowledge)
    if not needs:
        for part in rule.any_of:
            needs += unknown_needs(part, case, knowledge)
    return list(dict.fromkeys(needs))



def safety_questions(
    case: Case, tables: Tables, result: Triage, *, exam: bool = False,
    passed: Collection[str] = (), levels: Sequence[Urgency] = ASKED_FIRST,
) -> list[Question]:
    """Return what open rules still need, the most pressing first.

    Parameters
    ----------
    passed : collection of str
        Findings that were skipped or answered "not sure"; they are not asked again.
    """
    wanted: dict[str, list[RuleState]] = {}
    for state in result.still_open:
        if state.rule.level in levels:
            for key in rule_needs(state, case, tables):
                wanted.setdefault(key, []).append(state)
    found: list[tuple[tuple[int, int, int, str], Question]] = []
    for key, states in wanted.items():
        finding = tables.knowledge.findings.get(key)
        if finding is None or key in passed or not may_ask(finding, case, tables, exam=exam):
            continue
        first = states[0].rule
        why = _(
            "It checks for something that must not be missed (“{title}”).", title=first.title
        )
        found.append((
            (levels.index(first.level), finding.cost, -len(states), key),
            Question(finding=key, kind="red_flag", why=why,
                     rules=tuple(state.rule.id for state in states)),
        ))
    return [question for _, question in sorted(found, key=lambda item: item[0])]


@lru_cache(maxsize=8)
def _families(tables: Tables) -> tuple[tuple[int, ...], int]:
    """Family number of each condition, and how many families there are."""
    conditions = tables.knowledge.conditions
    names = [
        conditions[key].family if key in conditions else key for key in tables.conditions
    ]
    order = sorted(set(names))
    return tuple(order.index(name) for name in names), len(order)


@dataclass(slots=True)
class _Now:
    """What every question is compared with."""

    p: tuple[float, ...]
    plogp: list[float]
    entropy: float
    families: tuple[int, ...]
    mass: list[float]
    lead: int
    floor: int
    """Rank of the level that rules and function ask for; the differential adds to that."""
    rank: int
    answered_groups: frozenset[str]


def _now(case: Case, post: Posterior, tables: Tables, fired: Sequence[RuleState] = ()) -> _Now:
    plogp = [x * math.log(x) if x > 0 else 0.0 for x in post.p]
    families, count = _families(tables)
    mass = [0.0] * count
    for x, family in zip(post.p, families, strict=True):
        mass[family] += x
    groups = {tables.knowledge.findings[key].group for key in case.answers
              if key in tables.knowledge.findings}
    asked_for = [state.rule.level for state in fired]
    asked_for += [level for level, _ in function_levels(case, tables.knowledge)]
    floor = min([URGENCIES.index(level) for level in asked_for], default=len(URGENCIES))
    return _Now(
        p=post.p, plogp=plogp, entropy=-math.fsum(plogp), families=families, mass=mass,
        lead=max(range(count), key=lambda i: mass[i]),
        floor=floor,
        rank=min(floor, URGENCIES.index(differential_level(post.p, tables)[0])),
        answered_groups=frozenset(group for group in groups if group is not None),
    )


def _after(column: Column, now: _Now, w: float) -> tuple[float, float]:
    """Return Z and the entropy [nat] after one answer."""
    z = 1.0
    s = -now.entropy
    p = now.p
    plogp = now.plogp
    for i, x, ratio, _variance in column.rows:
        r = ratio if w == 1.0 else math.exp(w * x)
        pi = p[i]
        z += pi * (r - 1.0)
        s += plogp[i] * (r - 1.0) + pi * r * w * x
    return z, math.log(z) - s / z


def information(finding: str, now: _Now, tables: Tables, w: float) -> float:
    """Return the expected information gain of one question [bit]."""
    total = 0.0
    expected = 0.0
    for column in tables.answers[finding]:
        z, entropy = _after(column, now, w)
        chance = column.background * z
        total += chance
        expected += chance * entropy
    if total <= 0:
        return 0.0
    return max((now.entropy - expected / total) / math.log(2), 0.0)


def _changes(finding: str, now: _Now, tables: Tables, w: float) -> tuple[float, float]:
    """Return the chances that the advice and that the leading family change."""
    v = urgency_vectors(tables)
    base = v.sums(now.p)
    total = triage = lead = 0.0
    for column in tables.answers[finding]:
        mass = list(now.mass)
        urgent, harm, soon, routine = base
        z = 1.0
        for i, x, ratio, _variance in column.rows:
            gain = now.p[i] * ((ratio if w == 1.0 else math.exp(w * x)) - 1.0)
            z += gain
            mass[now.families[i]] += gain
            urgent += gain * v.urgent[i]
            harm += gain * v.any_harm[i]
            soon += gain * v.soon[i]
            routine += gain * v.routine[i]
        chance = column.background * z
        total += chance
        level = level_of(urgent / z, harm / z, soon / z, routine / z)
        if min(URGENCIES.index(level), now.floor) != now.rank:
            triage += chance
        if mass[now.lead] < max(mass):
            lead += chance
    return (triage / total, lead / total) if total > 0 else (0.0, 0.0)


def _why(finding: str, now: _Now, tables: Tables, p_triage: float) -> str:
    """Name the two conditions that the answer sets apart most."""
    gaps: dict[int, float] = {}
    for column in tables.answers[finding]:
        for i, x, _ratio, _variance in column.rows:
            gaps[i] = gaps.get(i, 0.0) + column.background * now.p[i] * abs(x)
    if not gaps:
        return _("It tells little, but nothing else is left to ask.")
    best = sorted(gaps, key=lambda i: (-gaps[i], i))
    first = best[0]
    first_x = _tilt(finding, first, tables)
    rivals = sorted(
        (j for j in range(len(now.p)) if j != first),
        key=lambda j: (-now.p[j] * abs(first_x - _tilt(finding, j, tables)), j),
    )
    names = [_plain(tables.conditions[i], tables) for i in (first, *rivals[:1])]
    told = {"one": names[0], "other": names[-1]}
    if p_triage >= LEAST_CHANCE:
        return _(
            "It helps to tell {one} from {other}, and could change what you should do.", **told
        )
    return _("It helps to tell {one} from {other}.", **told)


def _tilt(finding: str, i: int, tables: Tables) -> float:
    """How far the answer that is most telling for a condition speaks for it, signed."""
    xs = [x for column in tables.answers[finding] for j, x, _, _ in column.rows if j == i]
    return xs[0] if xs else 0.0


def _plain(condition: str, tables: Tables) -> str:
    record = tables.knowledge.conditions.get(condition)
    return f"“{record.plain_name if record else condition}”"


def firing_answers(finding: Finding, state: RuleState, case: Case, tables: Tables) -> list[str]:
    """Return the answers to a question that would make an open rule fire by themselves."""
    if finding.answers == "yes_no":
        tried: list[tuple[str, Answer]] = [("present", "present"), ("absent", "absent")]
    elif finding.answers == "choice":
        tried = [(choice.id, choice.id) for choice in finding.choices]
    else:  # a number stands for its bin by the upper edge, the last bin by the maximum
        top = finding.maximum if finding.maximum is not None else math.inf
        tried = [
            (choice.id, choice.up_to if choice.up_to is not None else top)
            for choice in finding.choices
        ]
    return [
        name
        for name, answer in tried
        if rule_truth(state.rule, case.with_answer(finding.id, answer), tables.knowledge)
    ]


def _last_needs(state: RuleState, case: Case, tables: Tables) -> list[str]:
    """Return the findings whose answer alone might fire an open rule; most rules want more."""
    rule, knowledge = state.rule, tables.knowledge
    waiting = [p for p in rule.require_all if evaluate(p, case, knowledge) is None]
    signs = [evaluate(p, case, knowledge) for p in rule.any_of]
    lacking = rule.min_any - sum(truth is True for truth in signs) if signs else 0
    if len(waiting) == 1 and lacking <= 0:
        return unknown_needs(waiting[0], case, knowledge)
    if not waiting and lacking == 1:
        return [key for p in rule.any_of for key in unknown_needs(p, case, knowledge)]
    return []


def _rule_chances(
    case: Case, result: Triage, now: _Now, tables: Tables
) -> dict[str, tuple[float, RuleState]]:
    """By question, the chance that its answer fires a rule above the present level."""
    found: dict[str, tuple[float, RuleState]] = {}
    rank = URGENCIES.index(result.level)
    for state in result.still_open:
        if URGENCIES.index(state.rule.level) >= rank:
            continue
        for key in _last_needs(state, case, tables):
            finding = tables.knowledge.findings.get(key)
            if finding is None:
                continue
            firing = firing_answers(finding, state, case, tables)
            chances = {
                column.answer: column.background * _after(column, now, 1.0)[0]
                for column in tables.answers[key]
            }
            total = sum(chances.values())
            chance = sum(chances[answer] for answer in firing) / total if total > 0 else 0.0
            if chance > found.get(key, (0.0, state))[0]:
                found[key] = (chance, state)
    return found


def informative_questions(
    case: Case, tables: Tables, post: Posterior, result: Triage, *, exam: bool = False,
    passed: Collection[str] = (), most: int = 5,
) -> list[Question]:
    """Return the questions of largest value that could still matter, best first."""
    now = _now(case, post, tables, result.fired)
    findings = tables.knowledge.findings
    rough: list[tuple[float, str, float, float]] = []
    for key, finding in findings.items():
        if key in passed or not may_ask(finding, case, tables, exam=exam):
            continue
        repeated = finding.group is not None and finding.group in now.answered_groups
        w = group_weight(finding.group or "", tables) if repeated else 1.0
        bits = information(key, now, tables, w)
        rough.append((bits / COSTS[finding.cost], key, bits, w))
    rough.sort(key=lambda item: (-item[0], item[1]))
    chances = _rule_chances(case, result, now, tables)
    closely = rough[:CLOSELY] + [item for item in rough[CLOSELY:] if item[1] in chances]
    scored: list[tuple[float, str, float, float, float]] = []
    for _value, key, bits, w in closely:
        p_triage, p_lead = _changes(key, now, tables, w)
        by_rule = chances[key][0] if key in chances else 0.0
        p_triage = max(p_triage, by_rule)
        matters = p_triage >= LEAST_CHANCE or p_lead >= LEAST_CHANCE
        if by_rule >= LEAST_CHANCE or (matters and bits >= LEAST_BITS) or bits >= MUCH_BITS:
            gain = bits + by_rule * RULE_BITS
            value = gain * (1 + 3 * p_triage + p_lead)
            scored.append((value / COSTS[findings[key].cost], key, bits, p_triage, p_lead))
    scored.sort(key=lambda item: (-item[0], item[1]))
    return [
        Question(
            finding=key, kind="information",
            why=_why_rule(chances[key][1])
            if key in chances and bits < MUCH_BITS
            else _why(key, now, tables, p_triage),
            value=value, bits=bits, p_triage=p_triage, p_lead=p_lead,
            rules=(chances[key][1].rule.id,) if key in chances else (),
        )
        for value, key, bits, p_triage, p_lead in scored[:most]
    ]


def _why_rule(state: RuleState) -> str:
    return _("It checks whether you should be seen sooner (“{title}”).", title=state.rule.title)


def next_questions(
    case: Case, tables: Tables, post: Posterior, result: Triage, *, exam: bool = False,
    passed: Collection[str] = (), asked: int | None = None, most: int = 5,
) -> list[Question]:
    """Return what to ask next, best first; empty when the interview is over.

    Parameters
    ----------
    passed : collection of str
        Findings that were skipped or answered "not sure".
    asked : int, optional
        Questions put so far; by default the number of answers known.

    Notes
    -----
    After an emergency nothing is asked: what to do now does not depend on any answer.
    """
    if result.level == "emergency":
        return []
    safety = safety_questions(case, tables, result, exam=exam, passed=passed)
    if safety:
        return safety[:most]
    so_far = len(case.answers) + len(passed) if asked is None else asked
    if so_far >= MOST_QUESTIONS:
        return []
    return informative_questions(
        case, tables, post, result, exam=exam, passed=passed, most=most
    )
