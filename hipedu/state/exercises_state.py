"""The exercises page: the library with its filters, and the staged programmes. Without Jupyter.

`ExercisesState.view()` holds:

``tab``
    ``library``, ``activity`` or ``programmes``.
``library``
    filters with counts, chips, the ids that pass, what to loosen (`exercise_library_view`).
``chosen``, ``compared``
    one exercise in full, and the one beside it.
``activity``
    muscle activity across exercises, study by study.
``screen``
    the danger questions, the questions about bone, and what the answers ask for.
``programme``
    phases, checks, what is missing, pain light, ladder (`programme_view`); None until chosen.
``inputs``
    everything entered, for `ExercisesState.restore` in another copy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import traitlets

from hipedu.api import programme_for
from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.language.numbers import shortest
from hipedu.model import Programme
from hipedu.rehab.pain_monitoring import Colour
from hipedu.rehab.programmes import stage_of
from hipedu.rehab.return_to_run import WALK_RUN, next_rung
from hipedu.state.exercise_library_view import (
    NONE,
    Filters,
    emg_view,
    exercise_view,
    library_view,
    with_filter,
)
from hipedu.state.programme_view import (
    Answered,
    Pain,
    bone_rule,
    ladder_closed,
    light_view,
    programme_view,
    screen_view,
)
from hipedu.state.undoable import UNREADABLE, Undoable

TABS = ("library", "activity", "programmes")
COLOURS: tuple[Colour, ...] = ("green", "amber", "red")
MOST_SESSIONS = 40
MOST_AMOUNT = 1000.0
FIRST_EXERCISE = "glute_bridge"
FIRST_MUSCLE = "gluteus_medius"


class Entered(NamedTuple):
    """Everything that undo takes back. `answers` holds pairs of check and answer."""

    filters: Filters = NONE
    programme: str | None = None
    stage: str = ""
    answers: tuple[tuple[str, bool | float], ...] = ()
    answered: Answered = Answered()


class Looking(NamedTuple):
    """Where somebody looks: no step of undo."""

    tab: str = "library"
    chosen: str = FIRST_EXERCISE
    compared: str | None = None
    muscle: str = FIRST_MUSCLE


class ExercisesState(Undoable[Entered]):
    """The library and the programmes.

    Parameters
    ----------
    catalogue : Catalogue
        Exercises, programmes, danger signs, references.
    """

    remembered = "entered"
    entered = traitlets.Any()
    looking = traitlets.Any()
    actions = frozenset({
        "show", "choose", "compare", "choose_muscle", "set_filter", "clear_filters",
        "choose_programme", "choose_stage", "answer", "screen", "screen_bone", "set_pain",
        "clear_pain", "log_session", "take_step", "set_rung", "undo", "redo", "reset", "restore",
    })  # fmt: skip

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(Entered())
        self.catalogue = catalogue
        self.looking = Looking()

    # where somebody looks -----------------------------------------------------------------

    def show(self, tab: str) -> None:
        """Turn to the library, the muscle activity or the programmes."""
        if tab not in TABS:
            raise ValueError(_("There is no such part of this page."))
        self.looking = self.looking._replace(tab=tab)

    def choose(self, exercise: str) -> None:
        """Look at an exercise; the one beside it stays unless it is the same."""
        self._need(exercise)
        beside = self.looking.compared
        self.looking = self.looking._replace(
            chosen=exercise, compared=None if beside == exercise else beside
        )

    def compare(self, exercise: str | None) -> None:
        """Put another exercise beside the chosen one; None puts it away."""
        if exercise is not None:
            self._need(exercise)
            if exercise == self.looking.chosen:
                raise ValueError(_("Choose another exercise: this one is shown already."))
        self.looking = self.looking._replace(compared=exercise)

    def choose_muscle(self, muscle: str) -> None:
        """Show the activity of this muscle across exercises."""
        if muscle not in self._measured():
            raise ValueError(_("No study of this library measured that muscle."))
        self.looking = self.looking._replace(muscle=muscle)

    def _need(self, exercise: Any) -> None:
        if exercise not in self.catalogue.exercises:
            raise ValueError(_("There is no such exercise in the library."))

    def _measured(self) -> set[str]:
        return {one.muscle for each in self.catalogue.exercises.values() for one in each.emg}

    # the library --------------------------------------------------------------------------

    def set_filter(self, name: str, value: Any = None) -> None:
        """Set a filter, or take it away with None.

        Raises
        ------
        ValueError
            If there is no such filter, or the value is not one of its words.
        """
        filters = with_filter(self.catalogue, self.entered.filters, name, value)
        self._change(self.entered._replace(filters=filters))

    def clear_filters(self) -> None:
        """Show the whole library again."""
        self._change(self.entered._replace(filters=NONE))

    # the programmes -----------------------------------------------------------------------

    @property
    def programme(self) -> Programme:
        """The programme that is followed.

        Raises
        ------
        ValueError
            If none has been chosen.
        """
        if self.entered.programme is None:
            raise ValueError(_("Choose what hurts first: then there is a programme."))
        return self.catalogue.programmes[self.entered.programme]

    @property
    def answers(self) -> dict[str, bool | float]:
        """Answers to the checks, by their ids."""
        return dict(self.entered.answers)

    def choose_programme(self, name: str) -> None:
        """Take the programme of a condition, or the one of this id, from its first phase.

        Raises
        ------
        ValueError
            If no programme is for it.
        """
        found = programme_for(str(name), self.catalogue)
        if found is None:
            raise ValueError(_("For prevention there are no phases: look at the library instead."))
        if found.id != self.entered.programme:
            # what was said about bone and the ladder belongs to the other injury
            kept = self.entered.answered
            self._change(self.entered._replace(
                programme=found.id, stage=found.stages[0].id,
                answered=Answered(flags=kept.flags),
            ))  # fmt: skip

    def choose_stage(self, stage: str) -> None:
        """Look at a phase of the programme."""
        found = stage_of(self.programme, str(stage))
        if found.id != self.entered.stage:
            self._change(self.entered._replace(stage=found.id))

    def answer(self, check: str, value: bool | float | None) -> None:
        """Tick a check or fill in its number; None takes the answer back.

        Raises
        ------
        ValueError
            If the programme has no such check or the value does not fit it.
        """
        self._change(self.entered._replace(answers=self._answers(self.entered, check, value)))

    def _answers(
        self, entered: Entered, check: str, value: Any
    ) -> tuple[tuple[str, bool | float], ...]:
        known = {
            each.id: each
            for programme in self.catalogue.programmes.values()
            for stage in programme.stages for each in (*stage.entry, *stage.exit)
        }  # fmt: skip
        if check not in known:
            raise ValueError(_("No programme asks for such a thing."))
        held = dict(entered.answers)
        if value is None:
            held.pop(check, None)
        elif known[check].measure is None:
            if not isinstance(value, bool):
                raise ValueError(_("Answer this one with yes or no."))
            held[check] = value
        else:
            held[check] = self._number(value, 10 if known[check].unit == "NRS" else MOST_AMOUNT)
        return tuple(sorted(held.items()))

    @staticmethod
    def _number(value: Any, most: float) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(_("Enter a number."))
        if not (math.isfinite(value) and 0 <= value <= most):
            raise ValueError(_("Enter a number from 0 to {most}.", most=shortest(most)))
        return float(value)

    # danger signs, light, ladder ----------------------------------------------------------

    def screen(self, flags: Any) -> None:
        """Say which danger signs fit now; an empty list: none; None: not asked."""
        self._answer(flags=self._ticked(flags, "danger_questions"))

    def screen_bone(self, signs: Any) -> None:
        """Say which signs of bone fit; an empty list: none; None: not asked."""
        self._answer(bone=self._ticked(signs, "bone_questions"))

    def _ticked(self, ids: Any, name: str) -> tuple[str, ...] | None:
        if ids is None:
            return None
        known = self.catalogue.vocabularies[name]
        if not isinstance(ids, (list, tuple)) or not all(
            isinstance(each, str) and each in known for each in ids
        ):
            raise ValueError(_("One of these signs is not known to this page."))
        return tuple(id_ for id_ in known if id_ in ids)

    def set_pain(self, name: str, value: Any) -> None:
        """Set usual, during, after or morning (0 to 10), settled (yes or no), or warning.

        Raises
        ------
        ValueError
            If there is no such part or the value does not fit it.
        """
        self._answer(pain=self._pained(self.entered.answered.pain, name, value))

    def _pained(self, pain: Pain, name: str, value: Any) -> Pain:
        if name not in Pain._fields:
            raise ValueError(_("The light asks for no such thing."))
        if name in ("settled", "warning"):
            if not isinstance(value, bool) and not (name == "settled" and value is None):
                raise ValueError(_("Answer this one with yes or no."))
            return pain._replace(**dict[str, Any]({name: value}))
        amount = None if value is None else self._number(value, 10)
        return pain._replace(**dict[str, Any]({name: amount}))

    def clear_pain(self) -> None:
        """Begin the next session: the sliders are empty again, what is usual stays."""
        self._answer(pain=Pain(usual=self.entered.answered.pain.usual))

    def log_session(self, colour: str | None = None) -> None:
        """Write down a session of the present step of the ladder.

        Parameters
        ----------
        colour : str, optional
            Its light; the one that is shown if not given.

        Raises
        ------
        ValueError
            While the ladder is closed, or if there is no light yet.
        """
        now = self.entered.answered
        programme = self.programme
        stage = stage_of(programme, self.entered.stage)
        closed = ladder_closed(self.catalogue, programme, stage, self.answers, now)
        if closed:
            raise ValueError(closed)
        shown = light_view(self.catalogue, programme, now)["colour"]
        light = shown if colour is None else colour
        if light not in COLOURS:
            raise ValueError(_("There is no light for this session yet: set the pain first."))
        pain = now.pain if colour else Pain(usual=now.pain.usual)
        self._answer(colours=(*now.colours, light)[-MOST_SESSIONS:], pain=pain)

    def take_step(self) -> None:
        """Go to the step of the ladder that the sessions so far lead to."""
        now = self.entered.answered
        bone = bone_rule(self.programme, now)
        move = next_rung(self.catalogue.running_ladder(WALK_RUN), now.rung, now.colours, bone=bone)
        if move.direction not in ("up", "down"):
            raise ValueError(move.why)
        self._answer(rung=move.rung.number, colours=())

    def set_rung(self, number: int) -> None:
        """Begin on another step of the ladder."""
        last = len(self.catalogue.running_ladder(WALK_RUN).steps)
        if isinstance(number, bool) or number not in range(1, last + 1):
            raise ValueError(_("The ladder has steps 1 to {last}.", last=last))
        self._answer(rung=int(number), colours=())

    def _answer(self, **parts: Any) -> None:
        self._change(self.entered._replace(answered=self.entered.answered._replace(**parts)))

    # another copy -------------------------------------------------------------------------

    def restore(self, inputs: Any) -> None:
        """Take over the ``inputs`` of another copy's view; all of it or nothing.

        Raises
        ------
        ValueError
            If they are not what a view holds.
        """
        if not isinstance(inputs, Mapping):
            raise ValueError(_(UNREADABLE))
        other = ExercisesState(self.catalogue)
        try:
            other.take_over(inputs)
        except (TypeError, AttributeError, KeyError, ValueError) as error:
            raise ValueError(_(UNREADABLE)) from error
        self.looking = other.looking
        self._change(other.entered)

    def take_over(self, inputs: Mapping[str, Any]) -> None:
        """Enter one after the other what a view's ``inputs`` hold, refusing what does not fit."""
        names = {
            "filters": self.set_filter, "pain": self.set_pain, "answers": self.answer,
        }  # fmt: skip
        if inputs.get("programme") is not None:
            self.choose_programme(inputs["programme"])
            self.choose_stage(inputs.get("stage", self.entered.stage))
        for part, enter in names.items():
            for name, value in dict(inputs.get(part) or {}).items():
                if value is not None and value != "":
                    enter(name, value)
        self.screen(inputs.get("flags"))
        self.screen_bone(inputs.get("bone"))
        self.set_rung(inputs.get("rung", 1))
        colours = tuple(inputs.get("colours") or ())[-MOST_SESSIONS:]
        if not all(colour in COLOURS for colour in colours):
            raise ValueError(_(UNREADABLE))
        self._answer(colours=colours)
        if "tab" in inputs:
            self.show(inputs["tab"])
        self.choose(inputs.get("chosen", FIRST_EXERCISE))
        self.compare(inputs.get("compared"))
        self.choose_muscle(inputs.get("muscle", FIRST_MUSCLE))

    # what follows -------------------------------------------------------------------------

    @property
    def drawn(self) -> tuple[str, ...]:
        """The exercises whose whole drawing is looked at."""
        looking: Looking = self.looking
        return (looking.chosen,) + ((looking.compared,) if looking.compared else ())

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        entered, looking = self.entered, self.looking
        answered: Answered = entered.answered
        programme = self.programme if entered.programme else None
        return {
            "tab": looking.tab,
            "library": library_view(self.catalogue, entered.filters),
            "chosen": exercise_view(self.catalogue, looking.chosen),
            "compared": exercise_view(self.catalogue, looking.compared)
            if looking.compared else None,
            "activity": emg_view(self.catalogue, looking.muscle)
            if looking.tab == "activity" else None,
            "screen": screen_view(self.catalogue, programme, answered),
            "programme": programme_view(
                self.catalogue, programme, entered.stage, self.answers, answered
            ) if programme else None,
            **self.what_can_be_undone,
            "inputs": {
                **looking._asdict(),
                "filters": {
                    name: list(value) if isinstance(value, tuple) else value
                    for name, value in entered.filters._asdict().items()
                },
                "programme": entered.programme,
                "stage": entered.stage,
                "answers": self.answers,
                "flags": None if answered.flags is None else list(answered.flags),
                "bone": None if answered.bone is None else list(answered.bone),
                "pain": answered.pain._asdict(),
                "rung": answered.rung,
                "colours": list(answered.colours),
            },
        }  # fmt: skip

