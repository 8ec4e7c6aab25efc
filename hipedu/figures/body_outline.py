"""Outlines of the drawn body as seen by a camera: rings of flesh round the bones, projected."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.figures.body_kinematics import Frame
from hipedu.figures.body_measures import Ball
from hipedu.figures.body_measures import Ring as RingRow
from hipedu.figures.rotations import Vector, cross, dot, plus, turned, unit
from hipedu.model.drawing import Camera

Flat = tuple[float, float]
"""A point of the picture: cm to the right and up."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Directions of the picture in the world: right, up, and towards the viewer."""

    right: Vector
    up: Vector
    toward: Vector

    def flat(self, point: Vector) -> Flat:
        """A point of the world, in the picture."""
        return (dot(self.right, point), dot(self.up, point))

    def depth(self, point: Vector) -> float:
        """How near to the viewer a point is, in cm."""
        return dot(self.toward, point)


def sight(camera: Camera) -> Sight:
    """Directions of a camera.

    Examples
    --------
    >>> front = sight(Camera(view="front", turn=90, height=0))
    >>> [round(each) for each in front.flat((5, 2, 7))]  # its left is on the right of the picture
    [-7, 2]
    """
    turn, height = math.radians(camera.turn), math.radians(camera.height)
    level = (math.sin(turn), 0.0, math.cos(turn))
    up = plus((0.0, math.cos(height), 0.0), level, -math.sin(height))
    toward = plus((0.0, math.sin(height), 0.0), level, math.cos(height))
    return Sight((math.cos(turn), 0.0, -math.sin(turn)), up, toward)


@dataclass(frozen=True, slots=True)
class Ring:
    """A cross-section: distances to the front, back, outer and inner surface; a dome at ends."""

    at: Vector
    front: Vector
    outer: Vector
    along: Vector
    radii: tuple[float, float, float, float]
    dome: float = 0.0

    def reach(self, direction: Vector) -> Vector:
        """The point of the surface that lies furthest in a direction."""
        a, b = dot(direction, self.front), dot(direction, self.outer)
        c = dot(direction, self.along)
        x = self.radii[0] if a > 0 else self.radii[1]
        z = self.radii[2] if b > 0 else self.radii[3]
        # A chin lies wholly in front of its axis: then the ring's middle moves there.
        middle = self.at
        if self.radii[1] < 0:
            shift = (self.radii[0] - self.radii[1]) / 2 + self.radii[1]
            x = self.radii[0] - shift
            middle = plus(middle, self.front, shift)
            x = abs(x)
        size = math.sqrt((x * a) ** 2 + (z * b) ** 2 + (self.dome * c) ** 2) or 1.0
        found = plus(middle, self.front, x * x * a / size)
        found = plus(found, self.outer, z * z * b / size)
        return plus(found, self.along, self.dome**2 * c / size)

    def surface(self, azimuth: float, inset: float = 1.0) -> Vector:
        """Point of the surface at an angle from the front (0) over the outer side (90)."""
        c, s = math.cos(math.radians(azimuth)), math.sin(math.radians(azimuth))
        x = self.radii[0] if c > 0 else self.radii[1]
        z = self.radii[2] if s > 0 else self.radii[3]
        return plus(plus(self.at, self.front, inset * x * c), self.outer, inset * z * s)

    def facing(self, view: Sight) -> float:
        """The azimuth that faces the viewer."""
        x, z = (self.radii[0] + self.radii[1]) / 2, (self.radii[2] + self.radii[3]) / 2
        return math.degrees(
            math.atan2(z * dot(self.outer, view.toward), x * dot(self.front, view.toward))
        )


def rings_along(
    frame: Frame, rows: Sequence[RingRow], *, scale: float, left: bool, domes: Flat = (0.0, 0.0)
) -> list[Ring]:
    """Rings of a limb: `rows` by share of `scale` cm down the frame (up where it is negative)."""
    x, y, z = frame.axes
    outer = (-z[0], -z[1], -z[2]) if left else z
    found = []
    for number, row in enumerate(rows):
        dome = domes[0] if number == 0 else domes[1] if number == len(rows) - 1 else 0.0
        found.append(Ring(plus(frame.at, y, -row[0] * scale), x, outer, y, row[1:], dome))
    return found


def balls(frame: Frame, rows: Sequence[Ball], *, more: float = 0.0) -> list[Ring]:
    """Ellipsoids of a hand or foot."""
    x, y, z = frame.axes
    return [
        Ring(
            frame.world((a, b, 0.0)),
            x,
            z,
            y,
            (r + more, r + more, across + more, across + more),
            r + more,
        )
        for a, b, r, across in rows
    ]


