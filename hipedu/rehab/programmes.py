"""Where somebody is in a programme, and what is missing before the next phase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hipedu.language import _
from hipedu.language.numbers import shortest, with_unit
from hipedu.model.programme import Check, Programme, Stage

Answers = Mapping[str, bool | float]
"""Answers by id of the check: yes or no, or the number that was measured."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A goal that is not reached, and why."""

    check: Check
    why: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """Whether the next phase may begin.

    `stage` is the phase that comes next, None after the last one; `done` says that the last
    one is finished.
    """

    stage: Stage | None
    ready: bool
    done: bool
    met: tuple[Check, ...]
    missing: tuple[Missing, ...]


def stage_of(programme: Programme, stage_id: str) -> Stage:
    """One phase of a programme.

    Raises
    ------
    ValueError
        If there is no such phase.
    """
    for stage in programme.stages:
        if stage.id == stage_id:
            return stage
    known = ", ".join(stage.id for stage in programme.stages)
    raise ValueError(
        _(
            '{programme} has no phase "{phase}": use one of {known}.',
            programme=programme.id, phase=stage_id, known=known,
        )
    )


def first_missing(check: Check, answers: Answers) -> str | None:
    """Why a goal is not reached yet; None if it is reached.

    Examples
    --------
    >>> night = Check(id="n", text="Night pain", measure="night_pain", comparator="at_most",
    ...               value=2.0, unit="NRS")
    >>> first_missing(night, {}), first_missing(night, {"n": 2})
    ('Night pain: not answered yet; the goal is at most 2 of 10.', None)
    >>> first_missing(night, {"n": 4})
    'Night pain: 4 of 10; the goal is at most 2 of 10.'
    """
    answer = answers.get(check.id)
    if check.otherwise is not None and check.id in answers:
        return None
    if check.measure is None:
        if answer is True:
            return None
        if answer is None:
            unanswered = _("{goal}: not answered yet.", goal=check.text)
            who = _("Only whoever treats you can say so.")
            return f"{unanswered} {who}" if check.by_clinician else unanswered
        return _("{goal}: not yet.", goal=check.text)
    assert check.value is not None
    told = {"what": check.text, "goal": goal_in_words(check)}
    if check.otherwise is not None:
        return _("{what}: not answered yet; this phase is meant for {goal}.", **told)
    if answer is None or isinstance(answer, bool):
        return _("{what}: not answered yet; the goal is {goal}.", **told)
    if fits(check, answer):
        return None
    return _("{what}: {now}; the goal is {goal}.", now=amount(answer, check.unit), **told)


def fits(check: Check, answer: bool | float) -> bool:
    """Whether an answer is yes, or a number on the right side of the limit; the limit counts."""
    if check.value is None:
        return answer is True
    return answer <= check.value if check.comparator == "at_most" else answer >= check.value


def meant_for_others(check: Check, answers: Answers) -> str | None:
    """What it means that a phase is meant for somebody else; None where it is not.

    Examples
    --------
    >>> usual = Check(id="u", text="Usual pain", measure="usual_pain", comparator="at_least",
    ...               value=4.0, unit="NRS", otherwise="Look at the next phase.")
    >>> meant_for_others(usual, {"u": 2}), meant_for_others(usual, {"u": 4})
    ('Look at the next phase.', None)
    >>> first_missing(usual, {})
    'Usual pain: not answered yet; this phase is meant for at least 4 of 10.'
    >>> first_missing(usual, {"u": 2}) is None
    True
    """
    if check.otherwise is None or check.id not in answers or fits(check, answers[check.id]):
        return None
    return check.otherwise


def goal_in_words(check: Check) -> str:
    """The number a goal asks for, such as "at most 2 of 10"; empty for a yes or no."""
    if check.value is None or check.comparator is None:
        return ""
    limit = amount(check.value, check.unit)
    if check.value == 0:
        return limit
    if check.comparator == "at_most":
        return _("at most {limit}", limit=limit)
    return _("at least {limit}", limit=limit)


