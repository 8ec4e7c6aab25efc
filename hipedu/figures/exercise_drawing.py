"""Drawings of exercises: from a record to shapes with class names, and to SVG.

A specification is a plain dict: ``view_box`` in millimetres, ``ink`` (the same without the room
above a lying figure), ``alt``, ``captions``, ``times``
(the share of the movement at each keyframe; 0 is the start, 1 the end) and ``groups`` from the
back to the front. A group holds ``shapes`` and ``details``; every shape has a class, whether it
has an ``edge``, and one SVG path a keyframe, all with the same commands.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hipedu.figures.body_figure import Figure, Group, Piece
from hipedu.figures.body_kinematics import Body, between, body, completed, joint_angles, point_of
from hipedu.figures.body_outline import Flat, Sight, line, path, sight
from hipedu.figures.exercise_equipment import equipment_group
from hipedu.model.drawing import Arrow, BodyPose, Equipment, ExerciseDrawing

TURN_A_FRAME = 40.0
"""A joint turns by no more degrees than this between two keyframes, lest limbs shrink midway."""
MARGIN = 7.0
NARROWEST, WIDEST = 0.62, 1.9
"""Limits of width over height of a picture."""

LIGHT = {
    "x-skin": "fill:#f1dfcf",
    "x-hair": "fill:#8c8279",
    "x-shirt": "fill:#d5e3e2",
    "x-shorts": "fill:#a9bfbd",
    "x-shoe": "fill:#7f9a98",
    "x-equipment": "fill:#e4e0d8",
    "x-top": "fill:#f4f0e8",
    "x-soft": "fill:#e9e0cc",
    "x-weight": "fill:#5f6873",
    "x-band": "fill:#e3b23c;fill-opacity:.55;stroke:#8a5d00;stroke-width:5",
    "x-muscle": "fill:#c8776b;fill-opacity:.82;stroke:#8e4a41;stroke-width:3",
    "x-deep": "fill-opacity:.6;stroke-dasharray:14 9",
    "x-crease": "fill:none;stroke:#8f7460;stroke-width:5",
    "x-seam": "fill:none;stroke:#6d8a88;stroke-width:6;stroke-linecap:round;stroke-linejoin:round",
    "x-ear": "fill:#e6cdb9;stroke:#8f7460;stroke-width:4",
    "x-arrow": "fill:none;stroke:#0b6b63;stroke-width:15;stroke-linecap:round;"
    "stroke-linejoin:round",
    "x-floor": "fill:none;stroke:#8a8f96;stroke-width:6;stroke-linecap:round",
}
"""Colours of the light theme, for a picture that stands alone."""
EDGES = {
    "x-skin": "#8f7460",
    "x-hair": "#6b6259",
    "x-shirt": "#6d8a88",
    "x-shorts": "#55716f",
    "x-shoe": "#4c6664",
    "x-equipment": "#8a8f96",
}
FAR = {
    "x-skin": "fill:#dccbbd",
    "x-shoe": "fill:#6f8785",
    "x-shorts": "fill:#93a9a7",
    "x-shirt": "fill:#bccccb",
}


def keyframe_poses(drawing: ExerciseDrawing) -> list[tuple[float, BodyPose, Body]]:
    """Poses from start to end, with as many between as the turning joints need.

    Returns
    -------
    list
        Share of the movement, completed pose, frames of the body.
    """
    poses = completed(drawing.poses)
    bodies = [body(drawing, pose) for pose in poses]
    parts = len(poses) - 1
    found: list[tuple[float, BodyPose, Body]] = []
    for number in range(parts):
        a, b = poses[number], poses[number + 1]
        first, second = joint_angles(bodies[number], a), joint_angles(bodies[number + 1], b)
        turn = max(
            [abs(first[name] - second[name]) for name in first if "rotation" not in name]
            + [abs((a.tilt or 0) - (b.tilt or 0)), abs((a.turn or 0) - (b.turn or 0))]
        )
        steps = max(1, min(4, math.ceil(turn / TURN_A_FRAME)))
        for step in range(steps):
            share = step / steps
            pose = a if step == 0 else between(a, b, bodies[number], bodies[number + 1], share)
            frames = bodies[number] if step == 0 else body(drawing, pose)
            found.append(((number + share) / parts, pose, frames))
    found.append((1.0, poses[-1], bodies[-1]))
    return found


def drawing_spec(drawing: ExerciseDrawing) -> dict[str, Any]:
    """Shapes of a drawing for every keyframe.

    Parameters
    ----------
    drawing : ExerciseDrawing
        A record.

    Returns
    -------
    dict
        See the module. It is plain data and goes into JSON as it is.
    """
    return _spec(drawing, keyframe_poses(drawing))


def start_spec(drawing: ExerciseDrawing) -> dict[str, Any]:
    """The start alone with its arrows, framed closely: for lists of many exercises.

    Returns
    -------
    dict
        As `drawing_spec` with one path a shape.
    """
    first = completed(drawing.poses)[0]
    return _spec(drawing, [(0.0, first, body(drawing, first))])


def _spec(
    drawing: ExerciseDrawing, frames: list[tuple[float, BodyPose, Body]]
) -> dict[str, Any]:
    view = sight(drawing.camera)
    bodies = [each[2] for each in frames]
    groups = _ordered(drawing, Figure(drawing, view, bodies).groups(), view)
    shown = [_group(group, bodies) for group in groups]
    arrows = [_arrow(arrow, drawing, view) for arrow in drawing.arrows]
    shown.append(
        {
            "class": "x-arrows",
            "shapes": [],
            "details": [
                {"class": "x-arrow", "edge": False, "d": [text] * len(bodies)}
                for points, head in arrows
                for text in (path(points, closed=False) + "".join(line(part) for part in head),)
            ],
        }
    )
    box = _bounds(groups, bodies, [p for points, _ in arrows for p in points])
    floor = _floor(drawing, view, box)
    if floor is not None:
        shown.insert(
            0,
            {
                "class": "x-ground",
                "shapes": [],
                "details": [{"class": "x-floor", "edge": False, "d": [floor] * len(bodies)}],
            },
        )
    return {
        "id": drawing.id,
        "view_box": _view_box(box), "ink": _view_box(box, widest=math.inf),
        "alt": drawing.alt,
        "captions": list(drawing.captions),
        "times": [round(each[0], 4) for each in frames],
        "groups": shown,
    }


def _ordered(drawing: ExerciseDrawing, groups: list[Group], view: Sight) -> list[Group]:
    """The body's groups with the things between them."""

    def made(before: str | None) -> list[Group]:
        things: list[Equipment] = [t for t in drawing.equipment if t.before == before]
        return [equipment_group(thing, view) for thing in things]

    found = made(None)
    for group in groups:
        found += [*made(group.name), group]
    return found + made("everything")


