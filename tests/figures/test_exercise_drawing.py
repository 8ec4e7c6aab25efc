"""Drawings of exercises: a body that stays whole, stands where it says, and shows the exercise."""

import json
import math
import re
from xml.etree import ElementTree

import pytest

import hipedu
from hipedu.figures import body_measures as measures
from hipedu.figures.body_figure import Figure, limb_rings
from hipedu.figures.body_kinematics import (
    POINTS,
    body,
    completed,
    joint_angles,
    point_of,
)
from hipedu.figures.body_outline import sight
from hipedu.figures.exercise_drawing import drawing_spec, keyframe_poses, same_structure, svg_text
from hipedu.model.drawing import BodyPose, Camera, ExerciseDrawing, LegPose

CATALOGUE = hipedu.load_catalogue()
DRAWINGS = dict(CATALOGUE.drawings)
KEYFRAMES = {name: keyframe_poses(drawing) for name, drawing in DRAWINGS.items()}
SPECS = {name: drawing_spec(drawing) for name, drawing in DRAWINGS.items()}
EACH = pytest.mark.parametrize("name", sorted(DRAWINGS))

BONES = {  # cm, from the measures the figure was designed with: 168 cm tall
    ("hip", "knee"): 42.0, ("knee", "ankle"): 41.0, ("shoulder", "elbow"): 29.0,
    ("elbow", "wrist"): 25.0,
}
CLASSES = {
    "x-skin", "x-shirt", "x-shorts", "x-shoe", "x-hair", "x-ear", "x-crease", "x-seam",
    "x-muscle", "x-deep", "x-equipment", "x-top", "x-soft", "x-weight", "x-band", "x-arrow",
    "x-floor",
}


def shapes(spec):
    return [
        shape for group in spec["groups"]
        for shape in (*group["shapes"], *group["details"], *group.get("hair", ()))
    ]


def test_every_exercise_is_drawn():
    assert set(DRAWINGS) == set(CATALOGUE.exercises)


@EACH
def test_muscles_are_those_of_the_exercise(name):
    muscles = DRAWINGS[name].muscles
    assert muscles
    assert set(muscles) <= set(CATALOGUE.exercises[name].muscles)


def area(points):
    """Shoelace formula."""
    turned = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turned)) / 2


@EACH
def test_every_tinted_muscle_can_be_seen(name):
    """At least 4 square centimetres in some keyframe: a muscle nobody sees is not tinted."""
    drawing = DRAWINGS[name]
    bodies = [each[2] for each in KEYFRAMES[name]]
    figure = Figure(drawing, sight(drawing.camera), bodies)
    for muscle, side in drawing.muscles.items():
        alone = Figure(
            ExerciseDrawing(
                id=drawing.id, camera=drawing.camera, posture=drawing.posture,
                poses=drawing.poses, muscles={muscle: side}, arrows=(), alt="x",
                order=drawing.order, far=drawing.far,
            ),
            figure.view, bodies,
        )
        seen = [
            area(piece.draw(frames))
            for group in alone.groups() for piece in group.details
            if piece.kind.startswith("x-muscle") for frames in bodies
        ]
        assert max(seen, default=0) > 4, muscle


@EACH
def test_keyframes_differ_in_numbers_only(name):
    spec = SPECS[name]
    assert len(spec["times"]) >= 2
    assert spec["times"][0] == 0
    assert spec["times"][-1] == 1
    assert spec["times"] == sorted(set(spec["times"]))
    for shape in shapes(spec):
        assert len(shape["d"]) == len(spec["times"])
        assert same_structure(shape["d"])
        for text in shape["d"]:
            assert re.fullmatch(r"M-?\d+[- ]\d+(?:[qL-]|[\d ]|M)*z?", text)


@EACH
def test_start_and_end_differ(name):
    """Something of the body moves by 1 cm or more, or an arrow shows a push that moves nothing."""
    first, last = KEYFRAMES[name][0][2], KEYFRAMES[name][-1][2]
    way = max(math.dist(point_of(first, point), point_of(last, point)) for point in POINTS)
    assert way > 1 or any(arrow.follow is None for arrow in DRAWINGS[name].arrows)
    assert DRAWINGS[name].arrows


@EACH
def test_bones_keep_their_length(name):
    for _, _, frames in KEYFRAMES[name]:
        for side in ("right", "left"):
            for (upper, lower), size in BONES.items():
                found = math.dist(frames[f"{side}_{upper}"].at, frames[f"{side}_{lower}"].at)
                assert found == pytest.approx(size, abs=1e-6)


@EACH
def test_what_is_held_does_not_slide(name):
    """Feet, hands and the pinned point stay within 1 cm, also between start and end."""
    drawing = DRAWINGS[name]
    for _, pose, frames in KEYFRAMES[name]:
        if drawing.pin is not None:
            assert math.dist(point_of(frames, drawing.pin), drawing.pin_at) < 1e-6
        for side in ("right", "left"):
            leg, arm = getattr(pose, f"{side}_leg"), getattr(pose, f"{side}_arm")
            for point, place in (
                ("sole", leg.sole_at), ("ball", leg.ball_at), ("wrist", arm.wrist_at)
            ):
                if place is not None:
                    assert math.dist(point_of(frames, f"{side}_{point}"), place) < 1, point


