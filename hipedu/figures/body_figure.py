"""The drawn body as painted groups: far limbs, trunk, head, near limbs, working muscles.

A group is painted in two passes, first all its edges, then all its fills, so that the parts of
a limb grow together and only the outline of the whole is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hipedu.figures import body_measures as measures
from hipedu.figures.body_kinematics import Body, Frame
from hipedu.figures.body_muscles import MUSCLES, PAIRED_IN_MIDDLE, Patch
from hipedu.figures.body_outline import (
    Flat,
    Ring,
    Sight,
    balls,
    band,
    cap,
    frame_between,
    hull,
    moved,
    patch,
    ring_at,
    rings_along,
    shown_length,
    tube,
)
from hipedu.figures.rotations import dot, plus
from hipedu.model.drawing import ExerciseDrawing, PartName

SIDES = ("right", "left")
END_ON = 0.55
"""Share of its length below which a part is outlined as a convex whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One outline of the picture, for any pose."""

    kind: str
    draw: Callable[[Body], list[Flat]]
    edge: bool = True
    closed: bool = True
    smooth: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces painted together, then details on top of them."""

    name: str
    kind: str
    pieces: list[Piece] = field(default_factory=list)
    details: list[Piece] = field(default_factory=list)
    hair: list[Piece] = field(default_factory=list)
    """Painted last, grown together like `pieces`."""


def limb_rings(body: Body, name: str) -> list[Ring]:
    """Rings of one part, such as ``right_thigh`` or ``torso``."""
    if name == "pelvis":
        return _pelvis(body)
    if name == "torso":
        return _torso(body)
    if name == "head":
        return rings_along(
            body["head"], measures.HEAD_RINGS, scale=-1, left=False, domes=(1.4, 1.5)
        )
    if name == "neck":
        return _neck(body)
    side, part = name.split("_", 1)
    left = side == "left"
    table = {
        "thigh": ("hip", measures.THIGH_RINGS, measures.THIGH, (5.0, 4.6)),
        "shank": ("knee", measures.SHANK_RINGS, measures.SHANK, (4.6, 3.0)),
        "short_leg": ("hip", measures.SHORT_LEG_RINGS, measures.THIGH, (4.0, 0.0)),
        "upper_arm": ("shoulder", measures.UPPER_ARM_RINGS, measures.UPPER_ARM, (4.4, 3.4)),
        "forearm": ("elbow", measures.FOREARM_RINGS, measures.FOREARM, (3.4, 1.6)),
        "sleeve": ("shoulder", measures.SLEEVE_RINGS, measures.UPPER_ARM, (5.4, 0.0)),
    }
    joint, rows, scale, domes = table[part]
    return rings_along(body[f"{side}_{joint}"], rows, scale=scale, left=left, domes=domes)


def _pelvis(body: Body) -> list[Ring]:
    return rings_along(
        body["pelvis"], measures.PELVIS_RINGS, scale=-1, left=False, domes=(2.5, 0.0)
    )


def _spine_frame(body: Body, distance: float) -> Frame:
    """The frame of the trunk at a distance from the hips, turning smoothly at the joints."""
    names = ("pelvis", "spine_1", "spine_2", "spine_3")
    starts = [sum(measures.SPINE[:number]) for number in range(4)]
    level = max(n for n in range(4) if distance >= starts[n] - 0.001)
    here = moved(body[names[level]], (0.0, distance - starts[level], 0.0))
    reach = 6.0
    for joint in range(1, 4):
        gap = distance - starts[joint]
        if abs(gap) < reach:
            low, high = body[names[joint - 1]], body[names[joint]]
            share = (gap + reach) / (2 * reach)
            turned_frame = frame_between(low, high, share)
            return Frame(here.at, turned_frame.axes)
    return here


def _torso(body: Body) -> list[Ring]:
    found = []
    for number, row in enumerate(measures.TORSO_RINGS):
        frame = _spine_frame(body, row[0])
        x, y, z = frame.axes
        last = number == len(measures.TORSO_RINGS) - 1
        found.append(Ring(frame.at, x, z, y, row[1:], 0.8 if last else 0.0))
    return found


def _neck(body: Body) -> list[Ring]:
    return rings_along(
        body["neck"], measures.NECK_RINGS, scale=-measures.NECK, left=False, domes=(1.2, 3.0)
    )


