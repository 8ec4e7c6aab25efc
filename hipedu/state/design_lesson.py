"""The lesson "Design a programme": what a student predicted and designed, and the feedback.

Nothing is revealed before it was predicted. What a method returns shows itself as Markdown in a
notebook and as plain text elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from hipedu.api import load_catalogue
from hipedu.knowledge import Catalogue
from hipedu.language import N_, _, inside, joined
from hipedu.language.numbers import shortest
from hipedu.learning.programme_design import (
    Design,
    Difference,
    Kind,
    differences,
    prescription,
    with_exercise,
    without_exercise,
)
from hipedu.model import DesignTask, PlannedRunning, Programme
from hipedu.model.programme import Stage
from hipedu.rehab.exercise_search import can_do, hurts, minutes_of, warned
from hipedu.rehab.programmes import next_phase, stage_of

SEE_FIRST = "be_seen_first"
HEADINGS: dict[Kind, str] = {
    "danger": N_("Could do harm"), "running": N_("Running"), "missing": N_("Missing"),
    "dose": N_("Dose"), "time": N_("Time"), "extra": N_("Not in the reference"),
    "fine": N_("Agrees"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """Text that a notebook shows as Markdown."""

    markdown: str

    def __str__(self) -> str:
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


class DesignLesson:
    """One runner, the student's predictions and design, and what the reference says.

    Parameters
    ----------
    task : str
        Id of a record of ``data/design_tasks``.
    catalogue : Catalogue, optional
        The knowledge base.

    Examples
    --------
    >>> lesson = DesignLesson("outer_hip_club_runner")
    >>> print(lesson.reveal_phase())
    Predict first: call predict_phase with one of settle, strengthen, return, be_seen_first.
    >>> lesson.predict_phase("settle")
    >>> str(lesson.reveal_phase()).splitlines()[0]
    'You said settle, and so does the programme: **Settle and protect**.'
    """

    def __init__(self, task: str, catalogue: Catalogue | None = None) -> None:
        self.catalogue = catalogue if catalogue is not None else load_catalogue()
        self.task: DesignTask = self.catalogue.design_task(task)
        self.predicted_phase: str | None = None
        self.predicted_warned: tuple[str, ...] | None = None
        self.design = Design()

    # who it is ----------------------------------------------------------------------------

    def story(self) -> Shown:
        """Return who the runner is and what they want."""
        task = self.task
        things = [self.catalogue.vocabularies["equipment"][each] for each in task.equipment]
        at_hand = joined(things) if things else _("nothing but a floor")
        return Shown("\n\n".join([
            f"### {task.title}", *task.story, _("**Wish:** {wish}", wish=task.wish),
            _("**Time and things:** {minutes} minutes on up to {days} days a week; at hand: "
              "{things}.", minutes=shortest(task.minutes), days=task.days, things=at_hand),
        ]))  # fmt: skip

    # the phase ----------------------------------------------------------------------------

    @property
    def programme(self) -> Programme | None:
        """The programme that fits, None where none does."""
        name = self.task.programme
        return self.catalogue.programmes[name] if name else None

    @property
    def stage(self) -> Stage | None:
        """The phase of the reference."""
        programme, phase = self.programme, self.task.phase
        return stage_of(programme, phase) if programme and phase else None

    @property
    def phases(self) -> tuple[str, ...]:
        """What can be predicted. Without a programme, the kinds of phases."""
        programme = self.programme
        known = (
            tuple(each.id for each in programme.stages)
            if programme else ("settle", "strengthen", "return")
        )
        return (*known, SEE_FIRST)

    def predict_phase(self, phase: str) -> None:
        """Say in which phase the runner is.

        Raises
        ------
        ValueError
            If there is no such phase.
        """
        if phase not in self.phases:
            raise ValueError(
                _("There is no phase “{phase}”: use one of {known}.", phase=phase,
                  known=", ".join(self.phases))
            )  # fmt: skip
        self.predicted_phase = phase

    def reveal_phase(self) -> Shown:
        """Return the phase that the checks lead to, and why."""
        if self.predicted_phase is None:
            return Shown(_("Predict first: call predict_phase with one of {known}.",
                           known=", ".join(self.phases)))  # fmt: skip
        programme, stage = self.programme, self.stage
        if programme is None or stage is None:
            return self._danger()
        if self.predicted_phase == stage.id:
            first = _("You said {phase}, and so does the programme: **{name}**.",
                      phase=stage.id, name=stage.name)  # fmt: skip
        else:
            first = _("You said {said}; the programme says {phase}: **{name}**.",
                      said=self.predicted_phase, phase=stage.id, name=stage.name)  # fmt: skip
        step = next_phase(programme, stage.id, self._answers())
        lines = [first, f"{stage.purpose}"]
        if step.met:
            lines += [_("Reached already:"), _bullets(
                f"{check.text}. *{check.why}*" for check in step.met
            )]  # fmt: skip
        lines += [_("Missing before the next phase:"), _bullets(
            f"{each.why} *{each.check.why}*" for each in step.missing
        )]  # fmt: skip
        return Shown("\n\n".join(lines))

    def _danger(self) -> Shown:
        flag = self.catalogue.red_flags[self.task.danger or ""]
        first = (
            _("You said that somebody has to look at this first, and so do the rules.")
            if self.predicted_phase == SEE_FIRST
            else _("You said {said}. No phase is right: a danger sign is open.",
                   said=self.predicted_phase)
        )  # fmt: skip
        last = _("A programme, however gentle, would say: it is safe to go on.")
        return Shown(f"{first}\n\n**{flag.title}.** {flag.action}\n\n{last}")

    def _answers(self) -> dict[str, bool | float]:
        return {**self.task.measured, **dict.fromkeys(self.task.ticked, True)}

    # what must not be used ----------------------------------------------------------------

    @property
    def against(self) -> dict[str, str]:
        """Exercises that must not be used for this runner in this phase, with the reason."""
        found: dict[str, str] = {}
        for id_, exercise in self.catalogue.exercises.items():
            why = (
                warned(self.programme, self.stage.id, exercise)
                if self.programme and self.stage else None
            )
            demand = hurts(exercise, self.task.hurting)
            if why:
                found[id_] = why
            elif demand:
                label = self.catalogue.vocabularies["demands"][demand]
                found[id_] = _("It hurts this runner: {what}.", what=inside(label))
            elif not can_do(exercise, self.task.equipment):
                found[id_] = _("It needs something that this runner does not have.")
        return found

    def weigh(self) -> Shown:
        """Return the exercises of which to say beforehand whether they are warned against."""
        if not self.task.worth_weighing:
            return Shown(_("There is nothing to weigh for this runner."))
        names = [f"`{id_}`: {self._name(id_)}" for id_ in self.task.worth_weighing]
        asked = _("Which of these does the programme warn against in this phase?")
        return Shown(f"{asked}\n\n{_bullets(names)}")

    def predict_warned(self, exercises: Collection[str]) -> None:
        """Say which of the exercises of `weigh` are warned against.

        Raises
        ------
        ValueError
            If one of them is not among them.
        """
        for each in exercises:
            if each not in self.task.worth_weighing:
                known = ", ".join(self.task.worth_weighing)
                raise ValueError(_("“{exercise}” is not among them: {known}.", exercise=each,
                                   known=known))  # fmt: skip
        self.predicted_warned = tuple(exercises)

    def reveal_warned(self) -> Shown:
        """Return for each exercise whether it is warned against, and whether you said so."""
        if not self.task.worth_weighing:
            return self.weigh()
        if self.predicted_warned is None:
            return Shown(_("Predict first: call predict_warned with a list of exercises."))
        against, lines, right = self.against, [], 0
        for id_ in self.task.worth_weighing:
            said, is_so = id_ in self.predicted_warned, id_ in against
            right += said == is_so
            if is_so and said:
                row = _("**{exercise}**: warned against, as you said. {why}",
                        exercise=self._name(id_), why=against[id_])  # fmt: skip
            elif is_so:
                row = _("**{exercise}**: warned against, and you let it pass. {why}",
                        exercise=self._name(id_), why=against[id_])  # fmt: skip
            elif said:
                row = _("**{exercise}**: nothing speaks against it, but you left it out.",
                        exercise=self._name(id_))  # fmt: skip
            else:
                row = _("**{exercise}**: nothing speaks against it, as you said.",
                        exercise=self._name(id_))  # fmt: skip
            lines.append(row)
        first = _("{right} of {total} as you said.", right=right,
                  total=len(self.task.worth_weighing))  # fmt: skip
        return Shown(f"{first}\n\n{_bullets(lines)}")

    # the design ---------------------------------------------------------------------------

    def take_attempt(self) -> Shown:
        """Begin with a fellow student's first attempt, to be mended."""
        self.design = Design(self.task.attempt, self.task.attempt_running)
        return self.show_design()

    def put(
        self, exercise: str, *, sets: int, reps: int | None = None, hold_s: float | None = None,
        per_week: int, per_day: int = 1,
    ) -> Shown:
        """Put an exercise in, or give it another dose.

        Raises
        ------
        ValueError
            If the dose cannot be.
        """
        self.catalogue.exercise(exercise)  # names the nearest if there is none
        each = prescription(
            exercise, sets=sets, reps=reps, hold_s=hold_s, per_week=per_week, per_day=per_day
        )
        self.design = with_exercise(self.design, each)
        return self.show_design()

    def take_out(self, exercise: str) -> Shown:
        """Take an exercise out."""
        self.design = without_exercise(self.design, exercise)
        return self.show_design()

    def run(self, *, per_week: int, minutes: int) -> Shown:
        """Say how often and how long the runner runs."""
        running = PlannedRunning(per_week=per_week, minutes=minutes)
        self.design = replace(self.design, running=running)
        return self.show_design()

    def show_design(self) -> Shown:
        """Return the design as it is."""
        rows = [f"{self._name(each.exercise)}: {each.dose}" for each in self.design.exercises]
        running = self.design.running
        rows.append(
            _("Running: {times} times {minutes} minutes a week", times=running.per_week,
              minutes=running.minutes)
            if running.per_week else _("No running")
        )  # fmt: skip
        return Shown(_bullets(rows))

    def differences(self) -> tuple[Difference, ...]:
        """Every way in which the design departs from the reference.

        Raises
        ------
        ValueError
            If no programme fits this runner.
        """
        stage, programme = self.stage, self.programme
        if stage is None or programme is None:
            raise ValueError(
                _("No programme fits this runner: somebody has to look at it first.")
            )
        exercises = self.catalogue.exercises
        fitting = {
            id_ for id_, each in exercises.items()
            if stage.kind in each.phases.get(programme.goal, ())
        }
        minutes = {
            each.exercise: minutes_of(
                exercises[each.exercise], sets=each.sets, reps=each.reps, hold_s=each.hold_s
            )
            for each in self.design.exercises
        }
        return differences(
            self.design, stage, exercises=exercises, against=self.against, fitting=fitting,
            minutes=minutes, minutes_at_hand=self.task.minutes, days_at_hand=self.task.days,
        )  # fmt: skip

    def feedback(self) -> Shown:
        """Return every difference with its reason, the dangerous ones first."""
        if self.stage is None:
            return self._danger() if self.predicted_phase else self.reveal_phase()
        found = self.differences()
        parts = [self._summary(found)]
        for kind, heading in HEADINGS.items():
            rows = [f"{each.says} *{each.why}*" for each in found if each.kind == kind]
            if rows:
                parts.append(f"**{_(heading)}**\n\n{_bullets(rows)}")
        return Shown("\n\n".join(parts))

    @staticmethod
    def _summary(found: Sequence[Difference]) -> str:
        harm = sum(each.kind == "danger" for each in found)
        fine = sum(each.kind == "fine" for each in found)
        other = len(found) - harm - fine
        if harm == other == 0:
            return _("The design agrees with the reference in all {n} points.", n=fine)
        return _("Points that could do harm: {harm}. Points to look at again: {other}. Points "
                 "that agree: {fine}.", harm=harm, other=other, fine=fine)  # fmt: skip

    def reference(self) -> Shown:
        """Return the reference, once something was designed."""
        stage = self.stage
        if stage is None:
            return self.feedback()
        if not self.design.exercises:
            return Shown(_("Design first: put at least one exercise in."))
        rows = [
            f"{self._name(each.exercise)}: {each.dose}"
            + (f" ({against})" if (against := self.against.get(each.exercise)) else "")
            for each in stage.exercises
        ]
        rule = stage.running
        running = _("**Running:** {dose}. {rule}", dose=rule.dose, rule=rule.rule)
        return Shown(f"**{stage.name}**. {stage.purpose}\n\n{_bullets(rows)}\n\n{running}")

    def sources(self) -> Shown:
        """Return the sources of the reference, with what is judgement."""
        programme = self.programme
        keys = (
            programme.references if programme
            else self.catalogue.red_flags[self.task.danger or ""].references
        )
        rows = [self.catalogue.references[key].citation for key in keys]
        note = _("Doses and goals are starting points by judgement unless a record names a trial.")
        return Shown(f"{_bullets(rows)}\n\n{note}" if rows else note)

    def _name(self, exercise: str) -> str:
        return self.catalogue.exercises[exercise].name


def _bullets(rows: Iterable[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)
