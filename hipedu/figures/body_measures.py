"""Measures of the drawn body: bones and the flesh around them, in cm.

A slim adult of 168 cm, somewhat more than seven heads tall. Flesh is given in rings: how far the
surface is from the bone at a place along it, to the front, back, outer and inner side.
"""

from __future__ import annotations

THIGH = 42.0
SHANK = 41.0
SOLE = 7.0
"""From the ankle down to the sole."""
BALL = 13.0
"""From the ankle forwards to the ball of the foot."""
HIP = 8.5
"""From the middle to one hip joint."""
SHOULDER = 17.0
UPPER_ARM = 29.0
FOREARM = 25.0
HAND = 9.0
"""From the wrist to the middle of a grip."""

SPINE = (13.0, 12.5, 12.5, 16.0)
"""From the hips to a joint low in the back, twice on, and to the root of the neck."""
SPINE_SHARES = (0.4, 0.35, 0.25)
"""How much of a bend each of the three joints does."""
SHOULDER_HEIGHT = 11.0
"""Of the shoulders above the highest of the three joints."""
NECK = 9.8
"""From the root of the neck to the joint of the head, at the height of the ears."""

Ring = tuple[float, float, float, float, float]
"""Place along the part, then distances to front, back, outer and inner surface."""

THIGH_RINGS: tuple[Ring, ...] = (
    (0.0, 7.8, 8.4, 7.6, 7.6),
    (0.15, 8.3, 8.3, 8.0, 7.8),
    (0.35, 8.0, 7.5, 7.6, 7.2),
    (0.6, 6.8, 6.2, 6.4, 6.0),
    (0.82, 5.6, 5.1, 5.3, 5.2),
    (1.0, 5.2, 4.8, 5.2, 5.3),
)
SHANK_RINGS: tuple[Ring, ...] = (
    (0.0, 5.0, 4.8, 5.1, 5.2),
    (0.1, 4.7, 5.3, 5.0, 5.2),
    (0.3, 4.2, 7.1, 5.4, 5.5),
    (0.5, 3.7, 6.0, 4.8, 4.9),
    (0.75, 3.1, 3.8, 3.5, 3.6),
    (0.9, 2.9, 3.4, 3.0, 3.1),
    (1.0, 3.2, 3.8, 3.3, 3.3),
)
SHORT_LEG_RINGS: tuple[Ring, ...] = (
    (-0.02, 8.4, 8.8, 8.3, 8.0),
    (0.15, 8.9, 8.9, 8.7, 8.3),
    (0.3, 8.9, 8.6, 8.6, 8.0),
    (0.43, 8.7, 8.3, 8.4, 7.8),
)
PELVIS_RINGS: tuple[Ring, ...] = (
    (-8.0, 4.5, 8.2, 9.0, 9.0),
    (-5.0, 7.2, 11.2, 15.0, 15.0),
    (0.0, 8.8, 12.3, 16.7, 16.7),
    (5.0, 9.4, 11.3, 16.2, 16.2),
    (9.0, 9.4, 9.6, 14.9, 14.9),
    (13.0, 9.0, 8.2, 13.8, 13.8),
)
"""By height above the hips."""

TORSO_RINGS: tuple[Ring, ...] = (
    (7.4, 8.8, 9.0, 14.4, 14.4),
    (14.8, 9.0, 7.8, 13.4, 13.4),
    (21.2, 9.2, 7.2, 13.2, 13.2),
    (29.6, 10.2, 8.2, 14.3, 14.3),
    (38.1, 10.9, 9.6, 15.6, 15.6),
    (44.5, 10.2, 10.2, 16.4, 16.4),
    (49.2, 8.3, 9.8, 15.4, 15.4),
    (52.4, 6.4, 8.4, 11.0, 11.0),
    (54.5, 5.2, 6.8, 7.2, 7.2),
)
"""By distance from the hips along the spine."""

