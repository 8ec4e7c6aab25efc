"""Where the muscles of the vocabulary lie on the drawn body.

A patch lies on the surface of one part, between azimuths from the front (0) over the outer side
(90) to the back (180); a ribbon runs inside the body and shows through. Rounded to what a drawing
of this size can show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.figures.body_outline import PatchRow
from hipedu.figures.rotations import Vector

Part = Literal["thigh", "shank", "pelvis", "torso"]


@dataclass(frozen=True, slots=True)
class Patch:
    """A muscle on the surface of one part; rows by share of a limb, or cm above the hips."""

    part: Part
    rows: tuple[PatchRow, ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A deep muscle through points of frames, with half its width at each, in cm."""

    points: tuple[tuple[str, Vector], ...]
    halves: tuple[float, ...]


def _belly(
    part: Part, start: float, end: float, low: float, high: float, *, full: float = 1.0
) -> Patch:
    """A spindle: narrow at both ends, `full` wide in the middle."""
    middle, half = (low + high) / 2, (high - low) / 2 * full
    shape = ((0.0, 0.25), (0.12, 0.7), (0.32, 1.0), (0.58, 0.95), (0.82, 0.62), (1.0, 0.22))
    return Patch(
        part,
        tuple(
            (start + (end - start) * share, middle - half * wide, middle + half * wide)
            for share, wide in shape
        ),
    )


GLUTEUS_MAXIMUS = Patch(
    "pelvis",
    ((9.5, 150.0, 170.0), (6.0, 128.0, 176.0), (1.0, 108.0, 178.0), (-3.5, 102.0, 176.0),
     (-6.5, 112.0, 165.0)),
)
GLUTEUS_MEDIUS = Patch(
    "pelvis",
    ((12.0, 82.0, 128.0), (9.5, 66.0, 136.0), (6.0, 66.0, 128.0), (2.5, 76.0, 110.0),
     (-1.5, 86.0, 98.0)),
)
HAMSTRINGS = _belly("thigh", 0.1, 0.97, 108, 232)
QUADRICEPS = _belly("thigh", 0.08, 0.96, -62, 72)

MUSCLES: dict[str, tuple[Patch | Ribbon, ...]] = {
    "gluteus_maximus": (GLUTEUS_MAXIMUS,),
    "gluteus_medius": (GLUTEUS_MEDIUS,),
    "gluteus_minimus": (
        Patch("pelvis", ((7.5, 70.0, 108.0), (4.5, 68.0, 108.0), (1.5, 76.0, 102.0),
                         (-1.5, 84.0, 98.0))),
    ),
    "tensor_fasciae_latae": (
        Patch("pelvis", ((9.0, 40.0, 58.0), (5.0, 42.0, 66.0), (0.0, 50.0, 74.0),
                         (-4.0, 58.0, 76.0))),
        Patch("thigh", ((0.0, 52.0, 78.0), (0.15, 58.0, 80.0), (0.32, 68.0, 80.0))),
    ),
    "piriformis": (
        Ribbon((("pelvis", (-9.5, 4.5, 2.0)), ("pelvis", (-8.0, 3.0, 7.0)),
                ("hip", (-3.0, 1.0, 6.5))), (2.2, 2.0, 1.0)),
    ),
    "deep_rotators": (
        Ribbon((("pelvis", (-6.0, -3.0, 3.5)), ("pelvis", (-6.5, -1.5, 8.0)),
                ("hip", (-2.0, 0.0, 7.5))), (2.6, 2.4, 1.3)),
    ),
    "iliopsoas": (
        Ribbon((("spine_1", (1.0, 9.0, 3.5)), ("spine_1", (2.5, 0.0, 5.0)),
                ("pelvis", (5.5, 3.0, 8.0)), ("pelvis", (5.0, -1.5, 8.5)),
                ("hip", (0.0, -7.5, -1.0))), (1.2, 2.3, 3.0, 2.2, 0.9)),
    ),
    "rectus_femoris": (_belly("thigh", -0.02, 0.95, -24, 26),),
    "quadriceps": (QUADRICEPS,),
    "hamstrings": (HAMSTRINGS,),
    "adductor_longus": (_belly("thigh", 0.02, 0.55, 284, 322),),
    "adductor_magnus": (_belly("thigh", 0.06, 0.85, 232, 284),),
    "adductors": (_belly("thigh", 0.02, 0.8, 236, 322),),
    "pectineus": (_belly("thigh", 0.0, 0.26, 304, 340),),
    "calf": (_belly("shank", 0.03, 0.85, 112, 248),),
    "gastrocnemius": (_belly("shank", 0.02, 0.52, 108, 252),),
    "soleus": (_belly("shank", 0.34, 0.88, 104, 256, full=0.8),),
    "abdominals": (
        Patch("torso", ((8.0, 4.0, 16.0), (12.0, 2.0, 32.0), (22.0, 2.0, 40.0), (32.0, 2.0, 38.0),
                        (36.0, 4.0, 26.0))),
    ),
    "obliques": (
        Patch("torso", ((10.0, 40.0, 80.0), (14.0, 44.0, 104.0), (21.0, 46.0, 110.0),
                        (29.0, 58.0, 104.0), (33.0, 74.0, 94.0))),
    ),
    "erector_spinae": (
        Patch("torso", ((9.0, 158.0, 176.0), (14.0, 140.0, 177.0), (24.0, 138.0, 177.0),
                        (34.0, 150.0, 177.0), (43.0, 164.0, 176.0))),
    ),
    "quadratus_lumborum": (
        Patch("torso", ((11.0, 108.0, 150.0), (16.0, 112.0, 148.0), (23.0, 118.0, 148.0),
                        (27.0, 132.0, 150.0))),
    ),
    "trunk": (
        Patch("torso", ((9.0, 16.0, 70.0), (13.0, 8.0, 108.0), (21.0, 6.0, 112.0),
                        (30.0, 10.0, 100.0), (35.0, 20.0, 80.0))),
    ),
    "whole_leg": (
        GLUTEUS_MAXIMUS, QUADRICEPS, HAMSTRINGS, _belly("shank", 0.03, 0.85, 112, 248),
    ),
}
"""By the ids of the vocabulary ``muscles``."""

PAIRED_IN_MIDDLE = ("abdominals", "erector_spinae", "trunk")
"""Muscles of the trunk that always work on both sides."""
