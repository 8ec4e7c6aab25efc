"""What an exercise uses, as simple shapes in the same space as the body."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from hipedu.figures.body_figure import Group, Piece, limb_rings
from hipedu.figures.body_kinematics import Body, point_of
from hipedu.figures.body_measures import SHANK_RINGS, THIGH_RINGS
from hipedu.figures.body_outline import Flat, Ring, Sight, band, hull, ring_at
from hipedu.figures.rotations import UPRIGHT, Vector, about_y, plus, turned
from hipedu.model.drawing import Equipment

Draw = Callable[[Body], list[Flat]]


def equipment_group(thing: Equipment, view: Sight) -> Group:
    """The group of one thing."""
    makers = {
        "mat": _box,
        "box": _box,
        "pad": _cushion,
        "cushion": _cushion,
        "bench": _bench,
        "rail": _rail,
        "post": _post,
        "ball": _ball,
        "dumbbell": _dumbbell,
        "barbell": _barbell,
        "loop": _loop,
        "cord": _cord,
        "strap": _cord,
        "cuff": _cuff,
        "metronome": _metronome,
    }
    group = Group(thing.kind, f"x-thing x-{thing.kind}")
    pieces = makers[thing.kind](thing, view)
    if thing.kind in ("loop", "cord", "strap"):
        group.details.extend(pieces)
    else:
        group.pieces.extend(pieces)
    return group


def _still(points: list[Flat]) -> Draw:
    return lambda _body: points


def _corners(thing: Equipment, view: Sight, low: float, high: float) -> list[Flat]:
    """Convex outline of an upright box."""
    axes = about_y(thing.turn)
    half_x, half_z = thing.size[0] / 2, thing.size[2] / 2
    x, _, z = thing.at
    spots = [
        view.flat(plus((x, y, z), turned(axes, (sx * half_x, 0.0, sz * half_z))))
        for y in (low, high) for sx in (-1, 1) for sz in (-1, 1)
    ]
    return _convex(spots)


def _convex(spots: list[Flat]) -> list[Flat]:
    ordered = sorted(set(spots))

    def half(points: list[Flat]) -> list[Flat]:
        found: list[Flat] = []
        for p in points:
            while (
                len(found) > 1
                and (
                    (found[-1][0] - found[-2][0]) * (p[1] - found[-2][1])
                    - (found[-1][1] - found[-2][1]) * (p[0] - found[-2][0])
                )
                <= 1e-9
            ):
                found.pop()
            found.append(p)
        return found[:-1]

    return half(ordered) + half(ordered[::-1])


def _top(thing: Equipment, view: Sight, height: float) -> list[Flat]:
    return _corners(thing, view, height, height)


def _box(thing: Equipment, view: Sight) -> list[Piece]:
    low, high = thing.at[1], thing.at[1] + thing.size[1]
    found = [Piece("x-equipment", _still(_corners(thing, view, low, high)), smooth=False)]
    if view.up[1] < 0.999:
        found.append(Piece("x-equipment x-top", _still(_top(thing, view, high)), smooth=False))
    return found


def _part(
    view: Sight, at: Vector, size: Vector, turn: float = 0.0, kind: str = "x-equipment"
) -> list[Piece]:
    return [
        Piece(piece.kind.replace("x-equipment", kind), piece.draw, piece.edge, piece.closed, False)
        for piece in _box(Equipment(kind="box", at=at, size=size, turn=turn), view)
    ]


def _bench(thing: Equipment, view: Sight) -> list[Piece]:
    """A padded top on four legs; `size` as for a box."""
    length, height, depth = thing.size
    axes = about_y(thing.turn)
    found: list[Piece] = []
    for sz in (-1, 1):
        for sx in (-1, 1):
            at = plus(thing.at, turned(axes, (sx * (length / 2 - 4), 0.0, sz * (depth / 2 - 3))))
            found += _part(view, at, (3.0, height - 6, 3.0), thing.turn)[:1]
    top = plus(thing.at, (0.0, height - 7, 0.0))
    return found + _part(view, top, (length, 7.0, depth), thing.turn)


def _rail(thing: Equipment, view: Sight) -> list[Piece]:
    """A rail at `size` y height, `size` z long, on posts; a wall bar, the back of a chair."""
    height, depth = thing.size[1], thing.size[2]
    axes = about_y(thing.turn)
    found: list[Piece] = []
    for sz in (-1, 1):
        at = plus(thing.at, turned(axes, (0.0, 0.0, sz * (depth / 2 - 2))))
        found += _part(view, at, (3.2, height, 3.2), thing.turn)[:1]
        foot = plus(thing.at, turned(axes, (0.0, 0.0, sz * (depth / 2 - 2))))
        found += _part(view, foot, (22.0, 2.0, 5.0), thing.turn)[:1]
    bar = plus(thing.at, (0.0, height - 3.0, 0.0))
    return found + _part(view, bar, (4.0, 4.0, depth), thing.turn)


def _post(thing: Equipment, view: Sight) -> list[Piece]:
    """Something firm that a band is fixed to."""
    return _part(view, thing.at, thing.size, thing.turn)


def _middle(body: Body, thing: Equipment) -> Vector:
    if not thing.points:
        return plus(thing.at, thing.shift)
    points = [point_of(body, name) for name in thing.points]
    total = points[0]
    for point in points[1:]:
        total = plus(total, point)
    mean = (total[0] / len(points), total[1] / len(points), total[2] / len(points))
    return plus(mean, thing.shift)


def _cushion(thing: Equipment, view: Sight) -> list[Piece]:
    """A soft block: an ellipsoid with flat sides."""
    x, y, z = about_y(thing.turn)

    def draw(body: Body) -> list[Flat]:
        at = _middle(body, thing)
        a, b, c = (half / 2 for half in thing.size)
        r = min(a, b, c)
        rings = [
            Ring(
                plus(plus(plus(at, x, sx * (a - r)), y, sy * (b - r)), z, sz * (c - r)),
                x,
                z,
                y,
                (r, r, r, r),
                r,
            )
            for sx in (-1, 1)
            for sy in (-1, 1)
            for sz in (-1, 1)
        ]
        return hull(rings, view, corners=28, across=x)

    return [Piece("x-equipment x-soft", draw)]


def _ball(thing: Equipment, view: Sight) -> list[Piece]:
    def draw(body: Body) -> list[Flat]:
        x, y, z = UPRIGHT
        r = thing.size[1] / 2
        squeeze = thing.size[2] / 2
        return hull(
            [Ring(_middle(body, thing), x, z, y, (r, r, squeeze, squeeze), r)],
            view,
            corners=20,
            across=x,
        )

    return [Piece("x-equipment x-soft", draw)]


def _rod(view: Sight, at: Callable[[Body], Vector], way: Vector, half: float, thick: float) -> Draw:
    def draw(body: Body) -> list[Flat]:
        middle = at(body)
        x, y, z = UPRIGHT
        rings = [Ring(plus(middle, way, s * half), x, z, y, (thick,) * 4, thick) for s in (-1, 1)]
        return hull(rings, view, corners=16, across=way)

    return draw


def _disc(
    view: Sight,
    at: Callable[[Body], Vector],
    way: Vector,
    offset: float,
    radius: float,
    thick: float,
) -> Draw:
    def draw(body: Body) -> list[Flat]:
        middle = plus(at(body), way, offset)
        rings = []
        axes = about_y(math.degrees(math.atan2(way[0], way[2])))
        for s in (-1, 1):
            rings.append(Ring(plus(middle, way, s * thick), (0.0, 1.0, 0.0), axes[0], way,
                              (radius,) * 4, 0.3))
        return hull(rings, view, corners=20, across=axes[0])

    return draw


def _dumbbell(thing: Equipment, view: Sight) -> list[Piece]:
    """`size`: length and thickness of the heads; `turn` 0 lies across the body."""
    way = turned(about_y(thing.turn), (0.0, 0.0, 1.0))

    def at(body: Body) -> Vector:
        return _middle(body, thing)

    half = thing.size[0] / 2
    discs = [
        Piece(
            "x-equipment x-weight",
            _disc(view, at, way, s * (half - 2.5), thing.size[1] / 2, 2.4),
        )
        for s in (-1, 1)
    ]
    nearest = sorted((-1, 1), key=lambda s: s * view.depth(way))
    rod = Piece("x-equipment x-weight", _rod(view, at, way, half - 2, 1.4))
    return [discs[0] if nearest[0] < 0 else discs[1], rod, discs[1] if nearest[1] > 0 else discs[0]]


def _barbell(thing: Equipment, view: Sight) -> list[Piece]:
    """A long bar with one disc at each end."""
    way = (0.0, 0.0, 1.0)

    def at(body: Body) -> Vector:
        return _middle(body, thing)

    half, radius = thing.size[2] / 2, thing.size[1] / 2
    return [
        Piece("x-equipment x-weight", _rod(view, at, way, half, 1.3)),
        Piece("x-equipment x-weight", _disc(view, at, way, half - 12, radius, 2.0)),
        Piece("x-equipment x-top", _disc(view, at, way, half - 9, radius * 0.3, 0.8)),
    ]


def _loop_spot(view: Sight, body: Body, name: str) -> tuple[Vector, float]:
    """Where a band lies on a limb, and how thick the limb is there."""
    side, place = name.split("_", 1)
    joint, rows, share = {
        "above_knee": ("thigh", THIGH_RINGS, 0.82),
        "thigh": ("thigh", THIGH_RINGS, 0.5),
        "above_ankle": ("shank", SHANK_RINGS, 0.86),
        "shin": ("shank", SHANK_RINGS, 0.5),
        "midfoot": ("foot", THIGH_RINGS, 0.0),
    }[place]
    if joint == "foot":
        return point_of(body, name), 4.2
    ring = ring_at(limb_rings(body, f"{side}_{joint}"), [row[0] for row in rows], share)
    return ring.at, max(ring.radii[:2])


def _loop(thing: Equipment, view: Sight) -> list[Piece]:
    """A loop band round two limbs: the hull of what it surrounds, as a ring."""

    def draw(body: Body) -> list[Flat]:
        rings = []
        for name in thing.points:
            spot, thick = _loop_spot(view, body, name)
            side = name.split("_", 1)[0]
            place = name.split("_", 1)[1]
            frame = body[
                f"{side}_hip"
                if place in ("above_knee", "thigh")
                else f"{side}_ankle"
                if place == "midfoot"
                else f"{side}_knee"
            ].axes
            if place == "midfoot":
                frame = (frame[1], frame[0], frame[2])
            r = thick + 0.4
            rings.append(Ring(spot, frame[0], frame[2], frame[1], (r, r, r, r), 2.2))
        return hull(rings, view, corners=24, across=rings[0].outer)

    return [Piece("x-equipment x-band", draw)]


def _cuff(thing: Equipment, view: Sight) -> list[Piece]:
    """A weight round an ankle."""
    side = thing.points[0].split("_", 1)[0]

    def draw(body: Body) -> list[Flat]:
        rings = limb_rings(body, f"{side}_shank")
        places = [row[0] for row in SHANK_RINGS]
        pair = [ring_at(rings, places, share) for share in (0.78, 0.92)]
        fat = [
            Ring(r.at, r.front, r.outer, r.along, tuple(v + 1.5 for v in r.radii), 0.8)  # type: ignore[arg-type]
            for r in pair
        ]
        return hull(fat, view, corners=20, across=fat[0].outer)

    return [Piece("x-equipment x-weight", draw)]


def _cord(thing: Equipment, view: Sight) -> list[Piece]:
    """A band or strap through points of the body, and to `at` where `size` x is more than 0."""
    fixed = thing.size[0] > 0

    def draw(body: Body) -> list[Flat]:
        spots = [plus(point_of(body, name), thing.shift) for name in thing.points]
        if fixed:
            spots.append(thing.at)
        fine: list[Vector] = []
        for a, b in itertools.pairwise(spots):
            fine += [a, plus(a, plus(b, a, -1.0), 0.5)]
        fine.append(spots[-1])
        return band(fine, [1.1] * len(fine), view)

    return [Piece("x-equipment x-band", draw, smooth=False)]


def _metronome(thing: Equipment, view: Sight) -> list[Piece]:
    """A pendulum clock on the ground, and two beats beside it."""
    x, y, _ = thing.at
    size = thing.size[1]
    body = [(x - 0.42 * size, y), (x + 0.42 * size, y), (x + 0.2 * size, y + size),
            (x - 0.2 * size, y + size)]
    found = [Piece("x-equipment", _still(body), smooth=False)]
    arm = [
        (x - 0.02 * size, y + 0.2 * size),
        (x + 0.04 * size, y + 0.2 * size),
        (x + 0.36 * size, y + 1.1 * size),
        (x + 0.3 * size, y + 1.12 * size),
    ]
    found.append(Piece("x-equipment x-weight", _still(arm), smooth=False))
    return found