NECK_RINGS: tuple[Ring, ...] = (
    (-0.32, 2.6, 3.0, 3.4, 3.4),
    (-0.12, 4.6, 5.0, 5.4, 5.4),
    (0.2, 4.9, 5.4, 5.5, 5.5),
    (0.6, 5.2, 5.2, 5.3, 5.3),
    (1.0, 5.6, 5.4, 5.4, 5.4),
)
HEAD_RINGS: tuple[Ring, ...] = (
    (-7.7, 7.7, -3.1, 2.3, 2.3),
    (-5.9, 8.6, 0.5, 4.1, 4.1),
    (-3.1, 8.5, 5.0, 5.3, 5.3),
    (-0.5, 9.0, 7.4, 6.0, 6.0),
    (2.7, 8.3, 8.6, 6.7, 6.7),
    (6.3, 8.1, 9.0, 6.8, 6.8),
    (9.3, 7.0, 8.1, 6.1, 6.1),
    (11.5, 4.5, 5.8, 4.1, 4.1),
)
"""By height above the joint of the head; the chin is in front of the neck."""

HAIRLINE: tuple[tuple[float, float], ...] = (
    (-5.0, 168.0), (-3.6, 148.0), (-1.4, 128.0), (0.0, 112.0), (1.4, 98.0), (3.1, 76.0),
    (5.0, 62.0), (6.8, 46.0), (8.1, 20.0), (9.0, -6.0), (11.1, -6.0),
)
"""By height above the joint of the head: how far back from the face hair begins."""

UPPER_ARM_RINGS: tuple[Ring, ...] = (
    (0.0, 5.2, 5.2, 4.9, 4.9),
    (0.2, 5.2, 5.0, 4.9, 4.6),
    (0.5, 4.5, 4.4, 4.1, 4.1),
    (0.8, 3.8, 3.8, 3.6, 3.6),
    (1.0, 3.6, 3.9, 3.6, 3.6),
)
FOREARM_RINGS: tuple[Ring, ...] = (
    (0.0, 3.6, 3.6, 3.5, 3.5),
    (0.22, 4.2, 4.0, 4.1, 4.1),
    (0.55, 3.4, 3.3, 3.4, 3.4),
    (0.85, 2.5, 2.5, 2.7, 2.7),
    (1.0, 2.3, 2.3, 2.7, 2.7),
)
SLEEVE_RINGS: tuple[Ring, ...] = (
    (0.0, 5.8, 5.8, 5.6, 5.4),
    (0.2, 5.9, 5.8, 5.6, 5.3),
    (0.42, 5.8, 5.7, 5.4, 5.3),
)

Ball = tuple[float, float, float, float]
"""Middle (along x, y) in a frame, radius in its plane and across it."""

HINDFOOT: tuple[Ball, ...] = (
    (0.2, -0.2, 3.5, 3.4),
    (-2.0, -3.6, 3.4, 3.1),
    (3.5, -2.8, 3.0, 3.4),
    (13.0, -4.9, 2.0, 4.5),
    (9.0, -4.2, 2.6, 4.2),
    (-1.5, -5.0, 2.0, 2.9),
)
TOES: tuple[Ball, ...] = ((0.0, 2.1, 2.0, 4.5), (3.5, 1.9, 1.7, 4.3), (6.0, 1.6, 1.5, 3.2))
"""In a frame at the sole below the ball of the foot."""
SHOE_ROOM = 0.7

PALM: tuple[Ball, ...] = (
    (0.0, -1.0, 2.0, 2.6),
    (0.2, -6.0, 1.7, 4.0),
    (0.3, -9.0, 1.5, 4.0),
)
FINGERS: tuple[Ball, ...] = ((0.3, -9.0, 1.4, 3.9), (0.5, -13.0, 1.1, 3.6), (0.7, -16.6, 0.8, 2.4))
FIST: tuple[Ball, ...] = ((0.3, -8.6, 2.6, 3.9), (1.8, -7.8, 2.6, 3.9), (2.2, -5.6, 2.0, 3.6))

HUMAN_RANGES: dict[str, tuple[float, float]] = {
    "hip flexion": (-30, 135),
    "hip abduction": (-30, 60),
    "hip rotation": (-50, 75),
    "knee": (-2, 155),
    "ankle": (-60, 35),
    "toes": (-20, 85),
    "elbow": (-3, 150),
    "wrist": (-90, 95),
    "spine bend": (-30, 60),
    "spine side": (-35, 35),
    "spine twist": (-45, 45),
    "nod": (-50, 50),
}
"""How far healthy joints go, rounded generously. For a drawing, not for an examination."""