def _group(group: Group, bodies: Sequence[Body]) -> dict[str, Any]:
    return {
        "class": group.kind,
        "shapes": [_shape(piece, bodies) for piece in group.pieces],
        "details": [_shape(piece, bodies) for piece in group.details],
        "hair": [_shape(piece, bodies) for piece in group.hair],
    }


def _shape(piece: Piece, bodies: Sequence[Body]) -> dict[str, Any]:
    texts = []
    for frames in bodies:
        points = piece.draw(frames)
        texts.append(
            path(points, closed=piece.closed) if piece.smooth else line(points, closed=piece.closed)
        )
    return {"class": piece.kind, "edge": piece.edge, "d": texts}


def _arrow(
    arrow: Arrow, drawing: ExerciseDrawing, view: Sight
) -> tuple[list[Flat], list[list[Flat]]]:
    """Points of an arrow's curve, and the strokes of its heads."""
    poses = completed(drawing.poses)
    bodies = [body(drawing, pose) for pose in poses]
    if arrow.follow is not None:
        way = []
        for number in range(len(poses) - 1):
            for step in range(8):
                pose = between(
                    poses[number], poses[number + 1], bodies[number], bodies[number + 1], step / 8
                )
                way.append(view.flat(point_of(body(drawing, pose), arrow.follow)))
        way.append(view.flat(point_of(bodies[-1], arrow.follow)))
        way = _cut(way, *arrow.part)
    else:
        start = view.flat(point_of(bodies[-1], arrow.at or "hips"))
        way = [
            (
                start[0] + arrow.along[0] * t - arrow.along[1] * arrow.bow * 4 * t * (1 - t),
                start[1] + arrow.along[1] * t + arrow.along[0] * arrow.bow * 4 * t * (1 - t),
            )
            for t in (i / 8 for i in range(9))
        ]
    points = [(x + arrow.shift[0], y + arrow.shift[1]) for x, y in way]
    heads = [_head(points)]
    if arrow.both_ways:
        heads.append(_head(points[::-1]))
    return points, heads


def _head(points: Sequence[Flat]) -> list[Flat]:
    tip, tail = points[-1], points[-3]
    angle = math.atan2(tip[1] - tail[1], tip[0] - tail[0])
    return [
        (tip[0] - 5.5 * math.cos(angle + 0.55), tip[1] - 5.5 * math.sin(angle + 0.55)),
        tip,
        (tip[0] - 5.5 * math.cos(angle - 0.55), tip[1] - 5.5 * math.sin(angle - 0.55)),
    ]


