"""Drawings of exercises made once and kept: making one takes a hundredth of a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from hipedu.figures.exercise_drawing import drawing_spec, svg_text
from hipedu.model.drawing import ExerciseDrawing

if TYPE_CHECKING:
    from hipedu.knowledge import Catalogue

WIDE = 1.2
"""Width over height above which start and end stand one below the other."""

_SPECS: dict[str, tuple[ExerciseDrawing, dict[str, Any]]] = {}


def kept_spec(drawing: ExerciseDrawing) -> dict[str, Any]:
    """`drawing_spec`, worked out once for a record; do not change what it returns."""
    made = _SPECS.get(drawing.id)
    if made is None or made[0] is not drawing:
        made = _SPECS[drawing.id] = (drawing, drawing_spec(drawing))
    return made[1]


def still_spec(drawing: ExerciseDrawing) -> dict[str, Any]:
    """The end position alone, for small pictures: what an exercise is best known by."""
    spec = kept_spec(drawing)

    def last(shape: dict[str, Any]) -> dict[str, Any]:
        return {**shape, "d": shape["d"][-1:]}

    groups = [
        {
            key: [last(shape) for shape in value] if isinstance(value, list) else value
            for key, value in group.items()
        }
        for group in spec["groups"]
    ]
    return {**spec, "times": [0], "groups": groups}


class Drawn(NamedTuple):
    """Start and end as SVG texts that stand alone, captions, words, and height by width."""

    start: str
    end: str
    captions: tuple[str, str]
    alt: str
    wide: bool
    ratio: float


def drawn(drawing: ExerciseDrawing) -> Drawn:
    """Both positions for paper, in the colours of the light theme."""
    spec = kept_spec(drawing)
    _, _, width, height = spec["view_box"]
    first, second = spec["captions"]
    close = {**spec, "view_box": spec["ink"]}
    return Drawn(
        svg_text(close, 0, colours=True), svg_text(close, -1, colours=True),
        (first, second), spec["alt"], width > WIDE * height, spec["ink"][3] / spec["ink"][2],
    )  # fmt: skip


def pictures(catalogue: Catalogue) -> Callable[[str], Drawn | None]:
    """From an exercise's id to its drawing for paper; None where there is none."""

    def picture(name: str) -> Drawn | None:
        drawing = catalogue.drawings.get(name)
        return None if drawing is None else drawn(drawing)

    return picture
