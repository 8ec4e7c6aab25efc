"""The side drawing: is everything there, and is it where it is in a person?

The positions below are facts of anatomy in millimetres, taken from the bones and the muscle paths
of the MyoSim leg model (Apache-2.0) standing upright: x forwards and y downwards from the centre
of the hip joint. None of them comes from the drawing.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import hipedu

DRAWING = Path(hipedu.__file__).parent / "widgets" / "static" / "anatomy" / "side.svg"
SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]

BONES = [
    "lumbar_spine",
    "lumbar_disc",
    "sacrum",
    "coccyx",
    "iliac_crest",
    "ilium",
    "asis",
    "aiis",
    "pubis",
    "ischium",
    "ischial_tuberosity",
    "acetabulum",
    "femoral_head",
    "femoral_neck",
    "greater_trochanter",
    "lesser_trochanter",
    "femoral_shaft",
    "knee_joint",
    "patella",
    "tibia",
    "fibula",
    "foot_bones",
    "hip_joint",
    "acetabular_labrum",
    "hip_capsule",
]
MUSCLES = [
    "gluteus_maximus",
    "gluteus_medius",
    "gluteus_minimus",
    "gluteal_tendons",
    "tensor_fasciae_latae",
    "iliotibial_band",
    "piriformis",
    "deep_rotators",
    "psoas",
    "iliacus",
    "iliopsoas_tendon",
    "rectus_femoris",
    "sartorius",
    "vastus_lateralis",
    "biceps_femoris",
    "semimembranosus",
    "hamstring_origin",
    "adductor_magnus",
    "trochanteric_bursa",
    "ischial_bursa",
    "iliopsoas_bursa",
    "rectus_abdominis",
    "external_oblique",
    "erector_spinae",
    "inguinal_ligament",
    "calf_muscles",
    "tibialis_anterior",
]
NERVES = [
    "lumbar_nerve_roots",
    "sciatic_nerve",
    "lateral_femoral_cutaneous_nerve",
    "cluneal_nerves",
    "superior_gluteal_nerve",
    "femoral_artery",
    "dermatome_l1",
    "dermatome_l2",
    "dermatome_l3",
    "dermatome_l4",
    "dermatome_l5",
    "dermatome_s1",
    "dermatome_s2",
]
REGIONS = [
    "asis_iliac_crest",
    "lateral_hip",
    "lateral_thigh",
    "buttock",
    "anterior_hip",
    "anterior_thigh",
    "posterior_thigh",
    "low_back",
    "knee",
    "lower_leg_foot",
]
MIDLINE = {"lumbar_spine", "lumbar_disc", "sacrum", "coccyx"}
LAYERS = ["layer-bone", "layer-nerve", "layer-muscle", "layer-skin", "layer-region"]
CLASSES = {
    "t-bone",
    "t-cartilage",
    "t-muscle",
    "t-tendon",
    "t-fascia",
    "t-bursa",
    "t-nerve",
    "t-vessel",
    "t-skin",
    "t-derm",
    "thin",
    "d-line",
    "d-fibre",
    "d-shade",
    "d-light",
    "region",
}


@cache
def root() -> ET.Element:
    return ET.fromstring(DRAWING.read_text(encoding="utf-8"))


def outlines(d: str) -> list[list[Point]]:
    """Subpaths of absolute M L C Q Z commands as points close together."""
    paths: list[list[Point]] = []
    for command, rest in re.findall(r"([MLCQZ])([^MLCQZ]*)", d):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", rest)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            paths.append([points[0]])
        elif command == "Z":
            paths[-1].append(paths[-1][0])
        else:
            degree = {"L": 1, "Q": 2, "C": 3}[command]
            for i in range(0, len(points), degree):
                control = [paths[-1][-1], *points[i : i + degree]]
                steps = max(3, int(math.dist(control[0], control[-1]) / 2))
                for k in range(1, steps + 1):
                    paths[-1].append(_bezier(control, k / steps))
    return paths


def _bezier(control: list[Point], t: float) -> Point:
    while len(control) > 1:
        control = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(control)
        ]
    return control[0]


@cache
def paths_of(structure: str, *classes: str) -> list[list[Point]]:
    groups = root().findall(f".//{SVG}g[@data-structure='{structure}']")
    return [
        outline
        for group in groups
        for path in group.findall(f"{SVG}path")
        if not classes or set(classes) & set(path.get("class", "").split())
        for outline in outlines(path.get("d", ""))
    ]


def inside(point: Point, outline: list[Point]) -> bool:
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            odd = not odd
    return odd


def distance(point: Point, structure: str) -> float:
    found = paths_of(structure)
    assert found, f"{structure} is not drawn"
    if any(inside(point, outline) for outline in found):
        return 0.0
    return min(math.dist(point, other) for outline in found for other in outline)


def box(structure: str, *classes: str) -> tuple[float, float, float, float]:
    points = [p for outline in paths_of(structure, *classes) for p in outline]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def area(outline: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(outline)) / 2)


@cache
def region(name: str) -> list[Point]:
    path = root().find(f".//{SVG}path[@data-region='{name}']")
    assert path is not None
    (outline,) = outlines(path.get("d", ""))
    return outline


def test_every_structure_of_the_view_is_drawn_in_its_layer_and_no_other_id_is_used() -> None:
    drawn: dict[str, set[str]] = {}
    for layer in root().iter(f"{SVG}g"):
        name = layer.get("class", "").split()[-1:]
        if name and name[0] in LAYERS:
            for group in layer.iter(f"{SVG}g"):
                if group.get("data-structure"):
                    drawn.setdefault(name[0], set()).add(group.get("data-structure", ""))
    assert drawn["layer-bone"] == set(BONES)
    assert drawn["layer-muscle"] == set(MUSCLES)
    assert drawn["layer-nerve"] == set(NERVES)
    assert drawn["layer-skin"] == {"skin"}


def test_spine_and_sacrum_lie_in_the_middle_and_all_else_in_the_half() -> None:
    for name, expected in (("middle", MIDLINE), ("half", {*BONES, *MUSCLES, *NERVES} - MIDLINE)):
        group = root().find(f"{SVG}g[@id='{name}']")
        assert group is not None
        ids = {g.get("data-structure") for g in group.iter(f"{SVG}g")} - {None, "skin"}
        assert ids == expected
        layers = [child.get("class", "").split()[-1] for child in group]
        assert layers == [layer for layer in LAYERS if layer in layers]


def test_every_region_of_the_view_is_there_exactly_once() -> None:
    found = [path.get("data-region") for path in root().iter(f"{SVG}path")]
    assert sorted(r for r in found if r) == sorted(REGIONS)


def test_file_is_small_plain_and_coloured_by_classes_alone() -> None:
    assert DRAWING.stat().st_size < 150_000
    assert root().get("viewBox") == "-260 -330 520 1270"
    for element in root().iter():
        assert not {"style", "fill", "stroke", "opacity", "transform"} & set(element.keys())
        assert element.tag.removeprefix(SVG) in {"svg", "g", "path"}
        if element.tag == f"{SVG}path":
            assert set(element.get("class", "").split()) <= CLASSES
            # one decimal at most: a tenth of a millimetre
            assert re.fullmatch(r"(?:[MLCQZ -]|\d+(?:\.\d)?)+", element.get("d", ""))


def test_femoral_head_is_a_ball_of_47_mm_in_the_hip_centre() -> None:
    left, top, right, bottom = box("femoral_head", "t-bone")
    assert math.hypot((left + right) / 2, (top + bottom) / 2) < 5
    assert 44 <= right - left <= 52
    assert right - left == pytest.approx(bottom - top, abs=1)


LANDMARKS = [
    ("iliac_crest", (-19, -159)),
    ("asis", (56, -78)),
    ("ilium", (-82, -95)),  # posterior superior iliac spine
    ("pubis", (56, 5)),  # front of the symphysis
    ("ischial_tuberosity", (-48, 41)),
    ("greater_trochanter", (-14, 18)),
    ("greater_trochanter", (-24, -2)),
    ("lesser_trochanter", (-24, 52)),
    ("femoral_shaft", (7, 430)),
]


@pytest.mark.parametrize(("structure", "place"), LANDMARKS)
def test_bony_landmark_lies_within_5_mm(structure: str, place: Point) -> None:
    assert distance(place, structure) <= 5


def test_extreme_points_of_the_bones_agree_with_the_landmarks() -> None:
    assert box("iliac_crest", "t-bone")[1] == pytest.approx(-159, abs=5)  # top of the crest
    assert box("asis", "t-bone")[2] == pytest.approx(56, abs=5)  # ASIS furthest forward
    assert box("pubis", "t-bone")[2] == pytest.approx(56, abs=5)  # in one plumb line with the ASIS
    assert box("ilium", "t-bone")[0] == pytest.approx(-82, abs=5)  # PSIS furthest back
    assert box("greater_trochanter", "t-bone")[1] == pytest.approx(-2, abs=5)
    assert box("femoral_shaft", "t-bone")[3] == pytest.approx(430, abs=5)
    assert box("tibia", "t-bone")[1] > 430  # tibia starts below the condyles
    assert box("foot_bones", "t-bone")[3] < 905  # bones stand above the sole


def test_obturator_foramen_is_a_hole_between_pubis_and_ischium() -> None:
    middle = (26.0, 22.0)  # in front of the shaft, below the superior ramus
    bones = ["pubis", "ischium", "ilium", "acetabulum"]
    assert not any(inside(middle, o) for b in bones for o in paths_of(b, "t-bone"))
    # bone above it, in front of it and below it
    for place in [(40, -6), (48, 10), (28, 38)]:
        assert any(inside(place, o) for o in paths_of("pubis", "t-bone"))


# shape, origin and insertion of its line of action (x forwards, y down)
ENDS = [
    ("gluteus_maximus", (-67, -113), (-28, 57)),
    ("gluteus_maximus", (-75, -87), (-16, 102)),
    ("gluteus_maximus", (-74, -26), (-6, 142)),
    ("gluteus_medius", (12, -103), (-22, 12)),
    ("gluteus_medius", (-29, -110), (-26, 6)),
    ("gluteus_medius", (-59, -71), (-31, 5)),
    ("gluteus_minimus", (10, -64), (-7, 10)),
    ("gluteus_minimus", (-23, -63), (-13, 8)),
    ("piriformis", (-46, -72), (-15, 4)),
    ("tensor_fasciae_latae", (25, -100), (29, 99)),
    ("iliotibial_band", (29, 99), (11, 445)),
    ("biceps_femoris", (-48, 41), (-29, 450)),
    ("biceps_femoris", (5, 211), (-30, 446)),
    ("semimembranosus", (-42, 36), (-29, 446)),
    ("adductor_magnus", (-33, 51), (5, 388)),
    ("rectus_femoris", (32, -40), (33, 468)),
    ("psoas", (-4, -140), (36, -13)),
    ("iliacus", (-4, -109), (43, -23)),
    ("iliopsoas_tendon", (36, -13), (-24, 52)),
]


@pytest.mark.parametrize(("muscle", "origin", "insertion"), ENDS)
def test_muscle_reaches_its_origin_and_its_insertion(
    muscle: str, origin: Point, insertion: Point
) -> None:
    assert distance(origin, muscle) <= 12
    assert distance(insertion, muscle) <= 12


def test_sartorius_starts_at_the_asis_and_vastus_lateralis_ends_at_the_patella() -> None:
    assert distance((56, -78), "sartorius") <= 12
    patella_top = box("patella", "t-bone")[1]
    assert box("vastus_lateralis")[3] == pytest.approx(patella_top, abs=12)


def test_sciatic_nerve_passes_between_tuberosity_and_trochanter() -> None:
    at_tuberosity = [p for o in paths_of("sciatic_nerve") for p in o if 20 < p[1] < 40]
    assert at_tuberosity
    # the tuberosity's back edge and the trochanter's bulge bound the gap it uses
    assert all(-61 < x < -14 for x, _ in at_tuberosity)


def test_bursae_lie_on_their_bones() -> None:
    assert distance((-14, 18), "trochanteric_bursa") <= 5  # trochanter, outermost point
    assert distance((-48, 55), "ischial_bursa") <= 12  # under the sit bone
    assert distance((32, -10), "iliopsoas_bursa") <= 8  # in front of the head


def test_skin_encloses_every_bone_and_muscle() -> None:
    (skin,) = paths_of("skin", "t-skin")
    for name in [*BONES, *MUSCLES]:
        for outline in paths_of(name):
            outside = [p for p in outline[::6] if p[1] > -330 and not inside(p, skin)]
            assert not outside, f"{name} leaves the skin at {outside[0]}"


def test_regions_neither_overlap_nor_leave_the_leg_bare() -> None:
    (skin,) = paths_of("skin", "t-skin")
    shapes = {name: region(name) for name in REGIONS}
    bare = 0
    checked = 0
    for x in range(-150, 190, 11):
        for y in range(-325, 908, 11):
            hits = [n for n, o in shapes.items() if inside((x + 0.3, y + 0.3), o)]
            assert len(hits) <= 1, f"{hits} overlap at ({x}, {y})"
            # the belly in front of the flank belongs to no region of this view
            if y > -50 and inside((x + 0.3, y + 0.3), skin):
                checked += 1
                bare += not hits
    assert bare / checked < 0.01


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("lateral_hip", (-14, 18)),  # over the trochanter
        ("buttock", (-100, 0)),
        ("anterior_hip", (66, 10)),
        ("asis_iliac_crest", (50, -85)),
        ("low_back", (-80, -230)),
        ("lateral_thigh", (10, 220)),
        ("anterior_thigh", (75, 220)),
        ("posterior_thigh", (-70, 220)),
        ("knee", (5, 420)),
        ("lower_leg_foot", (-20, 700)),
    ],
)
def test_region_covers_the_place_it_is_named_for(name: str, place: Point) -> None:
    assert inside(place, region(name))


def test_silhouette_has_the_depths_of_a_slim_adult() -> None:
    # means of adults, rounded (expert estimate): buttock 235 mm, mid-thigh 170 mm
    (skin,) = paths_of("skin", "t-skin")

    def depth(y: float) -> float:
        xs = [p[0] for p in skin if abs(p[1] - y) < 2]
        return max(xs) - min(xs)

    assert depth(10) == pytest.approx(235, rel=0.1)
    assert depth(215) == pytest.approx(170, rel=0.1)
    # heel, knee hollow and small of the back are waists of the outline
    assert depth(800) < depth(570)
    assert depth(420) < depth(215)
    assert depth(-190) < depth(0)
    assert area(skin) > 150_000