class Figure:
    """The groups of one drawing, for the poses it is to be drawn in."""

    def __init__(self, drawing: ExerciseDrawing, view: Sight, bodies: Sequence[Body]) -> None:
        self.drawing = drawing
        self.view = view
        self.bodies = bodies
        self.ground = 0.0

    def groups(self) -> list[Group]:
        """All groups from the back to the front."""
        found = {name: self._make(name) for name in self.order()}
        return [found[name] for name in self.order()]

    def order(self) -> tuple[PartName, ...]:
        """Which part is painted before which: the record's order, or one by the view."""
        if self.drawing.order:
            return self.drawing.order
        turn = self.drawing.camera.turn
        if turn < -60:  # from the back
            return ("left_arm", "right_arm", "left_leg", "right_leg", "head", "torso", "shorts")
        if turn > 60:
            return ("torso", "head", "left_leg", "right_leg", "shorts", "left_arm", "right_arm")
        return ("left_arm", "left_leg", "torso", "head", "right_leg", "shorts", "right_arm")

    def _make(self, name: PartName) -> Group:
        if name == "torso":
            return self._trunk()
        if name == "head":
            return self._head()
        if name == "shorts":
            return self._shorts()
        side, limb = name.split("_")
        return self._leg(side) if limb == "leg" else self._arm(side)

    def _tube(self, name: str, kind: str, *, edge: bool = True, sharp: bool = False) -> Piece:
        view, ground = self.view, self.ground
        shown = min(shown_length(limb_rings(body, name), view) for body in self.bodies)
        if shown < END_ON:
            corners = 2 * len(limb_rings(self.bodies[0], name)) + 8

            def convex(body: Body) -> list[Flat]:
                rings = limb_rings(body, name)
                return hull(rings, view, corners=corners, ground=ground, across=rings[0].outer)

            return Piece(kind, convex, edge)
        return Piece(
            kind,
            lambda body: tube(limb_rings(body, name), view, ground=ground, sharp=sharp),
            edge,
        )

    def _hull(self, kind: str, make: Callable[[Body], list[Ring]], corners: int = 16) -> Piece:
        view = self.view
        return Piece(kind, lambda body: hull(make(body), view, corners=corners, ground=0.0))

    def far(self, limb: str) -> bool:
        """Whether a limb is painted greyer, because it lies behind the body."""
        if self.drawing.far:
            return limb in self.drawing.far
        return (
            abs(self.drawing.camera.turn) <= 60
            and limb.startswith("left")
            and (self.drawing.posture != "side_lying")
        )

    def _leg(self, side: str) -> Group:
        far = self.far(f"{side}_leg")
        group = Group(f"{side}_leg", "x-limb x-far" if far else "x-limb")
        more = measures.SHOE_ROOM if self.drawing.shoes else 0.0
        foot = "x-shoe" if self.drawing.shoes else "x-skin"
        group.pieces.extend(
            self._tube(f"{side}_{part}", "x-skin") for part in ("thigh", "shank")
        )
        hindfoot = measures.HINDFOOT[1:] if self.drawing.shoes else measures.HINDFOOT
        feet = [
            self._hull(foot, lambda body: balls(body[f"{side}_ankle"], hindfoot, more=more)),
            self._hull(foot, lambda body: balls(body[f"{side}_ball"], measures.TOES, more=more)),
        ]
        group.pieces.extend(feet)
        group.details.append(self._calf_line(side))
        group.details.extend(self._tints(side, ("shank",)))
        if not self._joined(side):
            group.details.append(self._tube(f"{side}_short_leg", "x-shorts", edge=True, sharp=True))
            group.details.extend(self._tints(side, ("thigh",)))
        return group

    def _joined(self, side: str) -> bool:
        """Whether the leg of the shorts is painted with the pelvis: it is not behind it."""
        order = self.order()
        return not self.far(f"{side}_leg") and order.index("shorts") > order.index(
            f"{side}_leg"
        )

    def _calf_line(self, side: str) -> Piece:
        """The crease behind a bent knee: part of the edge of the calf."""
        view = self.view

        def crease(body: Body) -> list[Flat]:
            rings = limb_rings(body, f"{side}_shank")
            places = [row[0] for row in measures.SHANK_RINGS]
            outline = tube(rings, view, ground=0.0)
            one, two = outline[: len(rings)], outline[len(rings) + 3 : 2 * len(rings) + 3][::-1]
            back = view.flat(rings[2].surface(180))
            gap = [abs(s[2][0] - back[0]) + abs(s[2][1] - back[1]) for s in (one, two)]
            edge = one if gap[0] < gap[1] else two
            middle = ring_at(rings, places, 0.05)
            first = view.flat(middle.surface(180, 0.75))
            spots = [first, edge[1], edge[2], edge[3]]
            # A straight knee, or one seen from the front, has no crease: it shrinks to nothing.
            bend = dot(body[f"{side}_hip"].axes[1], body[f"{side}_knee"].axes[1])
            sideways = abs(dot(rings[0].outer, view.toward))
            size = 1.0 if bend < 0.75 and sideways > 0.5 else 0.0
            return [
                (first[0] + size * (x - first[0]), first[1] + size * (y - first[1]))
                for x, y in spots
            ]

        return Piece("x-crease", crease, edge=False, closed=False)

    def _arm(self, side: str) -> Group:
        far = self.far(f"{side}_arm")
        group = Group(f"{side}_arm", "x-limb x-far" if far else "x-limb")
        grip = getattr(self.drawing.poses[0], f"{side}_arm").grip
        hand = measures.FIST if grip else measures.FINGERS
        group.pieces.extend([
            self._tube(f"{side}_upper_arm", "x-skin"),
            self._tube(f"{side}_forearm", "x-skin"),
            self._hull("x-skin", lambda body: balls(body[f"{side}_wrist"], measures.PALM), 12),
            self._hull("x-skin", lambda body: balls(body[f"{side}_wrist"], hand), 12),
        ])
        group.details.extend([
            self._tube(f"{side}_sleeve", "x-shirt", edge=False),
            self._sleeve_line(side),
        ])
        return group

    def _sleeve_line(self, side: str) -> Piece:
        """Sides and hem of a sleeve; its top melts into the shirt."""
        view = self.view

        def hem(body: Body) -> list[Flat]:
            rings = limb_rings(body, f"{side}_sleeve")
            outline = tube(rings, view, ground=0.0, sharp=False)
            one, two = outline[: len(rings)], outline[len(rings) + 3 : 2 * len(rings) + 3]
            half = ((one[0][0] + one[1][0]) / 2, (one[0][1] + one[1][1]) / 2)
            other = ((two[-1][0] + two[-2][0]) / 2, (two[-1][1] + two[-2][1]) / 2)
            return [half, one[1], one[2], one[2], two[0], two[0], two[1], other]

        return Piece("x-seam", hem, edge=False, closed=False)

    def _trunk(self) -> Group:
        group = Group("torso", "x-trunk")
        group.pieces.extend([
            self._tube("torso", "x-shirt"), self._shoulders(),
            self._tube("neck", "x-skin", edge=False),
        ])
        # Sleeves grow together with the shirt; the arm paints its own over them.
        order = self.order()
        for side, arm in zip(SIDES, ("right_arm", "left_arm"), strict=True):
            if arm in order and order.index(arm) > order.index("torso"):
                group.pieces.append(self._tube(f"{side}_sleeve", "x-shirt"))
        group.details.extend(self._tints("right", ("torso",)) + self._tints("left", ("torso",)))
        return group

    def _shoulders(self) -> Piece:
        """The slope from the neck to both shoulders."""

        def slope(body: Body) -> list[Ring]:
            frame = body["spine_3"]
            x, y, z = frame.axes
            found = []
            for side in (1.0, -1.0):
                for across, up, r in ((15.0, 10.6, 4.6), (8.0, 13.2, 3.6), (9.0, 5.0, 6.0)):
                    at = frame.world((-0.4, up, side * across))
                    found.append(Ring(at, x, z, y, (r, r, r, r), r))
            return found

        return self._hull("x-shirt", slope, 20)

    def _head(self) -> Group:
        group = Group("head", "x-head")
        view = self.view
        head = self._tube("head", "x-skin")
        group.pieces.extend([self._tube("neck", "x-skin"), head])

        places = [row[0] for row in measures.HEAD_RINGS]

        def half(sign: int) -> Callable[[Body], list[Flat]]:
            return lambda body: cap(
                limb_rings(body, "head"), places, measures.HAIRLINE, view, half=sign, ground=0.0,
                inset=1.05,
            )

        def crown(body: Body) -> list[Flat]:
            rings = limb_rings(body, "head")[-3:]
            fat = [Ring(r.at, r.front, r.outer, r.along, tuple(1.05 * v for v in r.radii), r.dome)  # type: ignore[arg-type]
                   for r in (ring_at(rings, places[-3:], 8.7), rings[-1])]
            return hull(fat, view, corners=18, ground=0.0, across=rings[0].outer)

        group.details.extend(Piece("x-ear", self._ear(side), edge=False) for side in SIDES)
        group.hair.extend(Piece("x-hair", draw) for draw in (half(1), half(-1), crown))
        return group

    def _ear(self, side: str) -> Callable[[Body], list[Flat]]:
        view, sign = self.view, 1.0 if side == "right" else -1.0

        def ear(body: Body) -> list[Flat]:
            frame = body["head"]
            _x, _y, z = frame.axes
            # Turned away it shrinks to nothing.
            size = min(1.0, 1.6 * max(0.0, sign * dot(z, view.toward)))
            spots = ((-1.5, 2.0), (-0.4, 2.9), (0.8, 2.2), (0.5, 0.5), (-0.4, -1.1), (-1.1, -0.5))
            middle = (-0.4, 1.0)
            return [
                view.flat(
                    frame.world(
                        (
                            middle[0] + size * (a - middle[0]),
                            middle[1] + size * (b - middle[1]),
                            sign * 6.7,
                        )
                    )
                )
                for a, b in spots
            ]

        return ear

    def _shorts(self) -> Group:
        group = Group("shorts", "x-trunk")
        group.pieces.append(self._tube("pelvis", "x-shorts", sharp=False))
        for side in ("left", "right"):
            if self._joined(side):
                group.pieces.append(self._tube(f"{side}_short_leg", "x-shorts", sharp=True))
        for side in ("left", "right"):
            if self._joined(side):
                group.details.extend(self._tints(side, ("thigh",)))
        group.details.extend(self._tints("left", ("pelvis",)) + self._tints("right", ("pelvis",)))
        return group

    def _tints(self, side: str, parts: tuple[str, ...]) -> list[Piece]:
        """Working muscles of one side on some parts."""
        found = []
        for muscle, works in self.drawing.muscles.items():
            if works not in ("both", side) and muscle not in PAIRED_IN_MIDDLE:
                continue
            for shape in MUSCLES[muscle]:
                if isinstance(shape, Patch):
                    if shape.part in parts:
                        found.append(self._patch(shape, side))
                elif "pelvis" in parts:
                    found.append(Piece("x-muscle x-deep", self._ribbon(shape, side), edge=False))
        return found

    def _patch(self, shape: Patch, side: str) -> Piece:
        view, sign = self.view, 1 if side == "right" else -1
        limb = shape.part in ("thigh", "shank")
        name = f"{side}_{shape.part}" if limb else shape.part
        table = {
            "thigh": measures.THIGH_RINGS,
            "shank": measures.SHANK_RINGS,
            "pelvis": measures.PELVIS_RINGS,
            "torso": measures.TORSO_RINGS,
        }
        places = [row[0] for row in table[shape.part]]
        rows = shape.rows
        if not limb and sign < 0:
            rows = tuple((place, -high, -low) for place, low, high in rows)

        def draw(body: Body) -> list[Flat]:
            return patch(limb_rings(body, name), places, rows, view, ground=0.4)

        return Piece("x-muscle", draw, edge=False)

    def _ribbon(self, shape: object, side: str) -> Callable[[Body], list[Flat]]:
        from hipedu.figures.body_muscles import Ribbon

        assert isinstance(shape, Ribbon)
        view, sign = self.view, 1.0 if side == "right" else -1.0

        def draw(body: Body) -> list[Flat]:
            spots = []
            for frame, local in shape.points:
                name = f"{side}_hip" if frame == "hip" else frame
                spots.append(body[name].world((local[0], local[1], sign * local[2])))
            first = plus(spots[0], plus(spots[0], spots[1], -1.0), 0.15)
            last = plus(spots[-1], plus(spots[-1], spots[-2], -1.0), 0.15)
            return band([first, *spots, last], [0.2, *shape.halves, 0.2], view)

        return draw
