"""Where the joints of the drawn body are, from the angles of a record or from where it is held."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from hipedu.figures import body_measures as measures
from hipedu.figures.rotations import (
    UPRIGHT,
    Matrix,
    Vector,
    about_x,
    about_y,
    about_z,
    angles_zxy,
    cross,
    dot,
    inside,
    length,
    plus,
    then,
    turned,
    unit,
)
from hipedu.model.drawing import ArmPose, BodyPose, ExerciseDrawing, LegPose, Posture

_Pose = TypeVar("_Pose", LegPose, ArmPose, BodyPose)

POSTURES: dict[Posture, Matrix] = {
    "upright": UPRIGHT,
    "supine": about_z(90),
    "prone": about_z(-90),
    # On the left side: head to the right of the picture, front to the viewer.
    "side_lying": ((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A place and the directions of a part of the body there."""

    at: Vector
    axes: Matrix

    def world(self, local: Vector) -> Vector:
        """A point of this frame, in the world."""
        return plus(self.at, turned(self.axes, local))


Body = Mapping[str, Frame]
"""Frames by name: pelvis, spine_1..3, neck, head, and for each side hip, knee, ankle, ball,
shoulder, elbow, wrist."""


def completed(poses: tuple[BodyPose, ...]) -> list[BodyPose]:
    """Poses in which every value stands: what is left out is as it was before, 0 at first.

    Examples
    --------
    >>> a = BodyPose(frame="start", tilt=10)
    >>> b = BodyPose(frame="end", right_leg=LegPose(knee=90))
    >>> [(p.tilt, p.right_leg.knee) for p in completed((a, b))]
    [(10, 0.0), (10, 90)]
    """
    found: list[BodyPose] = []
    for pose in poses:
        found.append(_filled(pose, found[-1] if found else None))
    return found


_PLACES = {"pelvis", "sole_at", "ball_at", "wrist_at", "elbow_to"}


def _filled(pose: _Pose, before: _Pose | None) -> _Pose:
    values: dict[str, Any] = {}
    names = {field.name for field in fields(pose)}
    freed = _freed(pose)
    for name in names:
        own = getattr(pose, name)
        old = getattr(before, name) if before is not None else None
        if isinstance(own, LegPose | ArmPose):
            values[name] = _filled(own, old)
        elif own is not None:
            values[name] = own
        elif name in freed:
            values[name] = None
        elif old is not None:
            values[name] = old
        elif name in _PLACES:
            values[name] = None
        else:
            values[name] = False if name == "grip" else 0.0
    return replace(pose, **values)


def _freed(pose: Any) -> set[str]:
    """Holds that a pose lets go: it gives the angles instead, or another hold."""
    if isinstance(pose, LegPose):
        free = {"sole_at", "ball_at"}
        if pose.sole_at or pose.ball_at or pose.flexion is not None or pose.knee is not None:
            return free
    if isinstance(pose, ArmPose) and (pose.flexion is not None or pose.elbow is not None):
        return {"wrist_at"}
    return set()


def body(drawing: ExerciseDrawing, pose: BodyPose) -> dict[str, Frame]:
    """Frames of the whole body in a completed pose.

    Parameters
    ----------
    drawing : ExerciseDrawing
        Gives the posture and the point that is pinned, if any.
    pose : BodyPose
        A completed pose.

    Returns
    -------
    dict of Frame
        By the names in `Body`.

    Notes
    -----
    Limbs with a hold are solved as two bones: the law of cosines gives the bend, the hint the
    plane. A pinned point must not belong to such a limb, because the figure is first built and
    then moved until that point is in its place.
    """
    start = pose.pelvis or (0.0, 0.0, 0.0)
    found = _trunk(drawing.posture, pose, start)
    if drawing.pin is not None:
        for side in ("right", "left"):
            found |= _limbs(found, pose, side, held=False)
        shift = plus(drawing.pin_at, point_of(found, drawing.pin), -1.0)
        found = _trunk(drawing.posture, pose, plus(start, shift))
    for side in ("right", "left"):
        found |= _limbs(found, pose, side, held=True)
    return found