def tube(
    rings: Sequence[Ring], view: Sight, *, ground: float | None = None, sharp: bool = False
) -> list[Flat]:
    """Outline of a tube of rings: up one side, round the end, down the other, round the start.

    Parameters
    ----------
    rings : sequence of Ring
        At least two.
    view : Sight
        The camera.
    ground : float, optional
        Height in cm [cm] below which flesh is flattened.
    sharp : bool
        Keep the corners at both ends, as of a hem.

    Returns
    -------
    list of Flat
        Always ``2 * len(rings) + 6`` points (8 when sharp), whatever the pose.
    """
    spots = [view.flat(ring.at) for ring in rings]
    one: list[Flat] = []
    two: list[Flat] = []
    for number, ring in enumerate(rings):
        a, b = spots[max(0, number - 1)], spots[min(len(spots) - 1, number + 1)]
        way = _unit2((b[0] - a[0], b[1] - a[1]))
        one.append(_reach(ring, (-way[1], way[0]), view, ground))
        two.append(_reach(ring, (way[1], -way[0]), view, ground))
    if sharp:
        return [one[0], *one, one[-1], two[-1], *reversed(two), two[0]]
    ends = []
    for number, (a, b) in ((-1, (spots[-2], spots[-1])), (0, (spots[1], spots[0]))):
        angle = math.atan2(b[1] - a[1], b[0] - a[0])
        ends.append(
            [
                _reach(rings[number], (math.cos(angle + t), math.sin(angle + t)), view, ground)
                for t in (0.9, 0.0, -0.9)
            ]
        )
    return [*one, *ends[0], *reversed(two), *ends[1]]


def hull(
    rings: Sequence[Ring],
    view: Sight,
    *,
    corners: int,
    ground: float | None = None,
    across: Vector | None = None,
) -> list[Flat]:
    """Convex outline of rings or ellipsoids, as `corners` points in fixed directions.

    `across` is an axis of the part: the directions start from it, so that a part that turns
    keeps its corners.
    """
    first, last = view.flat(rings[0].at), view.flat(rings[-1].at)
    way = (last[0] - first[0], last[1] - first[1])
    if across is not None:
        way = view.flat(across)
    start = math.atan2(way[1], way[0])
    found = []
    for number in range(corners):
        angle = start + 2 * math.pi * number / corners
        direction = (math.cos(angle), math.sin(angle))
        reached = [_reach(ring, direction, view, ground) for ring in rings]
        far = [spot[0] * direction[0] + spot[1] * direction[1] for spot in reached]
        found.append(reached[far.index(max(far))])
    return found


def shown_length(rings: Sequence[Ring], view: Sight) -> float:
    """Share of a part's length that the camera sees: 1 from the side, 0 end on."""
    way = plus(rings[-1].at, rings[0].at, -1.0)
    seen = view.flat(way)
    return math.hypot(*seen) / (math.sqrt(dot(way, way)) or 1.0)


def _reach(ring: Ring, direction: Flat, view: Sight, ground: float | None) -> Flat:
    world = plus(
        (view.right[0] * direction[0], view.right[1] * direction[0], view.right[2] * direction[0]),
        view.up,
        direction[1],
    )
    point = ring.reach(world)
    if ground is not None and point[1] < ground:
        point = (point[0], ground, point[2])
    return view.flat(point)


def _unit2(a: Flat) -> Flat:
    size = math.hypot(*a)
    return (a[0] / size, a[1] / size) if size > 1e-6 else (0.0, 1.0)


PatchRow = tuple[float, float, float]
"""Place along the part, and the azimuths between which a muscle lies there."""


def ring_at(rings: Sequence[Ring], places: Sequence[float], place: float) -> Ring:
    """The ring between two others."""
    for (a, low), (b, high) in zip(
        zip(rings, places, strict=True), list(zip(rings, places, strict=True))[1:], strict=False
    ):
        if place <= high or high == places[-1]:
            share = (place - low) / (high - low)
            at = plus(a.at, plus(b.at, a.at, -1.0), share)
            front = unit(plus(a.front, plus(b.front, a.front, -1.0), share))
            outer = unit(plus(a.outer, plus(b.outer, a.outer, -1.0), share))
            radii = tuple(p + (q - p) * share for p, q in zip(a.radii, b.radii, strict=True))
            return Ring(at, front, outer, a.along, radii)  # type: ignore[arg-type]
    raise ValueError("a place needs at least two rings")


def patch(
    rings: Sequence[Ring],
    places: Sequence[float],
    rows: Sequence[PatchRow],
    view: Sight,
    *,
    ground: float | None = None,
    inset: float = 0.96,
) -> list[Flat]:
    """Outline of a muscle on the surface, as far as it faces the viewer.

    Where it is turned away it shrinks to nothing at the edge of the part, so that the number of
    points stays ``2 * len(rows)``.
    """
    one: list[Flat] = []
    two: list[Flat] = []
    for place, low, high in rows:
        ring = ring_at(rings, places, place)
        facing = ring.facing(view)
        middle = (low + high) / 2
        turn = (middle - facing + 180) % 360 - 180
        half = (high - low) / 2
        for side, azimuth in ((one, turn - half), (two, turn + half)):
            seen = max(-84.0, min(84.0, azimuth))
            point = ring.surface(facing + seen, inset)
            if ground is not None and point[1] < ground:
                point = (point[0], ground, point[2])
            side.append(view.flat(point))
    return [*one, *reversed(two)]


