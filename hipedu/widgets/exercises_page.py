"""The exercises page: as every page, and it holds the whole drawings of what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from hipedu.model import ExerciseDrawing
from hipedu.state.exercises_state import ExercisesState
from hipedu.widgets.page import Page

Draw = Callable[[ExerciseDrawing], dict[str, Any]]


class ExercisesPage(Page):
    """A `Page` over an `ExercisesState` that sends a drawing when somebody looks at it.

    Parameters
    ----------
    state : ExercisesState
        Which exercises are looked at.
    draw : function
        Makes the specification of a drawing from its record.
    """

    drawings = traitlets.Dict().tag(sync=True)

    state: ExercisesState

    def __init__(self, state: ExercisesState, *, draw: Draw, **kwargs: Any) -> None:
        self._draw = draw
        self._made: dict[str, dict[str, Any]] = {}
        super().__init__(state, **kwargs)
        self.drawings = self._looked_at()

    def refresh(self, notice: str | None = None) -> None:
        """As for every page; then the drawings, if others are looked at, for they take longer."""
        super().refresh(notice)
        if tuple(self.drawings) != self.state.drawn:
            self.drawings = self._looked_at()

    def _looked_at(self) -> dict[str, dict[str, Any]]:
        records = self.state.catalogue.drawings
        for id_ in self.state.drawn:
            if id_ not in self._made and id_ in records:
                self._made[id_] = self._draw(records[id_])
        return {id_: self._made[id_] for id_ in self.state.drawn if id_ in self._made}