def _trunk(posture: Posture, pose: BodyPose, at: Vector) -> dict[str, Frame]:
    base = then(about_y(pose.turn or 0), POSTURES[posture])
    axes = then(then(base, about_z(-(pose.tilt or 0))), about_x(-(pose.drop or 0)))
    found = {"pelvis": Frame(at, axes)}
    place = plus(at, axes[1], measures.SPINE[0])
    for number, share in enumerate(measures.SPINE_SHARES, start=1):
        axes = then(axes, about_z(-(pose.bend or 0) * share))
        axes = then(axes, about_x((pose.side or 0) * share))
        axes = then(axes, about_y((pose.twist or 0) * share))
        found[f"spine_{number}"] = Frame(place, axes)
        place = plus(place, axes[1], measures.SPINE[number])
    # The neck leans a little forwards and carries half of a nod.
    neck = then(axes, about_z(-14 - (pose.nod or 0) / 2))
    neck = then(neck, about_x((pose.head_side or 0) / 2))
    found["neck"] = Frame(place, neck)
    head = then(neck, about_z(14 - (pose.nod or 0) / 2))
    head = then(then(head, about_x((pose.head_side or 0) / 2)), about_y(pose.head_turn or 0))
    found["head"] = Frame(plus(place, neck[1], measures.NECK), head)
    return found


def _limbs(body_: Body, pose: BodyPose, side: str, *, held: bool) -> dict[str, Frame]:
    leg: LegPose = getattr(pose, f"{side}_leg")
    arm: ArmPose = getattr(pose, f"{side}_arm")
    return {**_leg(body_, leg, side, held=held), **_arm(body_, arm, side, held=held)}


def _leg(body_: Mapping[str, Frame], leg: LegPose, side: str, *, held: bool) -> dict[str, Frame]:
    sign = 1.0 if side == "right" else -1.0
    pelvis = body_["pelvis"]
    hip = pelvis.world((0.0, 0.0, sign * measures.HIP))
    hold = leg.sole_at or leg.ball_at
    if held and hold is not None:
        heading = math.degrees(math.atan2(-pelvis.axes[0][2], pelvis.axes[0][0]))
        if abs(pelvis.axes[0][1]) > 0.6:  # lying or folded forwards: the foot points along the body
            along = pelvis.axes[1] if pelvis.axes[0][1] < 0 else plus((0, 0, 0), pelvis.axes[1], -1)
            heading = math.degrees(math.atan2(-along[2], along[0]))
        foot = then(about_y(heading - sign * (leg.foot_turn or 0)), about_z(-(leg.foot_pitch or 0)))
        contact = (measures.BALL if leg.ball_at else 0.0, -measures.SOLE, 0.0)
        ankle = plus(hold, turned(foot, contact), -1.0)
        hint = plus(plus(foot[0], pelvis.axes[0], 0.6), (0.0, 0.5, 0.0))
        out = math.tan(math.radians(leg.knee_out or 0))
        hint = plus(unit(hint), pelvis.axes[2], sign * out)
        thigh, shank, knee_at = _two_bones(
            hip, ankle, measures.THIGH, measures.SHANK, hint=hint, elbow=False
        )
        ankle = plus(knee_at, shank[1], -measures.SHANK)
    else:
        thigh = then(pelvis.axes, about_z(leg.flexion or 0))
        thigh = then(thigh, about_x(-sign * (leg.abduction or 0)))
        thigh = then(thigh, about_y(-sign * (leg.rotation or 0)))
        shank = then(thigh, about_z(-(leg.knee or 0)))
        knee_at = plus(hip, thigh[1], -measures.THIGH)
        ankle = plus(knee_at, shank[1], -measures.SHANK)
        foot = then(shank, about_z(leg.ankle or 0))
    toes = then(foot, about_z(leg.toes or 0))
    return {
        f"{side}_hip": Frame(hip, thigh),
        f"{side}_knee": Frame(knee_at, shank),
        f"{side}_ankle": Frame(ankle, foot),
        f"{side}_ball": Frame(
            plus(ankle, turned(foot, (measures.BALL, -measures.SOLE, 0.0))), toes
        ),
    }