@EACH
def test_nothing_is_below_the_floor(name):
    for time, _, frames in KEYFRAMES[name]:
        for point in POINTS:
            # A shoe's or mat's thickness; soft tissue is flattened when it is drawn.
            low = -3.6 if point.endswith("toe") else -2
            assert point_of(frames, point)[1] > low, (time, point)
        for part in ("torso", "pelvis", "head", "right_thigh", "left_thigh", "right_shank",
                     "left_shank", "right_forearm", "left_forearm"):
            for ring in limb_rings(frames, part):
                assert ring.at[1] > 0.8, (time, part)


@EACH
def test_joints_stay_within_human_ranges(name):
    for time, pose, frames in KEYFRAMES[name]:
        for joint, angle in joint_angles(frames, pose).items():
            low, high = measures.HUMAN_RANGES[joint.replace("right ", "").replace("left ", "")]
            assert low <= angle <= high, (time, joint, angle)


@EACH
def test_the_body_is_in_one_piece(name):
    for _, _, frames in KEYFRAMES[name]:
        neck = math.dist(frames["neck"].at, frames["head"].at)
        assert neck == pytest.approx(9.8)
        hips = math.dist(frames["right_hip"].at, frames["left_hip"].at)
        assert hips == pytest.approx(17)


@EACH
def test_the_picture_fits_its_frame(name):
    x, y, width, height = SPECS[name]["view_box"]
    assert 0.55 < width / height < 2
    for shape in shapes(SPECS[name]):
        if shape["class"] == "x-floor":
            continue
        for text in shape["d"]:
            start = [int(number) for number in re.findall(r"-?\d+", text)[:2]]
            assert x <= start[0] <= x + width
            assert y <= start[1] <= y + height


def test_descriptions_differ_and_say_enough():
    texts = [drawing.alt for drawing in DRAWINGS.values()]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert 60 < len(text) < 300
        assert text.endswith(".")


@EACH
def test_svg_is_well_formed_and_small(name):
    for keyframe in (0, -1):
        for colours in (False, True):
            text = svg_text(SPECS[name], keyframe, colours=colours)
            root = ElementTree.fromstring(text)
            assert root.get("role") == "img"
            assert root.get("aria-label") == DRAWINGS[name].alt
            assert len(text) < 40_000
    words = {word for shape in shapes(SPECS[name]) for word in shape["class"].split()}
    assert words <= CLASSES
    assert "style=" not in svg_text(SPECS[name])
    assert len(json.dumps(SPECS[name])) < 60_000


def upright(**leg):
    poses = (BodyPose(frame="start", pelvis=(0, 90, 0)),
             BodyPose(frame="end", right_leg=LegPose(**leg)))
    return ExerciseDrawing(
        id="x", camera=Camera(view="side"), poses=poses, muscles={}, arrows=(), alt="x"
    )


def end_of(drawing):
    return body(drawing, completed(drawing.poses)[-1])


@pytest.mark.parametrize(
    ("leg", "joint", "place"),
    [  # hip joint at (0, 90, 8.5); thigh 42, shank 41
        ({}, "right_ankle", (0, 7, 8.5)),  # 90 - 42 - 41
        ({"flexion": 90}, "right_knee", (42, 90, 8.5)),  # thigh forwards
        ({"flexion": 90, "knee": 90}, "right_ankle", (42, 49, 8.5)),  # shank hangs: 90 - 41
        ({"knee": 90}, "right_ankle", (-41, 48, 8.5)),  # heel goes back, not forwards
        ({"abduction": 90}, "right_knee", (0, 90, 50.5)),  # outwards, to the right: 8.5 + 42
        # Sitting, turned outwards: the foot swings to the other side, 8.5 - 41.
        ({"flexion": 90, "knee": 90, "rotation": 90}, "right_ankle", (42, 90, -32.5)),
    ],
)
def test_joints_bend_the_way_joints_bend(leg, joint, place):
    assert end_of(upright(**leg))[joint].at == pytest.approx(place, abs=1e-9)


def test_a_held_foot_bends_the_knee_forwards():
    """Sole 60 below the hip: ankle 53 below; knee angle by the law of cosines."""
    drawing = upright(sole_at=(0, 30, 8.5))
    frames = end_of(drawing)
    angles = joint_angles(frames, completed(drawing.poses)[-1])
    inner = math.degrees(math.acos((42**2 + 41**2 - 53**2) / (2 * 42 * 41)))
    assert angles["right knee"] == pytest.approx(180 - inner)
    assert frames["right_knee"].at[0] > 20
    assert angles["right hip flexion"] > 0


def test_the_figure_is_as_tall_as_it_says():
    """168 cm from sole to crown, and seven to eight heads."""
    frames = body(upright(), completed(upright().poses)[0])
    rings = limb_rings(frames, "head")
    crown = rings[-1].at[1] + rings[-1].dome
    chin = rings[0].at[1] - rings[0].dome
    assert crown == pytest.approx(168, abs=2)
    assert 7 < crown / (crown - chin) < 8


def test_a_record_without_start_and_end_is_refused():
    with pytest.raises(ValueError, match="poses go from start"):
        ExerciseDrawing(
            id="x", camera=Camera(view="side"), poses=(BodyPose(frame="start"),), muscles={},
            arrows=(), alt="x",
        )


def test_an_unknown_point_is_named():
    frames = end_of(upright())
    with pytest.raises(ValueError, match="no point of the body is called 'tail'"):
        point_of(frames, "tail")