def cap(
    rings: Sequence[Ring], places: Sequence[float], rows: Sequence[tuple[float, float]],
    view: Sight, *, half: int, ground: float, inset: float,
) -> list[Flat]:
    """Outline of hair: what is seen of a surface outside a face of so many degrees to each side.

    `rows` go upwards: height, and how far the face reaches from the front. `half` 1 is the hair
    past the face's outer edge (azimuth above 0), -1 the other. A row without hair takes the
    place of the row above it.
    """
    one: list[Flat] = []
    two: list[Flat] = []
    before: tuple[Flat, Flat] | None = None
    for place, face in reversed(rows):
        ring = ring_at(rings, places, place)
        facing = ring.facing(view)
        if half > 0:
            low, high = face - facing, min(84.0, 360 - face - facing)
        else:
            low, high = max(-84.0, face - 360 - facing), -face - facing
        low, high = max(-84.0, min(84.0, low)), max(-84.0, min(84.0, high))
        if high > low + 1 or before is None:
            pair = []
            for azimuth in (low, max(low, high)):
                point = ring.surface(facing + azimuth, inset)
                pair.append(view.flat((point[0], max(ground, point[1]), point[2])))
            before = (pair[0], pair[1])
        one.append(before[0])
        two.append(before[1])
    return [*one, *reversed(two)]


def band(points: Sequence[Vector], halves: Sequence[float], view: Sight) -> list[Flat]:
    """Outline of a ribbon through points, so wide to either side: a deep muscle, a strap."""
    spots = [view.flat(point) for point in points]
    one: list[Flat] = []
    two: list[Flat] = []
    for number, (spot, half) in enumerate(zip(spots, halves, strict=True)):
        a, b = spots[max(0, number - 1)], spots[min(len(spots) - 1, number + 1)]
        way = _unit2((b[0] - a[0], b[1] - a[1]))
        one.append((spot[0] - way[1] * half, spot[1] + way[0] * half))
        two.append((spot[0] + way[1] * half, spot[1] - way[0] * half))
    return [*one, *reversed(two)]


def frame_between(a: Frame, b: Frame, share: float) -> Frame:
    """The frame part of the way between two, for a smoothly bent trunk."""
    at = plus(a.at, plus(b.at, a.at, -1.0), share)
    y = unit(plus(a.axes[1], plus(b.axes[1], a.axes[1], -1.0), share))
    z = plus(a.axes[2], plus(b.axes[2], a.axes[2], -1.0), share)
    x = unit(cross(y, z))
    return Frame(at, (x, y, cross(x, y)))


def moved(frame: Frame, local: Vector) -> Frame:
    """A frame shifted in its own directions."""
    return Frame(plus(frame.at, turned(frame.axes, local)), frame.axes)


def path(points: Sequence[Flat], *, closed: bool = True) -> str:
    """SVG path of a smooth curve: quadratic arcs from middle to middle, in whole millimetres.

    The commands depend on the number of points only, so the numbers of two such paths can be
    blended. The picture's y goes down.

    Examples
    --------
    >>> path([(0, 0), (1, 0), (1, 1), (0, 1)])
    'M0-5q0 5 5 5q5 0 5-5q0-5-5-5q-5 0-5 5z'
    """
    spots = [(10 * x, -10 * y) for x, y in points]
    if closed:
        stops = [_middle(spots[i - 1], spots[i]) for i in range(len(spots))]
        steps = [(spots[i], stops[(i + 1) % len(spots)]) for i in range(len(spots))]
        start = stops[0]
    else:
        start = spots[0]
        steps = [(spots[i], _middle(spots[i], spots[i + 1])) for i in range(1, len(spots) - 2)]
        steps.append((spots[-2], spots[-1]))
    now = (round(start[0]), round(start[1]))
    text = "M" + _pair(now)
    for control, stop in steps:
        c, s = (round(control[0]), round(control[1])), (round(stop[0]), round(stop[1]))
        first = _pair((c[0] - now[0], c[1] - now[1]))
        second = _pair((s[0] - now[0], s[1] - now[1]))
        text += f"q{first}{'' if second.startswith('-') else ' '}{second}"
        now = s
    return text + ("z" if closed else "")


def line(points: Sequence[Flat], *, closed: bool = False) -> str:
    """SVG path of straight pieces, in whole millimetres.

    Examples
    --------
    >>> line([(0, 0), (1, 0), (1, 2)], closed=True)
    'M0 0L10 0L10-20z'
    """
    text = "L".join(_pair((round(10 * x), round(-10 * y))) for x, y in points)
    return "M" + text + ("z" if closed else "")


def _middle(a: Flat, b: Flat) -> Flat:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _pair(a: tuple[int, int]) -> str:
    return f"{a[0]}{'' if a[1] < 0 else ' '}{a[1]}"