def _arm(body_: Mapping[str, Frame], arm: ArmPose, side: str, *, held: bool) -> dict[str, Frame]:
    sign = 1.0 if side == "right" else -1.0
    chest = body_["spine_3"]
    shoulder = chest.world((0.0, measures.SHOULDER_HEIGHT, sign * measures.SHOULDER))
    if held and arm.wrist_at is not None:
        hint = arm.elbow_to or turned(chest.axes, (-1.0, -0.3, 0.25 * sign))
        upper, fore, elbow = _two_bones(
            shoulder, arm.wrist_at, measures.UPPER_ARM, measures.FOREARM, hint=hint, elbow=True
        )
    else:
        upper = then(chest.axes, about_z(arm.flexion or 0))
        upper = then(upper, about_x(-sign * (arm.abduction or 0)))
        upper = then(upper, about_y(-sign * (arm.rotation or 0)))
        fore = then(upper, about_z(arm.elbow or 0))
        elbow = plus(shoulder, upper[1], -measures.UPPER_ARM)
    wrist = plus(elbow, fore[1], -measures.FOREARM)
    return {
        f"{side}_shoulder": Frame(shoulder, upper),
        f"{side}_elbow": Frame(elbow, fore),
        f"{side}_wrist": Frame(wrist, then(fore, about_z(arm.wrist or 0))),
    }


def _two_bones(
    root: Vector, target: Vector, first: float, second: float, *, hint: Vector, elbow: bool
) -> tuple[Matrix, Matrix, Vector]:
    """Frames of two bones from `root` to `target`, the middle joint towards `hint`."""
    way = plus(target, root, -1.0)
    reach = min(max(length(way), abs(first - second) + 0.1), first + second - 0.02)
    along = unit(way)
    aside = unit(plus(hint, along, -dot(hint, along)))
    cosine = (first**2 + reach**2 - second**2) / (2 * first * reach)
    sine = math.sqrt(max(0.0, 1 - cosine**2))
    middle = plus(plus(root, along, first * cosine), aside, first * sine)
    end = plus(root, along, reach)
    hinge = unit(cross(aside, along) if elbow else cross(along, aside))
    frames = []
    for a, b in ((root, middle), (middle, end)):
        y = unit(plus(a, b, -1.0))
        frames.append((cross(y, hinge), y, hinge))
    return frames[0], frames[1], middle


POINTS: dict[str, tuple[str, Vector]] = {
    "hips": ("pelvis", (0.0, 0.0, 0.0)),
    "lap": ("pelvis", (9.5, 1.0, 0.0)),
    "sacrum": ("pelvis", (-9.5, 4.0, 0.0)),
    "waist": ("spine_1", (0.0, 0.0, 0.0)),
    "chest": ("spine_3", (9.0, 4.0, 0.0)),
    "upper_back": ("spine_3", (-9.5, 4.0, 0.0)),
    "neck": ("neck", (0.0, 0.0, 0.0)),
    "head": ("head", (0.0, 3.0, 0.0)),
} | {
    f"{side}_{name}": (f"{side}_{frame}", at)
    for side in ("right", "left")
    for name, frame, at in (
        ("hip", "hip", (0.0, 0.0, 0.0)),
        ("thigh", "hip", (0.0, -0.5 * measures.THIGH, 0.0)),
        ("above_knee", "hip", (0.0, -0.8 * measures.THIGH, 0.0)),
        ("knee", "knee", (0.0, 0.0, 0.0)),
        ("kneecap", "knee", (4.8, -4.0, 0.0)),
        ("shin", "knee", (0.0, -0.5 * measures.SHANK, 0.0)),
        ("above_ankle", "knee", (0.0, -0.88 * measures.SHANK, 0.0)),
        ("ankle", "ankle", (0.0, 0.0, 0.0)),
        ("sole", "ankle", (0.0, -measures.SOLE, 0.0)),
        ("heel", "ankle", (-4.0, -measures.SOLE, 0.0)),
        ("midfoot", "ankle", (7.0, -4.0, 0.0)),
        ("ball", "ball", (0.0, 0.0, 0.0)),
        ("toe", "ball", (7.0, 1.5, 0.0)),
        ("shoulder", "shoulder", (0.0, 0.0, 0.0)),
        ("elbow", "elbow", (0.0, 0.0, 0.0)),
        ("wrist", "wrist", (0.0, 0.0, 0.0)),
        ("hand", "wrist", (1.2, -measures.HAND + 1.5, 0.0)),
    )
}
"""Points of the body that a record may name, and the frame each belongs to."""


def point_of(body_: Mapping[str, Frame], name: str) -> Vector:
    """Where a named point of the body is.

    Raises
    ------
    ValueError
        If there is no such point.
    """
    if name not in POINTS:
        raise ValueError(f"no point of the body is called {name!r}: use one of {sorted(POINTS)}")
    frame, local = POINTS[name]
    return body_[frame].world(local)