def _cut(way: Sequence[Flat], low: float, high: float) -> list[Flat]:
    """Nine points of a polyline between two shares of its length."""
    steps = [math.dist(a, b) for a, b in itertools.pairwise(way)]
    total = sum(steps) or 1.0
    found = []
    for number in range(9):
        goal = total * (low + (high - low) * number / 8)
        index = 0
        while index < len(steps) - 1 and goal > steps[index]:
            goal -= steps[index]
            index += 1
        share = min(1.0, goal / (steps[index] or 1.0))
        a, b = way[index], way[index + 1]
        found.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
    return found


Bounds = tuple[float, float, float, float]


def _bounds(groups: Sequence[Group], bodies: Sequence[Body], more: Sequence[Flat]) -> Bounds:
    spots = list(more)
    for group in groups:
        for piece in (*group.pieces, *group.details, *group.hair):
            for frames in bodies:
                spots += piece.draw(frames)
    xs, ys = [p[0] for p in spots], [p[1] for p in spots]
    return (min(xs), min(ys), max(xs), max(ys))


def _floor(drawing: ExerciseDrawing, view: Sight, box: Bounds) -> str | None:
    if drawing.floor is not None and drawing.floor[0] == drawing.floor[1]:
        return None
    low, high = drawing.floor or (box[0] - 2, box[2] + 2)
    # The line runs a little behind the figure, so that feet stand on the ground, not on a wire.
    height = view.up[1] * -1.5 + (6.0 if view.up[1] < 0.999 else 0.0) * math.sqrt(
        max(0.0, 1 - view.up[1] ** 2)
    )
    return line([(low, height), (high, height)])


def _view_box(box: Bounds, *, widest: float = WIDEST) -> list[int]:
    left, low, right, high = box[0] - MARGIN, box[1] - MARGIN, box[2] + MARGIN, box[3] + MARGIN
    width, height = right - left, high - low
    if width < NARROWEST * height:
        left -= (NARROWEST * height - width) / 2
        width = NARROWEST * height
    if width > widest * height:
        height = width / widest
    return [round(10 * left), round(-10 * (low + height)), round(10 * width), round(10 * height)]


def svg_text(spec: dict[str, Any], keyframe: int = 0, *, colours: bool = False) -> str:
    """One keyframe as an SVG of its own.

    Parameters
    ----------
    spec : dict
        From `drawing_spec`.
    keyframe : int
        Index into ``times``; -1 is the end.
    colours : bool
        Write the light theme's colours into the file, for paper and notebooks; otherwise a
        stylesheet colours the classes.

    Returns
    -------
    str
        SVG text with the description as its title.
    """
    x, y, width, height = spec["view_box"]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {width} {height}" '
        f'class="x-figure" role="img" aria-label={quoteattr(spec["alt"])}>',
        f"<title>{escape(spec['alt'])}</title>",
    ]
    for group in spec["groups"]:
        far = "x-far" in group["class"]
        lines.append(f'<g class="{group["class"]}">')
        for shape in group["shapes"]:
            if shape["edge"]:
                lines.append(_element(shape, keyframe, "x-edge", far=far, colours=colours))
        for shape in group["shapes"]:
            lines.append(_element(shape, keyframe, "", far=far, colours=colours))
        for shape in group["details"]:
            if shape["edge"]:
                lines.append(_element(shape, keyframe, "x-edge", far=far, colours=colours))
            lines.append(_element(shape, keyframe, "", far=far, colours=colours))
        lines += [
            _element(shape, keyframe, pass_, far=far, colours=colours)
            for pass_ in ("x-edge", "")
            for shape in group.get("hair", ())
        ]
        lines.append("</g>")
    return "\n".join([*lines, "</svg>"]) + "\n"


def _element(shape: dict[str, Any], keyframe: int, pass_: str, *, far: bool, colours: bool) -> str:
    names = f"{shape['class']} {pass_}".strip()
    style = ""
    if colours:
        words = shape["class"].split()
        if pass_:
            edge = next((EDGES[word] for word in words if word in EDGES), "#8a8f96")
            style = f"fill:none;stroke:{edge};stroke-width:13;stroke-linejoin:round"
        else:
            rules = [LIGHT[word] for word in words if word in LIGHT]
            if far:
                rules += [FAR[word] for word in words if word in FAR]
            style = ";".join(rules)
        style = f' style="{style}"'
    return f'<path class="{names}"{style} d="{shape["d"][keyframe]}"/>'


def same_structure(texts: Sequence[str]) -> bool:
    """Whether paths differ in their numbers only.

    Examples
    --------
    >>> same_structure(["M0 0L10-20z", "M5 5L-1 2z"]), same_structure(["M0 0", "M0 0z"])
    (True, False)
    """
    shapes = {(re.sub(r"[-\d. ]+", "#", text), len(re.findall(r"-?\d+", text))) for text in texts}
    return len(shapes) == 1
