"""What a weekly plan must keep to, whoever made it: the planner, a hand, or a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hipedu.language import _, ngettext
from hipedu.language.numbers import decimal, shortest
from hipedu.model import Exercise, Programme
from hipedu.model.programme import Stage
from hipedu.rehab.dosing import amount_problem, minutes_for
from hipedu.rehab.exercise_search import warned
from hipedu.rehab.plan_parts import (
    Candidate,
    Item,
    PlanRequest,
    Session,
    WeekPlan,
    day_name,
    days_apart,
)
from hipedu.rehab.programmes import stage_of
from hipedu.rehab.weekly_plan import candidates_for, may_run, reasoned, run_gap, run_text


class EditRefused(ValueError):
    """A change that would break a rule; the text says which, for the person who asked."""


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Everything that decides whether a plan is all right, looked up once.

    Parameters
    ----------
    found : mapping
        What may be planned, by id.
    left_out : mapping
        What may not, with the reason.
    """

    request: PlanRequest
    exercises: Mapping[str, Exercise]
    programme: Programme | None
    stage: Stage | None
    found: Mapping[str, Candidate]
    left_out: Mapping[str, str]

    def name(self, exercise: str) -> str:
        """An exercise's name, or its id if there is none of that id."""
        known = self.exercises.get(exercise)
        return known.name if known else exercise

    def refusal(self, exercise: str) -> str | None:
        """Why an exercise may not be in this plan at all; None if it may."""
        if exercise in self.found:
            return None
        if exercise not in self.exercises:
            return _("There is no exercise “{name}”.", name=exercise[:60])
        return _("“{name}”: {why}", name=self.name(exercise), why=self.reason(exercise))

    def reason(self, exercise: str) -> str | None:
        """The reason alone, for an exercise of the library."""
        if exercise in self.found:
            return None
        return self.left_out.get(exercise) or self._elsewhere(exercise)

    def _elsewhere(self, exercise: str) -> str:
        if self.programme and self.stage:
            why = warned(self.programme, self.stage.id, self.exercises[exercise])
            if why:
                return why
        goal = self.programme.goal if self.programme else self.request.programme
        phases = self.exercises[exercise].phases.get(goal)
        if not phases:
            return _("It does not belong to this goal.")
        return _("It belongs to another phase of this goal.")

    def problems(self, plan: WeekPlan) -> list[str]:
        """What is wrong with a plan, as sentences; empty if nothing is."""
        return [
            *(each for each in self._unfit(plan)),
            *(each for each in self._days(plan)),
            *(each for each in self._rest(plan)),
            *(each for each in self._runs(plan)),
        ]

    def _unfit(self, plan: WeekPlan) -> Iterator[str]:
        items = [item for session in plan.sessions for item in session.items]
        inside = [item for run in plan.runs for item in run.items]
        for item in (*items, *inside):
            if (why := self.refusal(item.exercise)) is not None:
                yield why
                continue
            each = self.found[item.exercise]
            if (why := amount_problem(each.exercise, each.amount, item.amount)) is not None:
                yield why
        for item in items:
            if item.exercise in self.found and self._runs_only(item):
                yield _(
                    "“{name}” belongs into a run, not into a session.",
                    name=self.name(item.exercise),
                )
        for item in inside:
            if item.exercise in self.found and not self._runs_only(item):
                yield _(
                    "“{name}” belongs into a session, not into a run.",
                    name=self.name(item.exercise),
                )
        for group in (items, inside):
            for exercise, count in Counter(item.exercise for item in group).items():
                each_found = self.found.get(exercise)
                if each_found is not None and count > each_found.per_week:
                    yield ngettext(
                        "“{name}” is meant for {n} day a week here.",
                        "“{name}” is meant for {n} days a week here.",
                        each_found.per_week, name=self.name(exercise),
                    )  # fmt: skip

    def _runs_only(self, item: Item) -> bool:
        return self.exercises[item.exercise].position == "running"

    def _days(self, plan: WeekPlan) -> Iterator[str]:
        days = [session.day for session in plan.sessions]
        if len(set(days)) != len(days):
            yield _("A day holds one session only.")
        for session in plan.sessions:
            day = day_name(session.day)
            names = [item.exercise for item in session.items]
            for twice in sorted({name for name in names if names.count(name) > 1}):
                yield _("“{name}” is planned on {day} already.", name=self.name(twice), day=day)
            minutes = sum(
                minutes_for(self.exercises[item.exercise], item.amount)
                for item in session.items if item.exercise in self.exercises
            )  # fmt: skip
            if minutes > self.request.minutes + 1e-9:
                yield _(
                    "{day} would take {minutes} minutes; you have {most}. Take something out "
                    "first, or allow more minutes.",
                    day=day, minutes=decimal(minutes, 1), most=shortest(self.request.minutes),
                )  # fmt: skip

    def _rest(self, plan: WeekPlan) -> Iterator[str]:
        hard = {
            session.day: item.exercise
            for session in plan.sessions for item in session.items
            if item.exercise in self.found and self.found[item.exercise].hard
        }  # fmt: skip
        days = sorted(hard)
        for at, day in enumerate(days):
            for other in days[at + 1 :]:
                if days_apart(day, other) == 1:
                    yield _(
                        "“{one}” on {day} and “{other}” on {next_day} are too close: hops and "
                        "heavy weights keep 48 hours between.",
                        one=self.name(hard[day]), day=day_name(day),
                        other=self.name(hard[other]), next_day=day_name(other),
                    )  # fmt: skip

    def _runs(self, plan: WeekPlan) -> Iterator[str]:
        if not plan.runs:
            return
        if self.stage is None or not may_run(self.request, self.stage, self.programme):
            yield _("This phase has no runs for you.")
            return
        days = sorted(run.day for run in plan.runs)
        if len(set(days)) != len(days):
            yield _("There is a run on that day already.")
        most = self.stage.running.per_week_max
        if len(days) > most:
            yield ngettext(
                "This phase has {n} run a week at most.",
                "This phase has {n} runs a week at most.", most,
            )  # fmt: skip
        if run_gap(self.stage) == 2:
            for at, day in enumerate(days):
                for other in days[at + 1 :]:
                    if days_apart(day, other) == 1:
                        yield _(
                            "Runs on {day} and {next_day}: this phase keeps a day without a run "
                            "between two runs.", day=day_name(day), next_day=day_name(other),
                        )  # fmt: skip

    def tidied(self, plan: WeekPlan) -> WeekPlan:
        """The plan with its days in order and every dose, time and reason worked out anew.

        Raises
        ------
        EditRefused
            If it holds something that may not be planned.
        """
        items = [item for session in plan.sessions for item in session.items]
        for item in (*items, *(item for run in plan.runs for item in run.items)):
            if (why := self.refusal(item.exercise)) is not None:
                raise EditRefused(why)
        names = {key: each.name for key, each in self.exercises.items()}
        sessions = tuple(
            Session(each.day, reasoned(each.items, self.found, names))
            for each in sorted(plan.sessions, key=lambda each: each.day) if each.items
        )  # fmt: skip
        text = run_text(self.stage) if self.stage else ""
        most = self.stage.running.minutes_max if self.stage else 0
        runs = tuple(
            replace(
                each, text=text, minutes_max=most, items=reasoned(each.items, self.found, names)
            )
            for each in sorted(plan.runs, key=lambda each: each.day)
        )
        return replace(plan, sessions=sessions, runs=runs)

    def accepted(self, old: WeekPlan, new: WeekPlan) -> WeekPlan:
        """A changed plan, if the change breaks nothing that was whole before.

        Raises
        ------
        EditRefused
            With the first rule that it would break.
        """
        before = set(self.problems(old))
        for problem in self.problems(new):
            if problem not in before:
                raise EditRefused(problem)
        return self.tidied(new)


def rules_for(
    request: PlanRequest, exercises: Mapping[str, Exercise], programme: Programme | None
) -> PlanRules:
    """The rules of a request.

    Raises
    ------
    ValueError
        If the programme has no such phase.
    """
    found, left_out = candidates_for(request, exercises, programme)
    stage = stage_of(programme, request.stage) if programme else None
    return PlanRules(request, exercises, programme, stage, found, dict(left_out))