def check_in_words(check: Check) -> str:
    """A check as a line of a list to print.

    Examples
    --------
    >>> check_in_words(Check(id="n", text="Night pain", measure="night_pain",
    ...                      comparator="at_most", value=2.0, unit="NRS"))
    'Night pain: the goal is at most 2 of 10'
    >>> check_in_words(Check(id="c", text="Clearance is written down", by_clinician=True))
    'Clearance is written down (whoever treats you says so)'
    """
    goal = goal_in_words(check)
    if goal and check.otherwise is not None:
        return _("{what}: this phase is meant for {goal}", what=check.text, goal=goal)
    if goal:
        return _("{what}: the goal is {goal}", what=check.text, goal=goal)
    if check.otherwise is not None:
        return _("{what}: usual in this phase", what=check.text)
    if check.by_clinician:
        return _("{what} (whoever treats you says so)", what=check.text)
    return check.text


def _around(programme: Programme, stage_id: str) -> tuple[Stage | None, Stage, Stage | None]:
    """The phase before, the phase itself, and the one that follows."""
    stage = stage_of(programme, stage_id)
    at = programme.stages.index(stage)
    before = programme.stages[at - 1] if at else None
    following = programme.stages[at + 1] if at + 1 < len(programme.stages) else None
    return before, stage, following


def checks_to_leave(programme: Programme, stage_id: str) -> tuple[Check, ...]:
    """What must be true after a phase: its exit, and the entry of the phase that follows.

    Raises
    ------
    ValueError
        If the programme has no such phase.
    """
    _, stage, following = _around(programme, stage_id)
    return (*stage.exit, *(following.entry if following else ()))


def amount(value: float, unit: str | None) -> str:
    """A number with its unit.

    Examples
    --------
    >>> amount(2, "NRS"), amount(30, "second"), amount(1, "week"), amount(10, "1")
    ('2 of 10', '30 seconds', '1 week', '10')
    """
    if unit == "NRS":
        return _("{value} of 10", value=shortest(value))
    return with_unit(value, unit)


def next_phase(programme: Programme, stage_id: str, answers: Answers) -> NextStep:
    """Whether to go on, and if not, what is missing.

    Parameters
    ----------
    programme : Programme
        The programme somebody follows.
    stage_id : str
        The phase they are in.
    answers : mapping
        What is known about the goals of this phase and the entry of the next.

    Returns
    -------
    NextStep
        Ready only if every goal is reached: a question without an answer counts as missing.

    Raises
    ------
    ValueError
        If the programme has no such phase.
    """
    following = _around(programme, stage_id)[2]
    checks = checks_to_leave(programme, stage_id)
    found = [(check, first_missing(check, answers)) for check in checks]
    missing = tuple(Missing(check, why) for check, why in found if why is not None)
    return NextStep(
        stage=following,
        ready=not missing and following is not None,
        done=not missing and following is None,
        met=tuple(check for check, why in found if why is None),
        missing=missing,
    )


def checks_to_begin(programme: Programme, stage_id: str) -> tuple[Check, ...]:
    """What must be true before a phase: the exit of the phase before, and its own entry.

    Raises
    ------
    ValueError
        If the programme has no such phase.
    """
    before, stage, _ = _around(programme, stage_id)
    return (*(before.exit if before else ()), *stage.entry)


def missing_to_begin(programme: Programme, stage_id: str, answers: Answers) -> tuple[Missing, ...]:
    """What of `checks_to_begin` is missing: a question without an answer is.

    Raises
    ------
    ValueError
        If the programme has no such phase.
    """
    checks = checks_to_begin(programme, stage_id)
    found = ((check, first_missing(check, answers)) for check in checks)
    return tuple(Missing(check, why) for check, why in found if why is not None)


def present_phase(programme: Programme, answers: Answers) -> Stage:
    """The phase that the answers lead to: the first whose goals are not all reached."""
    for stage in programme.stages:
        step = next_phase(programme, stage.id, answers)
        if not step.ready:
            return stage
    return programme.stages[-1]
