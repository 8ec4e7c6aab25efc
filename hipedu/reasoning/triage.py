"""How soon somebody should be seen: the most pressing of three readings.

1. **Rules.** The level of the most pressing fired red-flag rule. Nothing cancels it.
2. **The differential.** With harm weights :math:`h` for conditions that must not be missed, the
   concern is :math:`H = \\sum_c h_c P(c)`. Over the emergency and urgent ones it asks for
   *urgent* above a threshold; over all of them, the slow ones counting less, for *soon* above a
   lower one: no condition asks for more haste than it needs itself. An emergency never comes from
   percentages alone: it needs a rule that a person can check. Below the thresholds, the level is
   that of the urgency which at least half of the probability has.
3. **Function.** What walking has become, and how strong the pain is.

A warning answer (one that alone makes an emergency or urgent rule fire once its setting holds)
may raise the second reading but never lower it: the reading is the most pressing over all ways
of leaving warning answers out, :math:`f(R) = \\max_{S \\subseteq R} g(S)`. Adding to R adds
ways, so :math:`f` cannot fall.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from hipedu.language import N_, _
from hipedu.language.numbers import shortest
from hipedu.model import URGENCIES, Condition, Criterion, Sourced, Urgency
from hipedu.reasoning.case import Case
from hipedu.reasoning.evidence_tables import Column, Tables
from hipedu.reasoning.implied import INTENSITY_FINDING
from hipedu.reasoning.knowledge_base import KnowledgeBase
from hipedu.reasoning.posterior import (
    Posterior,
    add_up,
    columns_of,
    normalise,
    posterior,
    weigh,
)
from hipedu.reasoning.red_flags import RuleState, evaluate, rule_states, warning_answers

HARM: dict[Urgency, Sourced] = {
    "emergency": Sourced(value=2.0, low=1.0, high=4.0, basis="expert_estimate",
                         note="hours of delay can cost a joint, an organ or a life"),
    "urgent": Sourced(value=1.0, low=1.0, high=1.0, basis="expert_estimate",
                      note="days of delay can turn a stress injury into a fracture; the unit"),
    "soon": Sourced(value=0.4, low=0.2, high=0.7, basis="expert_estimate",
                    note="weeks of delay make the outcome worse, not days"),
}

URGENT_CONCERN = Sourced(
    value=0.15, low=0.1, high=0.25, basis="expert_estimate",
    note="about one in seven for a bone stress injury of the hip is worth a scan within days; "
         "in people invented from the knowledge base, 0.25 left a third more of them unseen and "
         "0.1 sent nearly twice as many harmless cases to hospital",
)

SOON_CONCERN = Sourced(
    value=0.08, low=0.05, high=0.12, basis="expert_estimate",
    note="about one in twelve is too much to watch for six weeks at home",
)

SEVERE_PAIN_NRS = Sourced(
    value=9, unit="NRS", low=8, high=10, basis="expert_estimate",
    note="8 of 10 while running is common in overuse injuries; 9 or 10 is not",
)

MOST_WARNINGS = 10
"""Above this many warning answers the level is urgent without looking at subsets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What one level means."""

    title: str
    action: str
    time_frame: str
    come_back_sooner: str


ADVICE: dict[Urgency, Advice] = {
    "emergency": Advice(
        title=N_("Get emergency help now"),
        action=N_(
            "Go to an emergency department now, or call your emergency number. Do not drive "
            "yourself and do not run or test the leg: some causes get worse by the hour."
        ),
        time_frame=N_("now"),
        come_back_sooner=N_("Call your emergency number if anything gets worse on the way."),
    ),
    "urgent": Advice(
        title=N_("See a doctor today or tomorrow"),
        action=N_(
            "Stop running and jumping. Arrange to be seen today or tomorrow, because a scan "
            "may be needed before you load the leg again."
        ),
        time_frame=N_("within 1 to 2 days"),
        come_back_sooner=N_(
            "Get help at once if you cannot put weight on the leg, have a fever with the pain, go "
            "numb between the legs, or lose control of bladder or bowel."
        ),
    ),
    "soon": Advice(
        title=N_("See somebody within a week or two"),
        action=N_(
            "Hold back from running that hurts and book an appointment with a doctor or "
            "physiotherapist, because this should be looked at before it settles in."
        ),
        time_frame=N_("within 1 to 2 weeks"),
        come_back_sooner=N_(
            "Get help at once if you cannot put weight on the leg, have a fever with the pain, go "
            "numb between the legs, or lose control of bladder or bowel. Go within days if it "
            "hurts at night or at rest."
        ),
    ),
    "routine": Advice(
        title=N_("Book an ordinary appointment"),
        action=N_(
            "Cut running back to what does not hurt more the next morning, and book an "
            "ordinary appointment with a physiotherapist or doctor to find the cause."
        ),
        time_frame=N_("within 2 to 6 weeks"),
        come_back_sooner=N_(
            "Get help at once if you cannot put weight on the leg, have a fever with the pain, go "
            "numb between the legs, or lose control of bladder or bowel. Go within days if you "
            "limp when walking, or if it hurts at night or at rest."
        ),
    ),
    "self_care": Advice(
        title=N_("Look after it yourself for now"),
        action=N_(
            "Run less and slower for two weeks, keep pain low, and start simple "
            "strengthening, because most pain of this kind settles with less load."
        ),
        time_frame=N_("see somebody if it is no better in 2 to 3 weeks"),
        come_back_sooner=N_(
            "Get help at once if you cannot put weight on the leg, have a fever with the pain, go "
            "numb between the legs, or lose control of bladder or bowel. Book an appointment if "
            "you limp when walking, or if it hurts at night or at rest."
        ),
    ),
}


def advice_for(level: Urgency) -> Advice:
    """Return what a level means, in the reader's language."""
    written = ADVICE[level]
    return Advice(
        title=_(written.title), action=_(written.action), time_frame=_(written.time_frame),
        come_back_sooner=_(written.come_back_sooner),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionRule:
    """A loss of function that sets a least level. `says` is the sentence shown."""

    finding: str
    answers: tuple[str, ...]
    level: Urgency
    says: str


FUNCTION_RULES: tuple[FunctionRule, ...] = (
    FunctionRule(finding="walking_ability", answers=("cannot_four_steps",), level="urgent",
                 says=N_("You cannot take four steps.")),
    FunctionRule(finding="walking_ability", answers=("needs_support",), level="urgent",
                 says=N_("You need a stick, crutches or help to walk.")),
    FunctionRule(finding="weight_bearing", answers=("cannot_bear",), level="urgent",
                 says=N_("You cannot put weight on the leg.")),
    FunctionRule(finding="walking_ability", answers=("limp_level_ground",), level="soon",
                 says=N_("You limp on level ground, also on days without running.")),
)
"""Expert estimates: who cannot walk needs somebody now, whatever the cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The level and everything it rests on."""

    level: Urgency
    by: tuple[str, ...]
    """Which readings ask for this level: "rule", "differential", "function"."""
    fired: tuple[RuleState, ...]
    still_open: tuple[RuleState, ...]
    reasons: tuple[str, ...]
    concern: float
    """Harm-weighted probability of emergency and urgent conditions not to be missed."""
    advice: Advice


def most_pressing(levels: Sequence[Urgency]) -> Urgency:
    """Return the most pressing of some levels.

    Examples
    --------
    >>> most_pressing(["routine", "urgent", "soon"])
    'urgent'
    """
    return min(levels, key=URGENCIES.index)


def harm_weight(condition: Condition | None) -> float:
    """Return the harm weight of one condition; 0 unless it must not be missed."""
    if condition is None or not condition.must_not_miss:
        return 0.0
    harm = HARM.get(condition.urgency)
    return harm.value if harm else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class UrgencyVectors:
    """Per condition: what it adds to each of the sums that `level_of` looks at.

    `urgent` and `any_harm` are harm weights, of emergency and urgent conditions and of all that
    must not be missed; `soon` and `routine` are 1 for what should be seen that soon or sooner.
    """

    urgent: tuple[float, ...]
    any_harm: tuple[float, ...]
    soon: tuple[float, ...]
    routine: tuple[float, ...]

    def sums(self, p: Sequence[float]) -> tuple[float, float, float, float]:
        """Return the four sums over a differential."""
        return (
            sum(map(float.__mul__, p, self.urgent)),
            sum(map(float.__mul__, p, self.any_harm)),
            sum(map(float.__mul__, p, self.soon)),
            sum(map(float.__mul__, p, self.routine)),
        )


@lru_cache(maxsize=8)
def urgency_vectors(tables: Tables) -> UrgencyVectors:
    """Return the vectors that `level_of` needs, in the order of `Tables.conditions`."""
    conditions = [tables.knowledge.conditions.get(key) for key in tables.conditions]
    ranks = [URGENCIES.index(c.urgency) if c else len(URGENCIES) for c in conditions]
    harm = [harm_weight(c) for c in conditions]
    urgent = URGENCIES.index("urgent")
    return UrgencyVectors(
        urgent=tuple(h if rank <= urgent else 0.0 for h, rank in zip(harm, ranks, strict=True)),
        any_harm=tuple(harm),
        soon=tuple(1.0 if rank <= URGENCIES.index("soon") else 0.0 for rank in ranks),
        routine=tuple(1.0 if rank <= URGENCIES.index("routine") else 0.0 for rank in ranks),
    )


def level_of(urgent: float, any_harm: float, soon: float, routine: float) -> Urgency:
    """Return the level that a differential asks for by itself.

    Parameters
    ----------
    urgent : float
        Harm-weighted probability of emergency and urgent conditions.
    any_harm : float
        Harm-weighted probability of everything that must not be missed.
    soon, routine : float
        Probability of conditions to be seen within that level's time or faster.

    Examples
    --------
    >>> level_of(0.3, 0.3, 0.3, 0.3), level_of(0.0, 0.2, 0.2, 0.2), level_of(0.0, 0.0, 0.1, 0.4)
    ('urgent', 'soon', 'self_care')
    """
    if urgent >= URGENT_CONCERN.value:
        return "urgent"
    if any_harm >= SOON_CONCERN.value or soon >= 0.5:
        return "soon"
    return "routine" if routine >= 0.5 else "self_care"


def differential_level(p: Sequence[float], tables: Tables) -> tuple[Urgency, float]:
    """Return the level that a differential asks for, and the concern about what is urgent."""
    sums = urgency_vectors(tables).sums(p)
    return level_of(*sums), sums[0]


@lru_cache(maxsize=8)
def _warnings(tables: Tables) -> dict[str, list[Criterion]]:
    return warning_answers(tables.knowledge)


def given_warnings(case: Case, tables: Tables) -> tuple[str, ...]:
    """Return the findings of a case whose answer some red-flag rule counts as a warning."""
    knowledge = tables.knowledge
    return tuple(
        key
        for key, criteria in sorted(_warnings(tables).items())
        if key in case.answers
        and any(evaluate(criterion, case, knowledge) is True for criterion in criteria)
    )


def _subset_vectors(
    rest: Sequence[Column], warnings: Sequence[Column], tables: Tables
) -> list[list[float]]:
    """Summed log ratios of one group for every choice of its warning answers."""
    vectors: list[list[float]] = []
    for count in range(len(warnings) + 1):
        for chosen in combinations(warnings, count):
            zero = [0.0] * len(tables.conditions)
            vectors.append(add_up(zero, weigh([*rest, *chosen], tables)))
    return vectors


def cautious_level(case: Case, post: Posterior, tables: Tables) -> tuple[Urgency, float]:
    """Return the level of the differential that no warning answer can lower, and its concern.

    Many warnings without any fired rule are rare; above `MOST_WARNINGS` the level is urgent.

    Notes
    -----
    :math:`\\max_{S \\subseteq R} g(S)` over the warning answers R, see the module.
    """
    level, concern = differential_level(post.p, tables)
    if level == "urgent":
        return level, concern
    keys = given_warnings(case, tables)
    if len(keys) > MOST_WARNINGS:
        return "urgent", concern
    if not keys:
        return level, concern
    groups: dict[str, tuple[list[Column], list[Column]]] = {}
    for column in columns_of(case, tables):
        name = column.group or f"{column.kind}:{column.key}"
        rest, warnings = groups.setdefault(name, ([], []))
        (warnings if column.kind == "finding" and column.key in keys else rest).append(column)
    start = [math.log(x) for x in post.prior]
    choices: list[list[list[float]]] = []
    for rest, warnings in groups.values():
        if warnings:
            choices.append(_subset_vectors(rest, warnings, tables))
        else:
            start = add_up(start, weigh(rest, tables))
    sums = [start]
    for vectors in choices:
        sums = [[a + b for a, b in zip(s, v, strict=True)] for s in sums for v in vectors]
    best = (URGENCIES.index(level), -concern)
    for total in sums:
        one, h = differential_level(normalise(total), tables)
        best = min(best, (URGENCIES.index(one), -h))
    return URGENCIES[best[0]], -best[1]


def function_levels(case: Case, knowledge: KnowledgeBase) -> list[tuple[Urgency, str]]:
    """Return the levels that walking and pain strength ask for, with the reason."""
    found: list[tuple[Urgency, str]] = []
    for rule in FUNCTION_RULES:
        answer = case.answers.get(rule.finding)
        criterion = Criterion(finding=rule.finding, answers=rule.answers)
        if answer is not None and evaluate(criterion, case, knowledge) is True:
            found.append((rule.level, _(rule.says)))
    said = case.answers.get(INTENSITY_FINDING)
    strongest = max([mark.intensity or 0.0 for mark in case.marks] or [0.0])
    if isinstance(said, (int, float)):
        strongest = max(strongest, float(said))
    if strongest >= SEVERE_PAIN_NRS.value:
        found.append(("soon", _("You put the pain at {nrs} out of 10.", nrs=shortest(strongest))))
    return found


def _concern_sentence(post: Posterior, tables: Tables) -> str:
    v = urgency_vectors(tables)
    worst = max(range(len(post.p)), key=lambda i: post.p[i] * v.any_harm[i])
    condition = tables.knowledge.conditions.get(tables.conditions[worst])
    name = condition.plain_name if condition else tables.conditions[worst]
    return _(
        "What you describe leaves too much room for “{name}”, which should not be missed.",
        name=name,
    )


def triage(case: Case, tables: Tables, post: Posterior | None = None) -> Triage:
    """Return how soon this person should be seen, and why."""
    knowledge = tables.knowledge
    post = posterior(case, tables) if post is None else post
    states = rule_states(case, knowledge)
    fired = tuple(state for state in states if state.state == "fired")
    still_open = tuple(state for state in states if state.state == "open")
    if any(state.rule.level in ("emergency", "urgent") for state in fired):
        by_differential, concern = differential_level(post.p, tables)  # caution adds nothing
    else:
        by_differential, concern = cautious_level(case, post, tables)
    function = function_levels(case, knowledge)
    level = most_pressing(
        [by_differential, *(s.rule.level for s in fired), *(one for one, _ in function)]
    )
    reasons: list[str] = []
    by: list[str] = []
    for state in fired:
        if state.rule.level == level:
            by.append("rule")
            reasons += [f"{state.rule.title}: {line}" for line in state.reasons] or [
                state.rule.title
            ]
    for one, says in function:
        if one == level:
            by.append("function")
            reasons.append(says)
    if by_differential == level:
        by.append("differential")
        v = urgency_vectors(tables)
        harm = max(concern, sum(map(float.__mul__, post.p, v.any_harm)))
        if harm >= SOON_CONCERN.value and level in ("urgent", "soon"):
            reasons.append(_concern_sentence(post, tables))
        elif not reasons:
            reasons.append(
                _("What fits best can be looked after at home at first.")
                if level == "self_care"
                else _("What fits best should be looked at, without hurry.")
                if level == "routine"
                else _("What fits best should be looked at in the next two weeks.")
            )
    return Triage(
        level=level,
        by=tuple(dict.fromkeys(by)),
        fired=fired,
        still_open=still_open,
        reasons=tuple(dict.fromkeys(reasons)),
        concern=concern,
        advice=advice_for(level),
    )
