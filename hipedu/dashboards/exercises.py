"""Exercises: the drawn library and the staged programmes."""

from __future__ import annotations

import json
import os
from typing import Any

from hipedu.api import load_catalogue
from hipedu.figures.exercise_drawing import drawing_spec
from hipedu.state.exercise_library_view import cards
from hipedu.state.exercises_state import ExercisesState
from hipedu.widgets.assets import exercise_starts
from hipedu.widgets.exercises_page import ExercisesPage


def programmes() -> list[dict[str, Any]]:
    """The programmes with the conditions they are for, as the page's choice."""
    catalogue = load_catalogue()
    return [
        {
            "id": each.id,
            "plain_name": each.plain_name,
            "name": each.name,
            "phases": len(each.stages),
            "supervised": each.supervised,
            "conditions": [
                {"id": id_, "name": catalogue.conditions[id_].plain_name} for id_ in each.conditions
            ],
        }
        for each in catalogue.programmes.values()
    ]


def build() -> ExercisesPage:
    """Return the page's widget; its `state` holds filters, programme and answers."""
    catalogue = load_catalogue()
    content = {"cards": cards(catalogue), "programmes": programmes()}
    if not os.environ.get("HIPEDU_SERVED"):  # our own server has them as a file of its own
        content["starts"] = json.loads(exercise_starts())
    return ExercisesPage(
        ExercisesState(catalogue), draw=drawing_spec, page="exercises", content=content
    )
