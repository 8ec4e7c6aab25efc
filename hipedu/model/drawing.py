"""Drawings of exercises: a body of fixed measures in two or three postures, and what it uses.

Directions of the world: x to the right of the picture as seen from the side, y up, z towards the
viewer; centimetres. A figure that stands faces x, so its right side is the near one. Angles are
degrees, 0 in the upright stance with hanging arms. A value left out at the start is 0, later it
is what it was before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Review, Text

Point = tuple[float, float, float]
"""x, y, z in cm."""

Posture = Literal["upright", "supine", "prone", "side_lying"]
"""How the pelvis lies before it is tilted. Side-lying is on the left side, front to the viewer."""

Side = Literal["right", "left", "both"]
FrameName = Literal["start", "middle", "end"]
LimbName = Literal["right_arm", "left_arm", "right_leg", "left_leg"]
PartName = Literal["right_arm", "left_arm", "right_leg", "left_leg", "torso", "head", "shorts"]

EquipmentKind = Literal[
    "mat", "box", "bench", "rail", "cushion", "ball", "dumbbell", "barbell", "loop", "cord",
    "strap", "cuff", "pad", "metronome", "post",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegPose:
    """One leg: joint angles, or where its foot stands, from which the angles follow.

    `flexion` and `abduction` are of the hip, forwards and outwards; `rotation` turns the thigh
    outwards; `knee` bends; `ankle` pulls the foot up (negative points it), `toes` bends the toes
    up. With `sole_at` the floor below the ankle, with `ball_at` the ball of the foot stays at
    that place; `foot_pitch` then raises the heel, `foot_turn` turns the toes outwards, and
    `knee_out` swings the knee outwards.
    """

    __pydantic_config__ = STRICT

    flexion: float | None = None
    abduction: float | None = None
    rotation: float | None = None
    knee: float | None = None
    ankle: float | None = None
    toes: float | None = None
    sole_at: Point | None = None
    ball_at: Point | None = None
    foot_pitch: float | None = None
    foot_turn: float | None = None
    knee_out: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmPose:
    """One arm: joint angles, or where the wrist is, from which shoulder and elbow follow.

    `flexion` raises the arm forwards, `abduction` outwards, `rotation` turns it outwards,
    `elbow` bends, `wrist` bends the hand towards the palm. `elbow_to` is the direction in the
    world in which the elbow points when the wrist is given.
    """

    __pydantic_config__ = STRICT

    flexion: float | None = None
    abduction: float | None = None
    rotation: float | None = None
    elbow: float | None = None
    wrist: float | None = None
    wrist_at: Point | None = None
    elbow_to: Point | None = None
    grip: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPose:
    """The whole body at one moment.

    `pelvis` is the midpoint between the hips, or None where the drawing pins another point.
    `tilt` leans the pelvis forwards, `drop` lowers its left side, `turn` turns it to its left.
    The spine bends forwards (`bend`), to its right (`side`) and turns to its left (`twist`),
    shared out over its joints; the head nods, leans to its right and turns to its left.
    """

    __pydantic_config__ = STRICT

    frame: FrameName
    pelvis: Point | None = None
    tilt: float | None = None
    drop: float | None = None
    turn: float | None = None
    bend: float | None = None
    side: float | None = None
    twist: float | None = None
    nod: float | None = None
    head_side: float | None = None
    head_turn: float | None = None
    right_leg: LegPose = LegPose()
    left_leg: LegPose = LegPose()
    right_arm: ArmPose = ArmPose()
    left_arm: ArmPose = ArmPose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """From where one looks: side, front or back, turned towards the front, from a height.

    `turn` 0 looks from the figure's right side when it stands; 90 from its front, -90 from its
    back. Limbs are foreshortened only as far as this direction does it.
    """

    __pydantic_config__ = STRICT

    view: Literal["side", "front", "back", "three_quarter"]
    turn: float = 0
    height: float = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A thing that is used, made of simple shapes.

    `at` is its middle on the ground, `size` its length, height and depth in cm, `turn` its turn
    on the ground. Loops, cuffs, cords, straps, weights and pads go on named `points` of the body
    (``right_knee``, ``left_hand``, ``hips`` ...), shifted by `shift`; a cord also runs to `at`.
    `before` names the part of the body that is painted after it; without it the thing lies behind.
    """

    __pydantic_config__ = STRICT

    kind: EquipmentKind
    at: Point = (0.0, 0.0, 0.0)
    size: Point = (10.0, 10.0, 10.0)
    turn: float = 0
    points: tuple[str, ...] = ()
    shift: Point = (0.0, 0.0, 0.0)
    before: PartName | Literal["everything"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """Where something moves: along the way of a named point, or from one place to another.

    `follow` takes the way of a point of the body between start and end, moved by `shift` (cm in
    the picture, right and up) and shortened to `part` of it. Without it the arrow goes by
    (`along`, cm in the picture) from the point `at`, which is where nothing moves but somebody
    pushes; `bow` bends it.
    """

    __pydantic_config__ = STRICT

    follow: str | None = None
    at: str | None = None
    along: tuple[float, float] = (0.0, 0.0)
    shift: tuple[float, float] = (0.0, 0.0)
    part: tuple[float, float] = (0.12, 0.92)
    bow: float = 0
    both_ways: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseDrawing:
    """How one exercise is drawn; `id` is the exercise's.

    `muscles` are those of the exercise that can be shown from here, with the side that works.
    `alt` says in one or two sentences what one sees, from the start to the end; `captions` stand
    below the two pictures where "Start" and "End" say too little.
    """

    __pydantic_config__ = STRICT

    id: str
    camera: Camera
    posture: Posture = "upright"
    shoes: bool = True
    pin: str | None = None
    pin_at: Point = (0.0, 0.0, 0.0)
    poses: tuple[BodyPose, ...]
    equipment: tuple[Equipment, ...] = ()
    muscles: dict[str, Side]
    far: tuple[LimbName, ...] = ()
    order: tuple[PartName, ...] = ()
    arrows: tuple[Arrow, ...]
    floor: tuple[float, float] | None = None
    alt: Text
    captions: tuple[Text, Text] = ("Start", "End")
    review: Review = Review()

    def __post_init__(self) -> None:
        frames = [pose.frame for pose in self.poses]
        if frames not in (["start", "end"], ["start", "middle", "end"]):
            raise ValueError(f"poses go from start (middle) to end, got {frames}")
        if not self.alt.strip():
            raise ValueError("alt says what one sees; it cannot be empty")
