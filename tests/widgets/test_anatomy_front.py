"""The front drawing: is everything there, and is it where it is in a person?

The positions below are facts of anatomy in millimetres, taken from the bones and the muscle paths
of the MyoSim leg model (Apache-2.0) standing upright. The origin is the midpoint between the two
hip joints, y grows downwards, and the right half of the body lies on the left of the picture, so
that its x is negative. None of the numbers comes from the drawing.
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

DRAWING = Path(hipedu.__file__).parent / "widgets" / "static" / "anatomy" / "front.svg"
SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]
Outline = list[Point]


def words(text: str) -> set[str]:
    return set(text.split())


MIDDLE_BONES = words("lumbar_spine lumbar_disc sacrum coccyx pubic_symphysis_joint")
BONES = MIDDLE_BONES | words("""
    iliac_crest ilium asis aiis pubis pubic_rami ischium ischial_tuberosity acetabulum femoral_head
    femoral_neck proximal_femoral_growth_plate greater_trochanter lesser_trochanter femoral_shaft
    knee_joint patella tibia fibula foot_bones hip_joint acetabular_labrum hip_capsule
    sacroiliac_joint
    """)
SUPERFICIAL = words("""
    adductor_longus rectus_femoris iliotibial_band tensor_fasciae_latae sartorius
    rectus_abdominis external_oblique inguinal_ligament inguinal_canal
    """)
MUSCLES = SUPERFICIAL | words("""
    quadratus_lumborum gluteus_medius gluteal_tendons iliacus psoas iliopsoas_tendon
    iliopsoas_bursa trochanteric_bursa adductor_magnus adductor_brevis adductor_origin pectineus
    gracilis calf_muscles tibialis_anterior vastus_medialis vastus_lateralis
    """)
NERVES = words("""
    lumbar_nerve_roots femoral_nerve obturator_nerve lateral_femoral_cutaneous_nerve
    ilioinguinal_nerve external_iliac_artery femoral_artery dermatome_l1 dermatome_l2 dermatome_l3
    dermatome_l4 dermatome_l5 dermatome_s1
    """)
MIDDLE_REGIONS = {"pubic_symphysis", "genital_perineum"}
REGIONS = MIDDLE_REGIONS | words("""
    lower_abdomen groin anterior_hip asis_iliac_crest inner_thigh anterior_thigh lateral_hip
    lateral_thigh knee lower_leg_foot
    """)
LAYERS = ["layer-bone", "layer-nerve", "layer-muscle", "layer-skin", "layer-region"]
TISSUES = words("""
    t-bone t-cartilage t-muscle t-tendon t-fascia t-bursa t-nerve t-vessel t-skin t-derm region
    """)
DETAILS = words("d-line d-fibre d-shade d-light")
# "flat": a fill without an outline; "d-edge", "d-hole": a heavier line, a deeper shade; "thin"
MODIFIERS = words("thin flat d-edge d-hole")


@cache
def root() -> ET.Element:
    return ET.fromstring(DRAWING.read_text(encoding="utf-8"))


def outlines(d: str) -> list[Outline]:
    """Subpaths of absolute M L C Q Z commands, as points at most 2 mm apart on the curves."""
    found: list[Outline] = []
    for command, rest in re.findall(r"([MLCQZ])([^MLCQZ]*)", d):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            found.append(points)
        elif command == "Z":
            found[-1].append(found[-1][0])
        else:
            degree = {"L": 1, "Q": 2, "C": 3}[command]
            for i in range(0, len(points), degree):
                control = [found[-1][-1], *points[i : i + degree]]
                steps = max(4, math.ceil(math.dist(control[0], control[-1]) / 2))
                found[-1] += [bezier(control, k / steps) for k in range(1, steps + 1)]
    return found


def bezier(control: Outline, t: float) -> Point:
    while len(control) > 1:
        control = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(control)
        ]
    return control[0]


@cache
def shapes(structure: str) -> list[list[Outline]]:
    """The outlines of every path of the structure that is tissue and not shading."""
    (group,) = root().findall(f".//{SVG}g[@data-structure='{structure}']")
    return [
        outlines(path.get("d", ""))
        for path in group.iter(f"{SVG}path")
        if TISSUES & set(path.get("class", "").split())
    ]


def points(structure: str) -> Outline:
    return [p for shape in shapes(structure) for outline in shape for p in outline]


def inside(point: Point, shape: list[Outline]) -> bool:
    """Even-odd rule over all outlines of one path, so that a hole counts as outside."""
    x, y = point
    odd = False
    for outline in shape:
        for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                odd = not odd
    return odd


def covers(structure: str, point: Point) -> bool:
    return any(inside(point, shape) for shape in shapes(structure))


def distance(point: Point, structure: str) -> float:
    if covers(structure, point):
        return 0.0
    return min(math.dist(point, other) for other in points(structure))


def box(structure: str) -> tuple[float, float, float, float]:
    xs, ys = zip(*points(structure), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def half(name: str) -> ET.Element:
    found = root().find(f"{SVG}g[@id='{name}']")
    assert found is not None
    return found


def structures(part: ET.Element, layer: str) -> list[str]:
    found = [g for g in part if layer in g.get("class", "").split()]
    return (
        [g.get("data-structure", "") for g in found[0] if g.get("data-structure")] if found else []
    )


@cache
def region(name: str) -> list[Outline]:
    (path,) = root().findall(f".//{SVG}path[@data-region='{name}']")
    return outlines(path.get("d", ""))


# ---- what is there ------------------------------------------------------------------------------


def test_both_parts_hold_their_layers_in_the_agreed_order() -> None:
    assert [g.get("id") for g in root().findall(f"{SVG}g")] == ["half", "middle"]
    for name in ("half", "middle"):
        assert [g.get("class") for g in half(name)] == [f"layer {layer}" for layer in LAYERS]


def test_every_structure_of_the_view_is_drawn_once_in_its_layer_and_no_other_id_is_used() -> None:
    paired, middle = half("half"), half("middle")
    assert sorted(structures(paired, "layer-bone")) == sorted(BONES - MIDDLE_BONES)
    assert sorted(structures(middle, "layer-bone")) == sorted(MIDDLE_BONES)
    assert sorted(structures(paired, "layer-muscle")) == sorted(MUSCLES)
    assert sorted(structures(paired, "layer-nerve")) == sorted(NERVES)
    # the skin is one outline over both sides, so that no seam shows in the middle
    assert structures(middle, "layer-skin") == ["skin"]
    assert structures(middle, "layer-muscle") == []
    assert structures(middle, "layer-nerve") == []


def test_superficial_muscles_are_marked_and_come_last() -> None:
    marked = {
        g.get("data-structure")
        for g in root().iter(f"{SVG}g")
        if "superficial" in g.get("class", "").split()
    }
    assert marked == SUPERFICIAL
    order = structures(half("half"), "layer-muscle")
    deep = [i for i, name in enumerate(order) if name not in SUPERFICIAL]
    assert max(deep) < min(order.index(name) for name in SUPERFICIAL)


def test_every_region_of_the_view_is_present_exactly_once() -> None:
    for part, expected in (("half", REGIONS - MIDDLE_REGIONS), ("middle", MIDDLE_REGIONS)):
        found = [p.get("data-region") for p in half(part).iter(f"{SVG}path")]
        assert sorted(r for r in found if r) == sorted(expected)


def test_file_is_small_plain_and_coloured_by_classes_alone() -> None:
    assert DRAWING.stat().st_size < 150_000
    assert root().get("viewBox") == "-260 -330 520 1270"
    for element in root().iter():
        assert not {"style", "fill", "stroke", "opacity", "transform"} & set(element.keys())
        assert element.tag.removeprefix(SVG) in {"svg", "g", "path", "title"}
        if element.tag == f"{SVG}path":
            names = set(element.get("class", "").split())
            assert names <= TISSUES | DETAILS | MODIFIERS
            assert names & (TISSUES | DETAILS), "a modifier alone would be drawn black"
            # absolute commands; a tenth of a millimetre is enough
            assert re.fullmatch(r"(?:[MLCQZ -]|\d*\.\d(?!\d)|\d+)+", element.get("d", ""))


# ---- bones --------------------------------------------------------------------------------------


def test_femoral_head_is_a_ball_of_48_mm_in_the_hip_centre() -> None:
    left, top, right, bottom = box("femoral_head")
    assert math.dist(((left + right) / 2, (top + bottom) / 2), (-77, 0)) < 5
    assert 44 <= right - left <= 52
    assert right - left == pytest.approx(bottom - top, abs=1)


@pytest.mark.parametrize(
    ("structure", "place"),
    [
        ("iliac_crest", (-76, -159)),  # highest point
        ("asis", (-121, -78)),
        ("aiis", (-93, -40)),  # straight head of rectus femoris
        ("pubis", (-5, 5)),  # front of the symphysis
        ("ischial_tuberosity", (-59, 41)),
        ("greater_trochanter", (-139, 18)),  # outermost
        ("greater_trochanter", (-114, -2)),  # tip
        ("lesser_trochanter", (-86, 52)),
        ("femoral_shaft", (-57, 430)),  # lowest point of the condyles
        ("tibia", (-75, 468)),  # tuberosity, where the quadriceps ends
    ],
)
def test_bony_landmark_lies_within_5_mm(structure: str, place: Point) -> None:
    assert distance(place, structure) <= 5


def test_extreme_points_of_the_bones_agree_with_the_landmarks() -> None:
    assert box("iliac_crest")[1] == pytest.approx(-159, abs=5)
    assert box("greater_trochanter")[0] == pytest.approx(-139, abs=5)
    assert box("greater_trochanter")[1] == pytest.approx(-2, abs=5)
    assert box("femoral_shaft")[3] == pytest.approx(430, abs=5)
    assert box("pubis")[2] == pytest.approx(-5, abs=5)
    lowest = max(points("asis"), key=lambda p: p[1])
    assert math.dist(lowest, (-121, -78)) <= 6


def test_neck_and_shaft_meet_at_an_angle_of_about_127_degrees() -> None:
    def middle(structure: str, y: float) -> Point:
        (bone, *_) = shapes(structure)
        xs = [p[0] for outline in bone for p in outline if abs(p[1] - y) < 3]
        return ((min(xs) + max(xs)) / 2, y)

    a, b = middle("femoral_shaft", 100), middle("femoral_shaft", 300)
    shaft = (b[0] - a[0], b[1] - a[1])
    # the axis of the neck runs from the centre of the head to the middle of the narrowest part:
    # the saddle above (about -106, 2) and the calcar below (about -88, 30) lie across it
    above = max(
        (p for p in points("femoral_neck") if -110 < p[0] < -100 and p[1] < 15), key=lambda p: p[1]
    )
    below = min(
        (p for p in points("femoral_neck") if -92 < p[0] < -84 and p[1] > 20),
        key=lambda p: math.dist(p, above),
    )
    centre = ((above[0] + below[0]) / 2, (above[1] + below[1]) / 2)
    neck = (-77 - centre[0], -centre[1])
    cosine = (shaft[0] * neck[0] + shaft[1] * neck[1]) / (math.hypot(*shaft) * math.hypot(*neck))
    assert 120 <= math.degrees(math.acos(cosine)) <= 135


def test_obturator_foramen_is_a_hole_ringed_by_bone() -> None:
    bones = ["pubis", "pubic_rami", "ischium", "ischial_tuberosity", "acetabulum", "ilium"]
    hole = (-36, 30)  # below the superior ramus, inside the sit bone
    assert not any(covers(bone, hole) for bone in bones)
    for place in [(-36, 0), (-62, 30), (-34, 53), (-10, 22)]:  # above, outside, below, inside
        assert any(covers(bone, place) for bone in bones)


def test_head_sits_inside_the_socket_with_a_joint_space_and_the_labrum_at_the_rim() -> None:
    _, top, right, _ = box("acetabulum")
    head = box("femoral_head")
    assert top < head[1]  # the roof is above
    assert right > head[2]  # the floor is towards the middle
    # 3 mm of joint space: cartilage between the top of the ball, 24 mm up, and the roof
    assert covers("hip_joint", (-77, -25.5))
    assert distance((-77 - 25 * math.cos(math.radians(30)), -25 / 2), "acetabular_labrum") <= 5


def test_lumbar_column_stands_on_the_sacrum_at_the_height_of_the_crests() -> None:
    # the line between the highest points of the crests crosses the fourth lumbar vertebra or the
    # disc below it, so four more discs and the fifth vertebra are found around it
    tops = sorted(min(p[1] for p in outline) for outline in shapes("lumbar_disc")[0])
    assert len(tops) == 6
    assert tops[-1] > -159 > tops[-2] - 10
    assert box("sacrum")[1] > tops[-1] - 5
    assert box("coccyx")[3] < 0  # the tail bone ends above the symphysis


def test_middle_parts_are_symmetric() -> None:
    for name in [*MIDDLE_BONES, "skin"]:
        left, _, right, _ = box(name)
        assert left == pytest.approx(-right, abs=0.6)


def test_paired_parts_stay_on_the_right_half() -> None:
    for name in (BONES | MUSCLES | NERVES) - MIDDLE_BONES:
        assert box(name)[2] <= 0.5, name


# ---- muscles ------------------------------------------------------------------------------------


# shape, and the two ends of its line of action
ENDS = [
    ("psoas", (-39, -140), (-86, 52)),
    ("iliopsoas_tendon", (-66, -13), (-86, 52)),
    ("iliacus", (-84, -109), (-97, 64)),
    ("rectus_femoris", (-93, -40), (-75, 468)),  # by the patellar tendon
    ("sartorius", (-121, -78), (-73, 485)),
    ("tensor_fasciae_latae", (-124, -100), (-137, 99)),
    ("iliotibial_band", (-137, 99), (-111, 445)),
    ("vastus_lateralis", (-112, 185), (-85, 405)),  # beside the patella
    ("vastus_medialis", (-96, 210), (-69, 405)),
    ("adductor_longus", (-19, 10), (-93, 239)),
    ("adductor_brevis", (-15, 16), (-102, 118)),
    ("adductor_magnus", (-14, 29), (-109, 79)),
    ("adductor_magnus", (-28, 42), (-106, 162)),
    ("adductor_magnus", (-40, 49), (-97, 262)),
    ("adductor_magnus", (-42, 51), (-45, 388)),
    ("gracilis", (-25, 51), (-60, 474)),
]


@pytest.mark.parametrize(("muscle", "origin", "insertion"), ENDS)
def test_muscle_reaches_its_origin_and_its_insertion(
    muscle: str, origin: Point, insertion: Point
) -> None:
    assert distance(origin, muscle) <= 12
    assert distance(insertion, muscle) <= 12


def test_gluteus_medius_comes_over_the_outside_of_the_crest_to_the_trochanter() -> None:
    # its front fibres start at (-117, -103) on the hidden outer face of the wing: from the front
    # the muscle appears behind the edge of the bone, about 15 mm further out
    assert distance((-117, -103), "gluteus_medius") <= 17
    assert distance((-133, 12), "gluteal_tendons") <= 8
    assert not covers("gluteus_medius", (-84, -109))  # not over the iliac fossa


def test_inguinal_ligament_spans_from_the_asis_to_the_pubic_tubercle() -> None:
    assert distance((-121, -78), "inguinal_ligament") <= 5
    assert distance((-24, -5), "inguinal_ligament") <= 6
    # the canal lies along the inner half of the ligament, above it
    left, top, right, bottom = box("inguinal_canal")
    assert left > -80
    assert right < -20
    assert top > -60
    assert bottom < 0


def test_bursae_lie_where_they_cushion() -> None:
    assert distance((-139, 18), "trochanteric_bursa") <= 4
    # in front of the joint, under the tendon, reaching to its inner side
    assert distance((-66, -13), "iliopsoas_bursa") <= 4
    order = structures(half("half"), "layer-muscle")
    assert order.index("iliopsoas_bursa") < order.index("psoas")


# ---- nerves and vessels -------------------------------------------------------------------------


def at_height(structure: str, y: float) -> list[float]:
    return [
        a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
        for shape in shapes(structure)
        for outline in shape
        for a, b in pairwise(outline)
        if (a[1] - y) * (b[1] - y) <= 0 and a[1] != b[1]
    ]


def test_femoral_artery_starts_at_the_middle_of_the_groin_with_the_nerve_beside_it() -> None:
    # half-way between the ASIS (-121, -78) and the symphysis (0, 0): (-60.5, -39)
    (artery, *_) = at_height("femoral_artery", -38)
    assert artery == pytest.approx(-61, abs=6)
    (nerve, *_) = at_height("femoral_nerve", -38)
    assert 8 <= artery - nerve <= 25  # nerve outside, artery inside
    ends = [outline[-1] for shape in shapes("external_iliac_artery") for outline in shape]
    assert min(math.dist(end, (-62, -40)) for end in ends) < 5


def test_lateral_cutaneous_nerve_passes_just_inside_the_asis() -> None:
    nearest = min(math.dist(p, (-121, -78)) for p in points("lateral_femoral_cutaneous_nerve"))
    assert nearest <= 20
    (x, *_) = at_height("lateral_femoral_cutaneous_nerve", -78)
    assert x > -121
    assert min(at_height("lateral_femoral_cutaneous_nerve", 150)) < -120  # outer thigh


def test_obturator_nerve_leaves_through_the_upper_outer_corner_of_the_foramen() -> None:
    (x, *_) = at_height("obturator_nerve", 15)
    assert -56 < x < -38
    assert max(at_height("obturator_nerve", 150)) > -60  # inner thigh


def test_dermatomes_follow_one_another_down_the_leg() -> None:
    def covered(place: Point) -> list[str]:
        return [n for n in sorted(NERVES) if n.startswith("dermatome") and covers(n, place)]

    assert covered((-60, -10)) == ["dermatome_l1"]  # groin
    assert covered((-95, 90)) == ["dermatome_l2"]  # upper thigh
    assert covered((-75, 300)) == ["dermatome_l3"]  # lower thigh, inner knee
    assert covered((-58, 600)) == ["dermatome_l4"]  # inner shin
    assert covered((-110, 600)) == ["dermatome_l5"]  # outer shin
    assert covered((-128, 890)) == ["dermatome_s1"]  # little toe


# ---- skin and regions ---------------------------------------------------------------------------


def test_skin_encloses_every_bone_and_muscle() -> None:
    (skin,) = shapes("skin")
    for name in BONES | MUSCLES:
        outside = [p for p in points(name)[::3] if p[1] > -330 and not inside(p, skin)]
        assert not outside, f"{name} leaves the skin at {outside[0]}"


def test_silhouette_has_the_breadths_of_an_adult() -> None:
    # means of adults, rounded (expert estimate); a runner is slim, so up to 10 % less is right
    def breadth(y: float) -> float:
        xs = at_height("skin", y)
        return max(xs) - min(xs)

    assert breadth(-215) == pytest.approx(290, rel=0.05)  # waist
    assert breadth(-150) == pytest.approx(300, rel=0.05)  # crests
    assert breadth(18) == pytest.approx(350, rel=0.05)  # trochanters
    thigh = [x for x in at_height("skin", 215) if x < 0]
    assert max(thigh) - min(thigh) == pytest.approx(165, rel=0.12)
    knee = [x for x in at_height("skin", 415) if x < 0]
    assert max(knee) - min(knee) == pytest.approx(112, rel=0.12)


def test_regions_tile_the_skin_without_overlap() -> None:
    (skin,) = shapes("skin")
    bare = overlapping = checked = 0
    for x in range(-178, -1, 7):
        for y in range(-325, 912, 7):
            place = (x + 0.3, y + 0.3)
            if not inside(place, skin):
                continue
            hits = sum(inside(place, region(name)) for name in REGIONS)
            checked += 1
            bare += hits == 0
            overlapping += hits > 1
    assert bare / checked < 0.01
    assert overlapping / checked < 0.005


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("lower_abdomen", (-45, -150)),
        ("asis_iliac_crest", (-121, -78)),
        ("groin", (-60, -25)),  # over the femoral artery
        ("anterior_hip", (-100, 5)),
        ("lateral_hip", (-139, 18)),  # over the trochanter
        ("pubic_symphysis", (0, 5)),
        ("genital_perineum", (0, 45)),
        ("inner_thigh", (-30, 180)),
        ("anterior_thigh", (-88, 220)),
        ("lateral_thigh", (-140, 220)),
        ("knee", (-77, 400)),
        ("lower_leg_foot", (-80, 700)),
    ],
)
def test_region_covers_the_place_it_is_named_for(name: str, place: Point) -> None:
    assert inside(place, region(name))