def joint_angles(body_: Body, pose: BodyPose) -> dict[str, float]:
    """Angles of the joints in degrees, also where a hold decided them.

    Returns
    -------
    dict of float
        Such as ``right hip flexion``; signs as in `LegPose` and `ArmPose`.
    """
    found: dict[str, float] = {}
    for side, sign in (("right", 1.0), ("left", -1.0)):
        hip, shank, foot, toes = (
            body_[f"{side}_{name}"].axes for name in ("hip", "knee", "ankle", "ball")
        )
        a, b, c = angles_zxy(_relative(body_["pelvis"].axes, hip))
        found[f"{side} hip flexion"] = a
        found[f"{side} hip abduction"] = -sign * b
        found[f"{side} hip rotation"] = -sign * c
        found[f"{side} knee"] = -_hinge(hip, shank)
        found[f"{side} ankle"] = _hinge(shank, foot)
        found[f"{side} toes"] = _hinge(foot, toes)
        upper, fore, hand = (
            body_[f"{side}_{name}"].axes for name in ("shoulder", "elbow", "wrist")
        )
        found[f"{side} elbow"] = _hinge(upper, fore)
        found[f"{side} wrist"] = _hinge(fore, hand)
    found["spine bend"] = pose.bend or 0.0
    found["spine side"] = pose.side or 0.0
    found["spine twist"] = pose.twist or 0.0
    found["nod"] = pose.nod or 0.0
    return found


def _relative(outer: Matrix, inner: Matrix) -> Matrix:
    return (inside(outer, inner[0]), inside(outer, inner[1]), inside(outer, inner[2]))


def _hinge(outer: Matrix, inner: Matrix) -> float:
    return angles_zxy(_relative(outer, inner))[0]


def between(
    first: BodyPose, second: BodyPose, first_body: Body, second_body: Body, share: float
) -> BodyPose:
    """The pose at a `share` (0 to 1) of the way: angles turn, so that limbs keep their length.

    Where only one of the two poses holds a hand or foot in a place, that limb goes by the
    angles that both have.
    """
    values: dict[str, Any] = {
        name: _blend(getattr(first, name), getattr(second, name), share)
        for name in (
            "pelvis",
            "tilt",
            "drop",
            "turn",
            "bend",
            "side",
            "twist",
            "nod",
            "head_side",
            "head_turn",
        )
    }
    for side in ("right", "left"):
        leg, other = getattr(first, f"{side}_leg"), getattr(second, f"{side}_leg")
        if (leg.sole_at is None) != (other.sole_at is None) or (leg.ball_at is None) != (
            other.ball_at is None
        ):
            leg = _free_leg(joint_angles(first_body, first), side)
            other = _free_leg(joint_angles(second_body, second), side)
        values[f"{side}_leg"] = _blended(leg, other, share)
        arm, other_arm = getattr(first, f"{side}_arm"), getattr(second, f"{side}_arm")
        if (arm.wrist_at is None) != (other_arm.wrist_at is None):
            arm = _free_arm(first_body, arm, side)
            other_arm = _free_arm(second_body, other_arm, side)
        values[f"{side}_arm"] = _blended(arm, other_arm, share)
    return replace(first, frame="middle", **values)


def _free_leg(angles: Mapping[str, float], side: str) -> LegPose:
    return LegPose(
        flexion=angles[f"{side} hip flexion"],
        abduction=angles[f"{side} hip abduction"],
        rotation=angles[f"{side} hip rotation"],
        knee=angles[f"{side} knee"],
        ankle=angles[f"{side} ankle"],
        toes=angles[f"{side} toes"],
    )


def _free_arm(body_: Body, arm: ArmPose, side: str) -> ArmPose:
    sign = 1.0 if side == "right" else -1.0
    upper, fore = body_[f"{side}_shoulder"].axes, body_[f"{side}_elbow"].axes
    a, b, c = angles_zxy(_relative(body_["spine_3"].axes, upper))
    return ArmPose(
        flexion=a,
        abduction=-sign * b,
        rotation=-sign * c,
        elbow=_hinge(upper, fore),
        wrist=arm.wrist,
        grip=arm.grip,
    )


def _blended(first: _Pose, second: _Pose, share: float) -> _Pose:
    return replace(
        first,
        **{
            field.name: _blend(getattr(first, field.name), getattr(second, field.name), share)
            for field in fields(first)
        },
    )


def _blend(a: Any, b: Any, share: float) -> Any:
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None:
        return a if share < 0.5 else b
    if isinstance(a, tuple):
        return tuple(x + (y - x) * share for x, y in zip(a, b, strict=True))
    return a + (b - a) * share
